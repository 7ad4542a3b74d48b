SELECT id FROM service_content_article WHERE location::text IS DISTINCT FROM place::text;
