-- wallet.0002.foreign_keys.rollback: Undoes: Adds the foreign keys of service_wallet_account, service_wallet_entry and service_wallet_fee.
--
-- Spec:  specs/wallet.yaml
-- Locks: ACCESS EXCLUSIVE on service_wallet_fee, master, service_wallet_entry, service_wallet_account,
--        campaign
-- Undo:  apply wallet.0002.foreign_keys again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 -f migrations/wallet/wallet.0002.foreign_keys.rollback.sql "$DATABASE_URL"
-- transactional: false

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-constraint

SET ROLE acme_owner;
SET search_path = public;
SET standard_conforming_strings = on;
SET lock_timeout = '1s';
SET statement_timeout = '1min';

ALTER TABLE service_wallet_fee
    DROP CONSTRAINT IF EXISTS service_wallet_fee_master_id_fkey;

ALTER TABLE service_wallet_entry
    DROP CONSTRAINT IF EXISTS service_wallet_entry_account_id_fkey;

ALTER TABLE service_wallet_entry
    DROP CONSTRAINT IF EXISTS service_wallet_entry_master_id_fkey;

ALTER TABLE service_wallet_entry
    DROP CONSTRAINT IF EXISTS service_wallet_entry_campaign_id_fkey;

ALTER TABLE service_wallet_account
    DROP CONSTRAINT IF EXISTS service_wallet_account_master_id_fkey;

ALTER TABLE service_wallet_account
    DROP CONSTRAINT IF EXISTS service_wallet_account_campaign_id_fkey;

-- The session may go on to other work.
RESET statement_timeout;
RESET lock_timeout;
RESET standard_conforming_strings;
RESET search_path;
RESET ROLE;
