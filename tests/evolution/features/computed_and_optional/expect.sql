SELECT id FROM service_content_article WHERE gross IS DISTINCT FROM price * 2;
