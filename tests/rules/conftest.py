"""The switch that rewrites expectations."""

import os

import pytest


@pytest.fixture
def update() -> bool:
    """Whether expected files are rewritten instead of compared: `UPDATE=1 pytest tests/rules`."""
    return os.environ.get("UPDATE") == "1"
