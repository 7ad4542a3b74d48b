INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, known_as)
VALUES
    (8, 1, 1, 'a', '00:00:00'),
    (7, 2, 2, 'b', NULL),
    (8, 3, 3, 'c', '23:59:59.999999'),
    (7, 4, 4, 'd', '12:30:00');
