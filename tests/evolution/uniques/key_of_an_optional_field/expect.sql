SELECT id FROM service_content_article WHERE slug IS NULL OR (id IN (2, 3) AND slug <> 'none');
