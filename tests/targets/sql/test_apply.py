"""The files run as they are: by the runner and by psql, with and without a superuser, many at once, and again."""

import itertools
import subprocess
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import yoyo

from generator.database.embedded import create_database, drop_database
from generator.database.runner import migrate
from generator.tree import is_rollback

from . import sample

NAMES = itertools.count(1)


@pytest.fixture
def platform(embedded_server, login, tmp_path):
    """A platform whose roles nobody has made yet: its name and its root; the roles are dropped at the end."""
    name = f"fresh{next(NAMES)}"
    yield name, sample.write(tmp_path, name)
    with psycopg.connect(embedded_server.url, autocommit=True) as connection:
        for role in ("owner", "rw", "ro", "archiver", "auditor"):
            connection.execute(f"DROP ROLE IF EXISTS {name}_{role}")


@pytest.fixture
def databases(embedded_server, login, platform):
    """Makes databases that are dropped before the roles are."""
    made = []

    def make(owner: str | None = None) -> str:
        name = f"{platform[0]}_{len(made)}"
        create_database(embedded_server.url, name)
        made.append(name)
        if owner:
            with psycopg.connect(embedded_server.url, autocommit=True) as connection:
                connection.execute(f"ALTER DATABASE {name} OWNER TO {owner}")
        return embedded_server.url_for(name)

    yield make
    for name in made:
        drop_database(embedded_server.url, name)


@pytest.fixture
def login(embedded_server):
    """A role that may create roles and nothing else."""
    with psycopg.connect(embedded_server.url, autocommit=True) as connection:
        connection.execute("CREATE ROLE deployer LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS")
        yield "deployer"
        connection.execute("DROP OWNED BY deployer")
        connection.execute("DROP ROLE deployer")


def by_psql(server, url, name, root, *, repeat=1, back=False):
    """Run every file, or every one that undoes another, with the command that its own header gives."""
    for path, text in sample.rendered(name).items():
        if is_rollback(path) is not back:
            continue
        single = ["--single-transaction"] if "-- transactional: false" not in text else []
        command = [server.binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *single, "-f", root / path, url]
        for _ in range(1 if single else repeat):
            subprocess.run(command, check=True, capture_output=True, text=True)


def owners(url):
    with psycopg.connect(url) as connection:
        query = """
            SELECT DISTINCT relowner::regrole::text FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind <> 'c' AND relname !~ '^_|yoyo'
            UNION SELECT DISTINCT proowner::regrole::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """
        return [row[0] for row in connection.execute(query)]


def unvalidated(url):
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT count(*) FILTER (WHERE NOT convalidated), count(*) FROM pg_constraint WHERE contype = 'f'"
        ).fetchone()


def test_psql_runs_every_file(embedded_server, platform, databases):
    """As a superuser, in order; a file without transaction may run twice, as after an interruption."""
    name, root = platform
    url = databases()

    by_psql(embedded_server, url, name, root, repeat=2)

    assert owners(url) == [f"{name}_owner"]
    assert unvalidated(url) == (0, 10)


def test_psql_undoes_what_it_ran(embedded_server, platform, databases):
    """Of the services nothing is left; the core has no way back."""
    name, root = platform
    url = databases()
    by_psql(embedded_server, url, name, root)
    by_psql(embedded_server, url, name, root, repeat=2, back=True)

    assert tables(url) == ["service_event", "service_event_audit", "service_event_standard"]


def test_stock_yoyo_undoes_what_it_ran(platform, databases):
    """It finds the files by their names, and runs their statements in the order in which they stand."""
    _, root = platform
    url = databases()
    backend = yoyo.get_backend(url.replace("postgresql:", "postgresql+psycopg:", 1))
    migrations = yoyo.read_migrations(*map(str, sorted(root.glob("migrations/*"))))
    backend.apply_migrations(backend.to_apply(migrations))

    backend.rollback_migrations(backend.to_rollback(migrations.filter(lambda item: not item.id.startswith("core."))))
    backend.connection.close()

    assert tables(url) == ["service_event", "service_event_audit", "service_event_standard"]


def tables(url):
    """The tables of services, and those of the log; not the months of it."""
    with psycopg.connect(url) as connection:
        query = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relname LIKE 'service_%' ORDER BY relname"
        return [row[0] for row in connection.execute(query) if not row[0][-1].isdigit()]


def test_stock_yoyo_runs_every_file(platform, databases):
    """The files need nothing of the runner: yoyo orders and applies them."""
    name, root = platform
    url = databases()
    backend = yoyo.get_backend(url.replace("postgresql:", "postgresql+psycopg:", 1))
    migrations = yoyo.read_migrations(*map(str, sorted(root.glob("migrations/*"))))

    backend.apply_migrations(backend.to_apply(migrations))
    backend.connection.close()

    assert owners(url) == [f"{name}_owner"]
    assert unvalidated(url) == (0, 10)


def test_no_superuser_is_needed(embedded_server, platform, databases, login):
    """A login with CREATEROLE migrates the database that it owns, and then another of the same cluster (P02)."""
    name, root = platform
    urls = [databases(login), databases(login)]

    for url in urls:
        migrate(url.replace("postgres@", f"{login}@", 1), root)

    assert [owners(url) for url in urls] == [[f"{name}_owner"], [f"{name}_owner"]]


def test_the_login_is_the_owner_only_on_purpose(embedded_server, platform, databases, login):
    """Without SET ROLE the migrating login reads no table; with it, it is the owner, or the role of the services."""
    name, root = platform
    url = databases(login).replace("postgres@", f"{login}@", 1)
    migrate(url, root)

    with psycopg.connect(url, autocommit=True) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM master")
        for role in ("owner", "rw"):
            connection.execute(f"SET ROLE {name}_{role}")
            assert connection.execute("SELECT count(*) FROM campaign").fetchone() == (1,)


def test_databases_of_one_cluster_migrate_at_the_same_time(embedded_server, platform, databases, login):
    """Four databases race to make the same roles; all of them end up migrated."""
    _, root = platform
    urls = [databases(login).replace("postgres@", f"{login}@", 1) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda url: migrate(url, root), urls))

    assert [len(report.applied) for report in reports] == [7, 7, 7, 7]


def test_no_role_can_log_in_or_step_around_policies(embedded_server, platform, databases):
    """The roles are groups: no login, no password, no power over the cluster."""
    name, root = platform
    migrate(databases(), root)

    with psycopg.connect(embedded_server.url) as connection:
        found = connection.execute(
            "SELECT rolname, rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
            " FROM pg_roles WHERE rolname LIKE %s ORDER BY 1",
            (f"{name}\\_%",),
        ).fetchall()
    assert found == [(f"{name}_{role}", False) for role in ("archiver", "auditor", "owner", "ro", "rw")]


def test_the_global_campaign_is_inserted_if_absent(database):
    """Row 0 is there once, and new campaigns are counted from 1."""
    with database.session(None) as work:
        assert work.rows("SELECT id, slug FROM campaign") == [(0, "global")]
    assert database.campaign("spring") == 1


def test_hostile_text_arrives_as_text(database):
    """Quotes, newlines, dollar quotes, comment marks and backslashes of a description are only text."""
    with database.session(None, "postgres") as work:
        table = "'service_content_article'::regclass"
        assert work.one(f"SELECT obj_description({table}, 'pg_class')") == sample.HOSTILE
        column = f"SELECT attnum FROM pg_attribute WHERE attrelid = {table} AND attname = 'slug'"
        assert work.one(f"SELECT col_description({table}, ({column}))") == sample.HOSTILE
