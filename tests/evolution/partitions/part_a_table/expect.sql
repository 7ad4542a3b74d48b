SELECT id FROM service_content_article WHERE tableoid <> 'service_content_article_p00'::regclass;
-- What leads to the table leads to all of it.
SELECT conname FROM pg_constraint
WHERE contype = 'f' AND confrelid = 'service_content_article_p00'::regclass AND conparentid = 0;
-- The next id is still to come.
SELECT last_value FROM service_content_article_id_seq WHERE last_value <= 7;
