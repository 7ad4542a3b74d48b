-- scheduler.0001.create.rollback: Undoes: Creates service_scheduler_job and service_scheduler_run.
--
-- Spec:  specs/scheduler.yaml
-- Locks: ACCESS EXCLUSIVE on service_scheduler_run, service_scheduler_job
-- Reads: all of service_scheduler_run, service_scheduler_job
-- Undo:  apply scheduler.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/scheduler/scheduler.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_scheduler_run IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_scheduler_run
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_scheduler_run has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_scheduler_run;
DROP FUNCTION IF EXISTS service_scheduler_run_cascade();

LOCK TABLE service_scheduler_job IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_scheduler_job
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_scheduler_job has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_scheduler_job;
