-- security.0002.foreign_keys: Adds the foreign keys of service_security_role, service_security_role_grant, service_security_session and service_security_audit_entry.
--
-- Spec:  specs/security.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_security_role, master, service_security_role_grant,
--        service_user_account, service_security_session, service_security_audit_entry
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/security/security.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: security.0001.create user.0001.create
-- transactional: false

-- The new tables are empty: there is nothing to scan.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid

-- An interrupted run may have made some of the constraints: they are made again.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_security_role
    DROP CONSTRAINT IF EXISTS service_security_role_master_id_fkey,
    ADD CONSTRAINT service_security_role_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_master_id_fkey,
    ADD CONSTRAINT service_security_role_grant_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_role_id_fkey,
    ADD CONSTRAINT service_security_role_grant_role_id_fkey
        FOREIGN KEY (role_id) REFERENCES service_security_role (id) ON DELETE RESTRICT;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_account_id_fkey,
    ADD CONSTRAINT service_security_role_grant_account_id_fkey
        FOREIGN KEY (account_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_granted_by_id_fkey,
    ADD CONSTRAINT service_security_role_grant_granted_by_id_fkey
        FOREIGN KEY (granted_by_id) REFERENCES service_user_account (id) ON DELETE SET NULL;

ALTER TABLE service_security_session
    DROP CONSTRAINT IF EXISTS service_security_session_master_id_fkey,
    ADD CONSTRAINT service_security_session_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_security_session
    DROP CONSTRAINT IF EXISTS service_security_session_account_id_fkey,
    ADD CONSTRAINT service_security_session_account_id_fkey
        FOREIGN KEY (account_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_security_audit_entry
    DROP CONSTRAINT IF EXISTS service_security_audit_entry_master_id_fkey,
    ADD CONSTRAINT service_security_audit_entry_master_id_fkey
        FOREIGN KEY (master_id) REFERENCES master (id) ON DELETE RESTRICT;

ALTER TABLE service_security_audit_entry
    DROP CONSTRAINT IF EXISTS service_security_audit_entry_actor_id_fkey,
    ADD CONSTRAINT service_security_audit_entry_actor_id_fkey
        FOREIGN KEY (actor_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
