"""Rows of campaign 0 that every campaign reads: how the policies are called that keep them from being written."""

from collections.abc import Iterator

from generator import names


def guards(policy: str) -> tuple[str, str]:
    """The policies that stand beside `policy` on a shared table: for updates, and for deletions.

    `policy` lets a campaign see its own rows and those of campaign 0. What may be seen could be changed, if these two,
    which restrict, did not leave a campaign its own.
    """
    update, delete = (names.shortened(f"{policy}_{verb}") for verb in ("update", "delete"))
    return update, delete


def policies(policy: str | None, *, shared: bool) -> Iterator[str]:
    """Every policy of a table."""
    if policy is not None:
        yield policy
        if shared:
            yield from guards(policy)
