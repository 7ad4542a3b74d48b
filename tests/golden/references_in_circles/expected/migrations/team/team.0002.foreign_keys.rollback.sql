-- team.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_team_member.
--
-- Spec:  specs/team.yaml
-- Locks: ACCESS EXCLUSIVE on service_team_member, service_scheduler_job, master, campaign
-- Undo:  apply team.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/team/team.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_team_member
    DROP CONSTRAINT IF EXISTS service_team_member_first_job_id_fkey;

ALTER TABLE service_team_member
    DROP CONSTRAINT IF EXISTS service_team_member_master_id_fkey;

ALTER TABLE service_team_member
    DROP CONSTRAINT IF EXISTS service_team_member_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
