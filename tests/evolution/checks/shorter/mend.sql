UPDATE service_content_article SET title = left(title, 100);
