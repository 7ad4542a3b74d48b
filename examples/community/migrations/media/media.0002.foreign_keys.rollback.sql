-- media.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_media_preset and service_media_asset.
--
-- Spec:  specs/media.yaml
-- Locks: ACCESS EXCLUSIVE on service_media_asset, service_user_account, service_talent_profile,
--        service_messaging_post, master, campaign, service_media_preset
-- Undo:  apply media.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/media/media.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_media_asset
    DROP CONSTRAINT IF EXISTS service_media_asset_owner_account_id_fkey;

ALTER TABLE service_media_asset
    DROP CONSTRAINT IF EXISTS service_media_asset_owner_profile_id_fkey;

ALTER TABLE service_media_asset
    DROP CONSTRAINT IF EXISTS service_media_asset_owner_post_id_fkey;

ALTER TABLE service_media_asset
    DROP CONSTRAINT IF EXISTS service_media_asset_master_id_fkey;

ALTER TABLE service_media_asset
    DROP CONSTRAINT IF EXISTS service_media_asset_campaign_id_fkey;

ALTER TABLE service_media_preset
    DROP CONSTRAINT IF EXISTS service_media_preset_master_id_fkey;

ALTER TABLE service_media_preset
    DROP CONSTRAINT IF EXISTS service_media_preset_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
