-- ordering.0001.create.rollback: Undoes: Creates service_ordering_purchase, service_ordering_line and service_ordering_remark.
--
-- Spec:  specs/ordering.yaml
-- Locks: ACCESS EXCLUSIVE on service_ordering_remark, service_ordering_line, service_ordering_purchase
-- Reads: all of service_ordering_remark, service_ordering_line, service_ordering_purchase
-- Undo:  apply ordering.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/ordering/ordering.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_ordering_remark IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_ordering_remark
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_ordering_remark has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_ordering_remark;

LOCK TABLE service_ordering_line IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_ordering_line
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_ordering_line has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_ordering_line;

LOCK TABLE service_ordering_purchase IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_ordering_purchase
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_ordering_purchase has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_ordering_purchase;
