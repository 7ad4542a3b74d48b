INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, known_as)
VALUES
    (8, 1, 1, 'a', '00000000-0000-0000-0000-000000000000'),
    (7, 2, 2, 'b', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'),
    (8, 3, 3, 'c', '{12345678-1234-1234-1234-1234567890ab}'),
    (7, 4, 4, 'd', '00000000-0000-0000-0000-000000000000');
