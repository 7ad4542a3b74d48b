SELECT tgname FROM pg_trigger WHERE tgname LIKE '%comment_cascade';
SELECT proname FROM pg_proc WHERE prosrc LIKE '%content.comment.deleted%';
