-- product.0001.create.rollback: Undoes: Creates service_product_product and service_product_variant.
--
-- Spec:  specs/product.yaml
-- Locks: ACCESS EXCLUSIVE on service_product_variant, service_product_product
-- Reads: all of service_product_variant, service_product_product
-- Undo:  apply product.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/product/product.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE marketplace_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_product_variant IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_product_variant
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_product_variant has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_product_variant;

LOCK TABLE service_product_product IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_product_product
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_product_product has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_product_product;
DROP FUNCTION IF EXISTS service_product_product_search_vector();
DROP FUNCTION IF EXISTS service_product_product_search(bigint, text, integer, integer);
