INSERT INTO master (campaign_id, id, type) SELECT 7 + n % 2, n, 'content.article' FROM generate_series(1, 5) AS n;
INSERT INTO service_content_article (campaign_id, id, master_id, title)
SELECT 7 + n % 2, n, n, 'Title ' || n FROM generate_series(1, 5) AS n;
INSERT INTO master (campaign_id, id, type) SELECT 7 + n % 2, 10 + n, 'reading.mark' FROM generate_series(1, 5) AS n;
INSERT INTO service_reading_mark (campaign_id, id, master_id, article_id, see_also_id, page)
SELECT 7 + n % 2, n, 10 + n, n, CASE WHEN n > 2 THEN n - 2 END, n FROM generate_series(1, 5) AS n;
INSERT INTO master (campaign_id, id, type) VALUES (8, 20, 'award.prize'), (8, 21, 'award.prize');
INSERT INTO service_award_prize (campaign_id, id, master_id, article_id) VALUES (8, 1, 20, 3), (8, 2, 21, NULL);
