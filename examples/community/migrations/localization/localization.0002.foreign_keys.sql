-- localization.0002.foreign_keys: Adds the foreign keys of service_localization_locale and service_localization_phrase.
--
-- Spec:  specs/localization.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_localization_locale, master, service_localization_phrase, campaign
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/localization/localization.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: localization.0001.create
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

ALTER TABLE service_localization_locale
    DROP CONSTRAINT IF EXISTS service_localization_locale_master_id_fkey,
    ADD CONSTRAINT service_localization_locale_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_localization_phrase
    DROP CONSTRAINT IF EXISTS service_localization_phrase_campaign_id_fkey,
    ADD CONSTRAINT service_localization_phrase_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_localization_phrase
    DROP CONSTRAINT IF EXISTS service_localization_phrase_master_id_fkey,
    ADD CONSTRAINT service_localization_phrase_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_localization_phrase
    DROP CONSTRAINT IF EXISTS service_localization_phrase_locale_code_fkey,
    ADD CONSTRAINT service_localization_phrase_locale_code_fkey
        FOREIGN KEY (locale_code) REFERENCES service_localization_locale (code) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
