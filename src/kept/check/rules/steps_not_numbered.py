"""K216 steps-not-numbered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Document, Section
from kept.text import Span

_TEMPLATE = (
    "---\n"
    "contract:\n"
    "  folder: docs/guides\n"
    "  sections:\n"
    "    - {name: Steps, steps: numbered}\n"
    "---\n"
    "# {{ title }}\n"
    "\n"
    "## Steps\n"
    "\n"
    "1. Begin.\n"
)
_ARTICLE = "---\ntitle: Reset your router\naudience: public\n---\n# Reset your router\n\n## Steps\n\n"


@rule(
    "K216",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "- Find a pin.\n- Press the button with it.\n",
        },
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "Find a pin.\n\nPress the button.\n\nWait for a minute.\n",
        },
    ),
    good=(
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "1. Find a pin.\n2. Press the button with it.\n",
        },
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "Press the button for ten seconds.\n",
        },
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE
            + "### Step 1: Find a pin\n\nAny will do.\n\n### Step 2: Press\n\nHard.\n",
        },
    ),
)
def steps_not_numbered(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Without numbers, a reader who looks away loses the place, and support can't say "try step 4 again".

    The contract asks for it: `{name: Steps, steps: numbered}`. A numbered list anywhere in the section is
    enough, and so are headings with numbers; a single step needs none.
    """
    for spec, section in article.contracted:
        if spec.numbered_steps and not _is_numbered(section, article.document):
            bullets = _bullets(section, article.document)
            if bullets or _count(section, article.document) > _SINGLE:
                message = f'the steps below "{section.heading.text}" are not numbered'
                advice = "write them as `1. …`, `2. …`, one action in each"
                fix = _fix(bullets, section, article.document)
                yield context.diagnostic(section.heading.span, message, advice, fix=fix)


_SINGLE = 2
"""Blocks that a single step may have: a sentence, and a command or a picture."""

_NUMBER = late_pattern(r"^[ \t>]*(?:[-*+][ \t]+)?\d{1,9}[.)][ \t]+\S|<ol\b|^[ \t>]*-+8<-+", re.MULTILINE)
_NUMBERED_HEADING = late_pattern(r"(?:\w+\s+)?(?:\d+|[IVX]+)\b", re.IGNORECASE)
_BULLET = late_pattern(r"^(?P<sign>[-*+])(?P<gap>[ \t]+)(?=\S)", re.MULTILINE)


def _is_numbered(section: Section, document: Document) -> bool:
    """Whether it has a numbered list or numbered headings, or includes a file, which may have one."""
    if any(_NUMBERED_HEADING.match(child.heading.text) for child in section.children):
        return True
    found = _NUMBER.finditer(document.source.text, section.heading.span.end, section.span.end)
    return any(not _is_in_fence(one.start(), document) for one in found)


def _bullets(section: Section, document: Document) -> list[re.Match[str]]:
    """Items of bullet lists at the margin."""
    found = _BULLET.finditer(document.source.text, section.heading.span.end, section.span.end)
    items = [one for one in found if not _is_in_fence(one.start(), document)]
    return items if len(items) > 1 else []


def _count(section: Section, document: Document) -> int:
    first = bisect_left(document.blocks, section.heading.span.end)
    return bisect_left(document.blocks, section.span.end) - first


def _is_in_fence(offset: int, document: Document) -> bool:
    index = bisect_right(document.fences, offset, key=lambda fence: fence.span.start) - 1
    return index >= 0 and offset < document.fences[index].span.end


def _fix(bullets: list[re.Match[str]], section: Section, document: Document) -> Fix | None:
    """Numbers for bullets, if the section is one list whose items are a line each."""
    lines = document.source.slice(Span(section.heading.span.end, section.span.end)).split("\n")
    if not bullets or len([line for line in lines if line.strip()]) != len(bullets):
        return None
    edits = tuple(Edit(Span(*one.span("sign")), f"{number}.") for number, one in enumerate(bullets, 1))
    return Fix("number the steps", Safety.UNSAFE, edits)
