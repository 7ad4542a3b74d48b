INSERT INTO master (campaign_id, id, type)
SELECT 0, n, 'content.badge' FROM generate_series(1, 9) AS n;
INSERT INTO service_content_badge (id, master_id, name) SELECT n, n, 'Badge ' || n FROM generate_series(1, 3) AS n;
INSERT INTO service_content_level (id, master_id, badge_id, title)
SELECT n, n, 1 + n % 2, 'Level ' || n FROM generate_series(4, 9) AS n;
