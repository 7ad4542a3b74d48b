INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, slug, title, body)
VALUES (8, 1, 1, 'a', 'Title', NULL), (7, 2, 2, NULL, '', ''), (8, 3, 3, NULL, 'Title', 'x'), (7, 4, 4, 'b', '', NULL);
