SELECT id FROM service_content_article WHERE body IS NULL;
SELECT 1 FROM service_content_article WHERE id = 2 AND body <> '';
