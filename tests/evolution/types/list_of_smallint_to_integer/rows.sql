INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 7) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, known_as)
VALUES
    (8, 1, 1, 'a', '{}'),
    (7, 2, 2, 'b', '{-32768,0,32767}'),
    (8, 3, 3, 'c', '{1}'),
    (7, 4, 4, 'd', '{5,5,5}');
