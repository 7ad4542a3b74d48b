"""How clients go through a list."""

from enum import StrEnum


class Paging(StrEnum):
    """By tokens only, or also by what people know: the number of a page, or how many rows to skip."""

    TOKEN = "token"  # noqa: S105 - a position in a list, not a secret
    NUMBER = "number"
    OFFSET = "offset"

    @property
    def parameter(self) -> str:
        """What a request says, beside its token, and methods take; empty where there is only the token."""
        return {Paging.TOKEN: "", Paging.NUMBER: "page_number", Paging.OFFSET: "offset"}[self]
