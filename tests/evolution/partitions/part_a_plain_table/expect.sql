SELECT id FROM service_content_article WHERE tableoid <> 'service_content_article_p00'::regclass;
