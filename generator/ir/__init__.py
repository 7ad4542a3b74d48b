"""The intermediate representation: what a valid platform says, every name resolved and every default spelled out."""

from generator.ir.aggregates import Aggregate
from generator.ir.caching import Kept
from generator.ir.computed import Computed
from generator.ir.constraints import (
    Index,
    IndexColumn,
    IndexUse,
    LanguageByRow,
    Metric,
    RowCheck,
    Search,
    SearchField,
    Unique,
)
from generator.ir.entities import ARCHIVED_AT, SYSTEM_COLUMNS, Entity
from generator.ir.events import Event
from generator.ir.fields import EntityKey, Field, Literal, OnDelete, Scope, Target
from generator.ir.lifecycle import Count, Expiry
from generator.ir.mastery import NO_MASTER, Mastery
from generator.ir.paging import Paging
from generator.ir.partitions import PartitionBy
from generator.ir.policy import Allowance, Named, Policy, RequiredField, Strictness
from generator.ir.relations import OneOf
from generator.ir.rpcs import StandardRpcs
from generator.ir.seeds import SeedRecord, Seeds, SeedValue
from generator.ir.services import Choice, Operation, Pin, Platform, RetentionClass, Service, Stream, Transition
from generator.ir.views import View, ViewColumn

__all__ = [
    "ARCHIVED_AT",
    "NO_MASTER",
    "SYSTEM_COLUMNS",
    "Aggregate",
    "Allowance",
    "Choice",
    "Computed",
    "Count",
    "Entity",
    "EntityKey",
    "Event",
    "Expiry",
    "Field",
    "Index",
    "IndexColumn",
    "IndexUse",
    "Kept",
    "LanguageByRow",
    "Literal",
    "Mastery",
    "Metric",
    "Named",
    "OnDelete",
    "OneOf",
    "Operation",
    "Paging",
    "PartitionBy",
    "Pin",
    "Platform",
    "Policy",
    "RequiredField",
    "RetentionClass",
    "RowCheck",
    "Scope",
    "Search",
    "SearchField",
    "SeedRecord",
    "SeedValue",
    "Seeds",
    "Service",
    "StandardRpcs",
    "Stream",
    "Strictness",
    "Target",
    "Transition",
    "Unique",
    "View",
    "ViewColumn",
]
