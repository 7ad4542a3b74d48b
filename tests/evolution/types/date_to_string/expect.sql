SELECT id, known_as FROM service_content_article WHERE (id, known_as) NOT IN (VALUES
    (1::bigint, '0001-01-01'), (2, '0099-01-01'), (3, '9999-12-31'), (4, '2024-02-29'));
