SELECT id, known_as FROM service_content_article WHERE (id, known_as) NOT IN (VALUES
    (1::bigint, '00000000-0000-0000-0000-000000000000'),
    (2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    (3, '12345678-1234-1234-1234-1234567890ab'),
    (4, '00000000-0000-0000-0000-000000000000'));
