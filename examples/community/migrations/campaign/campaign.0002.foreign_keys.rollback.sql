-- campaign.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_campaign_campaign.
--
-- Spec:  specs/campaign.yaml
-- Locks: ACCESS EXCLUSIVE on service_campaign_campaign, master
-- Undo:  apply campaign.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/campaign/campaign.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_campaign_campaign
    DROP CONSTRAINT IF EXISTS service_campaign_campaign_master_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
