"""A help centre that is in order, with a site that was built before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kept.check.cache import FOLDER

FILES: Mapping[str, str] = {
    "docs/index.md": "---\ntitle: Home\naudience: public\n---\n# Home\n\nWelcome.\n",
    "kb/vocabulary.yml": "owners: [support, documentation]\n",
    "site/.kept": "This folder was made by kept, which may replace it.\n",
    "site/index.html": "the site of yesterday\n",
}


@pytest.fixture
def centre(project: Callable[..., Path]) -> Path:
    """The folder of the help centre; a test puts its bad input beside or in place of what is good."""
    return project(FILES)


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder with its bytes, but for the cache; what is no plain file has none."""

    def take(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in sorted(folder.rglob("*"))
            if not path.is_dir() and FOLDER not in path.parts
        }

    return take
