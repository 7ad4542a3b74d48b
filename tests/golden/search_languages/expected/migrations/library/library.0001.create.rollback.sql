-- library.0001.create.rollback: Undoes: Creates service_library_book, service_library_phrase and service_library_note.
--
-- Spec:  specs/library.yaml
-- Locks: ACCESS EXCLUSIVE on service_library_note, service_library_phrase, service_library_book
-- Reads: all of service_library_note, service_library_phrase, service_library_book
-- Undo:  apply library.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/library/library.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_library_note IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_library_note
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_library_note has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_library_note;
DROP FUNCTION IF EXISTS service_library_note_search_vector();

LOCK TABLE service_library_phrase IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_library_phrase
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_library_phrase has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_library_phrase;
DROP FUNCTION IF EXISTS service_library_phrase_search_vector();

LOCK TABLE service_library_book IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_library_book
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_library_book has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_library_book;
DROP FUNCTION IF EXISTS service_library_book_search_vector();
DROP FUNCTION IF EXISTS service_library_book_search(bigint, text, integer, integer);
