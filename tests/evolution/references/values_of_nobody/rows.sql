INSERT INTO master (campaign_id, id, type) VALUES (0, 100, 'user.account'), (7, 1, 'content.article'), (7, 2, 'content.article'), (8, 3, 'content.article');
INSERT INTO service_user_account (id, master_id, email) VALUES (1, 100, 'a@example.org');
INSERT INTO service_content_article (campaign_id, id, master_id, title, author_id) VALUES (7, 1, 1, 'One', 1), (7, 2, 2, 'Two', 2), (8, 3, 3, 'Three', NULL);
