-- messaging.0002.foreign_keys: Adds the foreign keys of service_messaging_thread, service_messaging_letter, service_messaging_visit and service_messaging_attachment.
--
-- Spec:  specs/messaging.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_messaging_thread, campaign, master, service_messaging_letter,
--        service_messaging_visit, service_messaging_attachment
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/messaging/messaging.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: messaging.0001.create
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

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_letter_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_master_id_fkey,
    ADD CONSTRAINT service_messaging_letter_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_thread_id_fkey,
    ADD CONSTRAINT service_messaging_letter_thread_id_fkey
        FOREIGN KEY (campaign_id, thread_id) REFERENCES service_messaging_thread (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_letter
    DROP CONSTRAINT IF EXISTS service_messaging_letter_reply_to_id_fkey,
    ADD CONSTRAINT service_messaging_letter_reply_to_id_fkey
        FOREIGN KEY (campaign_id, reply_to_id) REFERENCES service_messaging_letter (campaign_id, id) ON DELETE SET NULL (reply_to_id);

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_visit_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_master_id_fkey,
    ADD CONSTRAINT service_messaging_visit_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_visit
    DROP CONSTRAINT IF EXISTS service_messaging_visit_thread_id_fkey,
    ADD CONSTRAINT service_messaging_visit_thread_id_fkey
        FOREIGN KEY (campaign_id, thread_id) REFERENCES service_messaging_thread (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_master_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_attachment
    DROP CONSTRAINT IF EXISTS service_messaging_attachment_letter_id_fkey,
    ADD CONSTRAINT service_messaging_attachment_letter_id_fkey
        FOREIGN KEY (campaign_id, letter_id) REFERENCES service_messaging_letter (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
