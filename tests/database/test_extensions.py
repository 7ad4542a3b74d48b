"""What a server cannot install is said before anything is executed, with what its administrator can do."""

import psycopg
import pytest
from psycopg import sql

from generator.database.embedded import Server
from generator.database.errors import UnsupportedDatabase
from generator.database.runner import migrate, pending

INSTALL = """-- core.0002.extension_{0}: Installs it.
--
-- Needs: the extension {0}, and the right to install it if the database has not got it
-- Run:   psql
CREATE EXTENSION IF NOT EXISTS {0};
"""


@pytest.mark.parametrize("run", [migrate, pending])
def test_an_extension_that_the_server_has_not_got(platform, database, run) -> None:
    """Nothing runs, not even the migrations before it."""
    platform.write("core.0001.good", "CREATE TABLE good (id bigint);\n")
    platform.write("core.0002.extension_btree_gin", INSTALL.format("btree_gin"))
    with pytest.raises(UnsupportedDatabase) as caught:
        run(database.url, platform.root)
    assert str(caught.value) == "core.0002.extension_btree_gin: the server has not got the extension `btree_gin`"
    assert "postgresql-contrib" in caught.value.hint
    assert database.rows("SELECT to_regclass('good')") == [(None,)]


def test_a_role_that_may_not_install_it(platform, database, embedded_server: Server) -> None:
    """A role without CREATE on the database is told what to ask for; once it is there, the migration is content."""
    platform.write("core.0002.extension_vector", INSTALL.format("vector"))
    with psycopg.connect(database.url) as connection:
        name = connection.info.dbname
        role = sql.Identifier(f"migrating_{name}")
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        connection.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(role))
    url = embedded_server.url_for(name).replace("postgres@", f"migrating_{name}@")
    try:
        with pytest.raises(UnsupportedDatabase) as caught:
            pending(url, platform.root)
        assert (
            str(caught.value)
            == f"core.0002.extension_vector: `migrating_{name}` may not install the extension `vector`"
        )
        assert f"CREATE EXTENSION vector SCHEMA public` in `{name}`" in caught.value.hint
        with psycopg.connect(database.url) as connection:
            connection.execute("CREATE EXTENSION vector SCHEMA public")
        assert [item.id for item in migrate(url, platform.root).applied] == ["core.0002.extension_vector"]
    finally:
        with psycopg.connect(database.url) as connection:
            connection.execute(sql.SQL("DROP OWNED BY {}").format(role))
            connection.execute(sql.SQL("DROP ROLE {}").format(role))


def test_an_extension_where_the_platform_does_not_look(platform, database) -> None:
    """Its types are found in public alone."""
    with psycopg.connect(database.url) as connection:
        connection.execute("CREATE SCHEMA elsewhere; CREATE EXTENSION vector SCHEMA elsewhere")
    platform.write("core.0002.extension_vector", INSTALL.format("vector"))
    with pytest.raises(UnsupportedDatabase) as caught:
        migrate(database.url, platform.root)
    assert "is in the schema `elsewhere`" in str(caught.value)
    assert "ALTER EXTENSION vector SET SCHEMA public" in caught.value.hint
