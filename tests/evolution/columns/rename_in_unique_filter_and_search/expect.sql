SELECT id FROM service_content_article WHERE headline IS DISTINCT FROM title OR state IS DISTINCT FROM status;
SELECT count(*) FROM service_content_article WHERE search_vector @@ 'title' HAVING count(*) <> 3;
