"""A row that refers to nothing comes between the question whether there are any and the foreign key."""

import psycopg
import pytest

from generator.database.catalog import catalog
from generator.database.errors import StatementFailed
from generator.database.events import Applied, Event
from generator.database.runner import migrate

from .cases import HERE, Case

CASE = Case(folder=HERE / "references/values_of_nobody")
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
