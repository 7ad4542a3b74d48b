-- world.0003.seed_country: Puts the rows that the spec gives to service_world_country in place.
--
-- Spec:  specs/world.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_world_country, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/world/world.0003.seed_country.sql "$DATABASE_URL"
--
-- depends: world.0002.foreign_keys

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE acme_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (number, name) AS (
    VALUES
        (826, 'United Kingdom')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_world_country AS present
        WHERE present.number = seed.number
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'world.country'
    FROM lacking
), created AS (
    INSERT INTO service_world_country (master_id, number, name)
    SELECT new_master_id, number, name
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_world_country AS present
    SET
        name = seed.name
    FROM seed
    WHERE present.number = seed.number
        AND (
            present.name IS DISTINCT FROM seed.name
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'world', 'world.country.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'world', 'world.country.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name"]'::jsonb)
FROM updated;
