INSERT INTO master (campaign_id, id, type) SELECT 0, n, 'content.article' FROM generate_series(1, 2) AS n;
INSERT INTO service_content_article (id, master_id, title) SELECT n, n, 'Title ' || n FROM generate_series(1, 2) AS n;
INSERT INTO master (campaign_id, id, type) VALUES (7, 11, 'reading.mark'), (8, 12, 'reading.mark');
INSERT INTO service_reading_mark (campaign_id, id, master_id, article_id) VALUES (7, 1, 11, 1), (8, 2, 12, 2);
