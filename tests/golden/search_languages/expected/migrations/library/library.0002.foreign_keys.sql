-- library.0002.foreign_keys: Adds the foreign keys of service_library_book, service_library_phrase and service_library_note.
--
-- Spec:  specs/library.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_library_book, campaign, master, service_library_phrase,
--        service_library_note
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/library/library.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: library.0001.create
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

ALTER TABLE service_library_book
    DROP CONSTRAINT IF EXISTS service_library_book_campaign_id_fkey,
    ADD CONSTRAINT service_library_book_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_library_book
    DROP CONSTRAINT IF EXISTS service_library_book_master_id_fkey,
    ADD CONSTRAINT service_library_book_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_library_phrase
    DROP CONSTRAINT IF EXISTS service_library_phrase_master_id_fkey,
    ADD CONSTRAINT service_library_phrase_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_library_note
    DROP CONSTRAINT IF EXISTS service_library_note_master_id_fkey,
    ADD CONSTRAINT service_library_note_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
