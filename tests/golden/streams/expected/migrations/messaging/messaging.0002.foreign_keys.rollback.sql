-- messaging.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_messaging_post and service_messaging_emoji.
--
-- Spec:  specs/messaging.yaml
-- Locks: ACCESS EXCLUSIVE on service_messaging_emoji, master, service_messaging_post, campaign
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

ALTER TABLE service_messaging_emoji
    DROP CONSTRAINT IF EXISTS service_messaging_emoji_master_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_master_id_fkey;

ALTER TABLE service_messaging_post
    DROP CONSTRAINT IF EXISTS service_messaging_post_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
