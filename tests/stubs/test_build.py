"""Compiled stubs follow the protos: all in one call, only what changed, whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.stubs.build import STAMP, compile_stubs
from generator.stubs.errors import StubsError
from tests.targets.proto.sample import entity, platform, rendered, sample, service, written

SUFFIXES = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample's protos, not compiled yet."""
    return written(tmp_path / "a platform", rendered(sample()))


def stubs(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*_pb2*") if path.is_file()}


def test_every_service_gets_four_files(root: Path):
    """Messages and gRPC, each with its types, beside the service's own code; nothing is left of the work."""
    assert compile_stubs(root, "acme", ["user", "content"]) == ("content", "user")

    assert sorted(stubs(root)) == sorted(
        f"src/acme/{name}/v1/{name}{suffix}" for name in ("content", "user") for suffix in SUFFIXES
    )
    assert [path.name for path in (root / STAMP).parent.iterdir()] == [STAMP.name]


def test_stubs_work(root: Path):
    """Imported from `src` without any rewriting, a message survives the wire."""
    compile_stubs(root, "acme", ["content", "user"])
    program = (
        "from acme.content.v1 import content_pb2, content_pb2_grpc\n"
        "sent = content_pb2.CreateArticleRequest(campaign_id=7, title='T', tags=['a'])\n"
        "got = content_pb2.CreateArticleRequest.FromString(sent.SerializeToString())\n"
        "print(got == sent, got.HasField('body'), content_pb2_grpc.ContentServiceServicer.__name__)\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], cwd=root / "src", capture_output=True, text=True, check=False)

    assert (ran.stdout, ran.stderr) == ("True False ContentServiceServicer\n", "")


def test_stubs_are_those_of_the_real_plugins(root: Path):
    """Run inside this process, mypy-protobuf writes what it writes as protoc's plugin."""
    compile_stubs(root, "acme", ["content", "user"])
    programs = Path(sys.executable).parent
    made = root / "reference" / "src"
    made.mkdir(parents=True)

    subprocess.run(
        [
            *(sys.executable, "-m", "grpc_tools.protoc", "--proto_path=proto"),
            *(f"--{kind}_out={made}" for kind in ("python", "grpc_python", "mypy", "mypy_grpc")),
            *(f"--plugin={name}={programs / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")),
            *("acme/content/v1/content.proto", "acme/user/v1/user.proto"),
        ],
        cwd=root,
        check=True,
        capture_output=True,
    )

    ours = {path: text for path, text in stubs(root).items() if path.startswith("src/")}
    assert ours == stubs(root / "reference")


def test_nothing_is_done_twice(root: Path):
    """The second run compiles nothing and touches no file."""
    compile_stubs(root, "acme", ["content", "user"])
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}

    assert compile_stubs(root, "acme", ["content", "user"]) == ()
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_only_what_changed_is_compiled(root: Path):
    """A changed proto, and one whose stub is gone."""
    compile_stubs(root, "acme", ["content", "user"])
    whole = stubs(root)
    proto = root / "proto/acme/user/v1/user.proto"
    proto.write_text(proto.read_text(encoding="utf-8").replace("born_on", "birthday"), encoding="utf-8")

    assert compile_stubs(root, "acme", ["content", "user"]) == ("user",)
    assert b"birthday" in stubs(root)["src/acme/user/v1/user_pb2.pyi"]

    (root / "src/acme/content/v1/content_pb2.pyi").unlink()

    assert compile_stubs(root, "acme", ["content", "user"]) == ("content",)
    assert stubs(root)["src/acme/content/v1/content_pb2.pyi"] == whole["src/acme/content/v1/content_pb2.pyi"]


@pytest.mark.parametrize("stamp", [None, "", "{", "[]", '{"content": 7}'])
def test_a_lost_stamp_costs_a_compilation(root: Path, stamp: str | None):
    """Missing or unreadable, it is made again."""
    compile_stubs(root, "acme", ["content", "user"])
    good = (root / STAMP).read_text(encoding="utf-8")
    if stamp is None:
        (root / STAMP).unlink()
    else:
        (root / STAMP).write_text(stamp, encoding="utf-8")

    assert compile_stubs(root, "acme", ["content", "user"]) == ("content", "user")
    assert (root / STAMP).read_text(encoding="utf-8") == good


def test_stubs_of_a_vanished_service_go(root: Path):
    """They would be imported although nothing serves them; files of the user's stay."""
    compile_stubs(root, "acme", ["content", "user"])
    own = root / "src/acme/user/v1/mine_pb2.py"
    own.write_text("", encoding="utf-8")

    assert compile_stubs(root, "acme", ["content"]) == ()
    assert sorted(path for path in stubs(root) if "/user/" in path) == ["src/acme/user/v1/mine_pb2.py"]


def test_a_broken_proto_changes_nothing(root: Path, capfd: pytest.CaptureFixture[str]):
    """Protoc's message is in the error and not on the screen, and the stubs of all services are as they were."""
    compile_stubs(root, "acme", ["content", "user"])
    before = stubs(root)
    for name in ("content", "user"):
        proto = root / f"proto/acme/{name}/v1/{name}.proto"
        broken = "message Broken {" if name == "user" else "// fine\n"
        proto.write_text(proto.read_text(encoding="utf-8") + broken, encoding="utf-8")

    with pytest.raises(StubsError, match=r"acme/user/v1/user\.proto:\d+:\d+: Reached end of input"):
        compile_stubs(root, "acme", ["content", "user"])

    assert stubs(root) == before
    assert capfd.readouterr() == ("", "")


def test_a_missing_proto_is_named(root: Path):
    """With what makes it."""
    with pytest.raises(StubsError, match=r"^proto/acme/other/v1/other\.proto is missing: run `scaffold generate`$"):
        compile_stubs(root, "acme", ["content", "other"])


def test_an_interrupted_run_is_completed(root: Path, monkeypatch: pytest.MonkeyPatch):
    """Killed between two files, then the proto put back: no digest vouches for the half that was replaced."""
    compile_stubs(root, "acme", ["content", "user"])
    before = stubs(root)
    proto = root / "proto/acme/user/v1/user.proto"
    old = proto.read_text(encoding="utf-8")
    proto.write_text(old.replace("born_on", "birthday"), encoding="utf-8")
    replaced = []
    replace_file = Path.replace

    def killed_after_two(self: Path, target: Path) -> Path:
        if self.name.endswith((".py", ".pyi")):
            replaced.append(self.name)
            if len(replaced) > 2:
                raise KeyboardInterrupt
        return replace_file(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed_after_two)
        with pytest.raises(KeyboardInterrupt):
            compile_stubs(root, "acme", ["content", "user"])
    proto.write_text(old, encoding="utf-8")

    assert compile_stubs(root, "acme", ["content", "user"]) == ("user",)
    assert stubs(root) == before


def test_a_hundred_protos_take_one_call(tmp_path: Path):
    """The number of services is no limit."""
    names = [f"service{number}" for number in range(100)]
    written(tmp_path, rendered(platform(*(service(name, entity(name, "thing")) for name in names))))

    assert compile_stubs(tmp_path, "acme", names) == tuple(sorted(names))
    assert len(stubs(tmp_path)) == 400
