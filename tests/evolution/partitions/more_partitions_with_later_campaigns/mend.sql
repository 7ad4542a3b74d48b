DELETE FROM service_content_article WHERE campaign_id = 8;
