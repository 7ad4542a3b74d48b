-- forum.0002.foreign_keys: Adds the foreign keys of service_forum_thread, service_forum_post, service_forum_reaction, service_forum_badge and service_forum_level.
--
-- Spec:  specs/forum.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_forum_thread, campaign, master, service_forum_post,
--        service_forum_reaction, service_forum_badge, service_forum_level
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/forum/forum.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: forum.0001.create
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

ALTER TABLE service_forum_thread
    DROP CONSTRAINT IF EXISTS service_forum_thread_campaign_id_fkey,
    ADD CONSTRAINT service_forum_thread_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_forum_thread
    DROP CONSTRAINT IF EXISTS service_forum_thread_master_id_fkey,
    ADD CONSTRAINT service_forum_thread_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_campaign_id_fkey,
    ADD CONSTRAINT service_forum_post_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_master_id_fkey,
    ADD CONSTRAINT service_forum_post_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_forum_post
    DROP CONSTRAINT IF EXISTS service_forum_post_thread_id_fkey,
    ADD CONSTRAINT service_forum_post_thread_id_fkey
        FOREIGN KEY (campaign_id, thread_id) REFERENCES service_forum_thread (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_campaign_id_fkey,
    ADD CONSTRAINT service_forum_reaction_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_master_id_fkey,
    ADD CONSTRAINT service_forum_reaction_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_forum_reaction
    DROP CONSTRAINT IF EXISTS service_forum_reaction_post_id_fkey,
    ADD CONSTRAINT service_forum_reaction_post_id_fkey
        FOREIGN KEY (campaign_id, post_id) REFERENCES service_forum_post (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_forum_badge
    DROP CONSTRAINT IF EXISTS service_forum_badge_master_id_fkey,
    ADD CONSTRAINT service_forum_badge_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_forum_level
    DROP CONSTRAINT IF EXISTS service_forum_level_master_id_fkey,
    ADD CONSTRAINT service_forum_level_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_forum_level
    DROP CONSTRAINT IF EXISTS service_forum_level_badge_id_fkey,
    ADD CONSTRAINT service_forum_level_badge_id_fkey
        FOREIGN KEY (badge_id) REFERENCES service_forum_badge (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
