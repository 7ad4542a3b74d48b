INSERT INTO master (campaign_id, type) SELECT 0, 'campaign.note' FROM generate_series(1, 2);
INSERT INTO service_campaign_note (master_id, text) SELECT id, 'Text' FROM master ORDER BY id;
UPDATE campaign SET status = 'archived' WHERE id = 7;
