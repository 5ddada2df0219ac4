"""Changes that may make a diagram readable: guesses, each of which Mermaid's own parser has to accept.

Every kind of guess looks at the line on which Mermaid stopped. The likeliest comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from kept.diagram.fault import Repair
from kept.near import nearest
from kept.text import Span
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """The line on which Mermaid stopped: where it begins, what it says, and how far into it Mermaid came."""

    start: int
    text: str
    at: int
    is_last: bool = False
    """Whether nothing but blank lines follows."""

    @property
    def indent(self) -> str:
        """The blanks before its first word."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    def change(self, start: int, end: int, text: str, help: str, *, is_safe: bool = True) -> Repair:
        """A repair of a part of it."""
        return Repair(Span(self.start + start, self.start + end), text, help, is_safe)


Guess = Callable[[Line], Iterator[Repair]]

KINDS = (
    "flowchart", "graph", "sequenceDiagram", "classDiagram", "stateDiagram-v2", "stateDiagram", "erDiagram",
    "gantt", "journey", "pie", "gitGraph", "requirementDiagram", "mindmap", "timeline", "quadrantChart",
    "sankey-beta", "xychart-beta", "block-beta", "packet-beta", "kanban", "architecture-beta", "radar-beta",
    "treemap-beta", "C4Context", "C4Container", "C4Component", "C4Dynamic", "C4Deployment", "zenuml", "info",
)  # fmt: skip
"""What the first word of a diagram may be."""

_SHAPES = (
    ("(((", ")))"), ("((", "))"), ("([", "])"), ("[(", ")]"), ("[[", "]]"), ("{{", "}}"), ("[/", "/]"),
    ("[\\", "\\]"), ("[/", "\\]"), ("[\\", "/]"), ("[", "]"), ("(", ")"), ("{", "}"), (">", "]"),
)  # fmt: skip
"""How a label of a flowchart is opened and closed; the longer ones come first."""

_OPENING = re.compile(r"(?<=[\w\s&])(?:\(\(\(|\(\(|\(\[|\[\(|\[\[|\{\{|\[/|\[\\|\[|\(|\{|(?<=\w)>)|\|")
_TRAILING_COMMENT = re.compile(
    r"(?P<before>.*?\S)(?P<gap>[ \t]*)(?<![\w%])(?P<sign>%+|//|#)[ \t]+(?P<comment>\S.*)"
)
_LINK_TEXT = re.compile(
    r"(?:--|==|-\.)[ \t]+(?P<text>[^\"|>-][^\"|]*?)[ \t]+(?:-{2,}[>xo]?|={2,}[>xo]?|\.-+[>xo]?)"
)
_HEADING_OF_GROUP = re.compile(r"[ \t]*subgraph[ \t]+(?P<title>[^\"\[\s][^\"\[]*?)[ \t]*;?[ \t]*$")
_ANOTHER_NODE = re.compile(r"(?:--+|==+|\.-+)[>xo]?\s*(?:\|[^|]*\|)?\s*\w+\s*[\[({]")
"""What shows that a label would take in the next one."""

_SMART_QUOTE = re.compile(r"[“”„‟]")
_SMART_ARROW = re.compile(r"[ \t]*(?:[—–]+>|→|⟶|=>(?!>)|(?<![-<=.\w])->(?!>))[ \t]*")
_RESERVED = re.compile(r"(?<![\w\"'\[({|])(?P<word>end)(?![\w\"'\])}|])")
_COLON_TEXT = re.compile(r"(?P<before>.*?:[ \t]*)(?P<text>[^\"\s].*?)[ \t]*$")
_BARE_LABEL = re.compile(r"[ \t]*(?P<label>[^\":\s][^\":]*?)[ \t]*:")
_MESSAGE = re.compile(r"[^:]*:(?P<text>.*)$")
_LIST = re.compile(r"\[(?P<items>[^\[\]]*)\]")


def repairs(text: str, place: Span, read: str) -> Iterator[Repair]:
    """Guesses at what would make a diagram readable at a place, the likeliest first.

    `read` is what Mermaid's parser got of the text, which begins with the kind of the diagram.
    """
    begin = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", begin)
    end = end if end >= 0 else len(text)
    line = Line(begin, text[begin:end].rstrip("\r"), place.start - begin, not text[end:].strip())
    kind = _FIRST_WORD.match(read)
    guesses = _GUESSES.get(kind[1] if kind else "", _OF_OTHERS)
    yield from chain.from_iterable(guess(line) for guess in guesses)


