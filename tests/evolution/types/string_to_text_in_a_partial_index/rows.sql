INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'content.article'), (8, 2, 'content.article');
INSERT INTO service_content_article (campaign_id, id, master_id, title, likes) VALUES (7, 1, 1, 'x', 2), (8, 2, 2, '', 3);
