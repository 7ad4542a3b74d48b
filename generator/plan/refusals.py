"""The edits that this version does not carry out: each names the object, what it was and what it would be.

To refuse is safe: nothing is written, the recorded state stands. A silent guess could lose data.
"""

from generator.diagnostics import Diagnostic, Severity, Span
from generator.plan.records import RecordedRpc


def entity_removed(service: str, entity: str, span: Span, twins: tuple[str, ...]) -> Diagnostic:
    """SG530; `twins` are new entities that may be the same one renamed."""
    same = f"If it is the same, write `renamed_from: {entity}` below {_either(twins)}"
    return Diagnostic(
        code="SG530",
        message=f"entity `{service}.{entity}` is gone, and {_either(twins)} is new and like it",
        span=span,
        hint=f"{same}; if not, `removed: [{entity}]` in the service.",
    )


def entity_returns(service: str, entity: str, span: Span) -> Diagnostic:
    """SG552."""
    return Diagnostic(
        code="SG552",
        message=f"entity `{service}.{entity}` was removed, and its table with its rows is still there",
        span=span,
        hint="Give the new entity another name; clients still know this one by what it meant before.",
    )


def name_in_use(entity: str, now: str, span: Span) -> Diagnostic:
    """SG552; `now` is what the entity that had the name is called now."""
    return Diagnostic(
        code="SG552",
        message=f"`{entity}` is the former name of `{now}`, by which old code still finds its table",
        span=span,
        hint="Give it another name, or run `scaffold contract` first.",
    )


def renamed_before(entity: str, span: Span) -> Diagnostic:
    """SG552; `entity` is what a second rename starts from."""
    return Diagnostic(
        code="SG552",
        message=f"`{entity}` was renamed before, and old code still finds its table by a view of the first name",
        span=span,
        hint="Drop the view first: `scaffold contract` lists it.",
    )


def field_removed(owner: str, column: str, type_: str, span: Span, twins: tuple[str, ...]) -> Diagnostic:
    """SG531; `twins` are new columns of the same type."""
    return Diagnostic(
        code="SG531",
        message=f"`{owner}.{column}` ({type_}) is gone, and {_either(twins)} of its type is new",
        span=span,
        hint=f"If it is the same, write `renamed_from: {column}` there; if not, `removed: [{column}]` in `{owner}`.",
    )


def value_gone(owner: str, field: str, value: str, twins: tuple[str, ...], span: Span) -> Diagnostic:
    """SG556; `twins` are new values that may be the same one renamed."""
    same = f"If it is the same, write `{{name: {twins[0]}, renamed_from: {value}}}`"
    return Diagnostic(
        code="SG556",
        message=f"value `{value}` of `{owner}.{field}` is gone, and {_either(twins)} is new",
        span=span,
        hint=f"{same}; if not, `removed: [{value}]` in the field.",
    )


def unknown_name(owner: str, name: str, former: str, span: Span) -> Diagnostic:
    """SG558."""
    return Diagnostic(
        code="SG558",
        message=f"`{owner}.{name}` is renamed from `{former}`, but nothing that is recorded is called so",
        span=span,
        hint="Write the name that it has in the lock; or leave out `renamed_from` if it is new.",
    )


def field_returns(owner: str, name: str, span: Span) -> Diagnostic:
    """SG551."""
    return Diagnostic(
        code="SG551",
        message=f"`{owner}.{name}` was removed, and its column with what it held is still there",
        span=span,
        hint="Give the new field another name; clients still know this one by what it meant before.",
    )


def field_type(owner: str, name: str, before: str, after: str, span: Span, hint: str) -> Diagnostic:
    """SG532."""
    return _changed("SG532", f"the type of `{owner}.{name}`", before, after, span, hint)


def default_of_the_former(owner: str, name: str, type_: str, default: str, span: Span) -> Diagnostic:
    """SG532; `name` is the column that old code still writes, and `default` that of the one in its place."""
    return Diagnostic(
        code="SG532",
        message=f"the column `{name}` of `{owner}` is `{type_}`, and cannot have the default {default} of the new one",
        span=span,
        hint="Old code still writes it: give that default once `scaffold contract` has dropped the column.",
    )


def secrecy(owner: str, name: str, span: Span, *, kept: bool) -> Diagnostic:
    """SG581; `kept` says that the field becomes a secret."""
    edit = "was no `secret`, and would become one" if kept else "was a `secret`, and would be none"
    return Diagnostic(
        code="SG581",
        message=f"`{owner}.{name}` {edit}",
        span=span,
        hint=f"Give the new field another name, and write `removed: [{name}]` in `{owner}`.",
    )


def type_in_check(owner: str, name: str, check: str, span: Span) -> Diagnostic:
    """SG585."""
    return Diagnostic(
        code="SG585",
        message=f"the type of `{owner}.{name}` changes while the check `{check}` compares it with other fields",
        span=span,
        hint="Take the check out of the spec first, in an edit of its own; put it back after the type has changed.",
    )


def field_needs_default(owner: str, name: str, span: Span) -> Diagnostic:
    """SG537."""
    return Diagnostic(
        code="SG537",
        message=f"`{owner}.{name}` is new and required, but rows that exist have no value for it",
        span=span,
        hint="Give it a `backfill` (an expression over the entity's fields), or a default, or leave out `required`.",
    )


