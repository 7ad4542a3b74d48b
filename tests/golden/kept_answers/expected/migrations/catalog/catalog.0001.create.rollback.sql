-- catalog.0001.create.rollback: Undoes: Creates service_catalog_shelf, service_catalog_product and service_catalog_unit.
--
-- Spec:  specs/catalog.yaml
-- Locks: ACCESS EXCLUSIVE on service_catalog_unit, service_catalog_product, service_catalog_shelf
-- Reads: all of service_catalog_unit, service_catalog_product, service_catalog_shelf
-- Undo:  apply catalog.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/catalog/catalog.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_catalog_unit IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_catalog_unit
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_catalog_unit has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_catalog_unit;

LOCK TABLE service_catalog_product IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_catalog_product
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_catalog_product has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_catalog_product;
DROP FUNCTION IF EXISTS service_catalog_product_search_vector();
DROP FUNCTION IF EXISTS service_catalog_product_search(bigint, text, integer, integer);
DROP FUNCTION IF EXISTS service_catalog_product_cascade();
DROP FUNCTION IF EXISTS service_catalog_product_catalog_shelf_product_count_insert();
DROP FUNCTION IF EXISTS service_catalog_product_catalog_shelf_product_count_update();
DROP FUNCTION IF EXISTS service_catalog_product_catalog_shelf_product_count_delete();

LOCK TABLE service_catalog_shelf IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_catalog_shelf
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_catalog_shelf has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_catalog_shelf;
