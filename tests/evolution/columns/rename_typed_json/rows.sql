INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'scheduler.job'), (8, 2, 'scheduler.job');
INSERT INTO service_scheduler_job (campaign_id, id, master_id, name, retry_policy, steps) VALUES
    (7, 1, 1, 'Nightly', '{"attempts": 3, "delay": "1000000"}', ARRAY['{"command": "run"}']::jsonb[]),
    (8, 2, 2, '', NULL, '{}');
