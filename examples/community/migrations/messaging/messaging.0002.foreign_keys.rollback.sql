-- messaging.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_messaging_thread, service_messaging_conversation, service_messaging_group, service_messaging_post and service_messaging_group_member.
--
-- Spec:  specs/messaging.yaml
-- Locks: ACCESS EXCLUSIVE on service_messaging_group_member, service_user_account, service_messaging_group,
--        master, campaign, service_messaging_post, service_messaging_conversation, service_messaging_thread
-- Undo:  apply messaging.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/messaging/messaging.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_account_id_fkey;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_group_id_fkey;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_master_id_fkey;

ALTER TABLE service_messaging_group_member
    DROP CONSTRAINT IF EXISTS service_messaging_group_member_campaign_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_reply_to_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_group_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_conversation_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_thread_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_author_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_master_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_campaign_id_fkey;

ALTER TABLE service_messaging_group
    DROP CONSTRAINT IF EXISTS service_messaging_group_master_id_fkey;

ALTER TABLE service_messaging_group
    DROP CONSTRAINT IF EXISTS service_messaging_group_campaign_id_fkey;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_partner_id_fkey;

ALTER TABLE service_messaging_conversation
    DROP CONSTRAINT IF EXISTS service_messaging_conversation_starter_id_fkey;

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
