SELECT id FROM service_content_article
WHERE (flags, took, rate, due, note, mood, is_open)
    IS DISTINCT FROM ('{1,2}'::integer[], '90 minutes'::interval, 0.7::real, '2024-02-29'::date, 'it''s $$ -- \ x', 'sad', false);
