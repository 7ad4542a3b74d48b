UPDATE service_content_article SET author_id = NULL WHERE author_id = 2;
