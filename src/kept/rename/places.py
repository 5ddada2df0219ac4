"""Where the address of a link is written, in every form that Markdown has for it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property

from kept.parse.document import Document, Image, Link
from kept.text import Span

_DEFINITION = re.compile(
    r"^[ \t>]*\[[^\]\r\n]+\]:[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*)?"
    r"(?:<(?P<pointed>[^<>\r\n]*)>|(?P<plain>[^\s<]\S*))",
    re.MULTILINE,
)
_ATTRIBUTE = re.compile(
    r"\b(?:href|src)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))", re.IGNORECASE
)
_INLINE = re.compile(r"\]\([ \t\r\n>]*(?:<(?P<pointed>(?:[^<>\\\r\n]|\\.)*)>|(?P<plain>(?:[^\s\\]|\\.)+))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Places:
    """Answers where the addresses of one document stand; the text is searched once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text

    def of(self, link: Link | Image) -> tuple[Span, ...]:
        """Every place from which a link has its address; nothing when it cannot be found exactly."""
        text = self.text[link.span.start : link.span.end]
        where = link.target_span
        if self.text[where.start : where.end] == link.target and not text.lstrip("!").startswith(("<", "[")):
            return (where,)  # of a diagram
        for match in _candidates(text):
            for span in _groups(match, link.target):
                return (Span(link.span.start + span.start, link.span.start + span.end),)
        return tuple(self._definitions.get(link.target, ()))

    @cached_property
    def _definitions(self) -> dict[str, list[Span]]:
        """The places of addresses that are given below the text (`[name]: address`)."""
        fences = [fence.span for fence in self.document.fences]
        found: dict[str, list[Span]] = {}
        if "]:" not in self.text:
            return found
        for match in _DEFINITION.finditer(self.text, self.document.body.start):
            if not any(fence.start <= match.start() < fence.end for fence in fences):
                group = "pointed" if match["pointed"] is not None else "plain"
                found.setdefault(_meant(match[group]), []).append(Span(*match.span(group)))
        return found


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Where the address of a link may stand in its text, the last place first: its label comes before."""
    if text.startswith("<"):
        yield from reversed(list(_ATTRIBUTE.finditer(text)))
        return
    place = text.rfind("](")
    while place >= 0:
        if match := _INLINE.match(text, place):
            yield match
        place = text.rfind("](", 0, place)


def _groups(match: re.Match[str], target: str) -> Iterator[Span]:
    """The address that a pattern has found, if it is this one; a closing bracket may follow it at once."""
    for name, value in match.groupdict().items():
        if value is None:
            continue
        start = match.start(name)
        if _meant(value) == target:
            yield Span(start, start + len(value))
            return
        end = len(value)
        while name == "plain" and (end := value.rfind(")", 0, end)) >= 0:
            if _meant(value[:end]) == target:
                yield Span(start, start + end)
                return


def _meant(written: str) -> str:
    """The address that is meant: without escapes and entities."""
    return html.unescape(_ESCAPED.sub(r"\1", written)) if "\\" in written or "&" in written else written
