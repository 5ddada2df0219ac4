"""What a `kept-graph` fence in a page asks for: which records, how far around them, and in which form.

Whatever is wrong with it has its place in the code of the fence, and where only one thing can be meant, what
to write there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from functools import lru_cache

from kept.diagram.flowchart import DIRECTIONS
from kept.near import nearest
from kept.parse.document import Fence
from kept.records.kinds import BY_NAME
from kept.records.network import ARTICLE
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, read

LANGUAGE = "kept-graph"
MOST_STEPS = 20
KINDS = (*BY_NAME, ARTICLE)

_INFO = re.compile(rf"(?:{LANGUAGE}(?![\w-])|\{{[^}}]*\.{LANGUAGE}(?![\w-]))")
_EXAMPLE = "write `from: ticket/white-page`"


class Form(StrEnum):
    """How the answer is shown."""

    DIAGRAM = "diagram"
    TABLE = "table"
    MERMAID = "mermaid"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fence asks for."""

    starts: tuple[str, ...]
    """The keys of records, or the paths of articles that records name."""
    depth: int = 1
    kinds: tuple[str, ...] = ()
    direction: str = "LR"
    form: Form = Form.DIAGRAM
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong at a span of the code; `instead` is the only thing that can be meant there."""

    span: Span
    message: str
    help: str
    instead: str = ""


@dataclass(frozen=True)
class Reading:
    """A fence as it was read; nothing is wanted when something is wrong."""

    wanted: Wanted | None = None
    starts: tuple[Scalar, ...] = ()
    """The words after `from`, with their places in the code."""
    wrong: tuple[Wrong, ...] = ()


def is_graph(fence: Fence) -> bool:
    """Whether a fence asks for a graph of records."""
    return LANGUAGE in fence.info and _INFO.match(fence.info) is not None


@lru_cache(maxsize=64)
def read_fence(code: str) -> Reading:
    """What the code of a fence asks for."""
    try:
        node, twice = read(code)
    except YamlError as error:
        return Reading(wrong=(Wrong(error.span, f"this cannot be read: {error.message}", error.help),))
    if not isinstance(node, Mapping):
        return Reading(wrong=(Wrong(Span(0, 0), "a graph begins with a record", _EXAMPLE),))
    reader = _Reader([Wrong(one.span, one.message, one.help) for one in twice])
    wanted = reader.wanted(node)
    return Reading(None if reader.wrong else wanted, tuple(reader.starts), tuple(reader.wrong))


@dataclass
class _Reader:
    """Gathers what is wrong while the options are read."""

    wrong: list[Wrong]
    starts: list[Scalar] = field(default_factory=list)

    def wanted(self, node: Mapping) -> Wanted:
        given = {key.raw: (key, value) for key, value in node.entries}
        for name, (key, _) in given.items():
            if name not in _OPTIONS:
                others = [one for one in _OPTIONS if one not in given]
                self._say(key, f'a graph has no option "{name}"', others)
        if "from" not in given and not any(one.instead == "from" for one in self.wrong):
            self.wrong.append(Wrong(node.span, "a graph begins with a record: there is no `from`", _EXAMPLE))
        values = {name: value for name, (_, value) in given.items()}
        self.starts += self._words("from", values.get("from"))
        return Wanted(
            tuple(dict.fromkeys(one.raw for one in self.starts)),
            self._depth(values.get("depth")),
            tuple(
                dict.fromkeys(self._one_of(one, KINDS) for one in self._words("kinds", values.get("kinds")))
            ),
            self._choice("direction", values.get("direction"), DIRECTIONS, "LR"),
            Form(self._choice("as", values.get("as"), tuple(Form), Form.DIAGRAM)),
            self._text("title", values.get("title")),
        )

    def _words(self, name: str, value: Node | None) -> Iterator[Scalar]:
        """The words of a value that may be one or a list."""
        if value is None:
            return
        items = value.items if isinstance(value, Sequence) else (value,)
        for item in items:
            if isinstance(item, Scalar) and item.raw.strip() and item.value is not None:
                yield item
            else:
                self._refuse(name, item, "this is no word")
        if not items:
            self._refuse(name, value, "the list is empty")

    def _depth(self, value: Node | None) -> int:
        if value is None:
            return 1
        number = value.value if isinstance(value, Scalar) else None
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= MOST_STEPS:
            return number
        written = f'"{value.raw}"' if isinstance(value, Scalar) else "this"
        self._refuse("depth", value, f"{written} is no number of steps from 1 to {MOST_STEPS}")
        return 1

    def _choice(self, name: str, value: Node | None, words: tuple[str, ...], default: str) -> str:
        if value is None:
            return default
        if isinstance(value, Scalar) and value.value is not None:
            found = self._one_of(value, words, f"`{name}`: ")
            return found if found in words else default
        self._refuse(name, value, "this is no word")
        return default

    def _one_of(self, value: Scalar, words: tuple[str, ...], before: str = "`kinds`: ") -> str:
        if value.raw not in words:
            self._say(value, f'{before}"{value.raw}" is not one of its values', words)
        return value.raw

    def _text(self, name: str, value: Node | None) -> str:
        if value is None or (isinstance(value, Scalar) and value.value is not None):
            return value.raw if isinstance(value, Scalar) else ""
        self._refuse(name, value, "this is no text")
        return ""

    def _say(self, word: Scalar, message: str, words: Iterable[str]) -> None:
        near = nearest(word.raw, words)
        meant = f': did you mean "{near}"?' if near else ""
        self.wrong.append(Wrong(word.span, message + meant, f"write one of: {', '.join(words)}", near or ""))

    def _refuse(self, name: str, value: Node, message: str) -> None:
        self.wrong.append(Wrong(value.span, f"`{name}`: {message}", _OPTIONS[name]))


_OPTIONS = {
    "from": _EXAMPLE,
    "depth": "write `depth: 2`",
    "kinds": "write `kinds: [product, customer]`",
    "direction": f"write one of: {', '.join(DIRECTIONS)}",
    "as": f"write one of: {', '.join(Form)}",
    "title": 'write `title: "What the defect touches"`',
}


def question(wanted: Wanted, audience: str) -> str:
    """What is asked of the records, for whose eyes, as one line; its form and title don't matter."""
    return json.dumps([audience, wanted.starts, wanted.depth, wanted.kinds])


def asked(question: str) -> tuple[Wanted, str]:
    """The opposite."""
    audience, starts, depth, kinds = json.loads(question)
    return Wanted(tuple(starts), depth, tuple(kinds)), audience
