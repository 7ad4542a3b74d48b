INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, embedding)
VALUES (8, 1, 1, 'a', '[1,2,3]'), (7, 2, 2, 'a', NULL), (8, 3, 3, 'it''s $$ -- \ x', '[0,0,0]'), (7, 4, 4, '', '[-1.5,0,1e10]');
