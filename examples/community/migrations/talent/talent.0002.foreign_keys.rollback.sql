-- talent.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_talent_skill, service_talent_profile, service_talent_availability, service_talent_experience, service_talent_booking and service_talent_profile_skill.
--
-- Spec:  specs/talent.yaml
-- Locks: ACCESS EXCLUSIVE on service_talent_profile_skill, service_talent_skill, service_talent_profile,
--        master, campaign, service_talent_booking, service_user_account, service_talent_experience,
--        service_talent_availability
-- Undo:  apply talent.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/talent/talent.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_skill_id_fkey;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_profile_id_fkey;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_master_id_fkey;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_campaign_id_fkey;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_client_id_fkey;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_profile_id_fkey;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_master_id_fkey;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_campaign_id_fkey;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_profile_id_fkey;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_master_id_fkey;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_campaign_id_fkey;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_profile_id_fkey;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_master_id_fkey;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_campaign_id_fkey;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_person_id_fkey;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_master_id_fkey;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_campaign_id_fkey;

ALTER TABLE service_talent_skill
    DROP CONSTRAINT IF EXISTS service_talent_skill_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
