SELECT 'Rome is not in Italy' WHERE NOT EXISTS (SELECT FROM service_world_town WHERE name = 'Rome' AND country_code = 'IT');
