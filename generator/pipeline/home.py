"""What a run knows of a platform in another repository: its release, its records, and what has changed there."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.diagnostics import DiagnosedError, Diagnostic, Span
from generator.frontend import home
from generator.frontend.home import Home
from generator.frozen import frozen
from generator.ir import Platform
from generator.output.manifest import read_records
from generator.plan import extensions, referred
from generator.plan.records import CORE, Record, RecordedHome
from generator.tree import LOCKS, PLATFORM_FILE, SPECS, digest


@frozen
class Elsewhere:
    """The platform's own repository, where that is another one."""

    home: Home
    records: Mapping[str, Record]
    sha256: str
    """Of its locks."""

    @property
    def origins(self) -> Mapping[str, str]:
        """The migrations that created its tables, that its uniques are there after, and that installed extensions."""
        found = {table: id_ for record in self.records.values() for table, id_ in record.origins.items()}
        installed = extensions.origins(item.id for item in self.records[CORE].migrations)
        return {**found, **installed, **referred.origins(self.records.values())}

    @property
    def files(self) -> tuple[str, ...]:
        """What decides about the run, by absolute path."""
        folder = self.home.folder.resolve()
        specs = sorted((folder / SPECS).glob("*.yaml"))
        found = (self.home.proof.resolve(), folder / PLATFORM_FILE, *specs, *_locks(folder))
        return tuple(str(path) for path in found)


def elsewhere(root: Path, texts: Mapping[str, str]) -> Elsewhere | None:
    """The platform that the texts of `read_sources` pin; None if it is in this repository.

    Raises DiagnosedError (SG943) if what it has recorded cannot be read, or its specs were edited since.
    """
    pin = home.pin_of(texts)
    if pin is None:
        return None
    found = home.find(root, pin)
    try:
        records = read_records(found.folder)
    except DiagnosedError as error:
        home.refuse(pin, f"the locks of `{pin.package}` cannot be read: {error}", "Install a newer scaffold, too.")
    for path, text in texts.items():
        record = records.get(_recorded_as(path))
        if not home.is_own(path) and (record is None or record.spec != digest(text)):
            hint = "Run `scaffold generate` in the platform's own repository first."
            home.refuse(pin, f"`{path}` was edited and not generated", hint)
    locks = "".join(f"{path.name} {digest(path.read_bytes())}\n" for path in _locks(found.folder))
    return Elsewhere(home=found, records=records, sha256=digest(locks))


def _locks(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted((folder / LOCKS).glob("*.yaml")))


def _recorded_as(path: str) -> str:
    return CORE if path.endswith(f":{PLATFORM_FILE}") else Path(path).stem


def recorded(platform: Platform, found: Elsewhere) -> RecordedHome:
    """What the lock keeps of a run."""
    return RecordedHome(
        package=found.home.pin.package,
        version=found.home.version,
        sha256=found.sha256,
        entities={key: scope for key, scope, _ in _referred(platform)},
    )


def misfits(found: Elsewhere, before: RecordedHome | None, platform: Platform | None) -> Iterator[Diagnostic]:
    """SG940 or SG941 if another version is there than is pinned, SG942 for what has changed since `before`.

    `platform` is None if its specs could not be read whole.
    """
    pin, version = found.home.pin, found.home.version
    if version != pin.version and _numbers(version) > _numbers(pin.version):
        message = f"`{pin.package}` {version} is installed; this repository is behind it, at {pin.version}"
        hint = f'Set `version: "{version}"` and run `scaffold generate`.'
        yield Diagnostic(code="SG941", message=message, span=pin.span, hint=hint)
    elif version != pin.version:
        message = f"`{pin.package}` {version} is installed, and {pin.version} is pinned"
        hint = f"Install what is pinned: `pip install {pin.package}=={pin.version}`."
        yield Diagnostic(code="SG940", message=message, span=pin.span, hint=hint)
    for key, scope, span in _referred(platform) if platform and before else ():
        was = before.entities.get(key, scope) if before else scope
        if was != scope:
            message = f"`{key}` of `{pin.package}` was of scope {was}, and is of scope {scope} in {version}"
            hint = "Remove the field, run `scaffold generate`, then add a field of another name for what refers anew."
            yield Diagnostic(code="SG942", message=message, span=span, hint=hint)


def moved(core: Record, platform: Platform) -> Iterator[Diagnostic]:
    """SG944 if the platform has moved into another repository, or out of it."""
    hint = "Undo it. A service moves as a whole: see `scaffold explain SG944`."
    span = platform.spans.get("platform")
    if platform.pin and core.migrations:
        message = "the platform is pinned in another repository, while this one has a core of its own"
        yield Diagnostic(code="SG944", message=message, span=span, hint=hint)
    if core.home and not platform.pin:
        message = f"this repository has no core of its own: it was generated against `{core.home.package}`"
        yield Diagnostic(code="SG944", message=message, span=span, hint=hint)


def _referred(platform: Platform) -> Iterator[tuple[str, str, Span]]:
    """The borrowed entities that own ones refer to, with their scope, and where."""
    borrowed = {service.name for service in platform.borrowed}
    for entity in platform.entities():
        for field in entity.fields:
            if field.target and field.target.key.service in borrowed:
                yield str(field.target.key), field.target.scope.value, field.span


def _numbers(version: str) -> tuple[int, ...]:
    """What orders releases; pre-releases of one release are told apart and not ordered."""
    release = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
