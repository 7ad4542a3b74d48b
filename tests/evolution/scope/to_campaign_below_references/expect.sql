SELECT id FROM service_content_article WHERE campaign_id <> 7;
SELECT count(*) FROM service_reading_mark WHERE article_id = id HAVING count(*) <> 5;
