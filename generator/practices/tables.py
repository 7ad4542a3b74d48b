"""Practices of tables and keys."""

from typing import Final

from generator.practices.row import row

ROWS: Final = (
    row(
        "P01",
        "Make no unnecessary or risky change; justify each.",
        "`plan` shows every statement with its locks, phase and hazards; what destroys data is acknowledged by name.",
        commands="plan contract",
    ),
    row(
        "P02",
        "Act as superuser as little as possible.",
        "Nothing generated needs more than an owner; extensions are apart, in migrations of their own.",
        spec="platform.extensions",
        tests="test_services_may_do_no_more_than_they_need",
    ),
    row(
        "P03",
        "Write clear, minimal SQL.",
        "By construction: statements are constants with parameters, named by a comment; no text of a user becomes SQL.",
        tests="test_statement_prepares",
    ),
    row(
        "P04",
        "Keep a master table with a type.",
        "By construction: the core migration creates `master`; a write makes its row in the same statement.",
        tests="test_create_then_get test_deletion_keeps_the_master_row test_master_row_must_exist",
    ),
    row(
        "P05",
        "Service tables refer to master by a foreign key; flexible attributes are JSONB.",
        "By construction, and `json` fields.",
        spec="fieldOptions.type",
        tests="test_foreign_key_is_there",
    ),
    row(
        "P06",
        "Keep one central event log, indexed by master row and by type.",
        "By construction: every mutating statement writes its event itself.",
        spec="service.events",
        tests="test_each_write_is_logged_once test_no_write_without_its_event test_core_index_is_there",
    ),
    row(
        "P07",
        "Foreign keys for 1:N, join tables for N:M, every foreign key indexed.",
        "By construction, composite with the campaign.",
        spec="entity.belongs_to fieldOptions.to",
        tests="test_every_foreign_key_has_an_index",
    ),
    row(
        "P08",
        "Moments are TIMESTAMPTZ, always there and true.",
        "By construction: `created_at` and `updated_at` in every table, kept by a trigger; lists go by `created_at`.",
        tests="test_update_changes_what_it_names test_list_is_read_in_order",
    ),
    row(
        "P09",
        "New services change no schema of others.",
        "`new-service` adds files only; the core knows no service.",
        commands="new-service",
    ),
    row(
        "P10",
        "Each message refers to the master row.",
        "By construction: `master_id` has slot 3 of every entity's message, for ever.",
        tests="test_message_keeps_every_value",
    ),
)
