INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, topics, metadata)
VALUES
    (8, 1, 1, 'Title', '{}', NULL),
    (7, 2, 2, '', '{a,b,a}', '{}'),
    (8, 3, 3, 'it''s $$ -- \ x', '{"",NULL2}', '{"seo": {"title": "Ö", "tags": [1, null]}}'),
    (7, 4, 4, repeat('ü', 200), '{☃}', '{"seo": "none"}');
