INSERT INTO master (campaign_id, type)
SELECT 0, CASE WHEN n < 3 THEN 'world.country' ELSE 'world.town' END FROM generate_series(1, 4) AS n ORDER BY n;
INSERT INTO service_world_country (master_id, code, name) VALUES (1, 'FR', 'France'), (2, 'ES', NULL);
INSERT INTO service_world_town (master_id, name, country_code) VALUES (3, 'Paris', 'FR'), (4, 'Atlantis', NULL);
