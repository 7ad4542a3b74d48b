UPDATE service_content_article SET tellers = '{}' WHERE id = 4;
