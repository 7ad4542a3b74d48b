SELECT id FROM service_content_article AS article
WHERE comment_count <> (SELECT count(*) FROM service_content_comment WHERE article_id = article.id AND NOT hidden);
