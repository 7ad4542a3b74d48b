SELECT id FROM service_content_article WHERE gross IS DISTINCT FROM coalesce(price, 0) * 3;
SELECT id FROM service_content_article WHERE label IS DISTINCT FROM lower(title) || body;
