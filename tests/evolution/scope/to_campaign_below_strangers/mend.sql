DELETE FROM service_reading_mark WHERE campaign_id = 8;
