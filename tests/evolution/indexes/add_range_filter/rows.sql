INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 3) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, starts_at)
VALUES (8, 1, 1, 'a', '2024-02-29 12:00:00+00'), (7, 2, 2, 'a', NULL), (8, 3, 3, 'it''s $$ -- \ x', '2024-03-01 00:00:00+00');
