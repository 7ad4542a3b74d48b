"""One call of the protocol compiler, inside this process, and of mypy-protobuf's plugins on what it parsed.

protoc would start each plugin as a program: two interpreters (about 60 ms) that must be found on PATH, where a virtual
environment that is not activated does not put them. Their entry points speak the same protocol on standard input and
output, so they run here.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from generator.stubs.errors import StubsError


def compile_protos(proto_root: Path, protos: Sequence[str], destination: Path) -> None:
    """Write modules, gRPC modules and the types of both for `protos` (paths below `proto_root`) below `destination`.

    Raises StubsError with protoc's own messages, which name file, line and column.
    """
    destination.mkdir(parents=True, exist_ok=True)
    descriptors = destination / "descriptors.binpb"
    _run_protoc(
        f"--proto_path={proto_root}",
        f"--python_out={destination}",
        f"--grpc_python_out={destination}",
        f"--descriptor_set_out={descriptors}",
        "--include_imports",
        "--include_source_info",
        *protos,
    )
    _write_types(descriptors.read_bytes(), protos, destination)
    descriptors.unlink()


def _run_protoc(*arguments: str) -> None:
    # Importing grpc_tools.protoc otherwise installs import hooks that compile protos found on sys.path on the fly: a
    # missing stub would go unnoticed here and fail elsewhere.
    os.environ.setdefault("GRPC_PYTHON_DISABLE_DYNAMIC_STUBS", "1")
    from grpc_tools import protoc

    well_known = Path(protoc.__file__).parent / "_proto"
    with _captured_standard_error() as captured:
        status = protoc.main(["protoc", f"--proto_path={well_known}", *arguments])
        captured.seek(0)
        messages = captured.read().decode(errors="replace").strip()
    if status != 0:
        raise StubsError(f"protoc refused the protos:\n{messages}")


@contextmanager
def _captured_standard_error() -> Iterator[IO[bytes]]:
    """What is written to file descriptor 2: protoc is C++ and does not know `sys.stderr`."""
    sys.stderr.flush()
    saved = os.dup(2)
    with tempfile.TemporaryFile() as captured:
        os.dup2(captured.fileno(), 2)
        try:
            yield captured
        finally:
            os.dup2(saved, 2)
            os.close(saved)


def _write_types(descriptors: bytes, protos: Sequence[str], destination: Path) -> None:
    """Write the `.pyi` files for protos whose FileDescriptorSet is `descriptors`."""
    from google.protobuf.compiler import plugin_pb2
    from google.protobuf.descriptor_pb2 import FileDescriptorSet
    from mypy_protobuf import main as mypy_protobuf  # type: ignore[import-untyped]  # it ships no py.typed

    files = FileDescriptorSet.FromString(descriptors).file
    request = plugin_pb2.CodeGeneratorRequest(file_to_generate=protos, proto_file=files, parameter="quiet")
    for plugin in (mypy_protobuf.main, mypy_protobuf.grpc):
        answer = plugin_pb2.CodeGeneratorResponse.FromString(_run_plugin(plugin, request.SerializeToString()))
        if answer.error:
            raise StubsError(f"mypy-protobuf refused the protos:\n{answer.error}")
        for file in answer.file:
            (destination / file.name).write_text(file.content, encoding="utf-8")


def _run_plugin(plugin: Callable[[], None], request: bytes) -> bytes:
    """What a protoc plugin's entry point writes to standard output when it reads `request` on standard input."""
    answer = io.BytesIO()
    kept = sys.stdin, sys.stdout, sys.argv
    sys.stdin, sys.stdout, sys.argv = (
        io.TextIOWrapper(io.BytesIO(request)),
        io.TextIOWrapper(answer),
        ["protoc-gen-mypy"],
    )
    try:
        plugin()
        sys.stdout.flush()
        return answer.getvalue()
    finally:
        sys.stdin, sys.stdout, sys.argv = kept
