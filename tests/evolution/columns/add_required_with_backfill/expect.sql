SELECT id FROM service_content_article WHERE slug IS DISTINCT FROM title;
