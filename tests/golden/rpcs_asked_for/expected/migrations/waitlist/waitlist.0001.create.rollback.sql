-- waitlist.0001.create.rollback: Undoes: Creates service_waitlist_signup, service_waitlist_visit, service_waitlist_invitation_batch and service_waitlist_channel.
--
-- Spec:  specs/waitlist.yaml
-- Locks: ACCESS EXCLUSIVE on service_waitlist_channel, service_waitlist_invitation_batch,
--        service_waitlist_visit, service_waitlist_signup
-- Reads: all of service_waitlist_channel, service_waitlist_invitation_batch, service_waitlist_visit, service_waitlist_signup
-- Undo:  apply waitlist.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/waitlist/waitlist.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_waitlist_channel IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_channel
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_channel has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_channel;
DROP FUNCTION IF EXISTS service_waitlist_channel_search_vector();

LOCK TABLE service_waitlist_invitation_batch IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_invitation_batch
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_invitation_batch has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_invitation_batch;

LOCK TABLE service_waitlist_visit IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_visit
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_visit has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_visit;

LOCK TABLE service_waitlist_signup IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_waitlist_signup
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_waitlist_signup has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_waitlist_signup;
