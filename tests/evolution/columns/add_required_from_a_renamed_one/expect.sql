SELECT id FROM service_content_article WHERE lead <> title OR headline <> title;
