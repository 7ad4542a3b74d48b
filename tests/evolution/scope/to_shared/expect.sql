SELECT id FROM service_content_article WHERE campaign_id <> 7;
SELECT id FROM master WHERE type = 'content.article' AND campaign_id <> 7;
