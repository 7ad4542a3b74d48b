-- messaging.0002.foreign_keys: Adds the foreign keys of service_messaging_thread, service_messaging_conversation, service_messaging_group, service_messaging_post and service_messaging_group_member.
--
-- Spec:  specs/messaging.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_messaging_thread, campaign, master, service_messaging_conversation,
--        service_user_account, service_messaging_group, service_messaging_post,
--        service_messaging_group_member
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/messaging/messaging.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: messaging.0001.create user.0001.create
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

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_starter_id_fkey,
    ADD CONSTRAINT service_messaging_conversation_starter_id_fkey
        FOREIGN KEY (starter_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_partner_id_fkey,
    ADD CONSTRAINT service_messaging_conversation_partner_id_fkey
        FOREIGN KEY (partner_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_group
    DROP CONSTRAINT IF EXISTS service_messaging_group_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_group_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_group
    DROP CONSTRAINT IF EXISTS service_messaging_group_master_id_fkey,
    ADD CONSTRAINT service_messaging_group_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_post_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_master_id_fkey,
    ADD CONSTRAINT service_messaging_post_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_author_id_fkey,
    ADD CONSTRAINT service_messaging_post_author_id_fkey
        FOREIGN KEY (author_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_thread_id_fkey,
    ADD CONSTRAINT service_messaging_post_thread_id_fkey
        FOREIGN KEY (campaign_id, thread_id) REFERENCES service_messaging_thread (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_conversation_id_fkey,
    ADD CONSTRAINT service_messaging_post_conversation_id_fkey
        FOREIGN KEY (campaign_id, conversation_id) REFERENCES service_messaging_conversation (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_group_id_fkey,
    ADD CONSTRAINT service_messaging_post_group_id_fkey
        FOREIGN KEY (campaign_id, group_id) REFERENCES service_messaging_group (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_reply_to_id_fkey,
    ADD CONSTRAINT service_messaging_post_reply_to_id_fkey
        FOREIGN KEY (campaign_id, reply_to_id) REFERENCES service_messaging_post (campaign_id, id) ON DELETE SET NULL (reply_to_id);

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_campaign_id_fkey,
    ADD CONSTRAINT service_messaging_group_member_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_master_id_fkey,
    ADD CONSTRAINT service_messaging_group_member_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_group_id_fkey,
    ADD CONSTRAINT service_messaging_group_member_group_id_fkey
        FOREIGN KEY (campaign_id, group_id) REFERENCES service_messaging_group (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_account_id_fkey,
    ADD CONSTRAINT service_messaging_group_member_account_id_fkey
        FOREIGN KEY (account_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
