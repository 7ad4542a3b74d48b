"""Practices of migrations, events and operations."""

from typing import Final

from generator.practices.row import row

ROWS: Final = (
    row("P35", "Document all migrations.", "Each file says what it does, its locks and the way back.", commands="plan"),
    row(
        "P36",
        "Try migrations before production.",
        "`verify` replays them on a scratch server, with rows.",
        commands="verify",
    ),
    row(
        "P37",
        "No credentials in code.",
        "Settings come from the environment or from files.",
    ),
    row(
        "P38",
        "Test all queries and schema changes.",
        "Every service has its generated tests.",
        tests="test_statement_prepares test_statement_reads_no_whole_table",
    ),
    row("P39", "Keep the practices up to date.", "This page is generated.", commands="explain"),
    row(
        "P40",
        "Service tables have an indexed master_id.",
        "By construction.",
        tests="test_foreign_key_is_there test_every_foreign_key_has_an_index",
    ),
    row(
        "P41",
        "Log what matters, by a declared type.",
        "By construction; events of one's own are declared, with a typed payload and a helper that writes them.",
        spec="service.events",
        tests="test_each_write_is_logged_once",
    ),
    row(
        "P42",
        "Partition large event tables.",
        "By construction: by class of retention and month.",
        spec="platform.retention",
        tests="test_partitions_can_be_made_again",
    ),
    row("P43", "Move old partitions to cold storage.", "", missing="archiving of partitions."),
    row("P44", "Archive and restore on demand.", "", missing="the commands."),
    row(
        "P45",
        "Keep events as long as their class says.",
        "Classes are partitions of their own.",
        spec="platform.retention event.retention",
        missing="the job that drops what is over.",
    ),
    row(
        "P46",
        "Purge in the background.",
        "`expires` makes a bounded purge for each entity.",
        spec="entity.expires",
        tests="test_purge_deletes_what_has_expired",
        missing="the schedule.",
    ),
    row(
        "P47",
        "Audit tables are append-only.",
        "By grants and a trigger.",
        tests="test_events_cannot_be_changed test_every_part_of_the_log_is_append_only",
    ),
    row("P48", "Export to a warehouse.", "", missing="the export."),
    row("P49", "Change data capture.", "", missing="publications and connectors."),
    row("P50", "Watch sizes and bloat.", "", missing="the monitor."),
    row("P51", "Alert on growth and slow queries.", "", missing="the rules."),
    row("P52", "Review indexes.", "", missing="the review."),
    row("P53", "Diagrams from the live schema.", "", missing="diagrams."),
    row(
        "P54",
        "Warn of and block what destroys.",
        "Removal retires; `contract` drops what is acknowledged by name, and not what changed since.",
        commands="contract",
    ),
    row(
        "P55",
        "Insert system records if absent.",
        "`seed_records`, by a migration that can run again.",
        spec="service.seed_records",
        tests="test_seed_is_there test_seeds_are_rows_like_others",
    ),
    row(
        "P56",
        "Back up before what destroys.",
        "`migrate --backup` dumps the tables that lose data.",
        commands="migrate",
    ),
    row(
        "P57",
        "Log migrations.",
        "The journal keeps every statement with its duration and locks.",
        commands="migrate rollback",
    ),
)
