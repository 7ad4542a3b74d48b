-- library.0002.foreign_keys: Adds the foreign keys of service_library_bookmark.
--
-- Spec:  specs/library.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_library_bookmark, campaign, master, service_content_article,
--        service_content_section, service_content_comment
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/library/library.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: library.0001.create content.0001.create
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

ALTER TABLE service_library_bookmark
    DROP CONSTRAINT IF EXISTS service_library_bookmark_campaign_id_fkey,
    ADD CONSTRAINT service_library_bookmark_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_library_bookmark
    DROP CONSTRAINT IF EXISTS service_library_bookmark_master_id_fkey,
    ADD CONSTRAINT service_library_bookmark_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_library_bookmark
    DROP CONSTRAINT IF EXISTS service_library_bookmark_target_article_id_fkey,
    ADD CONSTRAINT service_library_bookmark_target_article_id_fkey
        FOREIGN KEY (campaign_id, target_article_id) REFERENCES service_content_article (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_library_bookmark
    DROP CONSTRAINT IF EXISTS service_library_bookmark_target_section_id_fkey,
    ADD CONSTRAINT service_library_bookmark_target_section_id_fkey
        FOREIGN KEY (campaign_id, target_section_id) REFERENCES service_content_section (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_library_bookmark
    DROP CONSTRAINT IF EXISTS service_library_bookmark_comment_id_fkey,
    ADD CONSTRAINT service_library_bookmark_comment_id_fkey
        FOREIGN KEY (campaign_id, comment_id) REFERENCES service_content_comment (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
