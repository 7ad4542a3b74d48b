INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, status, pages, place)
VALUES
    (8, 1, 1, 'Title', 'draft', 1, -32768),
    (7, 2, 2, '', 'published', 30000, 32767),
    (8, 3, 3, 'Title', 'published', 2, 0),
    (7, 4, 4, 'it''s $$ -- \ x', 'draft', 6, 32767),
    (8, 5, 5, repeat('ü', 200), 'draft', 6, 5),
    (7, 6, 6, 'null', 'draft', 3, 1),
    (8, 7, 7, 'Title', 'draft', 7, 7);
