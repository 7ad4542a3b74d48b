INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title)
SELECT 7 + n % 2, n, n, 'Title ' || n FROM generate_series(1, 7) AS n;
INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.comment' FROM generate_series(11, 40) AS n;
INSERT INTO service_content_comment (campaign_id, id, master_id, article_id, body, hidden)
SELECT 7 + n % 2, n, n, 2 * (n % 4) + n % 2, 'Body', n % 3 = 0
FROM generate_series(11, 40) AS n WHERE n % 4 > 0;
