SELECT id FROM service_content_article WHERE (place[0], place[1]) IS DISTINCT FROM (lng, lat);
