"""A row that breaks a rule comes between the question whether there are any and the rule."""

import psycopg
import pytest

from generator import pipeline
from generator.database.catalog import catalog
from generator.database.errors import StatementFailed
from generator.database.events import Applied, Event
from generator.database.runner import migrate

from .builds import write
from .cases import HERE, Case

CASE = Case(folder=HERE / "references/values_of_nobody")
ROW = """
INSERT INTO campaign (id, slug, name) VALUES (7, 'seven', 'Seven');
INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'content.article');
INSERT INTO service_content_article (campaign_id, id, master_id, title) VALUES (7, 1, 1, 'Title');
"""
ORPHAN = "UPDATE service_content_article SET author_id = 9 WHERE id = 3"


@pytest.mark.parametrize("laboratory", ["laboratory_18", "laboratory_15"])
def test_an_orphan_that_comes_late_stops_the_proof_and_nothing_else(laboratory, request):
    """New rows are bound already; when the old one is mended, the run goes on with the proof."""
    laboratory = request.getfixturevalue(laboratory)
    build = laboratory.build(CASE)
    with laboratory.populated(CASE) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(CASE.text("mend.sql").encode())

        def write(event: Event) -> None:
            if isinstance(event, Applied) and event.id == "content.0004.index_article_author_id_fkey":
                connection.execute(ORPHAN)

        with pytest.raises(StatementFailed, match="author_id_fkey") as caught:
            migrate(url, build.after, on_event=write)
        assert caught.value.migration_id == "content.0006.validate_article"
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute("UPDATE service_content_article SET author_id = 9 WHERE id = 1")
        connection.execute("UPDATE service_content_article SET author_id = NULL WHERE id = 3")

        assert [item.id for item in migrate(url, build.after).applied] == ["content.0006.validate_article"]
        with laboratory.fresh(CASE) as fresh:
            assert catalog(url) == catalog(fresh)


def test_a_check_that_is_not_valid_yet_proves_nothing(database_url, tmp_path):
    """A later edit that builds on it waits until it is proven."""
    required = Case(folder=HERE / "columns/become_required_by_its_check")
    without = required.before["specs/content.yaml"].replace('      has_a_body: "body IS NOT NULL"\n', "")
    for specs in ({**required.before, "specs/content.yaml": without}, required.before, required.after):
        write(tmp_path, specs)
        pipeline.generate(tmp_path, stubs=False)
    with psycopg.connect(database_url, autocommit=True) as connection:

        def forget(event: Event) -> None:
            if isinstance(event, Applied) and event.id.startswith("content.0003.examine"):
                connection.execute(ROW)

        with pytest.raises(StatementFailed) as caught:
            migrate(database_url, tmp_path, on_event=forget)
        assert caught.value.migration_id == "content.0005.validate_article"
        connection.execute("UPDATE service_content_article SET body = ''")

    assert [item.id for item in migrate(database_url, tmp_path).applied] == [
        "content.0005.validate_article",
        "content.0006.settle_article_body",
    ]
