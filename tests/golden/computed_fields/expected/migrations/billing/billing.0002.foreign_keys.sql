-- billing.0002.foreign_keys: Adds the foreign keys of service_billing_customer and service_billing_line.
--
-- Spec:  specs/billing.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_billing_customer, campaign, master, service_billing_line
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/billing/billing.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: billing.0001.create
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

ALTER TABLE service_billing_customer
    DROP CONSTRAINT IF EXISTS service_billing_customer_campaign_id_fkey,
    ADD CONSTRAINT service_billing_customer_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_billing_customer
    DROP CONSTRAINT IF EXISTS service_billing_customer_master_id_fkey,
    ADD CONSTRAINT service_billing_customer_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_billing_line
    DROP CONSTRAINT IF EXISTS service_billing_line_campaign_id_fkey,
    ADD CONSTRAINT service_billing_line_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_billing_line
    DROP CONSTRAINT IF EXISTS service_billing_line_master_id_fkey,
    ADD CONSTRAINT service_billing_line_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_billing_line
    DROP CONSTRAINT IF EXISTS service_billing_line_customer_id_fkey,
    ADD CONSTRAINT service_billing_line_customer_id_fkey
        FOREIGN KEY (campaign_id, customer_id) REFERENCES service_billing_customer (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
