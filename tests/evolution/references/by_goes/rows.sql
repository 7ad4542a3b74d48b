INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'storage.hall' FROM generate_series(1, 4) AS n;
INSERT INTO service_storage_hall (campaign_id, id, master_id, code, name)
VALUES (8, 1, 1, 'A', 'Hall A'), (7, 2, 2, 'A', NULL), (8, 3, 3, 'B', 'null'), (7, 4, 4, '', '');
INSERT INTO master (campaign_id, id, type)
SELECT 7 + n % 2, n, 'storage.shelf' FROM generate_series(5, 8) AS n;
INSERT INTO service_storage_shelf (campaign_id, id, master_id, label, hall_code)
VALUES (8, 5, 5, 'one', 'A'), (7, 6, 6, 'two', 'A'), (8, 7, 7, 'three', 'B'), (7, 8, 8, 'four', NULL);
