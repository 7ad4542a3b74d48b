-- booking.0001.create.rollback: Undoes: Creates service_booking_room, service_booking_stay, service_booking_expense and service_booking_template.
--
-- Spec:  specs/booking.yaml
-- Locks: ACCESS EXCLUSIVE on service_booking_template, service_booking_expense, service_booking_stay,
--        service_booking_room
-- Reads: all of service_booking_template, service_booking_expense, service_booking_stay, service_booking_room
-- Undo:  apply booking.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/booking/booking.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_booking_template IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_booking_template
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_booking_template has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_booking_template;

LOCK TABLE service_booking_expense IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_booking_expense
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_booking_expense has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_booking_expense;

LOCK TABLE service_booking_stay IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_booking_stay
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_booking_stay has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_booking_stay;
DROP FUNCTION IF EXISTS service_booking_stay_search_vector();
DROP FUNCTION IF EXISTS service_booking_stay_search(bigint, text, integer, integer);

LOCK TABLE service_booking_room IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_booking_room
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_booking_room has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_booking_room;
