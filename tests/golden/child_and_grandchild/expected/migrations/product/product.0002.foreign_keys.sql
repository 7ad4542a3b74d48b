-- product.0002.foreign_keys: Adds the foreign keys of service_product_shelf, service_product_box and service_product_part.
--
-- Spec:  specs/product.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_product_shelf, campaign, master, service_product_box,
--        service_product_part
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/product/product.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: product.0001.create
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

ALTER TABLE service_product_shelf
    DROP CONSTRAINT IF EXISTS service_product_shelf_campaign_id_fkey,
    ADD CONSTRAINT service_product_shelf_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_product_shelf
    DROP CONSTRAINT IF EXISTS service_product_shelf_master_id_fkey,
    ADD CONSTRAINT service_product_shelf_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_product_box
    DROP CONSTRAINT IF EXISTS service_product_box_campaign_id_fkey,
    ADD CONSTRAINT service_product_box_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_product_box
    DROP CONSTRAINT IF EXISTS service_product_box_master_id_fkey,
    ADD CONSTRAINT service_product_box_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_product_box
    DROP CONSTRAINT IF EXISTS service_product_box_shelf_id_fkey,
    ADD CONSTRAINT service_product_box_shelf_id_fkey
        FOREIGN KEY (campaign_id, shelf_id) REFERENCES service_product_shelf (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_product_part
    DROP CONSTRAINT IF EXISTS service_product_part_campaign_id_fkey,
    ADD CONSTRAINT service_product_part_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_product_part
    DROP CONSTRAINT IF EXISTS service_product_part_master_id_fkey,
    ADD CONSTRAINT service_product_part_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_product_part
    DROP CONSTRAINT IF EXISTS service_product_part_box_id_fkey,
    ADD CONSTRAINT service_product_part_box_id_fkey
        FOREIGN KEY (campaign_id, box_id) REFERENCES service_product_box (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
