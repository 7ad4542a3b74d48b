SELECT id FROM service_content_article WHERE text IS DISTINCT FROM body OR lead IS DISTINCT FROM title;
