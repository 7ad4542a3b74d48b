-- messaging.0001.create.rollback: Undoes: Creates service_messaging_thread, service_messaging_conversation, service_messaging_group, service_messaging_post and service_messaging_group_member.
--
-- Spec:  specs/messaging.yaml
-- Locks: ACCESS EXCLUSIVE on service_messaging_group_member, service_messaging_post, service_messaging_group,
--        service_messaging_conversation, service_messaging_thread
-- Reads: all of service_messaging_group_member, service_messaging_post, service_messaging_group, service_messaging_conversation, service_messaging_thread
-- Undo:  apply messaging.0001.create again, as `scaffold migrate` does
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/messaging/messaging.0001.create.rollback.sql "$DATABASE_URL"

-- What it takes back is what the migration made: no code that runs is written for it any more.
-- squawk-ignore-file ban-drop-table, ban-drop-function

SET LOCAL ROLE community_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '5s';

LOCK TABLE service_messaging_group_member IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_messaging_group_member
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_messaging_group_member has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_messaging_group_member;

LOCK TABLE service_messaging_post IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_messaging_post
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_messaging_post has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_messaging_post;
DROP FUNCTION IF EXISTS service_messaging_post_search_vector();
DROP FUNCTION IF EXISTS service_messaging_post_search(bigint, text, integer, integer);
DROP FUNCTION IF EXISTS service_messaging_post_cascade();

LOCK TABLE service_messaging_group IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_messaging_group
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_messaging_group has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_messaging_group;

LOCK TABLE service_messaging_conversation IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_messaging_conversation
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_messaging_conversation has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_messaging_conversation;

LOCK TABLE service_messaging_thread IN ACCESS EXCLUSIVE MODE;
DO $loss$
DECLARE
    named text;
BEGIN
    SELECT id::text
    INTO named
    FROM service_messaging_thread
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'service_messaging_thread has rows that a rollback would lose'
            USING
                ERRCODE = 'object_in_use',
                DETAIL = 'One of them, by id: ' || named,
                HINT = 'Go forward: what the spec removes keeps its data until `scaffold contract` drops it by name. If nobody needs them, delete them, then run the rollback again.';
    END IF;
END
$loss$;

DROP TABLE service_messaging_thread;
