INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, body, status, price, published_at)
VALUES
    (8, 1, 1, 'Title', 'Body', 'draft', 1.50, '2024-02-29 23:59:59.999999+00'),
    (7, 2, 2, '', NULL, 'published', 0, NULL),
    (8, 3, 3, 'Title', '', 'draft', NULL, '1000-01-01 00:00:00+00'),
    (7, 4, 4, 'it''s $$ -- \ x', '🦉' || chr(127), 'draft', 9999999999.99, '9999-12-31 23:59:59+00'),
    (8, 5, 5, repeat('ü', 200), 'title', 'published', 1.5, NULL),
    (7, 6, 6, 'null', 'NULL', 'draft', 0.01, NULL),
    (8, 7, 7, E'a
b', repeat('x', 10000), 'draft', NULL, '1970-01-01 00:00:00+00');
