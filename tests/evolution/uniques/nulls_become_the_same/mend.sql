UPDATE service_content_article SET price = id WHERE price IS NULL;
