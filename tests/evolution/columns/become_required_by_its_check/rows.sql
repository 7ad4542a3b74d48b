INSERT INTO master (campaign_id, id, type) SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, body, status, price)
VALUES (8, 1, 1, 'Title', '', 'draft', NULL), (7, 2, 2, '', 'x', 'published', 1), (8, 3, 3, 'Title', 'NULL', 'draft', 0),
    (7, 4, 4, 'it''s', repeat('x', 10000), 'draft', 1.50);
