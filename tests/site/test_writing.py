"""Files are written as MkDocs writes them, and what is written is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs import utils

from kept.site.known_code import fingerprint
from kept.site.writing import KNOWN, noted


def outcome(folder: Path, path: str, *, ours: bool) -> object:
    """What is there after a page was written, or why it was not."""
    (folder / "there").mkdir(parents=True)
    (folder / "file").write_text("longer than the page")
    place = str(folder / path)
    with noted() as found:
        write = utils.write_file
    try:
        (write if ours else utils.write_file)(b"page", place)
    except OSError as error:
        return type(error), error.errno, Path(str(error.filename)).relative_to(folder)
    assert not ours or found == {place: b"page"}
    return {str(one.relative_to(folder)): one.is_dir() or one.read_bytes() for one in folder.rglob("*")}


@pytest.mark.parametrize(
    "path", ["a.html", "a/a.html", "a/b/c/a.html", "there/a.html", "file", "there", "file/a", "file/a/b", "."]
)
def test_a_file_is_as_mkdocs_writes_it(path: str, tmp_path: Path) -> None:
    ours, theirs = (outcome(tmp_path / name, path, ours=name == "ours") for name in ("ours", "theirs"))
    assert ours == theirs


def test_one_who_writes_in_place_of_mkdocs_still_does(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(utils, "write_file", lambda content, path: said.append(path))
    with noted() as found:
        utils.write_file(b"page", "a")
    assert (said, found) == (["a"], {"a": b"page"})


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert fingerprint(utils) in KNOWN, "look at what has changed in `write_file` of MkDocs, then add it"
