"""A platform's own repository, seen from another: which release is pinned, where it lies, what its specs say."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from generator.diagnostics import DiagnosedError, Diagnostic
from generator.frontend.node import Node
from generator.frontend.source import parse
from generator.frozen import frozen
from generator.ir import Pin
from generator.tree import PLATFORM_FILE, SPECS

if TYPE_CHECKING:
    from importlib.metadata import Distribution

DATA: Final = "core/platform"
"""Where a wheel carries the platform's files, below its package: laid out as in the repository that they come from."""

_PROJECT: Final = "pyproject.toml"


@frozen
class Home:
    """One release of the platform, on this machine."""

    pin: Pin
    folder: Path
    """Has scaffold.yaml, specs/, scaffold.lock/ and migrations/, like a platform's repository."""
    version: str
    """Of what lies there, which need not be what is pinned."""
    proof: Path
    """The file that says so; it changes with the version."""


def pin_of(texts: Mapping[str, str]) -> Pin | None:
    """What scaffold.yaml, among `texts`, says of a platform elsewhere; None if it has its own, or says it wrongly."""
    document, _ = parse(PLATFORM_FILE, texts[PLATFORM_FILE])
    return pinned(Node(document, (), document.data)) if document else None


def pinned(root: Node) -> Pin | None:
    """The same of the parsed file. The schema says what is wrong with a pin that is none."""
    said = root.get("platform")
    if said is None or not isinstance(said.data, dict):
        return None
    package, version, path = (said.data.get(key) for key in ("package", "version", "path"))
    if not (isinstance(package, str) and isinstance(version, str) and isinstance(path, str | None)):
        return None
    return Pin(package=package, version=version, path=path, span=said.span)


def find(root: Path, pin: Pin) -> Home:
    """The platform that is installed beside scaffold, or the checkout that the pin names, relative to `root`.

    Raises DiagnosedError (SG943) if there is none, or what is there carries no platform.
    """
    return _installed(pin) if pin.path is None else _checkout(root / pin.path, pin)


def home_of(root: Path) -> Home | None:
    """The platform of the services in `root`; None if it is there itself, or nothing says so. Raises as `find`."""
    try:
        pin = pin_of({PLATFORM_FILE: (root / PLATFORM_FILE).read_text(encoding="utf-8")})
    except (OSError, UnicodeDecodeError):
        return None
    return find(root, pin) if pin else None


def sources(home: Home) -> Mapping[str, str]:
    """The text of its scaffold.yaml and specs, by paths that begin with the distribution: `acme-platform:specs/...`.

    Raises DiagnosedError (SG943) if they cannot be read, or the platform is not there either.
    """
    try:
        texts = {
            path.relative_to(home.folder).as_posix(): path.read_bytes().decode()
            for path in (home.folder / PLATFORM_FILE, *sorted((home.folder / SPECS).glob("*.yaml")))
        }
    except (OSError, UnicodeDecodeError) as error:
        refuse(home.pin, f"`{home.pin.package}` has no platform that can be read: {error}", _CARRY)
    if pin_of(texts) is not None:
        refuse(home.pin, f"`{home.pin.package}` has no platform of its own: it points on", "Pin what it points to.")
    return {f"{home.pin.package}:{name}": text for name, text in texts.items()}


def is_own(path: str) -> bool:
    """Whether a text of `read_sources` is of this repository."""
    return path == PLATFORM_FILE or path.startswith(f"{SPECS}/")


def refuse(pin: Pin, message: str, hint: str) -> NoReturn:
    """Raises SG943 about the platform that is pinned."""
    raise DiagnosedError((Diagnostic(code="SG943", message=message, span=pin.span, hint=hint),))


_CARRY: Final = "Its wheel has to carry its specs, locks and migrations: see `scaffold explain SG943`."


def _installed(pin: Pin) -> Home:
    # Only now: no other platform needs to know what is installed.
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(pin.package)
    except PackageNotFoundError:
        hint = f"Install it where scaffold is: `pip install {pin.package}=={pin.version}`."
        refuse(pin, f"the platform `{pin.package}` is not installed", hint)
    files = {file.as_posix(): Path(str(file.locate())) for file in found.files or ()}
    folder = _editable(found) or _carried(files)
    proof = next((path for name, path in files.items() if name.endswith(".dist-info/METADATA")), None)
    if folder is None or proof is None:
        refuse(pin, f"`{pin.package}` {found.version} carries no platform", _CARRY)
    return Home(pin=pin, folder=folder, version=found.version, proof=proof)


def _carried(files: Mapping[str, Path]) -> Path | None:
    ending = f"/{DATA}/{PLATFORM_FILE}"
    return next((path.parent for name, path in files.items() if name.endswith(ending)), None)


def _editable(found: "Distribution") -> Path | None:
    """The checkout that an editable install points to (https://packaging.python.org/en/latest/specifications/direct-url/)."""
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    source = json.loads(found.read_text("direct_url.json") or "{}")
    if not source.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(urlsplit(source["url"]).path))


def _checkout(folder: Path, pin: Pin) -> Home:
    import tomllib

    hint = "Correct `path:`; it leads from the folder of this scaffold.yaml to that of the platform's."
    if not (folder / PLATFORM_FILE).is_file():
        refuse(pin, f"there is no {PLATFORM_FILE} in `{pin.path}`", hint)
    try:
        project = tomllib.loads((folder / _PROJECT).read_text(encoding="utf-8"))["project"]
        name, version = project["name"], project["version"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        refuse(pin, f"`{pin.path}/{_PROJECT}` does not say `name` and `version` under [project]", hint)
    if name != pin.package:
        refuse(pin, f"`{pin.path}` builds `{name}`, not `{pin.package}`", hint)
    return Home(pin=pin, folder=folder, version=str(version), proof=folder / _PROJECT)
