-- campaign.0001.create: Creates service_campaign_campaign.
--
-- Spec:  specs/campaign.yaml
-- Phase: expand
-- Locks: none on a table in use
-- Undo:  by a later migration, which loses what is written from now on
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/campaign/campaign.0001.create.sql "$DATABASE_URL"
--
-- depends: core.0003.events

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

CREATE TABLE service_campaign_campaign (
    id            BIGINT      NOT NULL DEFAULT nextval('campaign_id_seq'),
    master_id     BIGINT      NOT NULL,
    uuid          UUID        NOT NULL DEFAULT gen_random_uuid(),
    slug          VARCHAR     NOT NULL,
    name          VARCHAR     NOT NULL,
    status        TEXT        NOT NULL DEFAULT 'active',
    contact       VARCHAR,
    ends_at       TIMESTAMPTZ,
    theme         JSONB       NOT NULL DEFAULT '{}',
    metadata      JSONB,
    deleted_at    TIMESTAMPTZ,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    search_vector TSVECTOR,

    CONSTRAINT service_campaign_campaign_pkey
        PRIMARY KEY (id),
    CONSTRAINT service_campaign_campaign_uuid_key
        UNIQUE (uuid),
    CONSTRAINT service_campaign_campaign_master_id_key
        UNIQUE (master_id),
    CONSTRAINT service_campaign_campaign_slug_length_check
        CHECK (char_length(slug) <= 80),
    CONSTRAINT service_campaign_campaign_slug_pattern_check
        CHECK (slug ~ '^(?:[a-z0-9]+(?:[_-][a-z0-9]+)*)$'),
    CONSTRAINT service_campaign_campaign_name_length_check
        CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    CONSTRAINT service_campaign_campaign_status_values_check
        CHECK (status IN ('draft', 'active', 'archived')),
    CONSTRAINT service_campaign_campaign_contact_length_check
        CHECK (char_length(contact) <= 254),
    CONSTRAINT service_campaign_campaign_contact_pattern_check
        CHECK (contact ~ '^(?:[A-Za-z0-9!#$%&''*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&''*+/=?^_{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9]))$'),
    CONSTRAINT service_campaign_campaign_ends_at_finite_check
        CHECK (isfinite(ends_at)),
    CONSTRAINT service_campaign_campaign_theme_object_check
        CHECK (jsonb_typeof(theme) = 'object'),
    CONSTRAINT service_campaign_campaign_theme_items_check
        CHECK (NOT jsonb_path_exists(theme, '$.* ? (@.type() != "string")')),
    CONSTRAINT service_campaign_campaign_theme_cardinality_check
        CHECK (jsonb_array_length(jsonb_path_query_array(theme, '$.*')) <= 50),
    CONSTRAINT service_campaign_campaign_metadata_object_check
        CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT service_campaign_campaign_metadata_size_check
        CHECK (octet_length(metadata::text) <= 65536),
    CONSTRAINT service_campaign_campaign_metadata_parts_check
        CHECK (CASE jsonb_typeof((metadata -> 'service_specific')) WHEN 'object' THEN NOT jsonb_path_exists((metadata -> 'service_specific'), 'strict $.* ? (@.type() != "object")') AND NOT jsonb_path_exists((metadata -> 'service_specific'), 'strict $.keyvalue() ? (!(@.key like_regex "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"))') ELSE (metadata -> 'service_specific') IS NULL END)
);

COMMENT ON TABLE service_campaign_campaign IS 'One community; its id is the `campaign_id` of all that follows.';
COMMENT ON COLUMN service_campaign_campaign.slug IS 'The slug of the campaign.';
COMMENT ON COLUMN service_campaign_campaign.name IS 'The name of the campaign.';
COMMENT ON COLUMN service_campaign_campaign.status IS 'The status of the campaign.';
COMMENT ON COLUMN service_campaign_campaign.contact IS 'The contact of the campaign.';
COMMENT ON COLUMN service_campaign_campaign.ends_at IS 'When the campaign ends.';
COMMENT ON COLUMN service_campaign_campaign.theme IS 'The theme of the campaign.';
COMMENT ON COLUMN service_campaign_campaign.metadata IS 'What each service keeps of a campaign.';

