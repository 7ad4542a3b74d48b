-- core.0005.extension_pg_trgm: Installs the extension pg_trgm, unless it is there.
--
-- Spec:  scaffold.yaml
-- Phase: expand
-- Locks: none on a table in use
-- Undo:  by a later migration, nothing is lost
-- Needs: the extension pg_trgm, and the right to install it if the database has not got it
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/core/core.0005.extension_pg_trgm.sql "$DATABASE_URL"
--
-- depends: core.0004.extension_btree_gin

SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

CREATE EXTENSION IF NOT EXISTS pg_trgm;
