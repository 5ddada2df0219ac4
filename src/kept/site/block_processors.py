"""Python-Markdown's parsing of blocks, without asking the processors that cannot take a block.

Python-Markdown asks a dozen processors about each block, one after the other, most with a regular expression
that looks through all of it. What a block must hold or begin with to be theirs is listed here for the
processors whose code is known; these are asked about blocks that have it, others about each block. The order
and the results are the same.

Cost: one look at each block for each string of the list, however many processors there are.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from markdown import Markdown, blockparser, blockprocessors
from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from kept.site.known_code import fingerprint

KNOWN = {"8f80902265698aae"}
"""Fingerprints of the parser that this stands in for (of Markdown 3.11)."""


class Needs(NamedTuple):
    """What a block has that a processor takes: one of the strings, or one of the beginnings."""

    held: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """Single characters; `0` for any decimal digit, and the empty string for an empty block."""


INDENTED = (" ",)
PROCESSORS = {
    ("markdown.blockprocessors", "0522d16c4ddadc75"): {
        "BlockQuoteProcessor": Needs((">",)),
        "CodeBlockProcessor": Needs(first=INDENTED),
        "EmptyBlockProcessor": Needs(first=("", "\n")),
        "HRProcessor": Needs(("-", "_", "*")),
        "HashHeaderProcessor": Needs(("#",)),
        "ListIndentProcessor": Needs(first=INDENTED),
        "OListProcessor": Needs(first=("0", " ")),
        "ReferenceProcessor": Needs(("]:",)),
        "SetextHeaderProcessor": Needs(("\n=", "\n-")),
        "UListProcessor": Needs(first=("*", "+", "-", " ")),
    },
    ("markdown.extensions.abbr", "a1a7d8108ef9c924"): {"AbbrBlockprocessor": Needs(("*[",))},
    ("markdown.extensions.admonition", "57b46c4c80da1155"): {
        "AdmonitionProcessor": Needs(("!!!",), INDENTED)
    },
    ("markdown.extensions.def_list", "3b8fd17e48fe615c"): {
        "DefListIndentProcessor": Needs(first=INDENTED),
        "DefListProcessor": Needs((": ",)),
    },
    ("markdown.extensions.footnotes", "6bf0b957333399c4"): {"FootnoteBlockProcessor": Needs(("]:",))},
    ("markdown.extensions.md_in_html", "e28812f4970e133f"): {
        "MarkdownInHtmlProcessor": Needs(first=("\x02",))
    },
    ("markdown.extensions.sane_lists", "76d51863c957b4a9"): {
        "SaneOListProcessor": Needs(first=("0", " ")),
        "SaneUListProcessor": Needs(first=("*", "+", "-", " ")),
    },
    ("markdown.extensions.tables", "fb23019f3a0f5afc"): {"TableProcessor": Needs(("|",))},
    ("pymdownx.details", "97b3ba92036492a2"): {"DetailsProcessor": Needs(("???",), INDENTED)},
    ("pymdownx.superfences", "74dd37f8184097bd"): {"SuperFencesCodeBlockProcessor": Needs(first=INDENTED)},
    ("pymdownx.tabbed", "e44c11b9ae4bdf62"): {"TabbedProcessor": Needs(("===",), INDENTED)},
}
"""By the module of the processors and the fingerprint of its code (of Markdown 3.11, PyMdown 13.1)."""

_BASE = "markdown.blockprocessors"
"""Others are derived from its processors."""


def ask_only_able(converter: Markdown) -> None:
    """Let a converter ask only processors that can take a block."""
    parser = converter.parser
    if type(parser) is BlockParser and fingerprint(blockparser) in KNOWN and converter.tab_length > 0:
        parser.__class__ = SparingBlockParser
        for one in parser.blockprocessors:
            if type(one) is TableProcessor and needs_of(one) is not None:
                one.__class__ = SparingTables


class SparingTables(TableProcessor):
    """Python-Markdown's own, but looks for code in a row only where there may be some."""

    def _split(self, row: str) -> Any:
        is_plain = "`" not in row and "\\" not in row
        return row.split("|") if is_plain else super()._split(row)  # type: ignore[misc]


class SparingBlockParser(BlockParser):
    """Python-Markdown's own, but for the loop over the processors."""

    plan: _Plan

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802
        """As that of Python-Markdown; processors may have been added since the last page."""
        self.plan = _plan_for(self, tuple(self.blockprocessors))
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Any, blocks: list[str]) -> None:  # noqa: N802
        """Give each block to the first processor that takes it."""
        while blocks:
            block = blocks[0]
            for processor in self.plan.able(block):
                if processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    if not blocks or blocks[0] is not block:  # what is left of it may have what others need
                        self._ask_after(processor, parent, blocks)
                        break

    def _ask_after(self, last: Any, parent: Any, blocks: list[str]) -> None:
        rest = iter(self.plan.processors)
        assert last in rest
        for processor in rest:
            if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                break


class _Plan:
    """Which processors of a row can take a block."""

    def __init__(self, processors: tuple[Any, ...]) -> None:
        self.processors = processors
        self.needs = [needs_of(one) for one in processors]
        known = [one for one in self.needs if one is not None]
        self.held = tuple(dict.fromkeys(text for one in known for text in one.held))
        self.first = frozenset(text for one in known for text in one.first)
        self.keeping = [one for one in processors if hasattr(one, "current_sibling")]
        self.rows: dict[tuple[Any, ...], list[Any]] = {}

    def able(self, block: str) -> Any:
        """The processors to ask about a block."""
        for one in self.keeping:
            if one.current_sibling is not None:  # it takes the next block, whatever that is
                return self.processors
        first = block[:1]
        first = first if first in self.first else "0" if first.isdecimal() else "x"
        key = (first, *[text in block for text in self.held])
        row = self.rows.get(key)
        if row is None:
            has = {text for text in self.held if text in block}
            row = self.rows[key] = [
                one
                for one, needs in zip(self.processors, self.needs, strict=True)
                if needs is None or first in needs.first or not has.isdisjoint(needs.held)
            ]
        return row


def _plan_for(parser: SparingBlockParser, processors: tuple[Any, ...]) -> _Plan:
    before = getattr(parser, "plan", None)
    return before if before is not None and before.processors == processors else _Plan(processors)


def needs_of(processor: Any) -> Needs | None:
    """What a block has that a processor takes; nothing when its code isn't known."""
    kind = TableProcessor if type(processor) is SparingTables else type(processor)
    module = sys.modules.get(kind.__module__)
    if module is None or (_BASE, fingerprint(blockprocessors)) not in PROCESSORS:
        return None
    return PROCESSORS.get((kind.__module__, fingerprint(module)), {}).get(kind.__qualname__)
