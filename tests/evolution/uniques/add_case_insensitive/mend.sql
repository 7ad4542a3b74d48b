UPDATE service_content_article SET title = title || id WHERE id = 3;
