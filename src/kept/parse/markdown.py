"""The body of a file as CommonMark events (pulldown-cmark through pyromark), gathered into a Document."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import Any

import pyromark

from kept.config import MarkdownSettings
from kept.parse.anchors import (
    Code,
    Slugger,
    anchors_of,
    heading_text,
    ids_in_attribute_lists,
    ids_in_html,
)
from kept.parse.containers import Shown, show
from kept.parse.document import (
    Document,
    Fence,
    Heading,
    Image,
    Label,
    Link,
    RawHtml,
    Snippet,
    Task,
)
from kept.parse.formulas import outside as outside_formulas
from kept.parse.front_matter import FrontMatter
from kept.text import Source, Span
from kept.values import dataclass

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
_SNIPPET = re.compile(
    r"(?:^|(?<=\r))[ \t]*-{1,}8<-{1,}[ \t]+(?P<q>[\"'])(?P<target>.+?)(?P=q)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE
)
_SNIPPET_BLOCK = re.compile(
    r"^(?P<i>[ \t]*)-{1,}8<-{1,}[ \t]*\r?\n(?P<body>(?:.*\n)*?)(?P=i)-{1,}8<-{1,}[ \t]*\r?$",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+)?:::[ \t]?[\w.-]+[ \t\r]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?P<name>a|img)\s(?P<attributes>[^>]*)>", re.IGNORECASE)
_HTML_HEADING = re.compile(
    r"<h(?P<level>[1-6])(?P<attributes>\s[^>]*)?>(?P<text>.*?)</h(?P=level)>", re.IGNORECASE | re.DOTALL
)
_DIAGRAM = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*"
    r"(?P<info>(?:mermaid\b|\{[^}\n]*\.mermaid\b|kept-graph\b)[^\n`]*)\n",
    re.MULTILINE,
)
"""The first line of a fence with a diagram."""
_SHOWN_AS_IT_IS = re.compile(r"\s*<(?:pre|script|style|textarea)\b", re.IGNORECASE)
_SHOWN_HTML = re.compile(
    r"(?:\s|<(?!(?:h[1-6]|img|video|audio|iframe|svg|object|embed|input)\b)[^>]*>)*+(?!<h[1-6]\b|\Z)",
    re.IGNORECASE,
)
"""What a reader sees (text or an image) before the next heading."""

_ANY_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
_TIGHT_HEADING = re.compile(r"(?P<marks>#{1,6})(?P<text>\S.*?)#*[ \t]*$")
_AT_THE_MARGIN = re.compile(r"(?:^|>[ ]?)\Z")
_AT_THE_MARGIN_OF_AN_ITEM = re.compile(r"(?:[-*+]|\d[.)])[ ]+\Z|^(?:[ ]{4}|\t)+\Z")

Event = Any


@dataclass(slots=True)
class _Open:
    """Something whose text is still being read."""

    kind: str
    start: int
    detail: Any = None
    text: list[str] = field(default_factory=list)

    @property
    def joined(self) -> str:
        return "".join(self.text).strip()


@dataclass
class _Gathered:
    """What has been read so far."""

    headings: list[tuple[int, list[str], Span]] = field(default_factory=list)
    html_headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    html: list[RawHtml] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)


def parse_body(source: Source, front: FrontMatter, settings: MarkdownSettings, make: Slugger) -> Document:
    """Parse the Markdown below the front matter."""
    shown = show(source.text[front.body_start :], front.body_start)
    reader = _Reader(source, shown)
    got = reader.read()
    texts = [heading_text(parts, settings) for _, parts, _ in got.headings]
    anchors = anchors_of(texts, settings, make)
    headings = [
        Heading(level, text.text, anchor, span)
        for (level, _, span), text, anchor in zip(got.headings, texts, anchors, strict=True)
    ]
    if settings.formulas:
        code = (*got.code, *(one.span for one in got.fences))
        got.links = list(outside_formulas(got.links, source.text, front.body_start, code))
        got.images = list(outside_formulas(got.images, source.text, front.body_start, code))
    headings = sorted(headings + got.html_headings, key=lambda heading: heading.span)
    return Document(
        source=source,
        front=front.fields,
        front_span=front.span,
        body=Span(front.body_start, len(source.text)),
        headings=tuple(headings),
        links=tuple(got.links),
        images=tuple(got.images),
        fences=tuple(got.fences),
        html=tuple(got.html),
        snippets=tuple(_snippets(source, front.body_start, got.fences)),
        admonitions=shown.admonitions,
        tasks=tuple(got.tasks),
        labels=tuple(got.labels),
        blocks=tuple(sorted(got.blocks)),
        other_anchors=_other_anchors(source, front.body_start, got, settings),
        problems=front.problems,
        has_directives=settings.directives and _has_directives(source.text, front.body_start, got.fences),
    )


def _has_directives(text: str, start: int, fences: list[Fence]) -> bool:
    return ":::" in text and bool(_DIRECTIVE.search(_outside(text, start, fences)))


def _other_anchors(source: Source, start: int, got: _Gathered, settings: MarkdownSettings) -> frozenset[str]:
    found: set[str] = set()
    for item in got.html:
        found |= ids_in_html(item.html)
    if settings.attr_list:
        found |= ids_in_attribute_lists(_outside(source.text, start, got.fences))
    return frozenset(found)


def _outside(text: str, start: int, fences: list[Fence]) -> str:
    """The body without its fenced code."""
    parts: list[str] = []
    for fence in fences:
        parts.append(text[start : fence.span.start])
        start = max(start, fence.span.end)
    return "".join((*parts, text[start:]))


def _snippets(source: Source, start: int, fences: list[Fence]) -> Iterator[Snippet]:
    """Inclusions by pymdownx.snippets, which also works inside of code; `;--8<--` is its escape."""
    if "<" not in source.text or "8<-" not in source.text:
        return
    for match in _SNIPPET.finditer(source.text, start):
        yield Snippet(match["target"], Span(match.start("target"), match.end("target")))
    for match in _SNIPPET_BLOCK.finditer(source.text, start):
        for line in re.finditer(r"[^\n]+", match["body"]):
            target = line.group().strip()
            if target and not target.startswith(";"):
                begin = match.start("body") + line.start() + line.group().index(target)
                yield Snippet(target, Span(begin, begin + len(target)))


class _Reader:
    """One walk over the events; what is open is on a stack, every text goes to all that is open."""

    def __init__(self, source: Source, shown: Shown) -> None:
        self.source = source
        self.shown = shown
        self.got = _Gathered()
        self.open: list[_Open] = []
        self.blocks: list[int] = []
        """Where blocks begin, in bytes of what is shown."""
        self.line_begins = False
        self.in_list = 0

    def read(self) -> _Gathered:
        starts, ends, opened = self._starts(), self._ends(), self.open
        events: Iterable[tuple[Event, Event]] = pyromark.events_with_range(self.shown.text, options=OPTIONS)
        for event, where in events:
            if type(event) is str:
                self._plain(event)
                continue
            kind, value = event.popitem()
            if kind == "Text":
                if self.line_begins and value.startswith("#"):
                    self._tight_heading(where["start"])
                self.line_begins = False
                if opened:
                    self._add(value)
            elif kind == "Start":
                begins, self.line_begins = self.line_begins, False
                start = starts.get(value if type(value) is str else next(iter(value)))
                if start is not None:
                    start(value, where, begins)
            elif kind == "End":
                name = value if type(value) is str else next(iter(value))
                end = ends.get(name) if opened or name == "List" else None  # else nothing waits for an end
                if end is not None:
                    end(name, where)
            else:
                self._rare(kind, value, where)
        self.got.blocks += map(self.shown.original, self.blocks)
        return self.got

    def _rare(self, kind: str, value: Event, where: Event) -> None:
        """What few texts have."""
        if kind == "Code":
            self.got.code.append(self.shown.span(where["start"], where["end"]))
            if self.open:
                self._add(Code(value))
        elif kind == "InlineHtml":
            self._html(where["start"], where["end"], is_block=False)
        elif kind == "TaskListMarker":
            self.open.append(_Open("Task", where["start"], bool(value)))
        self.line_begins = kind == "TaskListMarker"

    def _plain(self, event: str) -> None:
        if event in ("SoftBreak", "HardBreak"):
            if self.open:
                if self.open[-1].joined.strip(":"):
                    self._finish_label()  # a label alone on its line has its value on the next one
                self._add(" ")
            self.line_begins = True

    def _starts(self) -> dict[str, Callable[[Event, Event, bool], None]]:
        """What to do where an element begins, by its name; nothing for those that are not named."""
        return {
            "Heading": self._start_heading,
            "Paragraph": self._start_paragraph,
            "Item": self._start_item,
            "List": self._start_list,
            "Table": self._start_block,
            "CodeBlock": self._start_code,
            "HtmlBlock": self._start_html,
            "Link": self._start_link,
            "Image": self._start_link,
            "Strong": self._start_strong,
        }

    def _ends(self) -> dict[str, Callable[[str, Event], None]]:
        """What to do where an element ends, by its name."""
        return {
            "Heading": self._end_heading,
            "Link": self._close,
            "Image": self._close,
            "CodeBlock": self._close,
            "Strong": self._end_strong,
            "List": self._end_list,
            "Paragraph": self._end_text,
            "Item": self._end_text,
            "TableCell": self._end_text,
        }

    def _start_heading(self, tag: Event, where: Event, begins: bool) -> None:
        self.open.append(_Open("Heading", where["start"], int(tag["Heading"]["level"][1])))

    def _start_paragraph(self, tag: Event, where: Event, begins: bool) -> None:
        self.blocks.append(where["start"])
        self.line_begins = True

    def _start_item(self, tag: Event, where: Event, begins: bool) -> None:
        self.line_begins = True

    def _start_list(self, tag: Event, where: Event, begins: bool) -> None:
        self.in_list += 1
        self._finish_label()
        self._finish_task()
        self.blocks.append(where["start"])

    def _start_block(self, tag: Event, where: Event, begins: bool) -> None:
        self.blocks.append(where["start"])

    def _start_code(self, tag: Event, where: Event, begins: bool) -> None:
        self.blocks.append(where["start"])
        self.open.append(_Open("CodeBlock", where["start"], tag["CodeBlock"]))

    def _start_html(self, tag: Event, where: Event, begins: bool) -> None:
        self._html(where["start"], where["end"], is_block=True)

    def _start_link(self, tag: Event, where: Event, begins: bool) -> None:
        ((name, detail),) = tag.items()
        self.open.append(_Open(name, where["start"], detail))

    def _start_strong(self, tag: Event, where: Event, begins: bool) -> None:
        if begins:
            self._finish_label()
            self.open.append(_Open("Strong", where["start"]))

    def _end_strong(self, name: str, where: Event) -> None:
        if self.open and self.open[-1].kind == "Strong":
            strong = self.open.pop()
            self.open.append(_Open("Label", strong.start, strong.joined))

    def _end_list(self, name: str, where: Event) -> None:
        self.in_list -= 1

    def _end_text(self, name: str, where: Event) -> None:
        if self.open:
            self._finish_label()
            self._finish_task()

    def _add(self, text: str) -> None:
        if len(self.open) == 1:
            self.open[0].text.append(text)
            return
        in_image = any(item.kind == "Image" for item in self.open)
        for item in self.open:
            if not (in_image and item.kind == "Heading"):  # an image's text is not in the heading's id
                item.text.append(text)

    def _close(self, kind: str, where: Event) -> None:
        item = self.open.pop()
        span = self.shown.span(where["start"], where["end"])
        match kind:
            case "Link" if item.detail["link_type"] != "Email":
                target = item.detail["dest_url"]
                self.got.links.append(Link(target, item.joined, span, self._target(span, target)))
            case "Image":
                target = item.detail["dest_url"]
                self.got.images.append(Image(target, item.joined, span, self._target(span, target)))
            case "CodeBlock" if isinstance(item.detail, dict):
                info = str(item.detail.get("Fenced", ""))
                language = info.split(maxsplit=1)[0] if info.split() else ""
                self.got.fences.append(Fence(language, info, "".join(item.text), span))

    def _end_heading(self, name: str, where: Event) -> None:
        item = self.open.pop()
        start = self.shown.original(where["start"])
        raw = self.source.text[start : self.shown.original(where["end"])].rstrip()
        if self._is_heading(raw, item.start):
            self.got.headings.append((item.detail, item.text, Span(start, start + len(raw))))
        else:
            self.got.blocks.append(start)

    def _is_heading(self, raw: str, start: int) -> bool:
        """Whether Python-Markdown reads a heading too, not a paragraph: one line, not indented at all."""
        if not raw.startswith("#"):
            return len(re.findall(r"\r\n|\n|\r", raw)) == 1
        before = self.shown.line_before(start)
        return not before or bool(self.in_list or _AT_THE_MARGIN.search(before))

    def _tight_heading(self, start: int) -> None:
        """`#Title` without a space: text in CommonMark, a heading in Python-Markdown and so in the site."""
        margin = _AT_THE_MARGIN_OF_AN_ITEM if self.in_list else _AT_THE_MARGIN
        if not margin.search(self.shown.line_before(start)):
            return
        begin = self.shown.original(start)
        position = self.source.position(begin)
        line = self.source.line(position.line)[position.column - 1 :]
        found = _TIGHT_HEADING.match(line)
        if found:
            span = Span(begin, begin + len(line.rstrip()))
            self.got.headings.append((len(found["marks"]), _parts(found["text"]), span))

    def _target(self, span: Span, target: str) -> Span:
        """Where the address stands within a link; the whole link when it is given elsewhere."""
        at = self.source.slice(span).rfind(target) if target else -1
        return Span(span.start + at, span.start + at + len(target)) if at >= 0 else span

    def _finish_label(self) -> None:
        if not self.open or self.open[-1].kind not in ("Label", "Strong"):
            return
        item = self.open.pop()
        name, value = str(item.detail or ""), item.joined
        if name.endswith(":") or value.startswith(":"):
            start = self.shown.original(item.start)
            span = Span(start, start + len(name) + 4)
            self.got.labels.append(Label(name.rstrip(": "), value.lstrip(": "), span))

    def _finish_task(self) -> None:
        if self.open and self.open[-1].kind == "Task":
            item = self.open.pop()
            span = self.shown.span(item.start, item.start + 3)
            self.got.tasks.append(Task(item.detail, item.joined, span))

    def _html(self, start: int, end: int, *, is_block: bool) -> None:
        span = self.shown.span(start, end)
        item = RawHtml(self.source.slice(span), span)
        self.got.html.append(item)
        if is_block and _DIAGRAM.search(item.html) and not _SHOWN_AS_IT_IS.match(item.html):
            self._fences_in_html(span)
        text = item.html
        if "<!--" in text:
            end = text.rfind("-->") + 3  # behind it nothing is closed, and each search would go on to the end
            text = _COMMENT.sub(lambda found: " " * len(found.group()), text[:end]) + text[end:]
        if is_block and _SHOWN_HTML.match(text):
            self.blocks.append(start)
        self._html_targets(item, text)

    def _fences_in_html(self, span: Span) -> None:
        """Diagrams between tags: the extension for fences makes them before anything is taken for HTML."""
        text, start = self.source.text, span.start
        hidden = [Span(*one.span()) for one in _COMMENT.finditer(text, span.start, span.end)]
        while (found := _DIAGRAM.search(text, start, span.end)) is not None:
            end = re.compile(rf"^{found['indent']}{found['mark']}[ \t]*\r?$", re.MULTILINE).search(
                text, found.end()
            )
            start = end.end() if end else span.end
            if end and not any(one.start <= found.start() < one.end for one in hidden):
                code = text[found.end() : end.start()].replace("\r\n", "\n")
                code = "".join(line.removeprefix(found["indent"]) for line in code.splitlines(keepends=True))
                info = found["info"].strip()
                where = Span(found.start("mark"), end.end())
                self.got.fences.append(Fence(info.split(maxsplit=1)[0], info, code, where))

    def _html_targets(self, item: RawHtml, text: str) -> None:
        """Headings, links and images written as HTML; `text` is the item's without its comments."""
        for found in _HTML_HEADING.finditer(text):
            self.got.html_headings.append(_html_heading(found, item.span.start))
            below = text[found.end() :]
            if _SHOWN_HTML.match(below):  # text in the same block, which has no begin of its own
                self.got.blocks.append(item.span.start + found.end())
        for tag in _TAG.finditer(text):
            values = {
                found["name"].lower(): (
                    found["double"] or found["single"] or found["bare"] or "",
                    found,
                )
                for found in _ATTRIBUTE.finditer(tag["attributes"])
            }
            start = item.span.start + tag.start()
            whole = Span(start, item.span.start + tag.end())
            key = "href" if tag["name"].lower() == "a" else "src"
            if key not in values:
                continue
            target, found = values[key]
            begin = item.span.start + tag.start("attributes") + found.start()
            span = Span(begin, begin + len(found.group()))
            if key == "href":
                self.got.links.append(Link(target, "", whole, span))
            else:
                alt = values["alt"][0] if "alt" in values else ""
                self.got.images.append(Image(target, alt, whole, span))


def _parts(text: str) -> list[str]:
    """The parts of a heading's text."""
    reader = _Reader(Source("", f"# {text}"), show(f"# {text}", 0))
    return [part for _, parts, _ in reader.read().headings for part in parts]


def _html_heading(found: re.Match[str], offset: int) -> Heading:
    """A heading written as HTML, which has the id it gives itself and no other."""
    ids = ids_in_html(f"<h{found['attributes'] or ''}>")
    text = html.unescape(" ".join(_ANY_TAG.sub("", found["text"]).split()))
    span = Span(offset + found.start(), offset + found.end())
    return Heading(int(found["level"]), text, min(ids, default=""), span)
