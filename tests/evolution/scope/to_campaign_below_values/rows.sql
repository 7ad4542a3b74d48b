INSERT INTO master (campaign_id, id, type) VALUES (0, 1, 'world.country'), (7, 2, 'storage.hall');
INSERT INTO service_world_country (id, master_id, code) VALUES (1, 1, 'DE');
INSERT INTO service_storage_hall (campaign_id, id, master_id, country_code) VALUES (7, 2, 2, 'DE');
