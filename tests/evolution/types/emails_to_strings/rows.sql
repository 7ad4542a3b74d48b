INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, tellers)
VALUES (8, 1, 1, 'one', '{}'), (7, 2, 2, 'two', '{ada@example.org}'), (8, 3, 3, 'three', '{a@b.example,c@d.example}'),
       (7, 4, 4, 'four', '{x@y.example}');
