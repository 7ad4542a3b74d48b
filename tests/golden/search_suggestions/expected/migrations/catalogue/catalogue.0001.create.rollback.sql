-- catalogue.0001.create.rollback: Undoes: Creates service_catalogue_product and service_catalogue_maker.
--
-- Spec:  specs/catalogue.yaml
-- Locks: ACCESS EXCLUSIVE on service_catalogue_maker, service_catalogue_product
-- Reads: all of service_catalogue_maker, service_catalogue_product
-- Undo:  apply catalogue.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/catalogue/catalogue.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_catalogue_maker IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_catalogue_maker
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_catalogue_maker has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_catalogue_maker;
DROP FUNCTION IF EXISTS service_catalogue_maker_search_vector();

LOCK TABLE service_catalogue_product IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_catalogue_product
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_catalogue_product has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_catalogue_product;
DROP FUNCTION IF EXISTS service_catalogue_product_search_vector();
DROP FUNCTION IF EXISTS service_catalogue_product_search(bigint, text, integer, integer);
DROP FUNCTION IF EXISTS service_catalogue_product_suggest(bigint, text, integer);
