-- waitlist.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_waitlist_tier and service_waitlist_entry.
--
-- Spec:  specs/waitlist.yaml
-- Locks: ACCESS EXCLUSIVE on service_waitlist_entry, service_waitlist_tier, master
-- Undo:  apply waitlist.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/waitlist/waitlist.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_referred_by_id_fkey;

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_tier_id_fkey;

ALTER TABLE service_waitlist_entry
    DROP CONSTRAINT IF EXISTS service_waitlist_entry_master_id_fkey;

ALTER TABLE service_waitlist_tier
    DROP CONSTRAINT IF EXISTS service_waitlist_tier_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
