INSERT INTO master (campaign_id, id, type)
SELECT 7, n, 'content.article' FROM generate_series(1, 2) AS n
UNION ALL SELECT 7, n, 'content.topic' FROM generate_series(3, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title) VALUES (7, 1, 1, 'One'), (7, 2, 2, 'Two');
INSERT INTO service_content_topic (campaign_id, id, master_id, label) VALUES (7, 1, 3, 'a'), (7, 2, 4, 'b');
INSERT INTO master (campaign_id, id, type)
SELECT 7, n, 'content.article_topic' FROM generate_series(5, 6) AS n;
INSERT INTO service_content_article_topic (campaign_id, id, master_id, article_id, topic_id, weight)
VALUES (7, 1, 5, 1, 1, NULL), (7, 2, 6, 1, 2, 3);
