"""Where in a diagram, as it was written, Mermaid stopped reading."""

from __future__ import annotations

import re

from kept.diagram.engine import Verdict
from kept.diagram.prepared import Traced, of_flowchart, prepared
from kept.text import Span

_NO_PARSER = ("No diagram type detected", "Diagrams beginning with ---")
_PLACE_IN_FRONT_MATTER = re.compile(r" \((\d+):(\d+)\)\n")
_FENCE_OF_FRONT_MATTER = re.compile(r"^[ \t]*-{2,}.*$", re.MULTILINE)
_CLOSING = frozenset({"text", "ellipseText", "trapText", "edgeText", "thickEdgeText", "dottedEdgeText"})
"""States of the lexer of flowcharts within a label."""
_LINES_OF_A_LABEL = 20
"""How far back the begin of one is looked for."""
_LINE_IN_MESSAGE = re.compile(r"\bline:? (\d+)", re.IGNORECASE)


def place(text: str, verdict: Verdict) -> Span:
    """The span of what Mermaid did not understand; of the last words before it when the text ended there."""
    if "---" in text and verdict.input is None and (found := _in_front_matter(text, verdict)):
        return found
    made = _read(text, verdict)
    if verdict.message.startswith(_NO_PARSER) or verdict.input is None or made is None:
        return _line_of(text, prepared(text) if made is None else made, verdict)
    if verdict.start < 0:
        return _line_of(text, made, verdict)
    read, at = made.text, verdict.start
    start, end = _unclosed_string(read, at) or _unclosed_label(read, verdict) or _words(read, verdict)
    return _written(text, made, start, end)


def _words(read: str, verdict: Verdict) -> tuple[int, int]:
    """What was not understood: a token; the statement before it, which was read and then refused; or the end
    of what stands before an end that came too early.
    """
    start, end = verdict.start, verdict.end
    before = len(read[:start].rstrip())
    if read[start:end].strip():
        start = end - len(read[start:end].lstrip())
    if not verdict.expected and not verdict.is_lexical:
        return read.rfind("\n", 0, before) + 1, before
    is_first_of_line = not read[read.rfind("\n", 0, start) + 1 : start].strip()
    is_unfinished = verdict.previous_end >= 0 and "'EOF'" not in verdict.message and is_first_of_line
    if not read[start:end].strip() or is_unfinished:
        return before, before
    return start, end


def _unclosed_string(read: str, start: int) -> tuple[int, int] | None:
    """The line of a quotation mark that is never closed, when the parser was led on by it to a later one."""
    odd = [match.span() for match in re.finditer(r".*\n", read[:start]) if match.group().count('"') % 2]
    line = read[read.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    if len(odd) != 1 or line.count('"') % 2:
        return None
    return odd[0][0], odd[0][1] - 1


def _unclosed_label(read: str, verdict: Verdict) -> tuple[int, int] | None:
    """The line on which a label of a flowchart begins that goes on to a later one, as it is not closed."""
    if not _CLOSING.issuperset(verdict.states[1:]) or len(verdict.states) < 2:
        return None
    end = verdict.start
    for _ in range(_LINES_OF_A_LABEL):
        begin = read.rfind("\n", 0, end) + 1
        line = read[begin:end]
        if sum(map(line.count, "[({")) > sum(map(line.count, "])}")) or line.count("|") % 2:
            return (begin, end) if end < verdict.start else None
        if not begin:
            break
        end = begin - 1
    return None


def _in_front_matter(text: str, verdict: Verdict) -> Span | None:
    """Where front matter is wrong that is no YAML, or not closed."""
    fences = [match.span() for match in _FENCE_OF_FRONT_MATTER.finditer(text)]
    if not fences:
        return None
    if named := _PLACE_IN_FRONT_MATTER.search(verdict.message):
        start = fences[0][1] + 1
        for _ in range(int(named[1]) - 1):
            start = text.find("\n", start) + 1
        before = text[:start].rstrip().rpartition("\n")[2]
        if ":" not in before and not before.lstrip().startswith("-"):  # a key without its colon
            start = len(text[:start].rstrip()) - len(before)
        line = text[start:].split("\n", 1)[0]
        start += len(line) - len(line.lstrip())
        return Span(start, start + len(line.strip()))
    if verdict.message.startswith("Diagrams beginning"):
        return Span(*fences[min(1, len(fences) - 1)])
    return None


def _read(text: str, verdict: Verdict) -> Traced | None:
    """What the parser got, traced back; nothing when it got something else."""
    made = prepared(text)
    if verdict.input is None or verdict.input == made.text:
        return made
    flow = of_flowchart(made)
    return flow if flow.text == verdict.input else None


def _line_of(text: str, made: Traced, verdict: Verdict) -> Span:
    """The line that a message names, or that the parser was in; else the first one."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", made.text) if match.group().strip()]
    if not lines:
        return Span(0, len(text.split("\n", 1)[0]))
    start, end = lines[0]
    if verdict.input is not None and verdict.start >= 0:  # a parser that was given other lines than ours
        number = len([one for one in verdict.input[: verdict.end].split("\n") if one.strip()])
        start, end = lines[min(max(number, 1), len(lines)) - 1]
    elif verdict.input is not None and (named := _LINE_IN_MESSAGE.search(verdict.message)):
        begins = [0, *(match.end() for match in re.finditer(r"\n", made.text))]
        start = begins[min(int(named[1]), len(begins)) - 1]
        end = max(start, made.text.find("\n", start))
    return _written(text, made, start, end)


def _written(text: str, made: Traced, start: int, end: int) -> Span:
    """A span of what the parser got in the text as written, without the blanks around it and on one line."""
    first = made.origin(start)
    last = made.origin(end - 1) + 1 if end > start else first
    words = text[first:last].split("\n", 1)[0].rstrip()
    first += len(words) - len(words.lstrip())
    return Span(first, first + len(words.strip()))
