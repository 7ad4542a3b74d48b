-- radio.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_radio_station, service_radio_genre, service_radio_play and service_radio_mood.
--
-- Spec:  specs/radio.yaml
-- Locks: ACCESS EXCLUSIVE on service_radio_mood, service_radio_station, campaign, service_radio_play, master
-- Undo:  apply radio.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/radio/radio.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_radio_mood
    DROP CONSTRAINT IF EXISTS service_radio_mood_station_id_fkey;

ALTER TABLE service_radio_mood
    DROP CONSTRAINT IF EXISTS service_radio_mood_campaign_id_fkey;

ALTER TABLE service_radio_play
    DROP CONSTRAINT IF EXISTS service_radio_play_station_id_fkey;

ALTER TABLE service_radio_play
    DROP CONSTRAINT IF EXISTS service_radio_play_campaign_id_fkey;

ALTER TABLE service_radio_station
    DROP CONSTRAINT IF EXISTS service_radio_station_master_id_fkey;

ALTER TABLE service_radio_station
    DROP CONSTRAINT IF EXISTS service_radio_station_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
