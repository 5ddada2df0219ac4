"""Small projects on the disk: the files of a test, with a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 20)
CONFIGURATION = """\
site_name: Help
theme: {name: material, font: false}
plugins: [search, kept]
"""

Files = Mapping[str, str | bytes]


def write_files(folder: Path, files: Files) -> Path:
    """Write files below a folder; `mkdocs.yml` is added unless it is among them."""
    for name, content in {"mkdocs.yml": CONFIGURATION, **files}.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
