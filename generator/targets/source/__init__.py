"""Python source as the targets write it: literals, lines and import blocks that `ruff format` leaves alone."""
