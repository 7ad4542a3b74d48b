-- booking.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_booking_room, service_booking_stay, service_booking_expense and service_booking_template.
--
-- Spec:  specs/booking.yaml
-- Locks: ACCESS EXCLUSIVE on service_booking_template, master, campaign, service_booking_expense,
--        service_booking_stay, service_booking_room
-- Undo:  apply booking.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/booking/booking.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_booking_template
    DROP CONSTRAINT IF EXISTS service_booking_template_master_id_fkey;

ALTER TABLE service_booking_template
    DROP CONSTRAINT IF EXISTS service_booking_template_campaign_id_fkey;

ALTER TABLE service_booking_expense
    DROP CONSTRAINT IF EXISTS service_booking_expense_stay_id_fkey;

ALTER TABLE service_booking_expense
    DROP CONSTRAINT IF EXISTS service_booking_expense_master_id_fkey;

ALTER TABLE service_booking_expense
    DROP CONSTRAINT IF EXISTS service_booking_expense_campaign_id_fkey;

ALTER TABLE service_booking_stay
    DROP CONSTRAINT IF EXISTS service_booking_stay_master_id_fkey;

ALTER TABLE service_booking_stay
    DROP CONSTRAINT IF EXISTS service_booking_stay_campaign_id_fkey;

ALTER TABLE service_booking_room
    DROP CONSTRAINT IF EXISTS service_booking_room_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
