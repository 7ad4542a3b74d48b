-- game.0002.foreign_keys: Adds the foreign keys of service_game_league, service_game_team, service_game_player and service_game_match.
--
-- Spec:  specs/game.yaml
-- Phase: expand
-- Locks: SHARE ROW EXCLUSIVE on service_game_league, campaign, master, service_game_team,
--        service_game_player, service_atlas_country, service_game_match
-- Undo:  by a later migration, nothing is lost
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/game/game.0002.foreign_keys.sql "$DATABASE_URL"
--
-- depends: game.0001.create atlas.0001.create
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

ALTER TABLE service_game_league
    DROP CONSTRAINT IF EXISTS service_game_league_campaign_id_fkey,
    ADD CONSTRAINT service_game_league_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_game_league
    DROP CONSTRAINT IF EXISTS service_game_league_master_id_fkey,
    ADD CONSTRAINT service_game_league_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_campaign_id_fkey,
    ADD CONSTRAINT service_game_team_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_master_id_fkey,
    ADD CONSTRAINT service_game_team_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_league_id_fkey,
    ADD CONSTRAINT service_game_team_league_id_fkey
        FOREIGN KEY (campaign_id, league_id) REFERENCES service_game_league (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_campaign_id_fkey,
    ADD CONSTRAINT service_game_player_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_master_id_fkey,
    ADD CONSTRAINT service_game_player_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_team_id_fkey,
    ADD CONSTRAINT service_game_player_team_id_fkey
        FOREIGN KEY (campaign_id, team_id) REFERENCES service_game_team (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_country_id_fkey,
    ADD CONSTRAINT service_game_player_country_id_fkey
        FOREIGN KEY (country_id) REFERENCES service_atlas_country (id) ON DELETE RESTRICT;

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_campaign_id_fkey,
    ADD CONSTRAINT service_game_match_campaign_id_fkey
        FOREIGN KEY (campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT;

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_master_id_fkey,
    ADD CONSTRAINT service_game_match_master_id_fkey
        FOREIGN KEY (campaign_id, master_id) REFERENCES master (campaign_id, id) ON DELETE RESTRICT;

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_player_id_fkey,
    ADD CONSTRAINT service_game_match_player_id_fkey
        FOREIGN KEY (campaign_id, player_id) REFERENCES service_game_player (campaign_id, id) ON DELETE RESTRICT;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
