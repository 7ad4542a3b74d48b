-- messaging.0002.foreign_keys: Adds the foreign keys of service_messaging_thread, service_messaging_conversation, service_messaging_note and service_messaging_attachment.
--
-- Spec:  specs/messaging.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_messaging_thread, campaign, master, service_messaging_conversation,
--        service_messaging_note, service_messaging_attachment, service_user_account
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/messaging/messaging.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: messaging.0001.create user.0001.create
-- transactional: false

-- The new tables are empty: there is nothing to scan.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid

-- An interrupted run may have made some of the constraints: they are made again.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_messaging_thread
    DROP CONSTRAINT IF EXISTS service_messaging_thread_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_thread_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_thread
    DROP CONSTRAINT IF EXISTS service_messaging_thread_master_id_fkey,
    ADD CONSTRAINT service_messaging_thread_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_conversation_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_master_id_fkey,
    ADD CONSTRAINT service_messaging_conversation_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_note_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_master_id_fkey,
    ADD CONSTRAINT service_messaging_note_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_thread_id_fkey,
    ADD CONSTRAINT service_messaging_note_thread_id_fkey
        FOREIGN KEY (campaign_id, thread_id) REFERENCES service_messaging_thread (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_conversation_id_fkey,
    ADD CONSTRAINT service_messaging_note_conversation_id_fkey
        FOREIGN KEY (campaign_id, conversation_id) REFERENCES service_messaging_conversation (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_note
    DROP CONSTRAINT IF EXISTS service_messaging_note_reply_id_fkey,
    ADD CONSTRAINT service_messaging_note_reply_id_fkey
        FOREIGN KEY (campaign_id, reply_id) REFERENCES service_messaging_note (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_master_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_owner_note_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_owner_note_id_fkey
        FOREIGN KEY (campaign_id, owner_note_id) REFERENCES service_messaging_note (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_owner_thread_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_owner_thread_id_fkey
        FOREIGN KEY (campaign_id, owner_thread_id) REFERENCES service_messaging_thread (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_origin_account_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_origin_account_id_fkey
        FOREIGN KEY (origin_account_id) REFERENCES service_user_account (id) ON DELETE SET NULL;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_origin_attachment_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_origin_attachment_id_fkey
        FOREIGN KEY (campaign_id, origin_attachment_id) REFERENCES service_messaging_attachment (campaign_id, id) ON DELETE SET NULL (origin_attachment_id);

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
