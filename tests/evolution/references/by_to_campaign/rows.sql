INSERT INTO master (campaign_id, id, type)
SELECT 0, n, CASE WHEN n < 5 THEN 'storage.hall' ELSE 'storage.shelf' END FROM generate_series(1, 8) AS n;
INSERT INTO service_storage_hall (id, master_id, code, name)
VALUES (1, 1, 'A', 'Hall A'), (2, 2, 'C', NULL), (3, 3, 'B', 'null'), (4, 4, '', '');
INSERT INTO service_storage_shelf (id, master_id, label, hall_code)
VALUES (5, 5, 'one', 'A'), (6, 6, 'two', 'A'), (7, 7, 'three', 'B'), (8, 8, 'four', NULL);
