"""Mermaid's own parsers, run in this process by QuickJS.

They are JavaScript made from the Mermaid that the site ships (see `scripts/mermaid`); a diagram's kind loads
the files it needs. A context of QuickJS belongs to one thread and does not survive a limit that was met.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from kept.values import dataclass

SECONDS = 5
"""CPU time after which a diagram is given up."""

MEMORY = 256 << 20
"""Bytes that the parsers may use."""

STACK = 1 << 20
STACK_OF_A_THREAD = 256 << 10
"""Bytes; threads that are not the first one have stacks of 512 KiB on some systems."""

_HERE = Path(__file__).parent
_BUNDLE = _HERE / "mermaid"
_TOO_DEEP = "Maximum call stack size exceeded"
"""What a diagram says that is nested beyond reason, also from within the reader of its front matter."""

_NOT_THE_WRITERS = frozenset({"ReferenceError", "InternalError"})
"""What says that something is missing here, not in the diagram."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Mermaid says of a text: accepted as a diagram of a `kind`, or refused with a `message`.

    `input` is what its parser got after Mermaid had prepared the text; `start` and `end` lie in there, around
    the token that it did not understand, and `states` are those of the lexer at that place. With
    `is_undecided` there is no verdict: the diagram was too much for the limits, or for this engine.
    """

    accepted: bool
    kind: str = ""
    message: str = ""
    input: str | None = None
    start: int = -1
    end: int = -1
    token: str = ""
    expected: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    is_lexical: bool = False
    """Whether not even a token could be read there."""
    previous_end: int = -1
    """Where the token before ended, for parsers that do not take line ends for tokens."""
    is_undecided: bool = False
    obstacle: str = ""
    subject: str = ""
    """Why an accepted diagram would not be drawn, and what in it stands in the way."""


@lru_cache(maxsize=2)
def about(bundle: Path = _BUNDLE) -> Mapping[str, Any]:
    """The version of Mermaid, its integrity hash in the registry of npm, and its files."""
    found: dict[str, Any] = orjson.loads((bundle / "about.json").read_bytes())
    return found


def version(bundle: Path = _BUNDLE) -> str:
    """The version of Mermaid whose grammar is asked."""
    return str(about(bundle)["version"])


class Engine:
    """Mermaid's parsers, ready to read; for one thread, and for one diagram after the other."""

    def __init__(self, bundle: Path = _BUNDLE) -> None:
        self._bundle = bundle
        self._context: Any = None
        self._provided: set[str] = set()
        self._knows_facts = False

    def parse(self, text: str) -> Verdict:
        """What Mermaid says of a text."""
        try:
            context = self._ready()
            context.get("begin")(_plain(text))
            self._run(context)
            told = context.get("told")()
        except _failures():
            told = None
        if told is None:
            self._context = None
            return Verdict(accepted=False, is_undecided=True)
        return _verdict(orjson.loads(told))

    def facts(self, text: str) -> Mapping[str, Any] | None:
        """What stands in a diagram (see `facts.js`); None if Mermaid does not accept it."""
        if not self.parse(text).accepted:
            return None
        if not self._knows_facts:
            self._context.eval((_HERE / "facts.js").read_text("utf-8"))
            self._knows_facts = True
        try:
            told = self._context.get("facts")()
        except _failures():
            self._context = None
            return None
        found: dict[str, Any] = orjson.loads(told)
        return found

    def ask(self, expression: str) -> object:
        """What JavaScript says, for those who look after the stand-ins."""
        answer: object = self._ready().eval(expression)
        return answer

    def _run(self, context: Any) -> None:
        """Do what there is to do, and bring the files that are asked for."""
        while True:
            while context.execute_pending_job():
                pass
            name = context.get("missing")()
            if name is None:
                return
            self._provide(context, name)

    def _provide(self, context: Any, name: str) -> None:
        """Bring a file and all that it needs."""
        files, left = about(self._bundle)["files"], [name]
        while left:
            one = left.pop()
            if one not in self._provided:
                self._provided.add(one)
                source = (self._bundle / one).read_text("utf-8")
                context.eval(f'provide("{one}", function (require, module, exports) {{{source}\n}})')
                left += files[one]["needs"]
        context.get("provided")(name)

    def _ready(self) -> Any:
        if self._context is None:
            import quickjs  # type: ignore[import-untyped]

            context = quickjs.Context()
            self._provided, self._knows_facts = set(), False
            context.set_memory_limit(MEMORY)
            context.set_time_limit(SECONDS)
            is_first = threading.current_thread() is threading.main_thread()
            context.set_max_stack_size(STACK if is_first else STACK_OF_A_THREAD)
            context.eval((_HERE / "engine.js").read_text("utf-8"))
            self._provide(context, "entry.js")
            self._context = context
        return self._context


_engines = threading.local()


def parse(text: str) -> Verdict:
    """What Mermaid says of a text, by the engine of this thread, which is made when it is first needed."""
    return _engine().parse(text)


def facts(text: str) -> Mapping[str, Any] | None:
    """What stands in a diagram, by the engine of this thread; None if Mermaid does not accept it."""
    return _engine().facts(text)


def _engine() -> Engine:
    if not hasattr(_engines, "one"):
        _engines.one = Engine()
    engine: Engine = _engines.one
    return engine


def _failures() -> tuple[type[Exception], ...]:
    """What QuickJS raises: an error of JavaScript, or one of its limits."""
    import quickjs

    return (quickjs.JSException, MemoryError)


def _plain(text: str) -> str:
    """A text that JavaScript can be given."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _verdict(told: Mapping[str, Any]) -> Verdict:
    if told["ok"]:
        found = told["obstacle"] or {"why": "", "what": ""}
        return Verdict(accepted=True, kind=told["kind"], obstacle=found["why"], subject=found["what"])
    if _TOO_DEEP in told["message"]:
        return Verdict(accepted=False, is_undecided=True)
    if told["name"] in _NOT_THE_WRITERS:
        return Verdict(accepted=False, message=told["message"], is_undecided=True)
    start, end = _place(told)
    given = told["input"]
    if given is not None and not given.isascii():
        start, end = _characters(given, start), _characters(given, end)
    return Verdict(
        accepted=False,
        message=told["message"],
        input=given,
        start=start,
        end=end,
        token=told["token"] or "",
        expected=tuple(one.strip("'") for one in told["expected"] or ()),
        previous_end=_previous(told),
        is_lexical=bool(told["isLexical"] or told["places"]),
        states=tuple((told["lexer"] or {}).get("states", ())),
    )


def _place(told: Mapping[str, Any]) -> tuple[int, int]:
    """Where the parser stopped, in units of JavaScript; -1 when it does not say."""
    if told["places"]:
        first = min(int(one["at"]) for one in told["places"])
        return first, first + 1
    lexer = told["lexer"]
    if lexer is None:
        return -1, -1
    if told["isLexical"]:
        return lexer["end"], lexer["end"] + 1
    return lexer["start"], lexer["end"]


def _previous(told: Mapping[str, Any]) -> int:
    places: list[Mapping[str, int]] = told["places"] or []
    return min(places, key=lambda one: one["at"]).get("previous", -1) if places else -1


def _characters(text: str, units: int) -> int:
    """An offset in characters for one in UTF-16 code units."""
    if units < 0:
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "replace"))
