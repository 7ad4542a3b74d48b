-- radio.0003.seed_genre: Puts the rows that the spec gives to service_radio_genre in place.
--
-- Spec:  specs/radio.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_radio_genre, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/radio/radio.0003.seed_genre.sql "$DATABASE_URL"
--
-- depends: radio.0002.foreign_keys

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its event.
SET LOCAL ROLE acme_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (code, title) AS (
    VALUES
        ('jazz', 'Jazz'),
        ('folk', 'Folk')
), lacking AS MATERIALIZED (
    SELECT seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_radio_genre AS present
        WHERE present.code = seed.code
    )
), created AS (
    INSERT INTO service_radio_genre (code, title)
    SELECT code, title
    FROM lacking
    RETURNING id
), updated AS (
    UPDATE service_radio_genre AS present
    SET
        title = seed.title
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.title IS DISTINCT FROM seed.title
        )
    RETURNING present.id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, 0, 'radio', 'radio.genre.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, 0, 'radio', 'radio.genre.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["title"]'::jsonb)
FROM updated;
