-- notification.0002.foreign_keys: Adds the foreign keys of service_notification_template and service_notification_notice.
--
-- Spec:  specs/notification.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_notification_template, campaign, master, service_notification_notice,
--        service_user_account
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/notification/notification.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: notification.0001.create user.0001.create
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

ALTER TABLE service_notification_template
    DROP CONSTRAINT IF EXISTS service_notification_template_campaign_id_fkey,
    ADD CONSTRAINT service_notification_template_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_notification_template
    DROP CONSTRAINT IF EXISTS service_notification_template_master_id_fkey,
    ADD CONSTRAINT service_notification_template_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_campaign_id_fkey,
    ADD CONSTRAINT service_notification_notice_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_master_id_fkey,
    ADD CONSTRAINT service_notification_notice_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_template_id_fkey,
    ADD CONSTRAINT service_notification_notice_template_id_fkey
        FOREIGN KEY (campaign_id, template_id) REFERENCES service_notification_template (campaign_id, id) ON DELETE SET NULL (template_id);

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_recipient_id_fkey,
    ADD CONSTRAINT service_notification_notice_recipient_id_fkey
        FOREIGN KEY (recipient_id) REFERENCES service_user_account (id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
