-- notification.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_notification_template and service_notification_notice.
--
-- Spec:  specs/notification.yaml
-- Locks: ACCESS EXCLUSIVE on service_notification_notice, service_user_account,
--        service_notification_template, master, campaign
-- Undo:  apply notification.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/notification/notification.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE marketplace_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_recipient_id_fkey;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_template_id_fkey;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_master_id_fkey;

ALTER TABLE service_notification_notice
    DROP CONSTRAINT IF EXISTS service_notification_notice_campaign_id_fkey;

ALTER TABLE service_notification_template
    DROP CONSTRAINT IF EXISTS service_notification_template_master_id_fkey;

ALTER TABLE service_notification_template
    DROP CONSTRAINT IF EXISTS service_notification_template_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
