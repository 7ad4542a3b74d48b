"""The Python runtime, models, repositories and servicers."""
