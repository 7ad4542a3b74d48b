INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'content.article'), (8, 2, 'content.article');
INSERT INTO service_content_article (campaign_id, id, master_id, likes, likes_next) VALUES (7, 1, 1, 1, 2), (8, 2, 2, NULL, 3);
