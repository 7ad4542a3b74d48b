-- waitlist.0001.create.rollback: Undoes: Creates service_waitlist_tier and service_waitlist_entry.
--
-- Spec:  specs/waitlist.yaml
-- Locks: ACCESS EXCLUSIVE on service_waitlist_entry, service_waitlist_tier
-- Reads: all of service_waitlist_entry, service_waitlist_tier
-- Undo:  apply waitlist.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/waitlist/waitlist.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_waitlist_entry IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_entry
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_entry has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_entry;

LOCK TABLE service_waitlist_tier IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_tier
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_tier has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_tier;
