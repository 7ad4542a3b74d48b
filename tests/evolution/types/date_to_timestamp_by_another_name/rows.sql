INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, known_as)
VALUES
    (8, 1, 1, 'a', '0001-01-01'),
    (7, 2, 2, 'b', NULL),
    (8, 3, 3, 'c', '9999-12-31'),
    (7, 4, 4, 'd', '2024-02-29');
