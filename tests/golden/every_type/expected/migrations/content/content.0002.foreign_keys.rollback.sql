-- content.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_content_topic and service_content_sample.
--
-- Spec:  specs/content.yaml
-- Locks: ACCESS EXCLUSIVE on service_content_sample, master, service_content_topic, campaign
-- Undo:  apply content.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/content/content.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_content_sample
    DROP CONSTRAINT IF EXISTS service_content_sample_a_role_master_id_fkey;

ALTER TABLE service_content_sample
    DROP CONSTRAINT IF EXISTS service_content_sample_a_topic_id_fkey;

ALTER TABLE service_content_sample
    DROP CONSTRAINT IF EXISTS service_content_sample_master_id_fkey;

ALTER TABLE service_content_sample
    DROP CONSTRAINT IF EXISTS service_content_sample_campaign_id_fkey;

ALTER TABLE service_content_topic
    DROP CONSTRAINT IF EXISTS service_content_topic_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
