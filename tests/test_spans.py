"""Spans: whatever document is written, each node stands where its span says, on the line a person counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kept.config import MarkdownSettings
from kept.parse import parse, unreadable
from kept.parse.anchors import slugger
from kept.parse.containers import Shown, _Walk, show
from kept.parse.document import Document
from kept.parse.files import decode
from kept.text import Position, Source, Span

SETTINGS = MarkdownSettings(attr_list=True, emoji=True)
SLUG = slugger(SETTINGS.slug)


def read(data: bytes) -> Document:
    source, problem = decode("docs/page.md", data)
    return unreadable(source, problem) if problem else parse(source, SETTINGS, SLUG)


@dataclass(frozen=True)
class Expected:
    """A node: the line (from 0) and column (from 0) at which it begins, its text, and what it says."""

    kind: str
    line: int
    column: int
    text: str
    says: tuple[Any, ...] = ()

    def moved(self, lines: int, columns: int) -> Expected:
        return replace(self, line=self.line + lines, column=self.column + columns)


@dataclass(frozen=True)
class Block:
    """Some lines of Markdown with the nodes in them."""

    lines: tuple[str, ...]
    nodes: tuple[Expected, ...] = field(default=())


WORDS = st.lists(
    st.sampled_from(
        [
            "reset",
            "Router",
            "Größe",
            "日本語",
            "🔧",
            "👩\u200d🔧",
            "e\u0301te\u0301",
            "100 %",
            "a\u00a0b",
            "née",
            "٣",
            "x",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
TARGETS = st.sampled_from(
    ["a.md", "../kb/b.md#part", "https://example.com/?q=1", "größe.md", "#here", "🔧.md"]
)


@st.composite
def headings(draw: st.DrawFn) -> Block:
    level, text = draw(st.integers(1, 6)), draw(WORDS)
    if draw(st.booleans()):
        line = f"{'#' * level} {text}"
        return Block((line,), (Expected("heading", 0, 0, line, (level, text)),))
    level = draw(st.integers(1, 2))
    lines = (text, "=-"[level - 1] * draw(st.integers(3, 9)))
    return Block(lines, (Expected("heading", 0, 0, "\n".join(lines), (level, text)),))


@st.composite
def paragraphs(draw: st.DrawFn) -> Block:
    lines: list[str] = []
    nodes: list[Expected] = []
    for number in range(draw(st.integers(1, 3))):
        line = draw(WORDS)
        for kind in draw(st.lists(st.sampled_from(["link", "image", "code", "span", "titled"]), max_size=4)):
            line += draw(st.sampled_from([" ", " * ", ", ", "\t"]))
            text, target = draw(WORDS), draw(TARGETS)
            written = {
                "link": f"[{text}]({target})",
                "titled": f'[{text}]({target} "Title")',
                "image": f"![{text}]({target})",
                "code": f"`{text}`",
                "span": f'<span class="{text}">',
            }[kind]
            nodes.append(Expected(kind, number, len(line), written, (target, text)))
            line += written
        lines.append(line)
    return Block(tuple(lines), tuple(nodes))


@st.composite
def fences(draw: st.DrawFn) -> Block:
    mark = draw(st.sampled_from(["```", "~~~", "`````"]))
    info = draw(st.sampled_from(["", "sh", "python title=a", " mermaid"]))
    code = draw(
        st.lists(st.one_of(WORDS, st.sampled_from(["", "# no heading", "[no](link)", "!!! no"])), max_size=4)
    )
    lines = (mark + info, *code, mark)
    return Block(lines, (Expected("fence", 0, 0, "\n".join(lines), (info.split()[:1], code)),))


@st.composite
def tasks(draw: st.DrawFn) -> Block:
    lines, nodes = [], []
    for number, text in enumerate(draw(st.lists(WORDS, min_size=1, max_size=3))):
        box = draw(st.sampled_from(["[ ]", "[x]", "[X]"]))
        lines.append(f"- {box} {text}")
        nodes.append(Expected("task", number, 2, box, (box != "[ ]", text)))
    return Block(tuple(lines), tuple(nodes))


@st.composite
def comments(draw: st.DrawFn) -> Block:
    line = f"<!-- {draw(WORDS)} -->"
    return Block((line,), (Expected("html", 0, 0, line),))


@st.composite
def html_links(draw: st.DrawFn) -> Block:
    target, text = draw(TARGETS), draw(WORDS)
    tag = f'<a class="{text}" href="{target}">'
    image = f"<img alt='{text}' src=\"{target}\">"
    line = f"{text} {tag}{text}</a> {image}"
    start = len(text) + 1
    return Block(
        (line,),
        (
            Expected("html link", 0, start, tag, (target,)),
            Expected("html image", 0, line.index(image), image, (target, text)),
        ),
    )


LEAVES = st.one_of(headings(), paragraphs(), fences(), tasks(), comments(), html_links())


def joined(blocks: list[Block]) -> Block:
    """Blocks below each other with a blank line between them."""
    lines: list[str] = []
    nodes: list[Expected] = []
    for block in blocks:
        nodes.extend(node.moved(len(lines), 0) for node in block.nodes)
        lines.extend((*block.lines, ""))
    return Block(tuple(lines), tuple(nodes))


@st.composite
def containers(draw: st.DrawFn, children: st.SearchStrategy[Block]) -> Block:
    sign, kind = draw(
        st.sampled_from(
            [("!!!", "note"), ("???", "tip"), ("???+", "warning"), ("===", "tab"), ("===!", "tab")]
        )
    )
    title = draw(WORDS) if kind == "tab" else draw(st.one_of(st.just(""), WORDS))
    parts = [sign, *([kind] if kind != "tab" else []), *([f'"{title}"'] if title else [])]
    header = " ".join(parts)
    inner = joined(draw(st.lists(children, min_size=1, max_size=3)))
    indent = draw(st.sampled_from(["    ", "\t"]))
    gap = [""] if draw(st.booleans()) else []
    lines = (header, *gap, *(indent + line if line else "" for line in inner.lines))
    moved = tuple(node.moved(1 + len(gap), len(indent)) for node in inner.nodes)
    return Block(lines, (Expected("admonition", 0, 0, header, (kind, title)), *moved))


@st.composite
def html_containers(draw: st.DrawFn, children: st.SearchStrategy[Block]) -> Block:
    inner = joined(draw(st.lists(children, min_size=1, max_size=3)))
    lines = ('<div class="grid" markdown>', *draw(st.sampled_from([(), ("",)])))
    nodes = tuple(node.moved(len(lines), 0) for node in inner.nodes)
    return Block((*lines, *inner.lines, "</div>"), nodes)


BLOCKS = st.recursive(
    LEAVES, lambda inner: st.one_of(containers(inner), html_containers(inner)), max_leaves=6
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, Block]:
    """The bytes of a file, and its lines with the nodes that are in them."""
    body = joined(draw(st.lists(BLOCKS, min_size=1, max_size=5)))
    if draw(st.booleans()):
        front = ("---", f"title: {draw(WORDS)}", "---", *draw(st.sampled_from([(), ("",)])))
        body = Block((*front, *body.lines), tuple(node.moved(len(front), 0) for node in body.nodes))
    ends = draw(st.sampled_from([("\n",), ("\r\n",), ("\r",), ("\n", "\r\n")]))
    text = "".join(line + draw(st.sampled_from(ends)) for line in body.lines)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), body


def place(node: Any, source: Source) -> tuple[int, int]:
    """Line and column of a node, both from 0."""
    position = source.position(node.span.start)
    return position.line - 1, position.column - 1


def text_of(node: Any, source: Source) -> str:
    return re.sub(r"\r\n|\r", "\n", source.slice(node.span))


def unindented(text: str, columns: int) -> list[str]:
    return [line.lstrip(" \t") for line in text.split("\n")]


def headings_stand_where_they_are_written(written: tuple[bytes, Block]) -> None:
    data, block = written
    document = read(data)
    found = [
        (place(node, document.source), unindented(text_of(node, document.source), 0), node.level, node.text)
        for node in document.headings
    ]
    assert found == [
        ((node.line, node.column), node.text.split("\n"), *node.says)
        for node in block.nodes
        if node.kind == "heading"
    ]


def links_and_images_stand_where_they_are_written(written: tuple[bytes, Block]) -> None:
    data, block = written
    document = read(data)
    source = document.source
    links = [
        (place(node, source), source.slice(node.span), node.target, node.text)
        for node in document.links
        if node.text
    ]
    assert links == [
        ((node.line, node.column), node.text, *node.says)
        for node in block.nodes
        if node.kind in ("link", "titled")
    ]
    images = [
        (place(node, source), source.slice(node.span), node.target, node.alt) for node in document.images
    ]
    assert images == [
        ((node.line, node.column), node.text, *node.says)
        for node in block.nodes
        if node.kind in ("image", "html image")
    ]
    in_html = [(place(node, source), source.slice(node.span)) for node in document.links if not node.text]
    assert in_html == [
        ((node.line, node.column), node.text) for node in block.nodes if node.kind == "html link"
    ]
    for node in (*document.links, *document.images):
        target = source.slice(node.target_span)
        assert target in (node.target, f'href="{node.target}"', f'src="{node.target}"')
        assert node.span.start <= node.target_span.start < node.target_span.end <= node.span.end


def fences_stand_where_they_are_written(written: tuple[bytes, Block]) -> None:
    data, block = written
    document = read(data)
    found = [
        (
            place(node, document.source),
            unindented(text_of(node, document.source), 0),
            [node.language] if node.language else [],
            node.code.splitlines(),
        )
        for node in document.fences
    ]
    assert found == [
        ((node.line, node.column), node.text.split("\n"), *node.says)
        for node in block.nodes
        if node.kind == "fence"
    ]


def containers_tasks_and_html_stand_where_they_are_written(written: tuple[bytes, Block]) -> None:
    data, block = written
    document = read(data)
    source = document.source

    def expected(kind: str) -> list[Any]:
        return [
            ((node.line, node.column), node.text, *node.says) for node in block.nodes if node.kind == kind
        ]

    assert [
        (place(node, source), source.slice(node.span), node.kind, node.title) for node in document.admonitions
    ] == expected("admonition")
    assert [
        (place(node, source), source.slice(node.span), node.checked, node.text) for node in document.tasks
    ] == expected("task")
    comments = [(place(node, source), node.html.strip()) for node in document.html if node.is_comment]
    assert comments == expected("html")


def sections_cover_the_document_in_order(written: tuple[bytes, Block]) -> None:
    document = read(written[0])

    def walk(sections: Any, start: int, end: int) -> Iterator[Any]:
        for section in sections:
            assert start <= section.span.start == section.heading.span.start
            assert section.heading.span.end <= section.span.end <= end
            start = section.span.end
            yield section.heading
            for child in walk(section.children, section.heading.span.end, section.span.end):
                assert child.level > section.heading.level
                yield child

    assert tuple(walk(document.sections, document.body.start, document.body.end)) == document.headings


@settings(max_examples=100)
@given(documents())
def test_everything_stands_where_it_is_written(written: tuple[bytes, Block]) -> None:
    headings_stand_where_they_are_written(written)
    links_and_images_stand_where_they_are_written(written)
    fences_stand_where_they_are_written(written)
    containers_tasks_and_html_stand_where_they_are_written(written)
    sections_cover_the_document_in_order(written)


MARKUP = st.lists(
    st.sampled_from(
        [*"abé日🔧 \t\n\r#*_`~[]()<>!?=-+:|\\\"'{}&;/.1\u2028\x0c\ufeff", "    ", "```", "\r\n"],
    ),
    max_size=100,
).map("".join)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "    ",
                "\t",
                "# ",
                "#a",
                "- ",
                "1. ",
                "> ",
                "- [ ] ",
                "[b]: c\n",
                "{#y}",
            ),
            *(
                "!!! note",
                '??? tip "a"',
                '=== "Tab"',
                "```",
                "~~~",
                "[a](b)",
                "![a](b)",
                "[a][b]",
                "{: #x }",
                "&amp;",
            ),
            *(
                "<div markdown>",
                "</div>",
                "<!--",
                "-->",
                "<a href='x'>",
                "<img src=x alt>",
                "<h2 id=a>b</h2>",
                "<b",
            ),
            *(
                "**L**: v",
                '--8<-- "a"',
                "--8<--\n",
                ';--8<-- "a"',
                "| a | b |\n|---|---|\n",
                "---\n",
                "title: a\n",
            ),
            *("[^1]", "[^1]: note", "~~a~~", "===", "---", "🔧", "é", "\\"),
        ]
    ),
    max_size=25,
).map("".join)
ODD_BYTES = st.one_of(
    st.binary(),
    MARKUP.map(lambda text: text.encode("utf-16")),
    MARKUP.map(lambda text: text.encode("cp1252", "replace")),
    FRAGMENTS.map(str.encode),
)


def spans(document: Document) -> Iterator[Span]:
    for nodes in (
        document.headings,
        document.links,
        document.images,
        document.fences,
        document.html,
        document.snippets,
        document.admonitions,
        document.tasks,
        document.labels,
    ):
        for node in nodes:
            yield node.span
            yield getattr(node, "target_span", node.span)


@given(st.one_of(MARKUP, FRAGMENTS, st.text()))
def test_no_text_is_too_odd_to_be_parsed(text: str) -> None:
    source = Source("docs/page.md", text)
    document = parse(source, SETTINGS, SLUG)
    for span in spans(document):
        assert document.body.start <= span.start <= span.end <= len(text)
    assert all(problem.span.start <= problem.span.end <= len(text) for problem in document.problems)
    assert list(document.headings) == sorted(document.headings, key=lambda node: node.span)
    assert len(document.sections) <= len(document.headings)


class LineByLine(_Walk):
    """A walk that takes no run of lines of code at once."""

    def _code(self, position: int) -> int:
        return position


def way_back(shown: Shown) -> list[int]:
    return [shown.original(byte) for byte in range(len(shown.text.encode("utf-8", "surrogatepass")) + 1)]


@given(FRAGMENTS.filter(lambda text: "\r" not in text), st.integers(0, 9))
def test_code_is_shown_at_once_as_it_is_line_by_line(text: str, offset: int) -> None:
    quick, slow = _Walk(text, offset).shown(), LineByLine(text, offset).shown()
    assert (quick.text, quick.admonitions) == (slow.text, slow.admonitions)
    assert way_back(quick) == way_back(slow)


@given(FRAGMENTS.filter(lambda text: "\r" not in text), st.integers(0, 9))
def test_a_text_without_containers_is_shown_as_it_is(text: str, offset: int) -> None:
    quick, slow = show(text, offset), _Walk(text, offset).shown()
    assert quick.text == slow.text
    assert way_back(quick) == way_back(slow)


@given(ODD_BYTES)
def test_no_bytes_are_too_odd_to_be_read(data: bytes) -> None:
    document = read(data)
    assert document.is_readable or document.problems
    if any(problem.code == "K001" for problem in document.problems):
        assert document.source.text == ""


TEXTS = st.lists(st.sampled_from([*"ab é🔧\t\n\r\u2028\x0b", "\r\n"])).map("".join)


@given(TEXTS)
def test_lines_and_columns_lead_back_to_the_offset(text: str) -> None:
    source = Source("docs/page.md", text)
    positions = [source.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(set(positions))
    for offset, (line, column) in enumerate(positions):
        assert source.line_starts[line - 1] + column - 1 == offset
    lines = re.split(r"\r\n|\n|\r", text)
    assert [source.line(number) for number in range(1, len(source.line_starts) + 1)] == lines


@pytest.mark.parametrize(
    ("offset", "expected"), [(-1, (1, 1)), (0, (1, 1)), (3, (1, 4)), (5, (2, 1)), (6, (2, 2)), (99, (2, 2))]
)
def test_an_offset_outside_of_the_text_is_its_nearest_end(offset: int, expected: tuple[int, int]) -> None:
    assert Source("docs/page.md", "abc\r\nd").position(offset) == Position(*expected)


def test_a_line_outside_of_the_text_is_empty() -> None:
    source = Source("docs/page.md", "abc\n")
    assert [source.line(number) for number in (-1, 0, 1, 2, 3)] == ["", "", "abc", "", ""]
