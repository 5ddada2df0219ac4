"""Over many generated knowledge bases, nothing of a private document is in any byte of the public site.

The gate of the checker is open here, as if every finding were a known one: the site must be closed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from built import tree
from canaries import CANARY, canaries_in, knowledge_base
from projects import TODAY, write_files

from kept.commands.contents import checked_contents
from kept.commands.options import loaded_settings
from kept.commands.plugin import KeptPlugin
from kept.leaks.gathering import gathered
from kept.leaks.scan import Scanner
from kept.leaks.written import Texts
from kept.site.build import build_site
from kept.site.prepared import Prepared

pytestmark = pytest.mark.long

SITES = 200
PARTS = 8
"""The sites are built in so many tests, so that they can run side by side."""


@pytest.fixture(autouse=True)
def open_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build goes on whatever the checker finds."""

    def nothing(plugin: KeptPlugin, prepared: Prepared) -> Iterable[str]:
        return ()

    monkeypatch.setattr(KeptPlugin, "problems", nothing)


def build(folder: Path, audience: str = "public") -> tuple[Path, list[str]]:
    """The site of a project, and what was said when it was built."""
    settings = replace(loaded_settings(folder / "mkdocs.yml", None), audience=audience)
    said: list[str] = []
    contents, _ = checked_contents(settings, TODAY, use_cache=False)
    build_site(Prepared(settings, TODAY, contents), folder / "site", said.append)
    return folder / "site", said


@pytest.mark.parametrize("part", range(PARTS))
def test_no_canary_is_in_the_public_site(tmp_path: Path, part: int) -> None:
    for seed in range(part, SITES, PARTS):
        base = knowledge_base(seed)
        site, said = build(write_files(tmp_path / str(seed), base.files))

        assert {word: base.canaries[word] for word in canaries_in(site)} == {}, f"seed {seed}"
        everything = b"".join(tree(site).values())
        assert [word for word in base.public if word.encode() not in everything] == []
        assert said == []


_MARKUP = re.compile(r"^\w+: |[\[\]{}#|*`>()!=\"]|-->")


@pytest.mark.parametrize("seed", range(3))
def test_the_leak_scan_would_find_each_canary(tmp_path: Path, seed: int) -> None:
    """Were the line that it stands in shown by a page, or its file name by an address."""
    base = knowledge_base(seed)
    folder = write_files(tmp_path, base.files)
    contents, _ = checked_contents(loaded_settings(folder / "mkdocs.yml", None), TODAY, use_cache=False)
    texts = Texts.of(contents, TODAY)
    scanner = Scanner(gathered(texts.hidden(), texts.published()), {})
    shown: list[tuple[str, str]] = []
    for name, content in base.files.items():
        if name not in ("kb/vocabulary.yml", "mkdocs.yml"):
            shown.append((name, f'<a href="/{name}">x</a>'))
            lines = content.split("\n") if isinstance(content, str) else ()
            shown += ((line, f"<p>{_MARKUP.sub(' ', line)}</p>") for line in lines)
    places = [one for one in shown if CANARY.search(one[0].encode())]

    assert len(places) > 50
    assert [line for line, html in places if not scanner.scan("x.html", html.encode())] == []


def test_the_canaries_of_internal_pages_are_in_the_internal_site(tmp_path: Path) -> None:
    base = knowledge_base(10)
    site, _ = build(write_files(tmp_path, base.files), "internal")
    shown = {place for word, place in base.canaries.items() if word in canaries_in(site)}
    by_reason = {place.rpartition(" ")[2] for place in base.canaries.values()}

    assert {place.rpartition(" ")[2] for place in shown} == by_reason & {"internal", "partners"}
    assert any(place.startswith("PNG text") for place in shown)
