-- messaging.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_messaging_thread, service_messaging_conversation, service_messaging_note and service_messaging_attachment.
--
-- Spec:  specs/messaging.yaml
-- Locks: ACCESS EXCLUSIVE on service_messaging_attachment, service_user_account, service_messaging_thread,
--        service_messaging_note, master, campaign, service_messaging_conversation
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
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_origin_attachment_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_origin_account_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_owner_thread_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_owner_note_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_master_id_fkey;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_campaign_id_fkey;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_reply_id_fkey;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_conversation_id_fkey;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_thread_id_fkey;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_master_id_fkey;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_campaign_id_fkey;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_master_id_fkey;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_campaign_id_fkey;

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
