INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'content.article');
INSERT INTO service_content_article (campaign_id, id, master_id, title, body) VALUES (7, 1, 1, 'Title', 'Body');
CREATE VIEW report AS SELECT title, body FROM service_content_article;
