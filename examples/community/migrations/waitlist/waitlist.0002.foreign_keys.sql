-- waitlist.0002.foreign_keys: Adds the foreign keys of service_waitlist_tier and service_waitlist_entry.
--
-- Spec:  specs/waitlist.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_waitlist_tier, master, service_waitlist_entry
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/waitlist/waitlist.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: waitlist.0001.create
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

ALTER TABLE service_waitlist_tier
    DROP CONSTRAINT IF EXISTS service_waitlist_tier_master_id_fkey,
    ADD CONSTRAINT service_waitlist_tier_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_master_id_fkey,
    ADD CONSTRAINT service_waitlist_entry_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_tier_id_fkey,
    ADD CONSTRAINT service_waitlist_entry_tier_id_fkey
        FOREIGN KEY (tier_id) REFERENCES service_waitlist_tier (id) ON DELETE RESTRICT;

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_referred_by_id_fkey,
    ADD CONSTRAINT service_waitlist_entry_referred_by_id_fkey
        FOREIGN KEY (referred_by_id) REFERENCES service_waitlist_entry (id) ON DELETE SET NULL;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
