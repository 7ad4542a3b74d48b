SELECT id FROM service_content_article WHERE id = 2 AND body IS DISTINCT FROM title;
