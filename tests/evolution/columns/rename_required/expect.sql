SELECT id FROM service_content_article WHERE headline IS DISTINCT FROM title;
