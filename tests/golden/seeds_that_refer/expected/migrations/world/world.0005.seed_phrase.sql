-- world.0005.seed_phrase: Puts the rows that the spec gives to service_world_phrase in place.
--
-- Spec:  specs/world.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_world_phrase, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/world/world.0005.seed_phrase.sql "$DATABASE_URL"
--
-- depends: world.0004.seed_locale

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE acme_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (slot, locale_code, text) AS (
    VALUES
        ('greeting', 'en', 'Hello'),
        ('greeting', 'en-GB', 'Hello there')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_world_phrase AS present
        WHERE present.campaign_id = 0
            AND present.slot = seed.slot
            AND present.locale_code = seed.locale_code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'world.phrase'
    FROM lacking
), created AS (
    INSERT INTO service_world_phrase (campaign_id, master_id, slot, locale_code, text)
    SELECT 0, new_master_id, slot, locale_code, text
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_world_phrase AS present
    SET
        text = seed.text
    FROM seed
    WHERE present.campaign_id = 0
            AND present.slot = seed.slot
            AND present.locale_code = seed.locale_code
        AND (
            present.text IS DISTINCT FROM seed.text
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'world', 'world.phrase.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'world', 'world.phrase.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["text"]'::jsonb)
FROM updated;
