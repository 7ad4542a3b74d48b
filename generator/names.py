"""Identifiers: casing, plurals, reserved words and PostgreSQL's 63 bytes."""

import hashlib
import keyword
import re
from collections.abc import Iterable
from functools import lru_cache

IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""What a spec may call a thing; compare with `fullmatch`, because `$` would let a trailing newline pass."""

MAXIMUM_BYTES = 63
"""PostgreSQL truncates longer identifiers silently (NAMEDATALEN - 1)."""


@lru_cache(maxsize=4096)
def pascal(name: str) -> str:
    """`order_item` -> `OrderItem`."""
    return "".join(part.capitalize() for part in name.split("_"))


@lru_cache(maxsize=4096)
def camel(name: str) -> str:
    """The JSON name protoc derives from a field name: `a_b_c` -> `aBC`, `a_1` -> `a1`."""
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)


def constant(name: str) -> str:
    """`order_item` -> `ORDER_ITEM`."""
    return name.upper()


def plural(name: str) -> str:
    """The English plural by rule: `category` -> `categories`, `address` -> `addresses`, `order` -> `orders`.

    A spec names irregular plurals itself (`plural: people`).
    """
    if re.search(r"[^aeiou]y$", name):
        return name[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", name):
        return name + "es"
    return name + "s"


def lookup_method(columns: Iterable[str]) -> str:
    """The repository's method that finds a row by a unique key: `get_by_slug`."""
    return f"get_by_{'_'.join(columns)}"


def keyed_method(verb: str, columns: Iterable[str]) -> str:
    """The repository's method that changes or deletes the row with a natural key: `update_by_code`."""
    return f"{verb}_by_{'_'.join(columns)}"


def upsert_method(columns: Iterable[str]) -> str:
    """The repository's method that creates a row or changes the one with its unique key: `upsert_by_slug`."""
    return f"upsert_by_{'_'.join(columns)}"


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`, for sentences."""
    return f"1 {noun}" if count == 1 else f"{count} {plural(noun)}"


def words(name: str) -> str:
    """`order_item` -> `order item`, for sentences."""
    return name.replace("_", " ")


@lru_cache(maxsize=4096)
def shortened(name: str) -> str:
    """`name` if PostgreSQL keeps it whole, else its head and a hash of all of it: 63 bytes at most."""
    if len(name.encode()) <= MAXIMUM_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: MAXIMUM_BYTES - 9]}_{digest}"


PYTHON_RESERVED = frozenset(keyword.kwlist) | {"self", "cls"}
"""Soft keywords (`type`, `match`) are ordinary names in Python and stay usable."""

SQL_RESERVED = frozenset(
    "all analyse analyze and any array as asc asymmetric authorization between binary both case cast check "
    "collate collation column concurrently constraint create cross current_catalog current_date current_role "
    "current_schema current_time current_timestamp current_user default deferrable desc distinct do else end "
    "except false fetch for foreign freeze from full grant group having ilike in initially inner intersect "
    "into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null "
    "offset on only or order outer overlaps placing primary references returning right select session_user "
    "similar some symmetric system_user table tablesample then to trailing true union unique user using "
    "variadic verbose when where window with".split()
)
"""The words PostgreSQL 18 reserves for column names (pg_get_keywords, catcode R and T)."""

QUOTED_BY_POSTGRESQL = frozenset(
    "between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int "
    "integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar "
    "json_serialize json_table json_value least merge_action national nchar none normalize nullif numeric out overlay "
    "position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes "
    "xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable".split()
)
"""Words that may be columns, and that a PostgreSQL up to 18 puts in quotes where it prints them (catcode C)."""

PROTO_RESERVED = frozenset(
    "syntax import package option message enum service rpc returns stream oneof map "
    "extensions extend reserved optional required repeated true false inf nan double float int32 "
    "int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes".split()
)
"""Words with a meaning in a .proto file; protoc accepts many of them as names, other languages' parsers do not."""
