"""What is not for the readers of a site is in no byte of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built import tree
from projects import Files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)

CONFIGURATION = """\
site_name: Help
site_url: https://help.example/
theme: {name: material, font: false}
plugins:
  - search
  - kept:
      severity: {missing-audience: "off", unknown-audience: "off", wrong-kind: "off", duplicate-key: "off"}
nav:
  - index.md
  - Articles: kb/
  - Hidden: [kb/internal-word.md]
  - kb/draft-word.md
"""


def article(title: str, *fields: str, body: str = "") -> str:
    front = "\n".join((f"title: {title}", *fields))
    return f"---\n{front}\n---\n# {title}\n\n{body or f'About {title}.'}\n"


PUBLIC = "audience: public"
HIDDEN = {
    "internal-word": article(
        "internal-word",
        "audience: internal",
        "tags: [internal-tag]",
        body="![One](img/internal-picture.png) ![Both](img/both-picture.png)\n\n[It](img/internal-file.pdf)",
    ),
    "draft-word": article("draft-word", PUBLIC, "status: draft", body="![Screen](img/draft-picture.png)"),
    "archived-word": article("archived-word", PUBLIC, "status: archived"),
    "expired-word": article("expired-word", PUBLIC, "expires: 2026-11-20"),
    "embargoed-word": article("embargoed-word", PUBLIC, "embargo: 2026-11-22"),
    "wrong-embargo-word": article("wrong-embargo-word", PUBLIC, "embargo: soon"),
    "wrong-expiry-word": article("wrong-expiry-word", PUBLIC, "expires: soon"),
    "wrong-status-word": article("wrong-status-word", PUBLIC, "status: reday"),
    "silent-word": article("silent-word"),
    "misspelled-word": article("misspelled-word", "audience: pubic"),
    "twice-word": article("twice-word", PUBLIC, "audience: internal"),
}
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIGURATION,
    "docs/index.md": article(
        "Home", PUBLIC, body="![Home](img/home-picture.png)\n\n[Read](../kb/public-word.md)"
    ),
    "docs/img/home-picture.png": PNG,
    "docs/staff.md": article("staff-word", "audience: internal", body="![Staff](img/staff-picture.png)"),
    "docs/img/staff-picture.png": PNG,
    "docs/other-word.mkd": article("other-word"),
    "kb/public-word.md": article(
        "public-word", PUBLIC, "expires: 2026-11-21", body="![Both](img/both-picture.png)"
    ),
    **{f"kb/{name}.md": text for name, text in HIDDEN.items()},
    "kb/img/internal-picture.png": PNG,
    "kb/img/draft-picture.png": PNG,
    "kb/img/both-picture.png": PNG,
    "kb/img/unused-picture.png": PNG,
    "kb/img/internal-file.pdf": b"%PDF internal-file",
    "kb/notes-word.txt": "notes-word\n",
    "kb/vocabulary.yml": "tags: [internal-tag, vocabulary-word]\n",
}
WORDS = [
    *HIDDEN,
    *("staff-word", "staff-picture", "other-word", "notes-word", "vocabulary-word"),
    *("internal-tag", "internal-picture", "internal-file", "draft-picture", "unused-picture", "both-picture"),
    *("public-word", "home-picture"),
]


@pytest.fixture
def words(cli: Callable[..., Any], project: Callable[[Files], Path]) -> Callable[..., set[str]]:
    """Build the site; which of the words are anywhere in a name or the bytes of its files."""

    def build(*arguments: str) -> set[str]:
        folder = project(FILES)
        done = cli("build", *arguments, cwd=folder)
        assert done.exit_code == 0, done.output
        built = b"\n".join(name.encode() + b"\n" + content for name, content in tree(folder / "site").items())
        return {word for word in WORDS if word.encode() in built}

    return build


def test_the_public_site_holds_nothing_else(words: Callable[..., set[str]]) -> None:
    assert words() == {"public-word", "home-picture", "both-picture"}


def test_the_internal_site_holds_what_is_internal_too(words: Callable[..., set[str]]) -> None:
    added = {
        "internal-word",
        "internal-tag",
        "internal-picture",
        "internal-file",
        "staff-word",
        "staff-picture",
    }

    assert words("--audience", "internal") == {"public-word", "home-picture", "both-picture"} | added


def test_nothing_of_a_site_is_left_when_everything_else_has_expired(
    cli: Callable[..., Any], project: Callable[[Files], Path]
) -> None:
    home = article("Home", PUBLIC, body="Hello")
    folder = project({**FILES, "docs/index.md": home})
    assert cli("build", cwd=folder).exit_code == 0
    assert (folder / "site/kb/public-word/index.html").is_file()
    assert cli("build", "--today", "2026-11-21", cwd=folder).exit_code == 0

    assert not [name for name, content in tree(folder / "site").items() if b"public-word" in content]
    assert not (folder / "site/kb").exists()


def test_an_article_under_embargo_appears_on_its_day(
    cli: Callable[..., Any], project: Callable[[Files], Path]
) -> None:
    home = article("Home", PUBLIC, body="Hello")
    later = article("later-word", PUBLIC, "embargo: 2026-11-21", body="![Later](later-picture.png)")
    folder = project({"docs/index.md": home, "docs/later-word.md": later, "docs/later-picture.png": PNG})
    for today, shown in (("2026-11-20", 0), ("2026-11-21", 1), ("2026-11-20", 0), ("2026-12-01", 1)):
        assert cli("build", "--today", today, cwd=folder).exit_code == 0
        everything = b"".join(name.encode() + text for name, text in tree(folder / "site").items())
        assert (b"later-word" in everything) == (b"later-picture" in everything) == shown, today

    (folder / "docs/index.md").write_text(article("Home", PUBLIC, body="[Later](later-word.md)"))
    message = 'K403 the link leads to "docs/later-word.md", which is not in the site before 2026-11-21'
    assert message in cli("check", cwd=folder).stdout
    assert cli("check", "--today", "2026-11-21", cwd=folder).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("unclosed quote", b'---\ntitle: "Fees\naudience: public\n---\n# Fees\n'),
        ("unclosed front matter", b"---\ntitle: Fees\naudience: public\n# Fees\n"),
        ("not UTF-8", b"---\ntitle: Fees\naudience: public\n---\n# Fees for caf\xe9s\n"),
    ],
)
def test_what_cannot_be_read_cannot_be_published_by_any_setting(
    cli: Callable[..., Any], project: Callable[[Files], Path], name: str, content: bytes
) -> None:
    settings = CONFIGURATION + '      severity: {K001: "off", K002: "off"}\n'
    folder = project(
        {"mkdocs.yml": settings, "docs/index.md": FILES["docs/index.md"], "docs/fees.md": content}
    )
    done = cli("build", cwd=folder)

    assert (done.exit_code, (folder / "site").exists()) != (0, True)
