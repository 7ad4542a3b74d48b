INSERT INTO master (campaign_id, id, type) VALUES (0, 1, 'content.article'), (0, 2, 'content.comment');
INSERT INTO service_content_article (id, master_id, title) VALUES (1, 1, 'x');
INSERT INTO service_content_comment (id, master_id, article_id, body) VALUES (1, 2, 1, 'y');
