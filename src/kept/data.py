"""Where the files that come with kept are: in the wheel, or in the repository it is developed in."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def packaged(name: str) -> Path:
    """The folder of data called `name` (`templates`, `starter`)."""
    for folder in (_HERE / "data" / name, _HERE / name, _HERE.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"kept is installed without its {name}")
