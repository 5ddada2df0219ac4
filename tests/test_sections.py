"""Which sections have something below their heading, also where the page is written as HTML."""

from __future__ import annotations

import pytest
from markdown.extensions.toc import slugify

from kept.config import MarkdownSettings
from kept.parse import parse
from kept.text import Source


@pytest.mark.parametrize(
    ("below", "has_text"),
    [
        ("Text.\n", True),
        ("- one\n", True),
        ("<p>Text.</p>\n", True),
        ("<p><img src='a.png'></p>\n", True),
        ("<!-- a comment -->\n", False),
        ("<p> </p>\n", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("heading", ["## Steps\n\n", "<h2>Steps</h2>\n"])
def test_a_section_has_text_or_not(heading: str, below: str, has_text: bool) -> None:
    text = f"# Title\n\n{heading}{below}\n{heading.replace('Steps', 'Result')}"
    document = parse(Source("page.md", text), MarkdownSettings(), slugify)
    (title,) = document.sections
    steps, result = title.children
    assert (steps.heading.text, steps.has_text) == ("Steps", has_text)
    assert (result.heading.text, result.has_text) == ("Result", False)