def header_repair(text: str, place: Span) -> Iterator[Repair]:
    """What the first word of a diagram probably was to be."""
    word = re.match(r"[\w-]+", text[place.start :])
    if word is None:
        return
    near = nearest(word.group(), KINDS)
    if near and near != word.group():
        span = Span(place.start, place.start + word.end())
        yield Repair(span, near, f'did you mean "{near}"?', is_safe=False)


def _comment(line: Line) -> Iterator[Repair]:
    """A comment behind something."""
    found = _TRAILING_COMMENT.match(line.text)
    if found and not line.text.lstrip().startswith("%%"):
        moved = f"{line.indent}%% {found['comment'].strip()}\n{found['before']}"
        yield line.change(0, len(line.text), moved, "move the comment to a line of its own, behind `%%`")


def _quotes(line: Line) -> Iterator[Repair]:
    """Typographic quotation marks."""
    if _SMART_QUOTE.search(line.text):
        plain = _SMART_QUOTE.sub('"', line.text)
        yield line.change(0, len(line.text), plain, 'write plain quotation marks: `"`')


def _label(line: Line) -> Iterator[Repair]:
    """A label with characters that mean something else."""
    found = [one for one in _OPENING.finditer(line.text) if one.start() <= line.at]
    for opening in reversed(found):
        for sign, closing in _pairs(opening.group()):
            start = opening.start() + len(sign)
            ends = [one.start() for one in re.finditer(re.escape(closing), line.text[start:])]
            ends = [start + one for one in ends if start + one >= line.at]
            for end in (*ends[:3], *ends[3:][-1:]):
                label = line.text[start:end].strip()
                if label and not _ANOTHER_NODE.search(label):
                    quoted = _quoted(label)
                    whole = f"{sign}{quoted}{closing}"
                    yield line.change(
                        start, end, quoted, f"put the label in quotation marks: `{_short(whole)}`"
                    )


def _pairs(opening: str) -> Iterator[tuple[str, str]]:
    if opening == "|":
        yield "|", "|"
    yield from ((sign, closing) for sign, closing in _SHAPES if sign[0] == opening[0])


def _unclosed_label(line: Line) -> Iterator[Repair]:
    """A label that is not closed."""
    for opening in reversed(list(_OPENING.finditer(line.text))):
        for sign, closing in _pairs(opening.group()):
            if not line.text.startswith(sign, opening.start()):
                continue
            start = opening.start() + len(sign)
            stop = re.search(r"[ \t]*(?:[ox<]?--|==|-\.|;?[ \t]*$)", line.text[start:])
            end = start + (stop.start() if stop else len(line.text) - start)
            label = line.text[start:end].strip().rstrip("])}").strip()
            if label:
                whole = label if _is_quoted(label) else _quoted(label)
                help = f"close the label: `{_short(sign + whole + closing)}`"
                yield line.change(start, end, f"{whole}{closing}", help, is_safe=False)


def _link_text(line: Line) -> Iterator[Repair]:
    """The text of a link."""
    for found in _LINK_TEXT.finditer(line.text):
        quoted = _quoted(found["text"])
        yield line.change(
            *found.span("text"), quoted, f"put the text in quotation marks: `-- {_short(quoted)} -->`"
        )


def _group(line: Line) -> Iterator[Repair]:
    """The title of a group."""
    if found := _HEADING_OF_GROUP.match(line.text):
        quoted = _quoted(found["title"])
        help = f"put the title in quotation marks: `subgraph {_short(quoted)}`"
        yield line.change(*found.span("title"), quoted, help)


def _arrow(line: Line) -> Iterator[Repair]:
    """An arrow that Mermaid has another sign for."""
    for sign in ("-->", "->>"):
        changed = _SMART_ARROW.sub(f" {sign} ", line.text)
        if changed != line.text:
            yield line.change(0, len(line.text), changed, f"write the arrow as `{sign}`", is_safe=False)


