-- scheduler.0002.foreign_keys: Adds the foreign keys of service_scheduler_job and service_scheduler_run.
--
-- Spec:  specs/scheduler.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_scheduler_job, campaign, master, service_scheduler_run
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/scheduler/scheduler.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: scheduler.0001.create
-- transactional: false

-- The new tables are empty: there is nothing to scan.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid

-- An interrupted run may have made some of the constraints: they are made again.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_campaign_id_fkey,
    ADD CONSTRAINT service_scheduler_job_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_master_id_fkey,
    ADD CONSTRAINT service_scheduler_job_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_scheduler_job
    DROP CONSTRAINT IF EXISTS service_scheduler_job_last_run_id_fkey,
    ADD CONSTRAINT service_scheduler_job_last_run_id_fkey
        FOREIGN KEY (campaign_id, last_run_id) REFERENCES service_scheduler_run (campaign_id, id) ON DELETE SET NULL (last_run_id);

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_campaign_id_fkey,
    ADD CONSTRAINT service_scheduler_run_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_master_id_fkey,
    ADD CONSTRAINT service_scheduler_run_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_scheduler_run
    DROP CONSTRAINT IF EXISTS service_scheduler_run_job_id_fkey,
    ADD CONSTRAINT service_scheduler_run_job_id_fkey
        FOREIGN KEY (campaign_id, job_id) REFERENCES service_scheduler_job (campaign_id, id) ON DELETE CASCADE;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
