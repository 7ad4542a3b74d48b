SELECT id FROM service_content_article WHERE label IS DISTINCT FROM title || ': ' || body;
