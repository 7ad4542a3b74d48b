SELECT id FROM service_content_article WHERE gross IS DISTINCT FROM coalesce(price, 0) * 2;
SELECT id FROM service_content_article WHERE label IS DISTINCT FROM title || ': ' || body;
SELECT id FROM service_content_article WHERE free IS DISTINCT FROM (price = 0);
