-- talent.0001.create.rollback: Undoes: Creates service_talent_skill, service_talent_profile, service_talent_availability, service_talent_experience, service_talent_booking and service_talent_profile_skill.
--
-- Spec:  specs/talent.yaml
-- Locks: ACCESS EXCLUSIVE on service_talent_profile_skill, service_talent_booking, service_talent_experience,
--        service_talent_availability, service_talent_profile, service_talent_skill
-- Reads: all of service_talent_profile_skill, service_talent_booking, service_talent_experience, service_talent_availability, service_talent_profile, service_talent_skill
-- Undo:  apply talent.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/talent/talent.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_talent_profile_skill IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_profile_skill
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_profile_skill has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_profile_skill;

LOCK TABLE service_talent_booking IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_booking
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_booking has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_booking;

LOCK TABLE service_talent_experience IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_experience
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_experience has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_experience;
DROP FUNCTION IF EXISTS service_talent_experience_talent_profile_jobs_insert();
DROP FUNCTION IF EXISTS service_talent_experience_talent_profile_jobs_update();
DROP FUNCTION IF EXISTS service_talent_experience_talent_profile_jobs_delete();

LOCK TABLE service_talent_availability IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_availability
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_availability has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_availability;

LOCK TABLE service_talent_profile IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_profile
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_profile has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_profile;
DROP FUNCTION IF EXISTS service_talent_profile_search_vector();
DROP FUNCTION IF EXISTS service_talent_profile_search(bigint, text, integer, integer);
DROP FUNCTION IF EXISTS service_talent_profile_suggest(bigint, text, integer);

LOCK TABLE service_talent_skill IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_talent_skill
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_talent_skill has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_talent_skill;
DROP FUNCTION IF EXISTS service_talent_skill_search_vector();
