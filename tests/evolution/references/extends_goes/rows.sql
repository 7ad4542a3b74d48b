INSERT INTO master (campaign_id, id, type)
SELECT 7, n, 'content.article' FROM generate_series(1, 3) AS n
UNION ALL SELECT 7, n, 'content.summary' FROM generate_series(4, 5) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title)
VALUES (7, 1, 1, 'One'), (7, 2, 2, 'Two'), (7, 3, 3, 'Three');
INSERT INTO service_content_summary (campaign_id, id, master_id, text, article_id) VALUES (7, 1, 4, 'a', 3), (7, 2, 5, 'b', 1);
