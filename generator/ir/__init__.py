"""The intermediate representation: what a valid platform says, every name resolved and every default spelled out."""

from generator.ir.entities import (
    ARCHIVED_AT,
    SYSTEM_COLUMNS,
    Entity,
    Event,
    Index,
    IndexColumn,
    Search,
    SearchField,
    Unique,
)
from generator.ir.fields import EntityKey, Field, Literal, OnDelete, Scope, Target
from generator.ir.relations import OneOf
from generator.ir.services import Operation, Pin, Platform, RetentionClass, Service, Stream, Transition

__all__ = [
    "ARCHIVED_AT",
    "SYSTEM_COLUMNS",
    "Entity",
    "EntityKey",
    "Event",
    "Field",
    "Index",
    "IndexColumn",
    "Literal",
    "OnDelete",
    "OneOf",
    "Operation",
    "Pin",
    "Platform",
    "RetentionClass",
    "Scope",
    "Search",
    "SearchField",
    "Service",
    "Stream",
    "Target",
    "Transition",
    "Unique",
]
