"""Edits of a spec's text: an entry is spliced in, and every other byte stays."""
