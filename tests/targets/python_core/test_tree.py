"""The rendered tree: typed, linted, formatted and deterministic for any package name; and its server as a process."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from coretest.core.constraints import CONSTRAINTS
from coretest.core.settings import Settings, SettingsError
from grpc_health.v1 import health_pb2, health_pb2_grpc

PACKAGES = ("a", "acme", "a_rather_long_package_name")

RUFF = """
line-length = 120
target-version = "py311"
src = ["src"]
[lint]
select = ["ALL"]
ignore = [
    "CPY001",  # whose copyright it is, is the platform's to say
    "COM812", "ISC001",  # the formatter's
    "D107",  # the class docstring says what the constructor takes
    "EM101", "EM102", "TRY003",  # a message reads best where it is raised
    "N818",  # `NotFound` says it all
    "PLR0911", "PLR0913",  # tables of SQLSTATEs, keyword-only settings
    "TC",  # one rule for imports
]
pydocstyle.convention = "google"
"""

MYPY = """
[mypy]
strict = true
[mypy-google.rpc.*,grpc_health.*,grpc_reflection.*]
ignore_missing_imports = true
"""


def run(*command, cwd, **environment):
    found = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return found.returncode, found.stdout + found.stderr


@pytest.fixture
def platform(tmp_path, tree):
    """Renders a platform without services, whose server therefore needs no compiled protos."""

    def render(package):
        tree(tmp_path, package, services=False)
        return tmp_path

    return render


@pytest.mark.parametrize("package", PACKAGES)
def test_ruff(platform, package):
    """The tree is a fixed point of the formatter and clean by nearly all rules, however long the package's name."""
    root = platform(package)
    (root / "ruff.toml").write_text(RUFF)

    assert run("ruff", "check", "--no-cache", "--quiet", ".", cwd=root) == (0, "")
    assert run("ruff", "format", "--no-cache", "--check", "--quiet", ".", cwd=root) == (0, "")


@pytest.mark.parametrize("package", PACKAGES)
def test_ruff_of_the_server_with_services(tmp_path, tree, package):
    """The import block of the server is sorted and broken as ruff wants it."""
    tree(tmp_path, package, services=True)
    (tmp_path / "ruff.toml").write_text(RUFF)

    assert run("ruff", "check", "--no-cache", "--quiet", ".", cwd=tmp_path) == (0, "")
    assert run("ruff", "format", "--no-cache", "--check", "--quiet", ".", cwd=tmp_path) == (0, "")


def test_mypy(platform):
    """The tree is clean under mypy --strict."""
    root = platform("acme")
    (root / "mypy.ini").write_text(MYPY)

    code, output = run("mypy", "--cache-dir", str(root / "cache"), "src/acme", cwd=root)

    assert code == 0, output


def test_rendering_is_deterministic(tmp_path, tree):
    """Same input, same bytes."""
    for name in ("one", "two"):
        tree(tmp_path / name, "acme", services=True)
    contents = [
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    ]

    assert len(contents[0]) > 20
    assert contents[0] == contents[1]


def test_modules_are_small():
    """Nobody has to read more than 250 lines to understand one module of the runtime."""
    import coretest

    sizes = {path.name: path.read_text().count("\n") for path in Path(coretest.__file__).parent.rglob("core/*.py")}

    assert {name for name, lines in sizes.items() if lines > 250} == set()


def test_constraints_of_services_are_known():
    """Every constraint has its kind and the fields that a caller can put right."""
    assert {name: CONSTRAINTS[name] for name in CONSTRAINTS if name.startswith("service_lab")} == {
        "service_lab_item_amount_range_check": ("range", ("amount",)),
        "service_lab_item_name_key": ("unique", ("name",)),
        "service_lab_item_name_length_check": ("length", ("name",)),
        "service_lab_item_pkey": ("unique", ("id",)),
        "service_lab_item_rack_id_fkey": ("reference", ("rack_id",)),
        "service_lab_item_shelf_id_fkey": ("reference", ("shelf_id",)),
    }


