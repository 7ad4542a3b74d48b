INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 3) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, metadata)
VALUES (8, 1, 1, 'a', '{"key": 1e3, "service_specific": {"content": {"a": [{}]}}}'), (7, 2, 2, 'a', NULL), (8, 3, 3, 'it''s $$ -- \ x', '{}');
