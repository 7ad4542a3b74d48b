-- localization.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_localization_locale and service_localization_translation.
--
-- Spec:  specs/localization.yaml
-- Locks: ACCESS EXCLUSIVE on service_localization_translation, service_user_account,
--        service_localization_locale, master, campaign
-- Undo:  apply localization.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/localization/localization.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_localization_translation
    DROP CONSTRAINT IF EXISTS service_localization_translation_translator_id_fkey;

ALTER TABLE service_localization_translation
    DROP CONSTRAINT IF EXISTS service_localization_translation_locale_id_fkey;

ALTER TABLE service_localization_translation
    DROP CONSTRAINT IF EXISTS service_localization_translation_master_id_fkey;

ALTER TABLE service_localization_translation
    DROP CONSTRAINT IF EXISTS service_localization_translation_campaign_id_fkey;

ALTER TABLE service_localization_locale
    DROP CONSTRAINT IF EXISTS service_localization_locale_fallback_id_fkey;

ALTER TABLE service_localization_locale
    DROP CONSTRAINT IF EXISTS service_localization_locale_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
