-- storage.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_storage_warehouse, service_storage_product and service_storage_shelf.
--
-- Spec:  specs/storage.yaml
-- Locks: ACCESS EXCLUSIVE on service_storage_shelf, service_storage_product, service_storage_warehouse,
--        master, campaign, service_world_country
-- Undo:  apply storage.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/storage/storage.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_label_tag_fkey;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_page_page_fkey;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_product_number_fkey;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_warehouse_code_fkey;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_master_id_fkey;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_campaign_id_fkey;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_successor_number_fkey;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_master_id_fkey;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_campaign_id_fkey;

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_country_code_fkey;

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_master_id_fkey;

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
