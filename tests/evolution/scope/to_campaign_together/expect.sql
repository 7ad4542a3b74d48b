SELECT id FROM service_content_article WHERE campaign_id <> 7;
SELECT id FROM service_reading_mark WHERE campaign_id <> 7;
