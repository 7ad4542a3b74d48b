INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 3) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, slug, title)
VALUES (8, 1, 1, 'a', 'Title'), (7, 2, 2, 'a', ''), (8, 3, 3, 'b', 'it''s $$ -- \ x');
