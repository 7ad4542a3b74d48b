SELECT id, pages FROM service_content_article WHERE pages IS DISTINCT FROM 1;
