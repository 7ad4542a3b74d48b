UPDATE service_content_article SET deleted_at = NULL, title = 'Another' WHERE id = 5;
