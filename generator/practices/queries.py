"""Practices of queries, columns and indexes."""

from typing import Final

from generator.practices.row import row

ROWS: Final = (
    row(
        "P11",
        "Every UPDATE, DELETE and SELECT has a WHERE.",
        "By construction.",
        tests="test_statement_reads_one_campaign",
    ),
    row(
        "P12",
        "Large results are read in pages.",
        "By construction: lists and searches are bounded, with keyset tokens.",
        tests="test_list_in_pages test_search_in_pages test_pages_have_no_gap_and_no_repeat",
    ),
    row(
        "P13",
        "No sequential scans.",
        "A generated test asks EXPLAIN about every statement on a populated table.",
        tests="test_statement_reads_no_whole_table",
    ),
    row(
        "P14",
        "No temporary tables, no aggregates without a reason.",
        "By construction: no generated statement has a temporary table.",
        tests="test_statement_prepares",
    ),
    row(
        "P15",
        "Read single rows where possible.",
        "By construction: get, and one lookup for each unique.",
        spec="entity.unique",
        tests="test_every_key_finds_the_row",
    ),
    row(
        "P16",
        "Index what is filtered, joined and sorted by.",
        "By construction: a filter is an index.",
        spec="entity.filters entity.indexes",
        tests="test_index_is_there",
    ),
    row(
        "P17",
        "Choose the right kind of index.",
        "By construction, from the type of the field.",
        spec="entity.indexes",
        tests="test_index_is_there",
    ),
    row(
        "P18",
        "Full-text search by tsvector.",
        "By construction: a maintained column, a GIN index, a method and an RPC.",
        spec="entity.search",
        tests="test_search_finds test_search_follows_changes test_suggest_is_served",
    ),
    row(
        "P19",
        "Partition and shard by a deterministic hash.",
        "`partition_by: campaign` spreads campaigns by PostgreSQL's hash, which the manual has as a formula. Every key"
        " of a campaign's table begins with `campaign_id`, so that it can be the key of a distribution.",
        spec="entity.scope entity.partition_by",
        tests="test_statement_reads_one_partition",
    ),
    row(
        "P20",
        "Variable strings, never CHAR.",
        "By construction: VARCHAR with a named check, or TEXT.",
        spec="fieldOptions.max_length",
    ),
    row("P21", "Integer primary keys.", "By construction: BIGINT identity."),
    row(
        "P22",
        "A unique key column in each table.",
        "By construction: `uuid`.",
        tests="test_keys_of_every_row_are_unique",
    ),
    row(
        "P23",
        "No copied text where a relation belongs.",
        "References, and rules for what looks like a copy.",
        spec="fieldOptions.to",
    ),
    row(
        "P24",
        "Explicit, documented relations.",
        "Foreign keys, and a comment on every table and column.",
        spec="entity.description fieldOptions.description",
        missing="diagrams.",
    ),
    row("P25", "Consistent names.", "By construction; a platform adds patterns of its own.", spec="platform.naming"),
    row("P26", "Join tables for N:M.", "`relations` of a service, with fields of their own.", spec="service.relations"),
    row("P27", "UTC, TIMESTAMPTZ.", "By construction: there is no other type of a moment.", spec="fieldOptions.type"),
    row("P28", "Index JSONB where it is asked.", "GIN and expression indexes.", spec="entity.indexes"),
    row("P29", "Hash long texts for uniqueness.", "`hashed: true` in a unique.", spec="entity.unique"),
    row("P30", "UTF-8.", "`migrate` refuses a database of another encoding.", commands="migrate"),
    row(
        "P31",
        "Transactions for what takes several steps.",
        "By construction: one statement for each write, one unit of work for each request.",
        tests="test_no_write_without_its_event",
    ),
    row(
        "P32",
        "Read-only transactions for reads.",
        "By construction: units of work are opened for reading or for writing.",
    ),
    row(
        "P33",
        "Mind locks, avoid deadlocks.",
        "Operations declare their locks, `verify` sees which they take; a run waits 0.1 s and comes back.",
        commands="plan verify migrate",
    ),
    row(
        "P34",
        "Scale out from the start.",
        "Keys, references, uniques and statements have the campaign, by which tables are parted and rows can be"
        " spread over servers.",
        spec="entity.scope entity.partition_by",
        missing="the form of the schema for a distributed engine: triggers and references to global tables are in its"
        " way.",
    ),
)
