INSERT INTO master (campaign_id, id, type) SELECT 0, n, 'content.article' FROM generate_series(1, 5) AS n;
INSERT INTO service_content_article (id, master_id, title) SELECT n, n, 'Title ' || n FROM generate_series(1, 5) AS n;
INSERT INTO master (campaign_id, id, type) SELECT 0, 10 + n, 'reading.mark' FROM generate_series(1, 5) AS n;
INSERT INTO service_reading_mark (id, master_id, article_id, see_also_id, page)
SELECT n, 10 + n, n, nullif(n - 1, 0), n FROM generate_series(1, 5) AS n;
