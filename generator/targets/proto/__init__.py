"""Proto definitions."""