def _reserved(line: Line) -> Iterator[Repair]:
    """A node that is called like the word that ends a group."""
    if line.text.strip().rstrip(";") == "end":
        return
    for found in _RESERVED.finditer(line.text):
        changed = 'end_["end"]'
        help = f"`end` ends a group; give the node another name: `{changed}`"
        yield line.change(*found.span("word"), changed, help)


def _text_after_colon(line: Line) -> Iterator[Repair]:
    """A text behind a colon that has to be quoted, or holds what ends it."""
    if found := _COLON_TEXT.match(line.text):
        quoted = _quoted(found["text"])
        yield line.change(*found.span("text"), quoted, f"put the text in quotation marks: `{_short(quoted)}`")
    if found := _MESSAGE.match(line.text):
        escaped = found["text"].replace("#", "#35;").replace(";", "#59;").replace("#35#59;", "#35;")
        if escaped != found["text"]:
            help = "write the characters that Mermaid takes for its own as codes: `#59;` is a semicolon"
            yield line.change(*found.span("text"), escaped, help)


def _bare_label(line: Line) -> Iterator[Repair]:
    """A label before a colon that has to be quoted."""
    if found := _BARE_LABEL.match(line.text):
        quoted = _quoted(found["label"])
        yield line.change(
            *found.span("label"), quoted, f"put the label in quotation marks: `{_short(quoted)}`"
        )


def _items(line: Line) -> Iterator[Repair]:
    """Items of a list that have to be quoted."""
    for found in _LIST.finditer(line.text):
        items = [one.strip() for one in found["items"].split(",")]
        quoted = ", ".join(one if _is_quoted(one) else _quoted(one) for one in items)
        yield line.change(*found.span("items"), quoted, "put every item in quotation marks")


def _unclosed_quote(line: Line) -> Iterator[Repair]:
    """A quotation mark that is not closed."""
    if line.text.count('"') % 2:
        end = len(line.text.rstrip())
        for at in (end, *(one.start() for one in re.finditer(r"[ \t]*[:\])}|]", line.text))):
            if at > line.text.find('"'):
                yield line.change(at, at, '"', "close the quotation marks", is_safe=False)


def _unended(line: Line) -> Iterator[Repair]:
    """A group or a loop that does not end before the diagram does."""
    if line.is_last and line.at >= len(line.text.rstrip()):
        at = len(line.text.rstrip())
        for word in ("end", "}"):
            help = f"close it: write `{word}` on a line of its own where it ends"
            yield line.change(at, at, f"\n{line.indent}{word}", help, is_safe=False)


def _surplus(line: Line) -> Iterator[Repair]:
    """A sign at the end that nothing opens."""
    if found := re.search(r"[ \t]*[^\w\s\"]+[ \t]*$", line.text):
        cut = _short(found.group().strip())
        yield line.change(*found.span(), "", f"remove `{cut}` at the end of the line", is_safe=False)


_OF_FLOWCHARTS: tuple[Guess, ...] = (
    _comment, _quotes, _group, _label, _link_text, _reserved, _unclosed_quote, _unclosed_label, _arrow,
    _surplus, _unended,
)  # fmt: skip
_OF_CHARTS: tuple[Guess, ...] = (_comment, _quotes, _items, _bare_label, _unclosed_quote, _surplus)
_OF_OTHERS: tuple[Guess, ...] = (
    _comment, _quotes, _text_after_colon, _bare_label, _label, _items, _unclosed_quote, _arrow, _surplus,
    _unended,
)  # fmt: skip
_GUESSES = {
    **dict.fromkeys(("graph", "flowchart", "flowchart-elk"), _OF_FLOWCHARTS),
    **dict.fromkeys(("xychart", "quadrantChart", "pie", "radar"), _OF_CHARTS),
}
"""What is guessed, by the first word of a diagram."""

_FIRST_WORD = re.compile(r"\s*([\w-]+?)(?:-beta)?\b")


def _quoted(label: str) -> str:
    """A label between quotation marks; those that it holds become character codes."""
    inner = label[1:-1] if _is_quoted(label) else label
    return '"' + inner.replace('"', "#quot;") + '"'


def _is_quoted(label: str) -> bool:
    return len(label) > 1 and label[0] == label[-1] == '"'


def _short(text: str) -> str:
    """A text for a message."""
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


SHORT = 50
"""Characters of a diagram that a message quotes at most."""
