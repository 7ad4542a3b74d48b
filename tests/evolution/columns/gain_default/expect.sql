SELECT id FROM service_content_article WHERE pages IS NOT NULL AND pages <> 3;
