"""What a document holds, in the cases that the properties of spans do not make."""

from __future__ import annotations

import pytest

from kept.config import MarkdownSettings
from kept.parse import parse
from kept.parse.anchors import slugger
from kept.parse.document import Document
from kept.text import Source

SETTINGS = MarkdownSettings(attr_list=True)


def read(text: str) -> Document:
    return parse(Source("docs/page.md", text), SETTINGS, slugger(SETTINGS.slug))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Duration**: 5 minutes\n", [("Duration", "5 minutes")]),
        ("**Duration:** 5 minutes\n", [("Duration", "5 minutes")]),
        ("**Duration**\n", []),
        ("**Duration**:\n", [("Duration", "")]),
        ("Text **Duration**: 5\n", []),
        ("**A**: 1\n**B**: 2\n", [("A", "1"), ("B", "2")]),
        ("**A**: one\ntwo\n", [("A", "one")]),
        ("**A**:\none\n", [("A", "one")]),
        ("**A**: **bold** and `code`\n", [("A", "bold and code")]),
        ("**A**:\n\n- one\n- two\n", [("A", "")]),
        ("- **A**: 1\n- **B:** [two](a.md)\n", [("A", "1"), ("B", "two")]),
        ("- **A**:\n    - one\n", [("A", "")]),
        ("!!! note\n\n    **A**: 1\n", [("A", "1")]),
        ("- [ ] **A**: 1\n", [("A", "1")]),
        ("**A**: 1 **B**: 2\n", [("A", "1 B: 2")]),
    ],
)
def test_labels_are_bold_text_that_names_what_follows(text: str, expected: list[tuple[str, str]]) -> None:
    document = read(text)
    assert [(label.name, label.value) for label in document.labels] == expected
    for label in document.labels:
        assert document.source.slice(label.span).startswith(f"**{label.name}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] one\n- [x] two [a](b.md)\n- three\n", [(False, "one"), (True, "two a")]),
        ("1. [ ] one\n", [(False, "one")]),
        ("- [ ] one\n    - [x] inner\n", [(False, "one"), (True, "inner")]),
        ("- [ ] one\n\n- [x] two\n", [(False, "one"), (True, "two")]),
        ("[ ] none\n", []),
    ],
)
def test_task_lists_have_their_items(text: str, expected: list[tuple[bool, str]]) -> None:
    assert sorted((task.checked, task.text) for task in read(text).tasks) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "links", "images"),
    [
        ("[a](b.md)", [("b.md", "a", "b.md")], []),
        ("[a](<b c.md>)", [("b c.md", "a", "b c.md")], []),
        ("[a]()", [("", "a", "[a]()")], []),
        ("[a][r]\n\n[r]: b.md 'T'", [("b.md", "a", "[a][r]")], []),
        ("[a]\n\n[a]: b.md", [("b.md", "a", "[a]")], []),
        (
            "<https://example.com>",
            [("https://example.com", "https://example.com", "https://example.com")],
            [],
        ),
        ("<support@example.com>", [], []),
        ("[![alt](i.png)](b.md)", [("b.md", "alt", "b.md")], [("i.png", "alt")]),
        ("![](i.png)", [], [("i.png", "")]),
        ("<a href=b.md>x</a>", [("b.md", "", "href=b.md")], []),
        ("<a name='b.md'>x</a>", [], []),
        ("<A HREF='b.md'>x</A>", [("b.md", "", "HREF='b.md'")], []),
        ("<img src='i.png'>", [], [("i.png", "")]),
        ("<div>\n<img alt='A' src='i.png'>\n</div>", [], [("i.png", "A")]),
        ("<!-- <a href='b.md'> -->", [], []),
        ("<div>\n<!-- <img src='i.png'> -->\n</div>", [], []),
        ("`[a](b.md)`", [], []),
        ("| [a](b.md) |\n|---|\n| [c](d.md) |", [("b.md", "a", "b.md"), ("d.md", "c", "d.md")], []),
        ("Text[^1]\n\n[^1]: [a](b.md)", [("b.md", "a", "b.md")], []),
        ("[a\\]](b\\_c.md)", [("b_c.md", "a]", "[a\\]](b\\_c.md)")], []),
    ],
)
def test_links_and_images_are_seen(
    text: str, links: list[tuple[str, str, str]], images: list[tuple[str, str]]
) -> None:
    document = read(text + "\n")
    found = [(link.target, link.text, document.source.slice(link.target_span)) for link in document.links]
    assert found == links
    assert [(image.target, image.alt) for image in document.images] == images


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("$[a](b)$ [c](d)", ["d"]),
        ("$$\n[a](b)\n$$\n\n[c](d)", ["d"]),
        ("\\([a](b)\\) \\\\([c](d)\\\\)", ["d"]),
        ("\\[ [a](b) \\]\n\n\\begin{align}\n[c](d)\n\\end{align}\n", []),
        ("It costs 5 $ or [a](b) 6 $", ["b"]),
        ("It costs \\$5 [a](b) and 6$", ["b"]),
        ("`$` [a](b) `$`, $1\n\n[c](d)$", ["b", "d"]),
        ("```\n$x\n```\n[a](b)$", ["b"]),
        ("![x](y.png) $![a](b)$", []),
    ],
)
def test_what_stands_in_a_formula_is_no_link(text: str, links: list[str]) -> None:
    settings = MarkdownSettings(formulas=True)
    document = parse(Source("docs/page.md", text + "\n"), settings, slugger(settings.slug))
    assert [link.target for link in document.links] == links
    assert [image.target for image in document.images] == (["y.png"] if "y.png" in text else [])
    assert len(read(text + "\n").links) >= len(links)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('--8<-- "a.md"\n', ["a.md"]),
        ("--8<-- 'a.md:part'\n", ["a.md:part"]),
        ('    -8<- "a.md"\n', ["a.md"]),
        ('```\n--8<-- "a.md"\n```\n', ["a.md"]),
        (';--8<-- "a.md"\n', []),
        ('text --8<-- "a.md"\n', []),
        ("--8<--\na.md\n\n; b.md\nc.md:1:2\n--8<--\n", ["a.md", "c.md:1:2"]),
        ('---\ntitle: --8<-- "a.md"\n---\n--8<-- "b.md"\n', ["b.md"]),
    ],
)
def test_inclusions_are_seen(text: str, expected: list[str]) -> None:
    document = read(text)
    assert [snippet.target for snippet in document.snippets] == expected
    assert [document.source.slice(snippet.span) for snippet in document.snippets] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\n## B\n\n### C\n\n## D\n", {"A": ["B", "D"], "B": ["C"], "C": [], "D": []}),
        ("### A\n\n# B\n\n#### C\n\n## D\n", {"A": [], "B": ["C", "D"], "C": [], "D": []}),
    ],
)
def test_headings_are_a_tree(text: str, expected: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}

    def walk(sections: tuple[object, ...]) -> None:
        for section in sections:
            found[section.heading.text] = [one.heading.text for one in section.children]  # type: ignore[attr-defined]
            walk(section.children)  # type: ignore[attr-defined]

    walk(read(text).sections)
    assert found == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("", False),
        ("<!-- later -->\n", False),
        ("Text\n", True),
        ("- item\n", True),
        ("```\ncode\n```\n", True),
        ("    code\n", True),
        ("| a |\n|---|\n", True),
        ("<div>x</div>\n", True),
        ("![](a.png)\n", True),
        ("!!! note\n\n    Text\n", True),
        ('--8<-- "a.md"\n', True),
        ("### Child\n\nText\n", False),
        ("<!-- a --> <!-- b -->\n", False),
        ("Two lines\nthat are no title\n===\n", True),
    ],
)
def test_a_section_has_text_when_readers_see_some(below: str, expected: bool) -> None:
    (section,) = read(f"## Section\n\n{below}\n## Next\n").sections[:1]
    assert section.has_text is expected


def test_a_comment_is_nothing_but_a_comment() -> None:
    found = {
        html.html.strip(): html.is_comment
        for html in read("<!-- a -->\n\n<!-- a --> b <!-- c -->\n\n<b>\n").html
    }
    assert found == {"<!-- a -->": True, "<!-- a --> b <!-- c -->": False, "<b>": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python title='a'\nx\n```\n", [("python", "python title='a'", "x\n")]),
        ("~~~\nx\n", [("", "", "x\n")]),
        ("- a\n\n    ```sh\n    x\n    ```\n", [("sh", "sh", "x\n")]),
        ("    indented\n", []),
        ("> ```sh\n> x\n> ```\n", [("sh", "sh", "x\n")]),
        ('=== "A"\n\n    ```sh\n    x\n\n    y\n    ```\n', [("sh", "sh", "x\n\ny\n")]),
    ],
)
def test_fences_have_a_language_and_code(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(fence.language, fence.info, fence.code) for fence in read(text).fences] == expected
