UPDATE service_content_article SET price = 0.01 WHERE price = 0;
