-- radio.0002.foreign_keys: Adds the foreign keys of service_radio_station, service_radio_genre, service_radio_play and service_radio_mood.
--
-- Spec:  specs/radio.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_radio_station, campaign, master, service_radio_play,
--        service_radio_mood
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/radio/radio.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: radio.0001.create
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

ALTER TABLE service_radio_station
    DROP CONSTRAINT IF EXISTS service_radio_station_campaign_id_fkey,
    ADD CONSTRAINT service_radio_station_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_radio_station
    DROP CONSTRAINT IF EXISTS service_radio_station_master_id_fkey,
    ADD CONSTRAINT service_radio_station_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_radio_play
    DROP CONSTRAINT IF EXISTS service_radio_play_campaign_id_fkey,
    ADD CONSTRAINT service_radio_play_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_radio_play
    DROP CONSTRAINT IF EXISTS service_radio_play_station_id_fkey,
    ADD CONSTRAINT service_radio_play_station_id_fkey
        FOREIGN KEY (campaign_id, station_id) REFERENCES service_radio_station (campaign_id, id) ON DELETE CASCADE;

ALTER TABLE service_radio_mood
    DROP CONSTRAINT IF EXISTS service_radio_mood_campaign_id_fkey,
    ADD CONSTRAINT service_radio_mood_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_radio_mood
    DROP CONSTRAINT IF EXISTS service_radio_mood_station_id_fkey,
    ADD CONSTRAINT service_radio_mood_station_id_fkey
        FOREIGN KEY (campaign_id, station_id) REFERENCES service_radio_station (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
