"""Making the folders of files with fewer questions to the disk."""

from __future__ import annotations

import os


def make_folder_for(place: str) -> None:
    """Make the folder that a file is to be in.

    As `os.makedirs` with `exist_ok`, which first asks for the folder above that is hardly ever missing.
    """
    folder = os.path.dirname(place)
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
