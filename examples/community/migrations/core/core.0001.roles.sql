-- core.0001.roles: Makes the roles: who owns, writes, reads, archives and audits.
--
-- Spec:  scaffold.yaml
-- Phase: expand
-- Locks: none on a table in use
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/core/core.0001.roles.sql "$DATABASE_URL"

SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- Roles belong to the whole cluster: the migration of another database may have made them, or be making them right now.
DO $roles$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT role.name, role.description
        FROM (VALUES
            ('community_owner', 'Owns every object of the platform; migrations run as it'),
            ('community_rw', 'Reads and writes rows of one campaign at a time; the services run as it'),
            ('community_ro', 'Reads rows of one campaign at a time'),
            ('community_archiver', 'Reads the events of all campaigns to archive them, and expires idempotency keys'),
            ('community_auditor', 'Reads campaigns, master rows and events of all campaigns')
        ) AS role (name, description)
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted.name);
            EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.name, wanted.description);
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
                NULL;
        END;
    END LOOP;
END
$roles$;

-- Whoever migrates acts as the owner, and as the services to test them. A superuser may anyway; a role with CREATEROLE
-- grants itself the roles that it has made. INHERIT FALSE (new in PostgreSQL 16): without SET ROLE it is neither of them,
-- so that a service that logs in with the wrong name cannot step around row-level security.
DO $membership$
DECLARE
    is_selective boolean := current_setting('server_version_num')::integer >= 160000;
    wanted name;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['community_owner', 'community_rw'] LOOP
        CONTINUE WHEN pg_has_role(wanted, CASE WHEN is_selective THEN 'SET' ELSE 'MEMBER' END);
        BEGIN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted)
                || CASE WHEN is_selective THEN ' WITH INHERIT FALSE' ELSE '' END;
        EXCEPTION
            WHEN unique_violation THEN
                NULL;
        END;
    END LOOP;
END
$membership$;

GRANT USAGE, CREATE ON SCHEMA public TO community_owner;
GRANT USAGE ON SCHEMA public TO community_rw, community_ro, community_archiver, community_auditor;
