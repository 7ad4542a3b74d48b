INSERT INTO master (campaign_id, id, type)
SELECT 7, n, 'content.thread' FROM generate_series(1, 2) AS n
UNION ALL SELECT 7, n, 'content.crowd' FROM generate_series(3, 4) AS n
UNION ALL SELECT 7, n, 'content.note' FROM generate_series(5, 8) AS n;
INSERT INTO service_content_thread (campaign_id, id, master_id, subject) VALUES (7, 1, 1, 'One'), (7, 2, 2, 'Two');
INSERT INTO service_content_crowd (campaign_id, id, master_id, subject) VALUES (7, 1, 3, 'Three'), (7, 2, 4, 'Four');
INSERT INTO service_content_note (campaign_id, id, master_id, body, thread_id, crowd_id) VALUES
    (7, 1, 5, 'a', 1, NULL), (7, 2, 6, 'b', NULL, 2), (7, 3, 7, 'c', NULL, 1), (7, 4, 8, 'd', 2, NULL);
