-- storage.0002.foreign_keys: Adds the foreign keys of service_storage_warehouse, service_storage_product and service_storage_shelf.
--
-- Spec:  specs/storage.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_storage_warehouse, campaign, master, service_world_country,
--        service_storage_product, service_storage_shelf
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/storage/storage.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: storage.0001.create world.0001.create
-- transactional: false

-- The new tables are empty: there is nothing to scan.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid

-- An interrupted run may have made some of the constraints: they are made again.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_campaign_id_fkey,
    ADD CONSTRAINT service_storage_warehouse_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_master_id_fkey,
    ADD CONSTRAINT service_storage_warehouse_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_storage_warehouse
    DROP CONSTRAINT IF EXISTS service_storage_warehouse_country_code_fkey,
    ADD CONSTRAINT service_storage_warehouse_country_code_fkey
        FOREIGN KEY (country_code) REFERENCES service_world_country (code) ON DELETE RESTRICT;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_campaign_id_fkey,
    ADD CONSTRAINT service_storage_product_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_master_id_fkey,
    ADD CONSTRAINT service_storage_product_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_storage_product
    DROP CONSTRAINT IF EXISTS service_storage_product_successor_number_fkey,
    ADD CONSTRAINT service_storage_product_successor_number_fkey
        FOREIGN KEY (campaign_id, successor_number) REFERENCES service_storage_product (campaign_id, number) ON DELETE SET NULL (successor_number);

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_campaign_id_fkey,
    ADD CONSTRAINT service_storage_shelf_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_master_id_fkey,
    ADD CONSTRAINT service_storage_shelf_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_warehouse_code_fkey,
    ADD CONSTRAINT service_storage_shelf_warehouse_code_fkey
        FOREIGN KEY (campaign_id, warehouse_code) REFERENCES service_storage_warehouse (campaign_id, code) ON DELETE CASCADE;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_product_number_fkey,
    ADD CONSTRAINT service_storage_shelf_product_number_fkey
        FOREIGN KEY (campaign_id, product_number) REFERENCES service_storage_product (campaign_id, number) ON DELETE RESTRICT;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_page_page_fkey,
    ADD CONSTRAINT service_storage_shelf_page_page_fkey
        FOREIGN KEY (campaign_id, page_page) REFERENCES service_storage_product (campaign_id, page) ON DELETE RESTRICT;

ALTER TABLE service_storage_shelf
    DROP CONSTRAINT IF EXISTS service_storage_shelf_label_tag_fkey,
    ADD CONSTRAINT service_storage_shelf_label_tag_fkey
        FOREIGN KEY (campaign_id, label_tag) REFERENCES service_storage_product (campaign_id, tag) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
