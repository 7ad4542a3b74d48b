"""What migration files are called, and the sentence at the head of each."""

from collections.abc import Sequence
from typing import Final

from generator.plan.operations import AddForeignKey
from generator.plan.steps import Stage, Step

MANY = 3
"""From so many entities on, a file is not named after them."""


def creation_slug(entities: Sequence[str], *, later: bool) -> str:
    """What the file that creates the tables of the entities is called, in a service that has files or has none."""
    if not later:
        return "create"
    return f"add_{'_and_'.join(entities) if len(entities) < MANY else 'entities'}"


_VERBS: Final = {
    Stage.EXAMINE: "examine",
    Stage.LOOSEN: "loosen",
    Stage.RELEASE: "detach",
    Stage.BACKFILL: "fill",
    Stage.DISCARD: "drop",
    Stage.REMOVE: "drop",
}
"""Where the name of the stage is not the word."""

_WHOLE: Final = frozenset(
    {
        Stage.EXAMINE,
        Stage.VALIDATE,
        Stage.PARTITION,
        Stage.RECHECK,
        Stage.SEED,
        Stage.PROVE,
        Stage.RETIRE,
        Stage.CONFIRM,
    }
)
"""Stages whose files are about a table and not about parts of it."""


def slug(step: Step, *, later: bool) -> str:
    """What the file of the step is called."""
    if step.stage is Stage.CREATE:
        return creation_slug(step.subjects, later=later)
    if step.stage is Stage.CONNECT:
        return f"{creation_slug(step.subjects, later=later)}_foreign_keys" if later else "foreign_keys"
    about = f"{_VERBS.get(step.stage, step.stage.name.lower())}_{step.entity}"
    return about if step.stage in _WHOLE or _drops_table(step) else f"{about}_{_subject(step)}"


def _drops_table(step: Step) -> bool:
    return step.stage is Stage.REMOVE and step.subjects == (step.table,)


def _subject(step: Step) -> str:
    return step.subjects[0] if len(step.subjects) == 1 else "fields"


_SENTENCES: Final = {
    Stage.CREATE: "Creates {tables}.",
    Stage.RENAME: "Calls {table} {what}.",
    Stage.EXAMINE: "Stops if rows of {table} stand in the way of what comes next.",
    Stage.RENEW: "Renews the functions and triggers of {table}.",
    Stage.LOOSEN: "Loosens {what} of {table}.",
    Stage.RELEASE: "Lets {table}.{what} refer to nothing.",
    Stage.ADD: "Adds {what} to {table}.",
    Stage.BACKFILL: "Fills {what} of the rows that {table} has.",
    Stage.CONSTRAIN: "Binds {what} of {table}, for new rows.",
    Stage.REFILL: "Fills {what} of the rows that {table} got meanwhile.",
    Stage.INDEX: "Builds the index {what} of {table}.",
    Stage.ATTACH: "Makes the index {what} of {table} of those of its partitions.",
    Stage.CONNECT: "Adds the foreign keys of {tables}.",
    Stage.REFERENCE: "Makes {table}.{what} refer to {parent}, for new rows.",
    Stage.VALIDATE: "Validates the new constraints of {table}.",
    Stage.PARTITION: "Parts {table} by campaign.",
    Stage.RELINK: "Lets {table}.{what} refer to {parent} with all its partitions, for new rows.",
    Stage.RECHECK: "Validates the foreign keys of {table} that lead to partitions.",
    Stage.UNITE: "Makes the foreign key of {table}.{what} of those of its partitions.",
    Stage.SETTLE: "Puts in force what is proven of {what} of {table}.",
    Stage.REPLACE: "Puts the proven foreign key of {table}.{what} in its place.",
    Stage.SEED: "Puts the rows that the spec gives to {table} in place.",
    Stage.MOVE: "Moves {what} of the rows that {table} has.",
    Stage.BIND: "Makes {table}.{what} refer to {parent} within the campaign, for new rows.",
    Stage.PROVE: "Validates the foreign keys that keep {table} within the campaign.",
    Stage.EXCHANGE: "Puts the proven foreign key of {table}.{what} in its place.",
    Stage.TIDY: "Takes from the rows of {table} what only old code needs in {what}.",
    Stage.SWEEP: "Corrects {what} of the rows that old code wrote to {table}.",
    Stage.CONFIRM: "Validates what binds {table} since old code is gone.",
    Stage.UNLINK: "Drops the foreign key of {table}.{what}.",
    Stage.RETIRE: "Takes away what only old code needs of {table}.",
    Stage.DISCARD: "Drops the index {what} of {table}.",
    Stage.REMOVE: "Drops {what} of {table}.",
}
"""What a file does, by its stage; a test holds that none is missing."""


def summary(step: Step) -> str:
    """What the step does, in one sentence."""
    if _drops_table(step):
        return f"Drops {step.table} with all its rows."
    return _SENTENCES[step.stage].format(
        table=step.table, tables=listed(step.table.split(", ")), what=listed(step.subjects), parent=_parent(step)
    )


def _parent(step: Step) -> str:
    return next((item.key.parent for item in step.operations if isinstance(item, AddForeignKey)), "")


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
