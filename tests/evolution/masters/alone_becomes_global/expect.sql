SELECT id FROM master WHERE campaign_id <> 0;
SELECT id FROM master WHERE status <> 'active';
