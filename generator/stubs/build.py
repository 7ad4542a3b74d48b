"""Keeps the compiled stubs of a platform in step with its protos, compiling only what changed."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.stubs.errors import StubsError
from generator.tree import digest

STAMP = Path(".scaffold/cache/stubs.json")
"""What was compiled last, below the platform root: the digest of each proto, and the compiler's version."""

SUFFIXES = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")
"""What follows the name of the service in the names of its stubs."""


def compile_stubs(root: Path, package: str, services: Sequence[str]) -> tuple[str, ...]:
    """Bring `src/<package>/<service>/v1/` of the platform at `root` up to date with `proto/`; the services compiled.

    Compiles, in one call, the protos that changed since the last time or whose stubs are missing, and removes the stubs
    of services that are not in `services`. A file is replaced whole or not at all, and an interrupted run is completed
    by the next one. Raises StubsError if a proto is missing or wrong; then no stub has changed.
    """
    current = {service: _digest(root, package, service) for service in sorted(services)}
    recorded = _recorded(root)
    stale = tuple(item for item, digest in current.items() if not _fresh(root, package, item, digest, recorded))
    vanished = tuple(_orphans(root, package, services)) if stale or recorded.keys() != current.keys() else ()
    if stale or vanished or recorded != current:
        import tempfile

        (root / STAMP).parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=(root / STAMP).parent, prefix="stubs-") as scratch:
            made = _compile(root, package, stale, Path(scratch)) if stale else ()
            # Forgotten before they are replaced: after an interruption, no digest vouches for a stub of another proto.
            _record(root, {item: digest for item, digest in current.items() if item not in stale})
            for path in made:
                _replace(path, root / path.relative_to(scratch))
            for path in vanished:
                path.unlink(missing_ok=True)
        _record(root, current)
    return stale


def _proto(package: str, service: str) -> str:
    """The proto's path below `proto/`, which is also what its descriptor is called."""
    return f"{package}/{service}/v1/{service}.proto"


def _outputs(root: Path, package: str, service: str) -> tuple[Path, ...]:
    return tuple(root / "src" / package / service / "v1" / f"{service}{suffix}" for suffix in SUFFIXES)


def _digest(root: Path, package: str, service: str) -> str:
    from grpc_tools.grpc_version import VERSION

    path = root / "proto" / _proto(package, service)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise StubsError(f"{path.relative_to(root)} is missing: run `scaffold generate`") from error
    # Stubs check the version of their runtime, so those of another compiler are out of date too.
    return digest(f"{VERSION}\n".encode() + content)


def _recorded(root: Path) -> Mapping[str, str]:
    """The stamp; empty where it is missing or unreadable, because compiling again is always right."""
    try:
        stamp = json.loads((root / STAMP).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _record(root: Path, digests: Mapping[str, str]) -> None:
    path = root / STAMP
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    fresh.replace(path)


def _fresh(root: Path, package: str, service: str, digest: str, recorded: Mapping[str, str]) -> bool:
    return recorded.get(service) == digest and all(path.is_file() for path in _outputs(root, package, service))


def _orphans(root: Path, package: str, services: Sequence[str]) -> Iterable[Path]:
    """The stubs of services that are no longer there."""
    for path in sorted((root / "src" / package).glob("*/v1/*_pb2*.py*")):
        service = path.parent.parent.name
        if service not in services and path in _outputs(root, package, service):
            yield path


def _replace(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    source.replace(destination)


def _compile(root: Path, package: str, services: Sequence[str], scratch: Path) -> tuple[Path, ...]:
    """Compile the protos of `services` below `scratch`; the files made."""
    from generator.stubs.protoc import compile_protos

    compile_protos(root / "proto", tuple(_proto(package, service) for service in services), scratch / "src")
    return tuple(path for service in services for path in _outputs(scratch, package, service))
