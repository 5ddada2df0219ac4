"""Former addresses: the forms in which they are written, and the one in which they are compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kept.config import Settings
from kept.content.redirects import address_of, as_former_path, canonical, output_file
from kept.library import page_url

FOLDERS = Settings(Path())
FILES = Settings(Path(), use_directory_urls=False)


@pytest.mark.parametrize(
    ("written", "in_folders", "in_files"),
    [
        ("kb/old.md", "kb/old/", "kb/old.html"),
        ("docs/old.md", "old/", "old.html"),
        ("/old.md", "old/", "old.html"),
        ("kb/index.md", "kb/", "kb/index.html"),
        ("kb/README.md", "kb/", "kb/index.html"),
        ("index.md", "", "index.html"),
        ("/", "", "index.html"),
        ("/kb/old/", "kb/old/", "kb/old/index.html"),
        ("kb/old", "kb/old/", "kb/old/index.html"),
        ("/kb/old/index.html", "kb/old/", "kb/old/index.html"),
        ("/kb/old.html", "kb/old.html", "kb/old.html"),
        ("/kb/a%20b%23/", "kb/a b#/", "kb/a b#/index.html"),
        ("kb/100%.md", "kb/100%/", "kb/100%.html"),
        ("kb/v1.2", "kb/v1.2/", "kb/v1.2/index.html"),
        ("kb//old/", "kb/old/", "kb/old/index.html"),
    ],
)
def test_a_former_address_has_many_forms(written: str, in_folders: str, in_files: str) -> None:
    assert address_of(written, FOLDERS) == in_folders
    assert address_of(written, FILES) == in_files


PATHS = st.lists(
    st.text(st.sampled_from("ab#%? .é"), min_size=1, max_size=5).filter(lambda part: part.strip(". ")),
    min_size=1,
    max_size=3,
).map(lambda parts: "/".join(parts) + ".md")


@given(PATHS, st.sampled_from([FOLDERS, FILES]))
def test_the_old_path_of_a_page_stands_for_its_old_address(path: str, settings: Settings) -> None:
    url = page_url(path, use_directory_urls=settings.use_directory_urls, is_index=path.endswith("index.md"))
    assert address_of(as_former_path(path, url, settings), settings) == url


@given(st.text(max_size=40), st.sampled_from([FOLDERS, FILES]))
def test_any_text_stands_for_one_address_below_the_site(written: str, settings: Settings) -> None:
    if ".." in written.split("/"):
        return  # is reported where it is read
    address = address_of(written, settings)
    assert not address.startswith("/")
    assert canonical(address, settings.use_directory_urls) == address
    assert output_file(address)
