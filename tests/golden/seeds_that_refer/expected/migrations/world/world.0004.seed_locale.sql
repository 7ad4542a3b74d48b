-- world.0004.seed_locale: Puts the rows that the spec gives to service_world_locale in place.
--
-- Spec:  specs/world.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_world_locale, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/world/world.0004.seed_locale.sql "$DATABASE_URL"
--
-- depends: world.0003.seed_country

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE acme_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (code, name) AS (
    VALUES
        ('en', 'English')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_world_locale AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'world.locale'
    FROM lacking
), created AS (
    INSERT INTO service_world_locale (master_id, code, name)
    SELECT new_master_id, code, name
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_world_locale AS present
    SET
        name = seed.name
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.name IS DISTINCT FROM seed.name
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'world', 'world.locale.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'world', 'world.locale.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name"]'::jsonb)
FROM updated;

WITH seed (code, name, country_number, alike_code) AS (
    VALUES
        ('en-GB', 'British English', 826, 'en')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_world_locale AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'world.locale'
    FROM lacking
), created AS (
    INSERT INTO service_world_locale (master_id, code, name, country_number, alike_code)
    SELECT new_master_id, code, name, country_number, alike_code
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_world_locale AS present
    SET
        name = seed.name,
        country_number = seed.country_number,
        alike_code = seed.alike_code
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.name IS DISTINCT FROM seed.name
            OR present.country_number IS DISTINCT FROM seed.country_number
            OR present.alike_code IS DISTINCT FROM seed.alike_code
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'world', 'world.locale.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'world', 'world.locale.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name", "country_number", "alike_code"]'::jsonb)
FROM updated;
