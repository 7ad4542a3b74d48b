UPDATE service_content_article SET status = 'draft';
