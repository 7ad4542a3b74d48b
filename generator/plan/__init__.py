"""The plan: what a spec edit does to the database, the wire and the files."""
