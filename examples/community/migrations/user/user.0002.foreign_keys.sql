-- user.0002.foreign_keys: Adds the foreign keys of service_user_account, service_user_credential and service_user_session.
--
-- Spec:  specs/user.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_user_account, master, service_user_credential, service_user_session
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/user/user.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: user.0001.create
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

ALTER TABLE service_user_account
    DROP CONSTRAINT IF EXISTS service_user_account_master_id_fkey,
    ADD CONSTRAINT service_user_account_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_user_credential
    DROP CONSTRAINT IF EXISTS service_user_credential_master_id_fkey,
    ADD CONSTRAINT service_user_credential_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_user_credential
    DROP CONSTRAINT IF EXISTS service_user_credential_account_id_fkey,
    ADD CONSTRAINT service_user_credential_account_id_fkey
        FOREIGN KEY (account_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_user_session
    DROP CONSTRAINT IF EXISTS service_user_session_master_id_fkey,
    ADD CONSTRAINT service_user_session_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_user_session
    DROP CONSTRAINT IF EXISTS service_user_session_account_id_fkey,
    ADD CONSTRAINT service_user_session_account_id_fkey
        FOREIGN KEY (account_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
