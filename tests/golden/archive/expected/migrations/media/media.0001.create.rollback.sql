-- media.0001.create.rollback: Undoes: Creates service_media_album, service_media_picture and service_media_license.
--
-- Spec:  specs/media.yaml
-- Locks: ACCESS EXCLUSIVE on service_media_license, service_media_picture, service_media_album
-- Reads: all of service_media_license, service_media_picture, service_media_album
-- Undo:  apply media.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/media/media.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_media_license IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_media_license
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_media_license has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_media_license;
DROP FUNCTION IF EXISTS service_media_license_search_vector();

LOCK TABLE service_media_picture IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_media_picture
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_media_picture has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_media_picture;

LOCK TABLE service_media_album IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_media_album
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_media_album has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_media_album;
DROP FUNCTION IF EXISTS service_media_album_search_vector();
DROP FUNCTION IF EXISTS service_media_album_search(bigint, text, integer, integer);
