-- commerce.0002.foreign_keys: Adds the foreign keys of service_commerce_order, service_commerce_item and service_commerce_payment.
--
-- Spec:  specs/commerce.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_commerce_order, campaign, master, service_user_account,
--        service_commerce_item, service_product_variant, service_commerce_payment
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/commerce/commerce.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: commerce.0001.create product.0001.create user.0001.create
-- transactional: false

-- The new tables are empty: there is nothing to scan.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid

-- An interrupted run may have made some of the constraints: they are made again.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_campaign_id_fkey,
    ADD CONSTRAINT service_commerce_order_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_master_id_fkey,
    ADD CONSTRAINT service_commerce_order_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_buyer_id_fkey,
    ADD CONSTRAINT service_commerce_order_buyer_id_fkey
        FOREIGN KEY (buyer_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_campaign_id_fkey,
    ADD CONSTRAINT service_commerce_item_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_master_id_fkey,
    ADD CONSTRAINT service_commerce_item_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_order_id_fkey,
    ADD CONSTRAINT service_commerce_item_order_id_fkey
        FOREIGN KEY (campaign_id, order_id) REFERENCES service_commerce_order (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_variant_id_fkey,
    ADD CONSTRAINT service_commerce_item_variant_id_fkey
        FOREIGN KEY (campaign_id, variant_id) REFERENCES service_product_variant (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_campaign_id_fkey,
    ADD CONSTRAINT service_commerce_payment_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_master_id_fkey,
    ADD CONSTRAINT service_commerce_payment_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_order_id_fkey,
    ADD CONSTRAINT service_commerce_payment_order_id_fkey
        FOREIGN KEY (campaign_id, order_id) REFERENCES service_commerce_order (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
