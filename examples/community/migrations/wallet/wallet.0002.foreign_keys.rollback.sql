-- wallet.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_wallet_balance and service_wallet_movement.
--
-- Spec:  specs/wallet.yaml
-- Locks: ACCESS EXCLUSIVE on service_wallet_movement, service_wallet_balance, master, campaign,
--        service_user_account
-- Undo:  apply wallet.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/wallet/wallet.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE community_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_wallet_movement
    DROP CONSTRAINT IF EXISTS service_wallet_movement_balance_id_fkey;

ALTER TABLE service_wallet_movement
    DROP CONSTRAINT IF EXISTS service_wallet_movement_master_id_fkey;

ALTER TABLE service_wallet_movement
    DROP CONSTRAINT IF EXISTS service_wallet_movement_campaign_id_fkey;

ALTER TABLE service_wallet_balance
    DROP CONSTRAINT IF EXISTS service_wallet_balance_owner_id_fkey;

ALTER TABLE service_wallet_balance
    DROP CONSTRAINT IF EXISTS service_wallet_balance_master_id_fkey;

ALTER TABLE service_wallet_balance
    DROP CONSTRAINT IF EXISTS service_wallet_balance_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
