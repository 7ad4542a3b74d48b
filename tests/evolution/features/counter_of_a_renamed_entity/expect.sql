SELECT id FROM service_content_article AS counting
WHERE comment_count <> (SELECT count(*) FROM service_content_remark WHERE article_id = counting.id);
SELECT tgname FROM pg_trigger WHERE tgrelid = 'service_content_remark'::regclass AND NOT tgisinternal
  AND tgname ~ 'comment_count' AND tgname NOT LIKE 'service_content_remark_content_article_comment_count_%';
