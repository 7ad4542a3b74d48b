-- core.0004.requests: Creates the log of requests, by which a repeated one gets the answer of the first.
--
-- Spec:  scaffold.yaml
-- Phase: expand
-- Locks: none on a table in use
-- Run:   psql -X -v ON_ERROR_STOP=1 --single-transaction -f migrations/core/core.0004.requests.sql "$DATABASE_URL"
--
-- depends: core.0003.events

SET LOCAL ROLE acme_owner;
SET LOCAL search_path = public;
SET LOCAL standard_conforming_strings = on;
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '1min';

CREATE TABLE service_request (
    campaign_id BIGINT      NOT NULL,
    method      TEXT        NOT NULL,
    request_id  TEXT        NOT NULL,
    digest      BYTEA       NOT NULL,
    answer      BYTEA       NULL,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),

    CONSTRAINT service_request_pkey PRIMARY KEY (campaign_id, method, request_id),
    CONSTRAINT service_request_request_id_length_check CHECK (char_length(request_id) BETWEEN 1 AND 120)
);

CREATE INDEX service_request_created_at_idx ON service_request USING brin (created_at);

COMMENT ON TABLE service_request IS
    'Requests that are carried out once, with their answers: a repeated one gets that of the first';
COMMENT ON COLUMN service_request.method IS 'What was asked for: <service>.<Rpc>';
COMMENT ON COLUMN service_request.digest IS 'sha256 of the request, which tells a repetition from another request';
COMMENT ON COLUMN service_request.answer IS 'The response message as it was sent; null only inside the first transaction';

GRANT SELECT, INSERT, UPDATE ON service_request TO acme_rw;
GRANT SELECT, DELETE ON service_request TO acme_archiver;

CREATE POLICY service_request_campaign ON service_request
    TO acme_rw
    USING (campaign_id = (SELECT NULLIF(current_setting('app.campaign_id', true), '')::bigint));
CREATE POLICY service_request_expire ON service_request
    TO acme_archiver
    USING (true);
ALTER TABLE service_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_request FORCE ROW LEVEL SECURITY;
