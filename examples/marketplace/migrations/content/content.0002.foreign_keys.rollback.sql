-- content.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_content_article and service_content_comment.
--
-- Spec:  specs/content.yaml
-- Locks: ACCESS EXCLUSIVE on service_content_comment, service_user_account, service_content_article, master,
--        campaign
-- Undo:  apply content.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/content/content.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_content_comment
    DROP CONSTRAINT IF EXISTS service_content_comment_author_id_fkey;

ALTER TABLE service_content_comment
    DROP CONSTRAINT IF EXISTS service_content_comment_article_id_fkey;

ALTER TABLE service_content_comment
    DROP CONSTRAINT IF EXISTS service_content_comment_master_id_fkey;

ALTER TABLE service_content_comment
    DROP CONSTRAINT IF EXISTS service_content_comment_campaign_id_fkey;

ALTER TABLE service_content_article
    DROP CONSTRAINT IF EXISTS service_content_article_author_id_fkey;

ALTER TABLE service_content_article
    DROP CONSTRAINT IF EXISTS service_content_article_master_id_fkey;

ALTER TABLE service_content_article
    DROP CONSTRAINT IF EXISTS service_content_article_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
