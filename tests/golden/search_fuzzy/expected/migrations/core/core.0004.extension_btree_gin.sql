-- core.0004.extension_btree_gin: Installs the extension btree_gin, unless it is there.
--
-- Spec:  scaffold.yaml
-- Phase: expand
-- Locks: none on a table in use
-- Undo:  by a later migration, nothing is lost
-- Needs: the extension btree_gin, and the right to install it if the database has not got it
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/core/core.0004.extension_btree_gin.sql "$DATABASE_URL"
--
-- depends: core.0003.events

SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

CREATE EXTENSION IF NOT EXISTS btree_gin;
