SELECT count(*) FROM service_reading_mark WHERE article_id = id HAVING count(*) <> 5;
