"""The two runs of the pipeline: `generate` writes what it finds wanting, `check` only says it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.artifacts import Artifact, Ownership
from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen
from generator.output import findings, stamp, transaction, writer
from generator.output.files import Mark
from generator.output.manifest import manifest
from generator.output.writer import Written
from generator.pipeline.own_code import NewMethods
from generator.pipeline.rendering import Notify, Rendered, render
from generator.plan.blueprint import Migration
from generator.plan.records import CORE
from generator.stubs.build import SUFFIXES, compile_stubs
from generator.tree import LAST_UPDATE, PLATFORM_FILE


@frozen
class Outcome:
    """What a run did, or would do."""

    written: Written
    migrations: tuple[Migration, ...] = ()
    """The new ones, in the order in which they run."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings of a run; of a check, everything that is not as it should be."""
    compiled: tuple[str, ...] = ()
    """The services whose stubs were compiled."""
    methods: tuple[NewMethods, ...] = ()
    """What the users have to write since this run."""
    patch: str = ""
    """What a dry run would change, as a patch."""


def generate(
    root: Path,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    stubs: bool = True,
    notify: Notify = lambda doing: None,  # noqa: ARG005 - nobody listens
) -> Outcome:
    """Brings the platform at `root` in line with its specs; with `dry_run`, only says what that would do.

    `overwrite` gives up edits by hand of generated files; `stubs` compiles the protos, too.
    Raises DiagnosedError (nothing is written), EnvironmentProblem (the tree is the old one) and StubsError (protos are
    written and not compiled).
    """
    if dry_run:
        settle(root)
        rendered = render(root, notify)
        findings.refuse(rendered.comparison, overwrite=overwrite)
        return _outcome(rendered, patch=findings.patch(rendered.comparison))
    with transaction.exclusive(root):
        transaction.recover(root)
        with transaction.staging(root):
            rendered = render(root, notify, stages=True)
            findings.refuse(rendered.comparison, overwrite=overwrite)
            notify("writing")
            marks = transaction.carry_out(root, rendered.staged)
        compiled = _compile(root, rendered, notify) if stubs else ()
        _save_stamp(root, rendered, marks, compiled=stubs)
    return _outcome(rendered, compiled=compiled)


def check(root: Path, *, notify: Notify = lambda doing: None) -> Outcome:  # noqa: ARG005 - nobody listens
    """Everything in which the platform at `root` differs from what `generate` would leave; writes nothing.

    Raises DiagnosedError if the specs are wrong, EnvironmentProblem if the platform cannot be read.
    """
    settle(root)
    rendered = render(root, notify)
    drift = findings.drift(rendered.comparison)
    stale_locks = () if drift else tuple(_stale_locks(root, rendered.locks))
    conflicts = _unresolved(root)
    if not (drift or stale_locks):
        _save_stamp(root, rendered, {}, compiled=False)
    return _outcome(rendered, diagnostics=conflicts + drift + stale_locks)


def settle(root: Path) -> None:
    """Finishes what a killed command began, so that the tree which is looked at is the old one or the new one."""
    if transaction.pending(root):
        with transaction.exclusive(root):
            transaction.recover(root)


def _compile(root: Path, rendered: Rendered, notify: Notify) -> tuple[str, ...]:
    notify("compiling protos")
    platform = rendered.decision.blueprint.platform
    return compile_stubs(root, platform.package, tuple(service.name for service in platform.services))


def _save_stamp(root: Path, rendered: Rendered, marks: Mapping[str, Mark], *, compiled: bool) -> None:
    """Notes that nothing is to be done; `compiled` says whether the stubs were looked at, too.

    `marks` are of the files that were written just now.

    Conflicts of an update in the users' files are looked for at every run, until there are none.
    """
    if _unresolved(root):
        return
    platform = rendered.decision.blueprint.platform
    specs = {record.service: record.spec for record in rendered.records}
    read = {PLATFORM_FILE: specs[CORE]} | {service.path: specs[service.name] for service in platform.services}
    outputs: dict[str, str] = {
        path: stamp.ANY_CONTENT if file.ownership is Ownership.SCAFFOLDED else file.sha256
        for path, file in manifest(rendered.records).items()
        if file.ownership is not Ownership.ADOPTED
    }
    outputs |= {**rendered.own.digests, **dict.fromkeys(rendered.code, stamp.AS_FOUND)}
    for service in platform.services if compiled else ():
        stem = f"src/{platform.package}/{service.name}/v1/{service.name}"
        outputs |= {f"{stem}{suffix}": stamp.AS_FOUND for suffix in SUFFIXES}
    warnings = rendered.decision.warnings + rendered.own.warnings + findings.warnings(rendered.comparison)
    stamp.save(root, read=read, outputs=outputs, marks=marks, warnings=warnings, compiled=compiled)


def _unresolved(root: Path) -> tuple[Diagnostic, ...]:
    """The conflicts that the last update left in the users' files."""
    if not (root / LAST_UPDATE).exists():
        return ()
    from generator.pipeline.undo import unresolved

    return unresolved(root)


def _stale_locks(root: Path, locks: tuple[Artifact, ...]) -> Iterator[Diagnostic]:
    for change in writer.state_changes(root, locks):
        message = f"`{change.path}` is stale: it does not record what the specs say"
        span = Span(path=change.path, line=1, column=1, end_line=1, end_column=1)
        yield Diagnostic(code="SG907", message=message, span=span, hint="Run `scaffold generate`.")


def _outcome(
    rendered: Rendered,
    *,
    diagnostics: tuple[Diagnostic, ...] | None = None,
    compiled: tuple[str, ...] = (),
    patch: str = "",
) -> Outcome:
    found = findings.warnings(rendered.comparison) if diagnostics is None else diagnostics
    return Outcome(
        written=writer.summary(rendered.comparison),
        migrations=rendered.decision.migrations,
        diagnostics=rendered.decision.warnings + rendered.decision.notices + rendered.own.warnings + found,
        compiled=compiled,
        methods=rendered.own.new,
        patch=patch,
    )
