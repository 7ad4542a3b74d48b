"""Practices of campaigns."""

from typing import Final

from generator.practices.row import row

ROWS: Final = (
    row(
        "P58",
        "`campaign_id` on every campaign's table, indexed with `created_at`.",
        "By construction.",
        spec="entity.scope",
        tests="test_index_is_there test_list_is_read_in_order",
    ),
    row(
        "P59",
        "Every query filters by campaign.",
        "By construction, and by row-level security as a second wall.",
        tests="test_statement_reads_one_campaign test_another_campaign_finds_nothing"
        " test_row_level_security_hides_and_protects test_every_campaign_table_has_a_policy",
    ),
    row(
        "P60",
        "Partition very large tables by campaign.",
        "Every statement reads the one partition of its campaign; a table that has rows becomes the first partition of"
        " one by `campaigns_from`, and no row is moved.",
        spec="entity.partition_by",
        tests="test_statement_reads_one_partition test_partitions_are_reached_through_their_table",
    ),
    row(
        "P61",
        "Search within the campaign.",
        "By construction: the campaign is in the vector, and in the index where `btree_gin` is there.",
        spec="entity.search platform.extensions",
        tests="test_search_reads",
    ),
    row(
        "P62",
        "Metadata is JSONB, with hot keys indexed.",
        "`json` fields with limits and a part for each service, keys indexed; `required_fields` asks for them.",
        spec="platform.required_fields fieldOptions.max_bytes fieldOptions.service_specific entity.indexes",
    ),
    row(
        "P63",
        "Cache hot queries per campaign.",
        "Answers are kept on Redis by campaign and question; a write ends those of its campaign.",
        spec="entity.cache",
        tests="test_an_answer_is_made_once test_a_write_ends_the_answers_of_its_campaign",
    ),
    row(
        "P64",
        "Central services stay global.",
        "`scope: global`; the platform says which services must.",
        spec="service.scope platform.scopes",
    ),
    row(
        "P65",
        "The campaign is a column.",
        "By construction; a rule refuses a field in its place.",
        spec="service.scope",
    ),
    row(
        "P66",
        "A live service moves from global to campaign.",
        "Change `scope`: the migrations are staged, the data kept, old clients go on.",
        spec="entity.scope entity.default_campaign",
        commands="plan verify",
    ),
    row(
        "P67",
        "`campaign_id` in every message.",
        "By construction, in slots that never move.",
        tests="test_a_campaign_is_required",
    ),
    row(
        "P68",
        "Repository methods take the campaign.",
        "By construction: it is their first argument.",
        tests="test_another_campaign_finds_nothing test_campaigns_have_ids_of_their_own",
    ),
    row(
        "P69",
        "The campaign comes from the context of the request.",
        "By construction: an interceptor compares request and caller; the unit of work keeps to it.",
        tests="test_another_campaign_is_refused test_units_of_work_refuse_another_campaign",
    ),
    row(
        "P70",
        "Documents for newcomers are up to date.",
        "AGENTS.md and README come with the platform and its updates.",
        commands="update",
    ),
)
