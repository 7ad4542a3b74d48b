"""The view of a history: the table of former states, and the trigger that writes it."""

from generator import names
from generator.frozen import frozen
from generator.plan.kept import RowHistory
from generator.targets.sql.quoting import identifier, literal
from generator.targets.sql.views import CURRENT_CAMPAIGN, Roles


@frozen
class HistoryView:
    """All that a history is made with."""

    table: str
    """Whose rows are kept."""
    name: str
    sequence: str
    primary_key: str
    index: str
    key: str
    """What the index begins with."""
    policy: str
    function: str
    trigger: str
    append_only: str
    comment: str
    """A literal."""
    scoped: bool
    ignores: str
    """The columns that are not kept, as the elements of an array."""
    columns: str
    """What the trigger writes."""
    values: str
    is_new: bool
    keeps: bool
    """Whether anything is written."""
    current_campaign: str
    rw: str
    ro: str


def history_view(table: str, history: RowHistory, roles: Roles, *, is_new: bool = True) -> HistoryView:
    """The view of the history of `table`."""
    called = history_names(history)
    return HistoryView(
        table=identifier(table),
        name=identifier(history.name),
        sequence=identifier(called["id_seq"]),
        primary_key=identifier(called["pkey"]),
        index=identifier(called["row_id_idx"]),
        key="campaign_id, row_id" if history.scoped else "row_id",
        policy=identifier(called["campaign"]),
        function=identifier(called["keep"]),
        trigger=identifier(called["keep"]),
        append_only=identifier(called["append_only"]),
        comment=literal("The states that rows had, as they were when they were replaced or deleted"),
        scoped=history.scoped,
        ignores=", ".join(literal(column) for column in history.ignores),
        columns="campaign_id, row_id, snapshot" if history.scoped else "row_id, snapshot",
        values="OLD.campaign_id, OLD.id, v_was" if history.scoped else "OLD.id, v_was",
        is_new=is_new,
        keeps=not history.stopped,
        current_campaign=CURRENT_CAMPAIGN,
        rw=roles.rw,
        ro=roles.ro,
    )


def history_names(history: RowHistory) -> dict[str, str]:
    """What belongs to the history, by the endings of the names."""
    endings = ("id_seq", "pkey", "row_id_idx", "campaign", "keep", "append_only")
    return {ending: names.shortened(f"{history.name}_{ending}") for ending in endings}
