-- waitlist.0003.seed_tier: Puts the rows that the spec gives to service_waitlist_tier in place.
--
-- Spec:  specs/waitlist.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_waitlist_tier, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/waitlist/waitlist.0003.seed_tier.sql "$DATABASE_URL"
--
-- depends: waitlist.0002.foreign_keys

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE community_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (code, title, priority) AS (
    VALUES
        ('friends', 'Friends of the house', 90),
        ('early', 'Early birds', 50)
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_waitlist_tier AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'waitlist.tier'
    FROM lacking
), created AS (
    INSERT INTO service_waitlist_tier (master_id, code, title, priority)
    SELECT new_master_id, code, title, priority
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_waitlist_tier AS present
    SET
        title = seed.title,
        priority = seed.priority
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.title IS DISTINCT FROM seed.title
            OR present.priority IS DISTINCT FROM seed.priority
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'waitlist', 'waitlist.tier.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'waitlist', 'waitlist.tier.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["title", "priority"]'::jsonb)
FROM updated;

WITH seed (code, title) AS (
    VALUES
        ('everybody', 'Everybody else')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_waitlist_tier AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'waitlist.tier'
    FROM lacking
), created AS (
    INSERT INTO service_waitlist_tier (master_id, code, title)
    SELECT new_master_id, code, title
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_waitlist_tier AS present
    SET
        title = seed.title
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.title IS DISTINCT FROM seed.title
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'waitlist', 'waitlist.tier.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'waitlist', 'waitlist.tier.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["title"]'::jsonb)
FROM updated;
