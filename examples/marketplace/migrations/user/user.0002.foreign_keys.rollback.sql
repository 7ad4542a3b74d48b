-- user.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_user_account and service_user_profile.
--
-- Spec:  specs/user.yaml
-- Locks: ACCESS EXCLUSIVE on service_user_profile, service_user_account, master
-- Undo:  apply user.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/user/user.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_user_profile
    DROP CONSTRAINT IF EXISTS service_user_profile_account_id_fkey;

ALTER TABLE service_user_profile
    DROP CONSTRAINT IF EXISTS service_user_profile_master_id_fkey;

ALTER TABLE service_user_account
    DROP CONSTRAINT IF EXISTS service_user_account_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
