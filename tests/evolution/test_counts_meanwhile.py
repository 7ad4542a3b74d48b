"""Rows are counted exactly while old code still writes them by the former names of their tables."""

import psycopg
import pytest

from generator.database.events import Applied, Event
from generator.database.runner import Reach, migrate

from .cases import HERE, Case

CASES = {
    "counter_of_a_renamed_entity": ("article", "remark", ""),
    "counter_in_a_renamed_entity": ("story", "comment", ""),
    "counter_of_and_in_renamed_entities": ("story", "remark", "AND NOT hidden"),
}
"""What the counting and the counted entity are called after the edit, and which rows count."""
PLACE = "INSERT INTO master (campaign_id, id, type) VALUES (7, %(id)s, 'content.comment')"
WRITES = (
    """
    INSERT INTO service_content_comment (campaign_id, id, master_id, article_id, body)
    VALUES (7, %(id)s, %(id)s, 2, 'Late')
    """,
    "UPDATE service_content_comment SET article_id = CASE article_id WHEN 4 THEN 6 ELSE 4 END WHERE id = %(moved)s",
    "UPDATE service_content_comment SET hidden = NOT hidden WHERE id = 14",
    "DELETE FROM service_content_comment WHERE id = %(gone)s",
)
"""As the code of before writes: it knows no other names."""
WRONG = """
SELECT id, comment_count FROM service_content_{counting} AS counting
WHERE comment_count <> (SELECT count(*) FROM service_content_{counted} WHERE {reference} = counting.id {where})
"""


@pytest.mark.parametrize("laboratory", ["laboratory_18", "laboratory_15"])
@pytest.mark.parametrize("name", CASES)
def test_every_row_is_counted_between_two_files(name: str, laboratory: str, request: pytest.FixtureRequest):
    """After each file that old code runs beside, as the role of services: rows come, move, are hidden and go."""
    found = request.getfixturevalue(laboratory)
    case = Case(folder=HERE / "features" / name)
    build = found.build(case)
    role = build.platform.role("rw")
    counting, counted, where = CASES[name]
    seen: list[object] = []
    with found.populated(case) as url, psycopg.connect(url, autocommit=True) as connection:
        wrong = WRONG.format(counting="article", counted="comment", reference="article_id", where=where).encode()

        def write(event: Event) -> None:
            if not isinstance(event, Applied):
                return
            values = {"id": 100 + len(seen), "moved": 18, "gone": 99 + len(seen)}
            connection.execute(PLACE, values)
            with connection.transaction():
                connection.execute(f"SET LOCAL ROLE {role}".encode())
                connection.execute("SELECT set_config('app.campaign_id', '7', true)")
                changed = [connection.execute(statement.encode(), values).rowcount for statement in WRITES]
            seen.append((changed, connection.execute(wrong).fetchall()))

        migrate(url, build.after, phase=Reach.EXPAND, on_event=write)

        assert seen == [([1, 1, 1, int(place > 0)], []) for place in range(len(seen))]
        assert len(seen) > 1
        migrate(url, build.after)
        names = {"counting": counting, "counted": counted, "reference": f"{counting}_id", "where": where}
        assert connection.execute(WRONG.format(**names).encode()).fetchall() == []
