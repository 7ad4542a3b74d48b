UPDATE service_content_article SET body = title WHERE body IS NULL;
