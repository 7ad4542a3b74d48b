SELECT id FROM service_content_badge AS badge
WHERE level_count <> (SELECT count(*) FROM service_content_level WHERE badge_id = badge.id);
