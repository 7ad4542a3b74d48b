INSERT INTO master (campaign_id, id, type) SELECT 0, n, 'content.article' FROM generate_series(1, 5) AS n;
INSERT INTO service_content_article (id, master_id, title) SELECT n, n, 'Title ' || n FROM generate_series(1, 5) AS n;
INSERT INTO master (campaign_id, id, type) SELECT 7, 10 + n, 'reading.mark' FROM generate_series(1, 5) AS n;
INSERT INTO service_reading_mark (campaign_id, id, master_id, article_id, see_also_id, page)
SELECT 7, n, 10 + n, n, nullif(n - 1, 0), n FROM generate_series(1, 5) AS n;
INSERT INTO master (campaign_id, id, type) VALUES (7, 20, 'award.prize'), (8, 21, 'award.prize');
INSERT INTO service_award_prize (campaign_id, id, master_id, article_id) VALUES (7, 1, 20, 3), (8, 2, 21, NULL);
