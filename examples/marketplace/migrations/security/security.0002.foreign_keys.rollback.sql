-- security.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_security_role, service_security_role_grant, service_security_session and service_security_audit_entry.
--
-- Spec:  specs/security.yaml
-- Locks: ACCESS EXCLUSIVE on service_security_audit_entry, service_user_account, master,
--        service_security_session, service_security_role_grant, service_security_role
-- Undo:  apply security.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/security/security.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_security_audit_entry
    DROP CONSTRAINT IF EXISTS service_security_audit_entry_actor_id_fkey;

ALTER TABLE service_security_audit_entry
    DROP CONSTRAINT IF EXISTS service_security_audit_entry_master_id_fkey;

ALTER TABLE service_security_session
    DROP CONSTRAINT IF EXISTS service_security_session_account_id_fkey;

ALTER TABLE service_security_session
    DROP CONSTRAINT IF EXISTS service_security_session_master_id_fkey;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_granted_by_id_fkey;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_account_id_fkey;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_role_id_fkey;

ALTER TABLE service_security_role_grant
    DROP CONSTRAINT IF EXISTS service_security_role_grant_master_id_fkey;

ALTER TABLE service_security_role
    DROP CONSTRAINT IF EXISTS service_security_role_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
