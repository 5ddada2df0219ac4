"""What the leak scan takes for private and for public, text by text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from canaries import png, svg
from projects import TODAY, Files

from kept.commands.contents import checked_contents
from kept.commands.options import loaded_settings
from kept.leaks import written
from kept.leaks.written import Texts

Project = Callable[[Files], Path]

CONFIGURATION = """\
site_name: Help
plugins: [kept]
markdown_extensions:
  - pymdownx.snippets: {base_path: [parts, docs, kb]}
"""
PRIVATE = """\
---
title: The plan
type: page
audience: internal
tags: [falcon]
owner: legal
summary: We merge.
redirect_from: [old/wave.html]
---
[x](../docs/index.md) ![Floor](floor.png) ![](own.svg) ![](both.png) [x](a.csv) [x](wide.txt) [x](big.txt)

--8<-- "own.md"
--8<-- "both.md"
"""
PUBLIC = """\
---
title: Home
type: page
audience: public
tags: [router]
owner: support
---
# Home

[The secret](../kb/plan.md) ![](../kb/both.png)

--8<-- "both.md"
--8<-- "draft.md"
"""
LINKS = "---\ntitle: Links\ntype: page\naudience: public\n---\n"
FILES: Files = {
    "mkdocs.yml": CONFIGURATION,
    "docs/index.md": PUBLIC,
    "docs/plain.md": "---\ntitle: Plain\ntype: page\naudience: public\n---\nPlain.\n",
    "docs/links.md": f"{LINKS}[The secret](../kb/plan.md)\n",
    "kb/plan.md": PRIVATE,
    "kb/draft.md": "---\ntitle: Draft\naudience: public\nstatus: draft\n---\nA draft.\n",
    "kb/broken.md": b"---\ntitle: Broken\n---\n\nBroken caf\xe9.\n",
    "kb/floor.png": png("Made by Woodgrove"),
    "kb/both.png": png("Made by Fabrikam"),
    "kb/own.svg": svg("Drawn by Northwind"),
    "kb/a.csv": "a;b\n",
    "kb/wide.txt": "A wide text".encode("utf-16"),
    "kb/big.txt": "x" * 2_000,
    "kb/vocabulary.yml": (
        "tags: {falcon: The falcon, router: A router}\nowners: {legal: Lawyers, support: Help}\n"
    ),
    "kb/records/all.yml": (
        "products:\n  router: {name: The router, audience: public}\n"
        "customers:\n  contoso: {name: Contoso hotels}\n"
    ),
    "parts/own.md": "Every salary.\n",
    "parts/both.md": "Shared by both.\n",
}


@pytest.fixture(params=[False, True], ids=["without a cache", "with a cache"])
def texts(request: pytest.FixtureRequest, project: Project, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """The two halves of these files; a file of 1,500 bytes is too large to be read."""
    monkeypatch.setattr(written, "SIZE_LIMIT", 1_500)
    settings = loaded_settings(project(FILES) / "mkdocs.yml", None)
    contents, _ = checked_contents(settings, TODAY, use_cache=request.param)
    return Texts.of(contents, TODAY)


def test_what_is_private_is_each_text_of_what_the_site_has_not(texts: Texts) -> None:
    body = PRIVATE.partition("---\n")[2].partition("---\n")[2]
    picture = ("Title\nMade by Woodgrove", "Comment\nMade by Woodgrove", "")
    found = {
        (one.kind, one.text, one.origin, one.is_name) for given in texts.hidden() for one in given.read()
    }
    plan = {
        *(("the title", "The plan", True), ("the path", "kb", True), ("the path", "plan", True)),
        *(("a former address", "old", True), ("a former address", "wave", True)),
        *(("an alternative text", "Floor", True), ("an alternative text", "", True)),
        *(("the name of a picture", name, True) for name in ("floor", "own", "both")),
        *(("`tags`", "falcon", True), ("`owner`", "legal", True), ("`summary`", "We merge.", False)),
        *(("a term", "The falcon", True), ("a term", "Lawyers", True)),
        *(("the name of an included file", "own", True), ("an included text", "Every salary.\n", False)),
        *(("the text", body, False), ("the name of a file", "floor", True)),
        *(("the text of a file", text, False) for text in picture),
        *(("the name of a file", name, True) for name in ("own", "a", "wide", "big")),
        ("the text of a file", svg("Drawn by Northwind").decode(), False),
        *(("the text of a file", text, False) for text in ("a;b\n", "A wide text", "")),
    }
    assert {(kind, text, is_name) for kind, text, origin, is_name in found if origin == "kb/plan.md"} == plan
    broken = {text for kind, text, origin, _ in found if (kind, origin) == ("the text", "kb/broken.md")}
    assert broken == {"---\n\n Broken\n\n---", "---\ntitle: Broken\n---\n\nBroken caf\ufffd.\n"}
    assert {text for kind, text, origin, _ in found if "customer" in origin} == {"contoso", "Contoso hotels"}
    assert {origin for _, _, origin, _ in found if origin.startswith("docs/")} == set()


def test_what_is_public_is_what_the_site_says_and_no_more(texts: Texts) -> None:
    said = [given.read() for given in texts.published()]
    pages = ("index.md", "links.md", "plain.md")
    addressed = {text.partition("\n")[0]: text for text in said if text.startswith(pages)}
    assert addressed["plain.md"] == f"plain.md\nplain/\n{FILES['docs/plain.md']}"
    assert addressed["links.md"] == f"links.md\nlinks/\n{LINKS}[The secret]( )\n"
    assert addressed["index.md"] == "index.md\n\n" + PUBLIC.replace("../kb/plan.md", " ")
    others = [text for text in said if text not in addressed.values()]
    assert "Shared by both.\n" in others
    assert "page\nrouter" in "\n".join(others).replace("A router\nHelp\n", "")
    assert "The router" in "\n".join(others)
    assert not [text for text in said if "A draft." in text or "Contoso" in text or "salary" in text]
    assert texts.has_private
    assert texts.hidden_assets.keys() == {
        f"kb/{name}" for name in ("floor.png", "own.svg", "a.csv", "wide.txt", "big.txt")
    }


def test_a_file_that_is_none_says_nothing(tmp_path: Path) -> None:
    """Not a folder, nor what waits for somebody to write, nor what is gone by now."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    names = (".", "pipe", "circle", "gone", "a\0b", "x" * 300)
    assert [written._bytes(tmp_path / name) for name in names] == [b""] * len(names)  # noqa: SLF001
    (tmp_path / "large").write_bytes(b"x" * written.SIZE_LIMIT)
    assert len(written._bytes(tmp_path / "large")) == written.SIZE_LIMIT  # noqa: SLF001
    with (tmp_path / "large").open("ab") as file:
        file.write(b"x")
    assert written._bytes(tmp_path / "large") == b""  # noqa: SLF001
