SELECT id, status FROM service_content_article WHERE status <> CASE WHEN id IN (2, 5) THEN 'live' ELSE 'draft' END;
