UPDATE service_content_note SET crowd_id = NULL WHERE id = 3;
UPDATE service_content_note SET thread_id = 2 WHERE id = 4;