def scope(entity: str, span: Span) -> Diagnostic:
    """SG538."""
    return Diagnostic(
        code="SG538",
        message=f"`{entity}` becomes a campaign's, but its rows belong to none",
        span=span,
        hint="Write `default_campaign: <id>`: the campaign that they are put into.",
    )


def scope_returns(entity: str, span: Span) -> Diagnostic:
    """SG551."""
    return Diagnostic(
        code="SG551",
        message=f"`{entity}` was a campaign's once, and the campaigns of its rows are still there",
        span=span,
        hint="Drop its retired `campaign_id` by `scaffold contract` first.",
    )


def scope_of_the_forsaken(entity: str, referrer: str, span: Span) -> Diagnostic:
    """SG557; `referrer` is the table that gives up a reference to the entity."""
    return Diagnostic(
        code="SG557",
        message=f"`{entity}` becomes everybody's while `{referrer}` gives up a reference to it",
        span=span,
        hint="Make it two edits: give up the reference, generate and migrate; then change the scope.",
    )


def parent(entity: str, after: str, span: Span) -> Diagnostic:
    """SG541; `after` is the parent the spec names now."""
    message = f"`{entity}` now belongs to `{after}`, but rows that exist have no {after}"
    hint = f"Write `belongs_to: {{entity: {after}, backfill: ...}}`: an expression that gives a row its parent's id."
    return Diagnostic(code="SG541", message=message, span=span, hint=hint)


def service_removed(service: str, path: str) -> Diagnostic:
    """SG545; `path` is the lock that still records the service."""
    return Diagnostic(
        code="SG545",
        message=f"`specs/{service}.yaml` is gone, but the service is recorded, and its tables may hold rows",
        span=Span(path=path, line=1, column=1, end_line=1, end_column=2),
        hint=f"Restore it; or write `removed: [{service}]` in scaffold.yaml, and the service is retired.",
    )


def service_retired(service: str, path: str, left: tuple[str, ...]) -> Diagnostic:
    """SG545, a warning: what becomes of a service that is retired; `left` are the user's own files of it."""
    files = f" Yours to delete, because it uses what is generated: {', '.join(f'`{item}`' for item in left)}."
    return Diagnostic(
        code="SG545",
        severity=Severity.WARNING,
        message=f"service `{service}` is retired: its code goes, its tables stay with their rows",
        span=Span(path=path, line=1, column=1, end_line=1, end_column=2),
        hint=f"`scaffold contract` drops them when nobody needs them.{files if left else ''}",
    )


def rpc_removed(service: str, rpc: RecordedRpc, span: Span, twins: tuple[str, ...]) -> Diagnostic:
    """SG546; `twins` are new RPCs that may be the same one renamed."""
    told = f"if not, write `removed: [{rpc.operation}]` in the service."
    hint = (
        f"If it is the same, write `renamed_from: {rpc.operation}` below the new operation; {told}"
        if rpc.operation
        else "Restore the plural that it is named after."
    )
    return Diagnostic(
        code="SG546",
        message=f"RPC `{rpc.name}` of service `{service}` would vanish, and {_either(twins)} is new",
        span=span,
        hint=hint,
    )


def value_removed(operation: str, message: str, name: str, span: Span) -> Diagnostic:
    """SG550."""
    return Diagnostic(
        code="SG550",
        message=f"`{name}` would vanish from `{message}`, but clients of `{operation}` may send or read it",
        span=span,
        hint="Restore the field; one that is no longer used may stay, and be left out by those who know.",
    )


def not_retired(name: str, span: Span) -> Diagnostic:
    """SG560."""
    hint = "Run `scaffold contract` to see what is retired, and what it is called."
    return Diagnostic(code="SG560", message=f"`{name}` is not retired", span=span, hint=hint)


def other_state(expected: str, found: str, span: Span) -> Diagnostic:
    """SG561; both are digests of a recorded state."""
    message = f"the recorded state is `{found}`, but the drops were chosen in `{expected}`"
    hint = "Run `scaffold contract` again: what it lists may be another choice now."
    return Diagnostic(code="SG561", message=message, span=span, hint=hint)


def in_the_way(what: str, hindrance: str, name: str, span: Span) -> Diagnostic:
    """SG562; `name` is by what the hindrance itself can be dropped."""
    message = f"`{what}` cannot be dropped: {hindrance} depends on it"
    return Diagnostic(code="SG562", message=message, span=span, hint=f"Drop `{name}` in the same run, or before.")


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
    like = f" It looks like a rename to {_either(twins)}: a class cannot be renamed." if twins else ""
    return Diagnostic(
        code="SG549",
        message=f"retention class `{name}` was removed, but its partitions are recorded and may hold events",
        span=span,
        hint=f"Restore retention class `{name}`; its events are found by it.{like}",
    )


def _changed(code: str, what: str, before: str, after: str, span: Span | None, hint: str) -> Diagnostic:
    return Diagnostic(code=code, message=f"{what} changed from `{before}` to `{after}`", span=span, hint=hint)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)
