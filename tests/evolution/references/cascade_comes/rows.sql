INSERT INTO master (campaign_id, id, type)
SELECT 7, n, 'content.article' FROM generate_series(1, 2) AS n
UNION ALL SELECT 7, n, 'content.comment' FROM generate_series(3, 5) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title) VALUES (7, 1, 1, 'One'), (7, 2, 2, 'Two');
INSERT INTO service_content_comment (campaign_id, id, master_id, article_id, body, reply_id)
VALUES (7, 1, 3, 1, 'a', NULL), (7, 2, 4, 1, 'b', 1), (7, 3, 5, 2, 'c', NULL);
