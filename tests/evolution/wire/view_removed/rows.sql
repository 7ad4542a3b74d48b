INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'content.author' FROM generate_series(1, 8) AS n;
INSERT INTO service_content_author (campaign_id, id, master_id, name)
SELECT 7 + n % 2, n, n, 'Name ' || n FROM generate_series(1, 4) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title, reads, author_id)
SELECT 7 + n % 2, n, n, 'Title ' || n, n * 10, n - 4 FROM generate_series(5, 8) AS n;