def test_settings_have_defaults():
    """Only the database must be named."""
    settings = Settings.from_environment({"DATABASE_URL": "postgresql://host/name"})

    assert (settings.listen, settings.connections, settings.reflection, settings.grace, settings.credentials) == (
        "127.0.0.1:50051",
        10,
        False,
        10.0,
        None,
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("DATABASE_URL", "", "DATABASE_URL is not set"),
        ("DATABASE_CONNECTIONS", "many", "DATABASE_CONNECTIONS must be a number from 1 up, not 'many'"),
        ("DATABASE_CONNECTIONS", "0", "DATABASE_CONNECTIONS must be a number from 1 up, not '0'"),
        ("GRACE_SECONDS", "nan", "GRACE_SECONDS must be a number from 0 up, not 'nan'"),
        ("REFLECTION", "maybe", "REFLECTION must be true or false, not 'maybe'"),
        ("TLS_KEY_FILE", "/nowhere/key.pem", "TLS_KEY_FILE: cannot read /nowhere/key.pem: No such file or directory"),
        ("TLS_CLIENT_CA_FILE", __file__, "TLS needs both TLS_CERTIFICATE_FILE and TLS_KEY_FILE"),
    ],
)
def test_wrong_settings(name, text, message):
    """A wrong setting is named, with what it may be."""
    with pytest.raises(SettingsError, match=message.replace("(", r"\(")):
        Settings.from_environment({"DATABASE_URL": "postgresql://host/name", name: text})


def test_the_server_refuses_to_start_without_a_database(platform):
    """Without DATABASE_URL it says so and exits with 2."""
    root = platform("acme")

    code, output = run("acme.server", cwd=root, PYTHONPATH=str(root / "src"), DATABASE_URL="")

    assert (code, output.startswith("error: DATABASE_URL is not set")) == (2, True)


def test_the_server_refuses_to_start_without_a_reachable_database(platform):
    """A database that does not answer is reported without a traceback."""
    root = platform("acme")

    found = run("acme.server", cwd=root, PYTHONPATH=str(root / "src"), DATABASE_URL=f"postgresql://x@/x?host={root}")

    advice = "Check DATABASE_URL, and that its database has been migrated: scaffold migrate"
    assert found == (2, f"error: the database cannot be reached: [Errno 2] No such file or directory\n{advice}\n")


@pytest.mark.parametrize(
    ("package", "database", "complaint"),
    [
        ("neverseen", "postgres", 'error: cannot open a session as role neverseen_rw: role "neverseen_rw" does not'),
        ("coretest", "postgres", "error: the database refused the statement: function service_event_ensure_partitions"),
        ("coretest", "missing", 'error: cannot open a session as role coretest_rw: database "missing" does not exist'),
    ],
)
def test_the_server_says_that_there_is_nothing_to_work_on(
    platform, embedded_server, lab_template, package, database, complaint
):
    """Started before the migrations, or with the wrong database, it quotes the database and says what to do."""
    root = platform(package)
    url = embedded_server.url_for(database)

    code, output = run(f"{package}.server", cwd=root, PYTHONPATH=str(root / "src"), DATABASE_URL=url)

    assert code == 2
    assert complaint in output
    assert output.endswith("\nCheck DATABASE_URL, and that its database has been migrated: scaffold migrate\n")


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
async def test_the_server_as_a_process(platform, url, order, unused_tcp_port):
    """It makes the partitions, serves health, and ends with 0 when it is told to stop."""
    root = platform("coretest")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "coretest.server",
        env={
            **os.environ,
            "PYTHONPATH": str(root / "src"),
            "DATABASE_URL": url,
            "LISTEN": f"127.0.0.1:{unused_tcp_port}",
        },
        stderr=asyncio.subprocess.PIPE,
    )
    async with grpc.aio.insecure_channel(f"127.0.0.1:{unused_tcp_port}") as channel:
        answer = await health_pb2_grpc.HealthStub(channel).Check(
            health_pb2.HealthCheckRequest(), wait_for_ready=True, timeout=20
        )
    process.send_signal(order)
    _, log = await asyncio.wait_for(process.communicate(), 20)

    assert answer.status == health_pb2.HealthCheckResponse.SERVING
    assert process.returncode == 0, log.decode()
    assert b"stopping: calls in flight have 10 seconds" in log
    assert b"Traceback" not in log
