-- talent.0002.foreign_keys: Adds the foreign keys of service_talent_skill, service_talent_profile, service_talent_availability, service_talent_experience, service_talent_booking and service_talent_profile_skill.
--
-- Spec:  specs/talent.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_talent_skill, master, service_talent_profile, campaign,
--        service_user_account, service_talent_availability, service_talent_experience,
--        service_talent_booking, service_talent_profile_skill
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/talent/talent.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: talent.0001.create user.0001.create
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

ALTER TABLE service_talent_skill
    DROP CONSTRAINT IF EXISTS service_talent_skill_master_id_fkey,
    ADD CONSTRAINT service_talent_skill_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_campaign_id_fkey,
    ADD CONSTRAINT service_talent_profile_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_master_id_fkey,
    ADD CONSTRAINT service_talent_profile_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile
    DROP CONSTRAINT IF EXISTS service_talent_profile_person_id_fkey,
    ADD CONSTRAINT service_talent_profile_person_id_fkey
        FOREIGN KEY (person_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_campaign_id_fkey,
    ADD CONSTRAINT service_talent_availability_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_master_id_fkey,
    ADD CONSTRAINT service_talent_availability_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_availability
    DROP CONSTRAINT IF EXISTS service_talent_availability_profile_id_fkey,
    ADD CONSTRAINT service_talent_availability_profile_id_fkey
        FOREIGN KEY (campaign_id, profile_id) REFERENCES service_talent_profile (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_campaign_id_fkey,
    ADD CONSTRAINT service_talent_experience_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_master_id_fkey,
    ADD CONSTRAINT service_talent_experience_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_experience
    DROP CONSTRAINT IF EXISTS service_talent_experience_profile_id_fkey,
    ADD CONSTRAINT service_talent_experience_profile_id_fkey
        FOREIGN KEY (campaign_id, profile_id) REFERENCES service_talent_profile (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_campaign_id_fkey,
    ADD CONSTRAINT service_talent_booking_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_master_id_fkey,
    ADD CONSTRAINT service_talent_booking_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_profile_id_fkey,
    ADD CONSTRAINT service_talent_booking_profile_id_fkey
        FOREIGN KEY (campaign_id, profile_id) REFERENCES service_talent_profile (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_booking
    DROP CONSTRAINT IF EXISTS service_talent_booking_client_id_fkey,
    ADD CONSTRAINT service_talent_booking_client_id_fkey
        FOREIGN KEY (client_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_campaign_id_fkey,
    ADD CONSTRAINT service_talent_profile_skill_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_master_id_fkey,
    ADD CONSTRAINT service_talent_profile_skill_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_profile_id_fkey,
    ADD CONSTRAINT service_talent_profile_skill_profile_id_fkey
        FOREIGN KEY (campaign_id, profile_id) REFERENCES service_talent_profile (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_talent_profile_skill
    DROP CONSTRAINT IF EXISTS service_talent_profile_skill_skill_id_fkey,
    ADD CONSTRAINT service_talent_profile_skill_skill_id_fkey
        FOREIGN KEY (skill_id) REFERENCES service_talent_skill (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
