UPDATE service_content_article SET title = 'x' WHERE title !~ '^[^\n]+$';
