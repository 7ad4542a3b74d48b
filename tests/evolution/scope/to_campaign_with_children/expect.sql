SELECT id FROM service_content_article WHERE campaign_id <> 7;
SELECT id FROM service_content_comment WHERE campaign_id <> 7;
SELECT count(*) FROM service_content_article WHERE search_vector @@ 'title' HAVING count(*) <> 3;
