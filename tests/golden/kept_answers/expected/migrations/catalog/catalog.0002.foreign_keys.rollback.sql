-- catalog.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_catalog_shelf, service_catalog_product and service_catalog_unit.
--
-- Spec:  specs/catalog.yaml
-- Locks: ACCESS EXCLUSIVE on service_catalog_unit, master, service_catalog_product, service_catalog_shelf,
--        campaign
-- Undo:  apply catalog.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/catalog/catalog.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_catalog_unit
    DROP CONSTRAINT IF EXISTS service_catalog_unit_master_id_fkey;

ALTER TABLE service_catalog_product
    DROP CONSTRAINT IF EXISTS service_catalog_product_shelf_id_fkey;

ALTER TABLE service_catalog_product
    DROP CONSTRAINT IF EXISTS service_catalog_product_master_id_fkey;

ALTER TABLE service_catalog_product
    DROP CONSTRAINT IF EXISTS service_catalog_product_campaign_id_fkey;

ALTER TABLE service_catalog_shelf
    DROP CONSTRAINT IF EXISTS service_catalog_shelf_master_id_fkey;

ALTER TABLE service_catalog_shelf
    DROP CONSTRAINT IF EXISTS service_catalog_shelf_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
