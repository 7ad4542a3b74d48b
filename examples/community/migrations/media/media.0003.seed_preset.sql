-- media.0003.seed_preset: Puts the rows that the spec gives to service_media_preset in place.
--
-- Spec:  specs/media.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_media_preset, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/media/media.0003.seed_preset.sql "$DATABASE_URL"
--
-- depends: media.0002.foreign_keys

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE community_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (code, width, height) AS (
    VALUES
        ('thumbnail', 160, 120),
        ('banner', 1600, 400)
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_media_preset AS present
        WHERE present.campaign_id = 0
            AND present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'media.preset'
    FROM lacking
), created AS (
    INSERT INTO service_media_preset (campaign_id, master_id, code, width, height)
    SELECT 0, new_master_id, code, width, height
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_media_preset AS present
    SET
        width = seed.width,
        height = seed.height
    FROM seed
    WHERE present.campaign_id = 0
            AND present.code = seed.code
        AND (
            present.width IS DISTINCT FROM seed.width
            OR present.height IS DISTINCT FROM seed.height
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'media', 'media.preset.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'media', 'media.preset.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["width", "height"]'::jsonb)
FROM updated;
