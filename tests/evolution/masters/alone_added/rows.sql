INSERT INTO master (campaign_id, type) SELECT 7 + n % 2, 'ordering.purchase' FROM generate_series(1, 4) AS n;
INSERT INTO service_ordering_purchase (campaign_id, master_id, number)
SELECT campaign_id, id, 'number ' || id FROM master ORDER BY id;
