SELECT id, type FROM master WHERE type NOT IN ('content.story', 'content.comment');
