SELECT id FROM service_content_article WHERE writer_id IS DISTINCT FROM author_id;
