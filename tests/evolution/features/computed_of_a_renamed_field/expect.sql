SELECT id FROM service_content_article WHERE gross IS DISTINCT FROM coalesce(cost, 0) * 2;
SELECT id FROM service_content_article WHERE label IS DISTINCT FROM title || ': ' || body;
SELECT id FROM service_content_article WHERE free IS DISTINCT FROM (cost = 0);
