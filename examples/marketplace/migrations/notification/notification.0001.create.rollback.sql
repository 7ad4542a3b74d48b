-- notification.0001.create.rollback: Undoes: Creates service_notification_template and service_notification_notice.
--
-- Spec:  specs/notification.yaml
-- Locks: ACCESS EXCLUSIVE on service_notification_notice, service_notification_template
-- Reads: all of service_notification_notice, service_notification_template
-- Undo:  apply notification.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/notification/notification.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table

SET LOCAL ROLE marketplace_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_notification_notice IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_notification_notice
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_notification_notice has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_notification_notice;

LOCK TABLE service_notification_template IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_notification_template
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_notification_template has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_notification_template;
