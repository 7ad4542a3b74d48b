-- storage.0001.create.rollback: Undoes: Creates service_storage_warehouse, service_storage_product and service_storage_shelf.
--
-- Spec:  specs/storage.yaml
-- Locks: ACCESS EXCLUSIVE on service_storage_shelf, service_storage_product, service_storage_warehouse
-- Reads: all of service_storage_shelf, service_storage_product, service_storage_warehouse
-- Undo:  apply storage.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/storage/storage.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_storage_shelf IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_storage_shelf
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_storage_shelf has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_storage_shelf;
DROP FUNCTION IF EXISTS service_storage_shelf_cascade();

LOCK TABLE service_storage_product IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_storage_product
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_storage_product has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_storage_product;

LOCK TABLE service_storage_warehouse IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_storage_warehouse
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_storage_warehouse has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_storage_warehouse;
