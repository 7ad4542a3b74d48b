"""The two repositories, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from .repositories import platform, published, service


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `acme`, which has published 1.4.0 into `site`, and `billing`, which is generated against that."""
    folder = tmp_path_factory.mktemp("released")
    acme = platform(folder / "acme")
    site = published(acme, "1.4.0", folder / "site")
    service(folder / "billing", "1.4.0", site)
    return folder


@pytest.fixture
def here(released: Path, tmp_path: Path) -> Path:
    """A copy of it, without the caches, which know where the original lies."""
    shutil.copytree(released, tmp_path / "here", ignore=shutil.ignore_patterns("cache"))
    return tmp_path / "here"
