SELECT id, slug, name, status FROM campaign WHERE id > 0 EXCEPT SELECT id, slug, name, status FROM service_campaign_campaign;
SELECT id, uuid FROM service_campaign_campaign EXCEPT SELECT id, uuid FROM campaign;
SELECT 1 WHERE NOT EXISTS (SELECT FROM service_campaign_campaign JOIN master ON master.id = master_id WHERE type = 'campaign.campaign');
