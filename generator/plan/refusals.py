"""The edits that this version does not carry out: each names the object, what it was and what it would be.

To refuse is safe: nothing is written, the recorded state stands. A silent guess could lose data.
"""

from generator.diagnostics import Diagnostic, Span

REVERT = "Change it back; this version of scaffold cannot carry out this edit on a table that may hold rows."
RENAMED = "a rename must be declared so that the data is kept, and `renamed_from` is not available yet"


def entity_removed(entity: str, span: Span, twins: tuple[str, ...]) -> Diagnostic:
    """SG530; `twins` are new entities that may be the same one renamed."""
    return Diagnostic(
        code="SG530",
        message=f"entity `{entity}` was removed, but its table is recorded and may hold rows",
        span=span,
        hint=_restore(f"entity `{entity}`", twins),
    )


def field_removed(owner: str, column: str, type_: str, span: Span, twins: tuple[str, ...]) -> Diagnostic:
    """SG531; `twins` are new columns of the same type."""
    return Diagnostic(
        code="SG531",
        message=f"`{owner}.{column}` ({type_}) was removed, but its column is recorded and may hold data",
        span=span,
        hint=_restore(f"`{owner}.{column}`", twins),
    )


def field_type(owner: str, name: str, before: str, after: str, span: Span) -> Diagnostic:
    """SG532."""
    hint = "Keep the type and add a field with another name for the new one."
    return _changed("SG532", f"the type of `{owner}.{name}`", before, after, span, hint)


def field_default(owner: str, name: str, before: str | None, after: str | None, span: Span) -> Diagnostic:
    """SG533."""
    return _changed("SG533", f"the default of `{owner}.{name}`", _or_none(before), _or_none(after), span)


def field_required(owner: str, name: str, *, nullable: bool, span: Span) -> Diagnostic:
    """SG534; `nullable` is what the spec asks for now."""
    before, after = ("NOT NULL", "nullable") if nullable else ("nullable", "NOT NULL")
    return _changed("SG534", f"`{owner}.{name}`", before, after, span)


def field_check(owner: str, name: str, before: str | None, after: str | None, span: Span) -> Diagnostic:
    """SG535; the expressions of one constraint."""
    return _changed("SG535", f"a constraint of `{owner}.{name}`", _or_none(before), _or_none(after), span)


def field_reference(owner: str, name: str, before: str, after: str, span: Span) -> Diagnostic:
    """SG536."""
    return _changed("SG536", f"the reference `{owner}.{name}`", before, after, span)


def field_needs_default(owner: str, name: str, span: Span) -> Diagnostic:
    """SG537."""
    return Diagnostic(
        code="SG537",
        message=f"`{owner}.{name}` is new and required, but rows that exist have no value for it",
        span=span,
        hint="Give it a default, or leave out `required`.",
    )


def scope(entity: str, before: str, after: str, span: Span) -> Diagnostic:
    """SG538."""
    return _changed("SG538", f"the scope of `{entity}`", before, after, span)


def soft_delete(entity: str, *, now: bool, span: Span) -> Diagnostic:
    """SG539."""
    return _changed("SG539", f"`soft_delete` of `{entity}`", _yaml(not now), _yaml(now), span)


def concurrency(entity: str, *, now: bool, span: Span) -> Diagnostic:
    """SG540; `now` is whether it is optimistic now."""
    before, after = ("none", "optimistic") if now else ("optimistic", "none")
    return _changed("SG540", f"`concurrency` of `{entity}`", before, after, span)


def parent(entity: str, after: str, span: Span) -> Diagnostic:
    """SG541; `after` is the parent the spec names now."""
    message = f"`{entity}` now belongs to `{after}`, but rows that exist have no {after}"
    return Diagnostic(code="SG541", message=message, span=span, hint=REVERT)


def search(entity: str, before: str, after: str, span: Span) -> Diagnostic:
    """SG542."""
    return _changed("SG542", f"`search` of `{entity}`", before, after, span)


def unique(entity: str, columns: str, before: str | None, after: str | None, span: Span) -> Diagnostic:
    """SG543; `before` and `after` describe the key, None where there is none."""
    what = f"the unique key ({columns}) of `{entity}`"
    if before is None:
        message = f"{what} is new, but rows that exist may already break it"
        return Diagnostic(code="SG543", message=message, span=span, hint=REVERT)
    return _changed("SG543", what, before, _or_none(after), span)


def index(entity: str, label: str, before: str, after: str | None, span: Span) -> Diagnostic:
    """SG544; `label` names the filter or index."""
    return _changed("SG544", f"{label} of `{entity}`", before, _or_none(after), span)


def service_removed(service: str, path: str) -> Diagnostic:
    """SG545; `path` is the lock that still records the service."""
    return Diagnostic(
        code="SG545",
        message=f"service `{service}` was removed, but its tables are recorded and may hold rows",
        span=Span(path=path, line=1, column=1, end_line=1, end_column=2),
        hint=f"Restore `specs/{service}.yaml`; this version of scaffold cannot retire a service.",
    )


def rpc_removed(service: str, rpc: str, span: Span) -> Diagnostic:
    """SG546."""
    return Diagnostic(
        code="SG546",
        message=f"RPC `{rpc}` of service `{service}` would vanish, but clients may call it",
        span=span,
        hint="Restore the operation, or the plural, that it is named after.",
    )


def value_removed(operation: str, message: str, name: str, span: Span) -> Diagnostic:
    """SG550."""
    return Diagnostic(
        code="SG550",
        message=f"`{name}` would vanish from `{message}`, but clients of `{operation}` may send or read it",
        span=span,
        hint="Restore the field; one that is no longer used may stay, and be left out by those who know.",
    )


def platform_renamed(before: str, after: str, span: Span | None) -> Diagnostic:
    """SG547."""
    hint = f"Change it back; the roles of the database are called `{before}_...`."
    return _changed("SG547", "the name of the platform", before, after, span, hint)


def package(before: str, after: str, span: Span | None) -> Diagnostic:
    """SG548."""
    hint = f"Write `package: {before}`; clients know every message and RPC by it."
    return _changed("SG548", "the package of the platform", before, after, span, hint)


def retention_removed(name: str, span: Span | None, twins: tuple[str, ...]) -> Diagnostic:
    """SG549; `twins` are new classes that may be the same one renamed."""
    return Diagnostic(
        code="SG549",
        message=f"retention class `{name}` was removed, but its partitions are recorded and may hold events",
        span=span,
        hint=_restore(f"retention class `{name}`", twins),
    )


def _changed(code: str, what: str, before: str, after: str, span: Span | None, hint: str = REVERT) -> Diagnostic:
    return Diagnostic(code=code, message=f"{what} changed from `{before}` to `{after}`", span=span, hint=hint)


def _restore(what: str, twins: tuple[str, ...]) -> str:
    if not twins:
        return f"Restore {what}; this version of scaffold cannot retire it."
    similar = " or ".join(f"`{name}`" for name in twins)
    return f"Restore {what}. It looks like a rename to {similar}: {RENAMED}."


def _or_none(text: str | None) -> str:
    return "none" if text is None else text


def _yaml(value: bool) -> str:  # noqa: FBT001 - the value is all there is
    return "true" if value else "false"
