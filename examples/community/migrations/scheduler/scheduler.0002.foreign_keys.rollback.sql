-- scheduler.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_scheduler_job and service_scheduler_run.
--
-- Spec:  specs/scheduler.yaml
-- Locks: ACCESS EXCLUSIVE on service_scheduler_run, service_scheduler_job, master, campaign
-- Undo:  apply scheduler.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/scheduler/scheduler.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_job_id_fkey;

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_master_id_fkey;

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_campaign_id_fkey;

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_last_run_id_fkey;

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_master_id_fkey;

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