CREATE UNIQUE INDEX service_campaign_campaign_slug_key
    ON service_campaign_campaign (slug) WHERE deleted_at IS NULL;
CREATE INDEX service_campaign_campaign_created_at_idx
    ON service_campaign_campaign (created_at DESC, id DESC);
CREATE INDEX service_campaign_campaign_search_vector_idx
    ON service_campaign_campaign USING gin (search_vector);

CREATE TRIGGER service_campaign_campaign_updated_at
    BEFORE UPDATE ON service_campaign_campaign
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- The triggers name no source: a column that a trigger names can neither change its type nor be dropped.
CREATE FUNCTION service_campaign_campaign_search_vector() RETURNS trigger
    LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_NARGS > 0 THEN
        -- An update may set columns to the values that they have.
        IF (
            OLD.slug,
            OLD.name
        ) IS NOT DISTINCT FROM (
            NEW.slug,
            NEW.name
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    NEW.search_vector :=
        setweight(to_tsvector('simple', coalesce(NEW.slug, '')), 'A')
        || setweight(to_tsvector('simple', coalesce(NEW.name, '')), 'A');
    RETURN NEW;
END
$function$;

CREATE TRIGGER service_campaign_campaign_search_vector
    BEFORE INSERT OR UPDATE OF search_vector ON service_campaign_campaign
    FOR EACH ROW EXECUTE FUNCTION service_campaign_campaign_search_vector();
CREATE TRIGGER service_campaign_campaign_search_vector_change
    BEFORE UPDATE ON service_campaign_campaign
    FOR EACH ROW EXECUTE FUNCTION service_campaign_campaign_search_vector('changes');

-- Campaigns that are there already: who the service is asked for, it must know.
WITH former AS MATERIALIZED (
    SELECT nextval('master_id_seq') AS master_id, id, uuid, slug, name, status, created_at
    FROM campaign
    WHERE id > 0
), new_masters AS (
    INSERT INTO master (campaign_id, id, type)
    SELECT 0, master_id, 'campaign.campaign'
    FROM former
)
INSERT INTO service_campaign_campaign (id, master_id, uuid, slug, name, created_at, status)
SELECT id, master_id, uuid, slug, name, created_at, status
FROM former;

-- A row is a campaign: both are written by one statement, under the policies of both. A campaign whose row is deleted is
-- archived and gives its slug away; `status` and `archived_at` say the same where the table has them.
CREATE FUNCTION service_campaign_campaign_tenant() RETURNS trigger
    LANGUAGE plpgsql
AS $function$
DECLARE
    -- Columns that the table may lack are read by name.
    said jsonb := to_jsonb(NEW);
    is_deleted boolean := said ->> 'deleted_at' IS NOT NULL;
    is_archived boolean := is_deleted OR said ->> 'archived_at' IS NOT NULL
        OR said ->> 'status' IS NOT DISTINCT FROM 'archived';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF said - '{version,updated_at}'::text[] = to_jsonb(OLD) - '{version,updated_at}'::text[] THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO public.campaign (id, uuid, slug, name, status)
    VALUES (
        NEW.id,
        NEW.uuid,
        CASE WHEN is_deleted THEN rtrim(left(NEW.slug, 50), '_-') || '-deleted-' || NEW.id::text ELSE NEW.slug END,
        NEW.name,
        CASE WHEN is_archived THEN 'archived' ELSE 'active' END
    )
    ON CONFLICT (id) DO UPDATE
        SET uuid = excluded.uuid, slug = excluded.slug, name = excluded.name, status = excluded.status;
    RETURN NULL;
END
$function$;

CREATE TRIGGER service_campaign_campaign_tenant
    AFTER INSERT ON service_campaign_campaign
    FOR EACH ROW EXECUTE FUNCTION service_campaign_campaign_tenant();
CREATE TRIGGER service_campaign_campaign_tenant_change
    AFTER UPDATE ON service_campaign_campaign
    FOR EACH ROW EXECUTE FUNCTION service_campaign_campaign_tenant();

GRANT SELECT, INSERT, UPDATE ON service_campaign_campaign TO community_rw;
GRANT SELECT ON service_campaign_campaign TO community_ro;
