-- user.0001.create.rollback: Undoes: Creates service_user_account, service_user_credential and service_user_session.
--
-- Spec:  specs/user.yaml
-- Locks: ACCESS EXCLUSIVE on service_user_session, service_user_credential, service_user_account
-- Reads: all of service_user_session, service_user_credential, service_user_account
-- Undo:  apply user.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/user/user.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_user_session IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_user_session
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_user_session has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_user_session;

LOCK TABLE service_user_credential IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_user_credential
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_user_credential has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_user_credential;

LOCK TABLE service_user_account IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_user_account
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_user_account has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_user_account;
DROP FUNCTION IF EXISTS service_user_account_search_vector();
