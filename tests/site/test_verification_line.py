"""Below its title an article says how fresh it is, who keeps it true, and what it is true for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from projects import Files

CONTRACT = "---\ncontract:\n  folder: kb/guides\n  review_every: 60d\n  fields:\n"
FILES = {
    "templates/guide.md": CONTRACT
    + "    products: {type: terms, of: products}\n    versions: {type: terms, of: versions}\n"
    + "---\n# {{ title }}\n",
    "kb/vocabulary.yml": (
        "owners: {docs: Documentation & Co}\nproducts: {app: The App}\nversions: ['2.4', '2.5']\n"
    ),
}
REVIEWED = "owner: docs\nreviewed: 2026-10-12\n"
DAY = '<time datetime="2026-10-12">12 October 2026</time>'
BANNER = (
    '<div class="kept-banner" role="note"> <strong>This article may be out of date.</strong> '
    'It was due to be checked by <time datetime="2026-12-11">11 December 2026</time>. </div>'
)


def line(*items: str) -> str:
    return f'<p class="kept-facts"> {" ".join(items)} </p>'


def item(text: str, state: str = "") -> str:
    more = f" kept-facts__item--{state}" if state else ""
    return f'<span class="kept-facts__item{more}">{text}</span>'


@pytest.fixture
def below_the_title(cli: Callable[..., Any], project: Callable[[Files], Path]) -> Callable[..., str]:
    """Build an article; what stands between its title and its text."""

    def build(more: str, today: str, path: str = "kb/guides/one.md") -> str:
        text = f"---\ntitle: One\naudience: public\n{more}---\n# One\n\nText.\n"
        folder = project({**FILES, "docs/index.md": text.replace("One", "Home"), path: text})
        done = cli("build", "--today", today, cwd=folder)
        assert done.exit_code == 0, done.output
        page = folder / "site" / path.removeprefix("docs/").removesuffix(".md") / "index.html"
        html = " ".join(page.read_text(encoding="utf-8").split())
        found = re.search(r"</h1>(.*?)<p>Text\.</p>", html)
        assert found
        return found[1].strip().replace(" </span>", "</span>")

    return build


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-12", line(item(f"Verified {DAY} by Documentation &amp; Co", "fresh"))),
        ("2026-11-10", line(item(f"Verified {DAY} by Documentation &amp; Co", "fresh"))),
        ("2026-11-11", line(item(f"Verified {DAY} by Documentation &amp; Co", "due"))),
        ("2026-12-11", line(item(f"Verified {DAY} by Documentation &amp; Co", "due"))),
        ("2026-12-12", f"{BANNER} {line(item(f'Last verified {DAY} by Documentation &amp; Co', 'overdue'))}"),
    ],
)
def test_the_line_follows_the_day(below_the_title: Callable[..., str], today: str, expected: str) -> None:
    assert below_the_title(REVIEWED, today) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ""),
        ("owner: docs\n", line(item("Kept true by Documentation &amp; Co"))),
        ("reviewed: 2026-10-12\n", line(item(f"Verified {DAY}", "fresh"))),
        ("applies_to: [The App 2.4, <b>]\n", line(item("Applies to The App 2.4, &lt;b&gt;"))),
        ("products: [app]\n", line(item("Applies to The App"))),
        ("products: [app]\nversions: ['2.4', '2.5']\n", line(item("Applies to The App 2.4, 2.5"))),
        (
            f"{REVIEWED}applies_to: [All]\n",
            line(item(f"Verified {DAY} by Documentation &amp; Co", "fresh"), item("Applies to All")),
        ),
    ],
)
def test_the_line_says_what_is_known(below_the_title: Callable[..., str], more: str, expected: str) -> None:
    assert below_the_title(more, "2026-10-12") == expected


def test_a_page_that_nobody_reviews_has_no_line(below_the_title: Callable[..., str]) -> None:
    assert below_the_title("owner: docs\n", "2026-10-12", "docs/about.md") == ""


def test_an_article_without_a_heading_has_its_title_and_the_line_above_its_text(
    cli: Callable[..., Any], project: Callable[[Files], Path]
) -> None:
    text = "---\ntitle: Home\naudience: public\nreviewed: 2026-10-12\n---\nText.\n"
    folder = project({**FILES, "docs/index.md": text})
    assert cli("build", "--today", "2026-10-12", cwd=folder).exit_code == 0
    html = " ".join((folder / "site/index.html").read_text(encoding="utf-8").split())

    assert html.count("<h1") == 1
    assert f"<h1>Home</h1> {line(item(f'Verified {DAY}', 'fresh'))}" in html.replace(" </span>", "</span>")
