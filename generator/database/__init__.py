"""PostgreSQL: the embedded server and the migration runner."""
