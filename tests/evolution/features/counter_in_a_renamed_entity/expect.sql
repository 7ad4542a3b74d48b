SELECT id FROM service_content_story AS counting
WHERE comment_count <> (SELECT count(*) FROM service_content_comment WHERE story_id = counting.id);
SELECT tgname FROM pg_trigger WHERE tgrelid = 'service_content_comment'::regclass AND NOT tgisinternal
  AND tgname ~ 'comment_count' AND tgname NOT LIKE 'service_content_comment_content_story_comment_count_%';
