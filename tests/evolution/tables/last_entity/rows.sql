INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'insight.question'), (8, 2, 'insight.question');
INSERT INTO service_insight_question (campaign_id, id, master_id, text) VALUES (7, 1, 1, 'Why?'), (8, 2, 2, '');
