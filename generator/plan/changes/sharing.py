"""`shared` or `tenant` is switched: whether all campaigns read the rows of campaign 0, or the rows are campaigns."""

from generator.frozen import replace
from generator.plan import scope_refusals
from generator.plan.changes.edit import Edit
from generator.plan.operations import SetSharing
from generator.plan.steps import Stage

_SUBJECT = "sharing"


def plan(edit: Edit) -> Edit:
    """Changes the policies, if it differs: before new code comes that reads more, after old code that did is gone."""
    if (edit.recorded.tenant is None) != (edit.desired.tenant is None):
        return edit.refuse(scope_refusals.tenant_changes(edit.entity.name, edit.entity.span))
    before, after = edit.recorded.shared, edit.desired.shared
    if before == after:
        return edit
    policy, table = edit.desired.policy, edit.table.name
    if policy is None:
        return edit.refuse(scope_refusals.still_shared(edit.entity.name, edit.entity.span))
    operation = SetSharing(table=table, policy=policy, is_shared=after)
    # A table that becomes a campaign's in this run has its first policy late.
    stage = Stage.LOOSEN if after and edit.recorded.scoped else Stage.RETIRE
    return edit.then(edit.step(stage, _SUBJECT, operation), table=replace(edit.table, shared=after))
