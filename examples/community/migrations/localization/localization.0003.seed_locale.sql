-- localization.0003.seed_locale: Puts the rows that the spec gives to service_localization_locale in place.
--
-- Spec:  specs/localization.yaml
-- Phase: expand
-- Locks: ROW EXCLUSIVE on service_localization_locale, master, service_event
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/localization/localization.0003.seed_locale.sql "$DATABASE_URL"
--
-- depends: localization.0002.foreign_keys

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

-- As the services write: in campaign 0, under row-level security, each new row with its master row and its event.
SET LOCAL ROLE community_rw;
SET LOCAL row_security = on;
SET LOCAL app.campaign_id = '0';

WITH seed (code, name) AS (
    VALUES
        ('en', 'English')
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_localization_locale AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'localization.locale'
    FROM lacking
), created AS (
    INSERT INTO service_localization_locale (master_id, code, name)
    SELECT new_master_id, code, name
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_localization_locale AS present
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
SELECT 0, master_id, 'localization', 'localization.locale.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'localization', 'localization.locale.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name"]'::jsonb)
FROM updated;

WITH seed (code, name, right_to_left, plural_forms) AS (
    VALUES
        ('ar', 'العربية', TRUE, 6)
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_localization_locale AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'localization.locale'
    FROM lacking
), created AS (
    INSERT INTO service_localization_locale (master_id, code, name, right_to_left, plural_forms)
    SELECT new_master_id, code, name, right_to_left, plural_forms
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_localization_locale AS present
    SET
        name = seed.name,
        right_to_left = seed.right_to_left,
        plural_forms = seed.plural_forms
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.name IS DISTINCT FROM seed.name
            OR present.right_to_left IS DISTINCT FROM seed.right_to_left
            OR present.plural_forms IS DISTINCT FROM seed.plural_forms
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'localization', 'localization.locale.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'localization', 'localization.locale.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name", "right_to_left", "plural_forms"]'::jsonb)
FROM updated;

WITH seed (code, name, plural_forms) AS (
    VALUES
        ('pl', 'Polski', 3)
), lacking AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS new_master_id, seed.*
    FROM seed
    WHERE NOT EXISTS (
        SELECT FROM service_localization_locale AS present
        WHERE present.code = seed.code
    )
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, new_master_id, 'localization.locale'
    FROM lacking
), created AS (
    INSERT INTO service_localization_locale (master_id, code, name, plural_forms)
    SELECT new_master_id, code, name, plural_forms
    FROM lacking
    RETURNING id, master_id
), updated AS (
    UPDATE service_localization_locale AS present
    SET
        name = seed.name,
        plural_forms = seed.plural_forms
    FROM seed
    WHERE present.code = seed.code
        AND (
            present.name IS DISTINCT FROM seed.name
            OR present.plural_forms IS DISTINCT FROM seed.plural_forms
        )
    RETURNING present.id, present.master_id
)
INSERT INTO service_event (campaign_id, master_id, service, event_type, retention, payload)
SELECT 0, master_id, 'localization', 'localization.locale.created', 'standard',
       jsonb_build_object('id', id)
FROM created
UNION ALL
SELECT 0, master_id, 'localization', 'localization.locale.updated', 'standard',
       jsonb_build_object('id', id, 'fields', '["name", "plural_forms"]'::jsonb)
FROM updated;
