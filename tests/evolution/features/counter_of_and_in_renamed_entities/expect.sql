SELECT id FROM service_content_story AS counting
WHERE comment_count <> (SELECT count(*) FROM service_content_remark WHERE story_id = counting.id AND NOT hidden);
SELECT tgname FROM pg_trigger WHERE tgrelid = 'service_content_remark'::regclass AND NOT tgisinternal
  AND tgname ~ 'comment_count' AND tgname NOT LIKE 'service_content_remark_content_story_comment_count_%';
