SELECT id FROM service_content_article WHERE went_public_at IS DISTINCT FROM published_at;
