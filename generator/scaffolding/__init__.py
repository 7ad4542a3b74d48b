"""The human-owned files, rendered by copier."""
