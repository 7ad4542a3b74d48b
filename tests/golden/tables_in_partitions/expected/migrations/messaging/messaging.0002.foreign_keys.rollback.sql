-- messaging.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_messaging_thread, service_messaging_letter, service_messaging_visit and service_messaging_attachment.
--
-- Spec:  specs/messaging.yaml
-- Locks: ACCESS EXCLUSIVE on service_messaging_attachment, service_messaging_letter, master, campaign,
--        service_messaging_visit, service_messaging_thread
-- Undo:  apply messaging.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/messaging/messaging.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_letter_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_master_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_campaign_id_fkey;

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_thread_id_fkey;

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_master_id_fkey;

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_campaign_id_fkey;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_reply_to_id_fkey;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_thread_id_fkey;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_master_id_fkey;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_campaign_id_fkey;

ALTER TABLE service_messaging_thread
    DROP CONSTRAINT IF EXISTS service_messaging_thread_master_id_fkey;

ALTER TABLE service_messaging_thread
    DROP CONSTRAINT IF EXISTS service_messaging_thread_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
