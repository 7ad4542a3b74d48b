SELECT id FROM service_content_article WHERE page_count IS DISTINCT FROM pages;
