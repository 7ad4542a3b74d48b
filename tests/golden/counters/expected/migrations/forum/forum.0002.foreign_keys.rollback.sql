-- forum.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_forum_thread, service_forum_post, service_forum_reaction, service_forum_badge and service_forum_level.
--
-- Spec:  specs/forum.yaml
-- Locks: ACCESS EXCLUSIVE on service_forum_level, service_forum_badge, master, service_forum_reaction,
--        service_forum_post, campaign, service_forum_thread
-- Undo:  apply forum.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/forum/forum.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_forum_level
    DROP CONSTRAINT IF EXISTS service_forum_level_badge_id_fkey;

ALTER TABLE service_forum_level
    DROP CONSTRAINT IF EXISTS service_forum_level_master_id_fkey;

ALTER TABLE service_forum_badge
    DROP CONSTRAINT IF EXISTS service_forum_badge_master_id_fkey;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_post_id_fkey;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_master_id_fkey;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_campaign_id_fkey;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_thread_id_fkey;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_master_id_fkey;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_campaign_id_fkey;

ALTER TABLE service_forum_thread
    DROP CONSTRAINT IF EXISTS service_forum_thread_master_id_fkey;

ALTER TABLE service_forum_thread
    DROP CONSTRAINT IF EXISTS service_forum_thread_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
