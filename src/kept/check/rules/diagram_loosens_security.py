"""K808 diagram-loosens-security."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.diagrams import diagram_of
from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Fence
from kept.text import Span

_PAGE = "---\ntitle: Reset your router\naudience: public\n---\n```mermaid\n{}flowchart LR\n    a --> b\n```\n"
_DIRECTIVE = late_pattern(r"%%\{.*?(?:\}%%|\Z)", re.DOTALL)
_FRONT_MATTER = late_pattern(r"\A\s*---[ \t]*\n.*?^[ \t]*---", re.DOTALL | re.MULTILINE)
_NAME = late_pattern(
    r"(?<![\w-])[\"']?(?P<name>securityLevel|secure|startOnLoad|maxTextSize|maxEdges|suppressErrorRendering"
    r"|dompurifyConfig|themeCSS)[\"']?[ \t]*:"
)


@rule(
    "K808",
    on=Fence,
    severity=Severity.ERROR,
    bad=(
        _PAGE.format("%%{init: {'securityLevel': 'loose'}}%%\n"),
        _PAGE.format("---\nconfig:\n  dompurifyConfig: {ADD_TAGS: [script]}\n---\n"),
    ),
    good=(_PAGE.format("%%{init: {'theme': 'neutral'}}%%\n"), _PAGE.format("---\ntitle: Secure\n---\n")),
)
def diagram_loosens_security(fence: Fence, context: Context) -> Iterator[Diagnostic]:
    """A diagram must not decide what it may do in the browser of a reader: with `securityLevel: loose` it
    runs scripts. The site does not let it, so that the line has no effect, but elsewhere it may have.
    """
    found = diagram_of(fence, context)
    if found is None or not ("%%{" in found.text or "---" in found.text):
        return
    front = _FRONT_MATTER.match(found.text)
    for part in (*([front] if front else ()), *_DIRECTIVE.finditer(found.text)):
        for match in _NAME.finditer(part.group()):
            start = part.start() + match.start("name")
            span = found.span(Span(start, start + len(match["name"])))
            message = f'the diagram sets "{match["name"]}", which is for the site to decide'
            yield context.diagnostic(span, message, "remove it")
