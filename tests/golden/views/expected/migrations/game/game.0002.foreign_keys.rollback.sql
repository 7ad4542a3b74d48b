-- game.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_game_league, service_game_team, service_game_player and service_game_match.
--
-- Spec:  specs/game.yaml
-- Locks: ACCESS EXCLUSIVE on service_game_match, service_game_player, master, campaign,
--        service_atlas_country, service_game_team, service_game_league
-- Undo:  apply game.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/game/game.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_player_id_fkey;

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_master_id_fkey;

ALTER TABLE service_game_match
    DROP CONSTRAINT IF EXISTS service_game_match_campaign_id_fkey;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_country_id_fkey;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_team_id_fkey;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_master_id_fkey;

ALTER TABLE service_game_player
    DROP CONSTRAINT IF EXISTS service_game_player_campaign_id_fkey;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_league_id_fkey;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_master_id_fkey;

ALTER TABLE service_game_team
    DROP CONSTRAINT IF EXISTS service_game_team_campaign_id_fkey;

ALTER TABLE service_game_league
    DROP CONSTRAINT IF EXISTS service_game_league_master_id_fkey;

ALTER TABLE service_game_league
    DROP CONSTRAINT IF EXISTS service_game_league_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
