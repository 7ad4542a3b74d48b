SELECT host FROM service_content_article WHERE host NOT IN ('192.0.2.1', '2001:db8::1');
