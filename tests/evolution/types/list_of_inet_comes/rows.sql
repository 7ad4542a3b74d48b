INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title)
VALUES (8, 1, 1, 'one'), (7, 2, 2, 'two'), (8, 3, 3, 'three'), (7, 4, 4, 'four');
