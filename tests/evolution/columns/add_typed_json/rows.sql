INSERT INTO master (campaign_id, id, type) VALUES (7, 1, 'scheduler.job'), (8, 2, 'scheduler.job');
INSERT INTO service_scheduler_job (campaign_id, id, master_id, name) VALUES (7, 1, 1, 'Nightly'), (8, 2, 2, '');
