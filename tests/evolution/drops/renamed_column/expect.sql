SELECT count(*) FROM service_content_article WHERE went_public_at IS NOT NULL HAVING count(*) <> 4;
