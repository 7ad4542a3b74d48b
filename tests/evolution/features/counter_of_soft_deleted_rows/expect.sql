SELECT id FROM service_content_article AS article
WHERE comment_count <> (SELECT count(*) FROM service_content_comment WHERE article_id = article.id AND deleted_at IS NULL);
