INSERT INTO master (campaign_id, type) SELECT 0, 'localization.locale' FROM generate_series(1, 2);
INSERT INTO service_localization_locale (master_id, code, name)
SELECT id, CASE id WHEN 1 THEN 'pl' ELSE 'fr' END, CASE id WHEN 1 THEN 'Polish' ELSE 'French' END
FROM master ORDER BY id;
