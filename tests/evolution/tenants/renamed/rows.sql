INSERT INTO master (campaign_id, type) SELECT 0, 'campaign.campaign' FROM generate_series(1, 2);
INSERT INTO service_campaign_campaign (master_id, slug, name) SELECT id, 'slug-' || id, 'Name' FROM master ORDER BY id;
