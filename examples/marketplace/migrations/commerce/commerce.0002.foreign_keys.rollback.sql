-- commerce.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_commerce_order, service_commerce_item and service_commerce_payment.
--
-- Spec:  specs/commerce.yaml
-- Locks: ACCESS EXCLUSIVE on service_commerce_payment, service_commerce_order, master, campaign,
--        service_commerce_item, service_product_variant, service_user_account
-- Undo:  apply commerce.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/commerce/commerce.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_order_id_fkey;

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_master_id_fkey;

ALTER TABLE service_commerce_payment
    DROP CONSTRAINT IF EXISTS service_commerce_payment_campaign_id_fkey;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_variant_id_fkey;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_order_id_fkey;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_master_id_fkey;

ALTER TABLE service_commerce_item
    DROP CONSTRAINT IF EXISTS service_commerce_item_campaign_id_fkey;

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_buyer_id_fkey;

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_master_id_fkey;

ALTER TABLE service_commerce_order
    DROP CONSTRAINT IF EXISTS service_commerce_order_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
