-- contact.0002.foreign_keys: Adds the foreign keys of service_contact_person.
--
-- Spec:  specs/contact.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_contact_person, campaign, master
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/contact/contact.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: contact.0001.create
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

ALTER TABLE service_contact_person
    DROP CONSTRAINT IF EXISTS service_contact_person_campaign_id_fkey,
    ADD CONSTRAINT service_contact_person_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_contact_person
    DROP CONSTRAINT IF EXISTS service_contact_person_master_id_fkey,
    ADD CONSTRAINT service_contact_person_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
