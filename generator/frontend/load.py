"""A platform directory, or texts in memory, to the IR."""

from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import DiagnosedError, Diagnostic, EnvironmentProblem, Severity, Span, in_source_order
from generator.frontend import home
from generator.frontend.lower import lower
from generator.frontend.source import Document, parse
from generator.ir import Platform
from generator.tree import PLATFORM_FILE, SPECS


def read_platform(root: Path, *, validated: frozenset[str] = frozenset()) -> Platform:
    """The platform in the folder `root`: `read_sources`, then `load`."""
    return load(read_sources(root), validated=validated)


def read_sources(root: Path) -> Mapping[str, str]:
    """The text of scaffold.yaml and of every `specs/*.yaml`, by path relative to `root`, in path order.

    If the platform itself is in another repository, its files follow: see `home.sources`.
    Raises EnvironmentProblem if `root` is not a platform, and DiagnosedError for a file that is not UTF-8 or would be
    overlooked, and for a platform elsewhere that is not there.
    """
    texts = _own_sources(root)
    pin = home.pin_of(texts)
    return texts if pin is None else {**texts, **home.sources(home.find(root, pin))}


def _own_sources(root: Path) -> Mapping[str, str]:
    if not (root / PLATFORM_FILE).is_file():
        raise EnvironmentProblem(
            f"there is no {PLATFORM_FILE} here", hint="Run `scaffold init DIR`, or go to the platform's folder."
        )
    texts: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for path in (root / PLATFORM_FILE, *sorted((root / SPECS).glob("*.y*ml"))):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".yaml":
            try:
                texts[name] = path.read_bytes().decode()
            except UnicodeDecodeError as error:
                findings.append(_not_utf8(name, error))
        else:
            hint = f"Rename it to `{path.stem}.yaml`."
            findings.append(Diagnostic(code="SG110", message=f"`{name}` is not read as a spec", hint=hint))
    if findings:
        raise DiagnosedError(tuple(findings))
    return texts


def overlooked(root: Path) -> tuple[Diagnostic, ...]:
    """An SG112 for every YAML file in a folder below `specs/`, which nobody reads."""
    hint = f"Move it to `{SPECS}/`, or out of it."
    return tuple(
        Diagnostic(
            code="SG112",
            severity=Severity.WARNING,
            message=f"`{name}` is not read: specs lie in `{SPECS}/` itself",
            span=Span(path=name, line=1, column=1, end_line=1, end_column=1),
            hint=hint,
        )
        for name in sorted(path.relative_to(root).as_posix() for path in (root / SPECS).glob("*/**/*.y*ml"))
    )


def load(texts: Mapping[str, str], *, validated: frozenset[str] = frozenset()) -> Platform:
    """The platform that the texts of `read_sources` describe: scaffold.yaml and any number of `specs/<service>.yaml`.

    `validated` names the texts already known to satisfy the schema, by hash: they are not checked against it again.
    Raises DiagnosedError with all findings of the first stage that has any: source (SG1xx), schema (SG2xx), semantics
    (SG3xx).
    """
    documents = _parsed(texts)
    unchecked = tuple(document for document in documents if document.path not in validated)
    if unchecked:
        from generator.frontend.schema import check_shape

        if findings := [finding for document in unchecked for finding in check_shape(document, _kind(document))]:
            raise DiagnosedError(in_source_order(findings))
    own = {document.path: document for document in documents if home.is_own(document.path)}
    platform = own.pop(PLATFORM_FILE)
    elsewhere = tuple(document for document in documents if not home.is_own(document.path))
    return lower(platform, tuple(own.values()), elsewhere)


def _parsed(texts: Mapping[str, str]) -> tuple[Document, ...]:
    documents = []
    findings: list[Diagnostic] = []
    for path, text in sorted(texts.items()):
        document, found = parse(path, text)
        findings += found
        if document is not None:
            documents.append(document)
    if findings:
        raise DiagnosedError(in_source_order(findings))
    return tuple(documents)


def _kind(document: Document) -> str:
    return "platform" if document.path.rpartition(":")[2] == PLATFORM_FILE else "service"


def _not_utf8(path: str, error: UnicodeDecodeError) -> Diagnostic:
    line = error.object.count(b"\n", 0, error.start) + 1
    start = error.object.rfind(b"\n", 0, error.start) + 1
    column = len(error.object[start : error.start].decode(errors="replace")) + 1
    return Diagnostic(
        code="SG101",
        message="this is not UTF-8 text",
        span=Span(path=path, line=line, column=column, end_line=line, end_column=column + 1),
        hint="Save the file as UTF-8.",
    )
