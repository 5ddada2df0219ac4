"""K217 missing-prerequisites."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import SectionSpec, outline
from kept.diagnostic import Diagnostic, Severity
from kept.text import Span

_TEMPLATE = (
    "---\n"
    "contract:\n"
    "  folder: docs/guides\n"
    "  sections:\n"
    "    - {name: Before you begin, also: [Prerequisites], prerequisites: true}\n"
    "    - Steps\n"
    "---\n"
    "# {{ title }}\n"
    "\n"
    "## Before you begin\n"
    "\n"
    "## Steps\n"
)
_ARTICLE = "---\ntitle: Reset your router\naudience: public\n---\n# Reset your router\n\n"
_STEPS = "## Steps\n\n1. Press the button with a pin.\n"


@rule(
    "K217",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {"templates/guide.md": _TEMPLATE, "docs/guides/router.md": _ARTICLE + _STEPS},
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "## Before you begin\n\nTBD\n\n" + _STEPS,
        },
    ),
    good=(
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "## Prerequisites\n\nYou have a pin.\n\n" + _STEPS,
        },
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + "**Before you begin**: find a pin.\n\n" + _STEPS,
        },
        {
            "templates/guide.md": _TEMPLATE,
            "docs/guides/router.md": _ARTICLE + '!!! note "Before you begin"\n    Find a pin.\n\n' + _STEPS,
        },
    ),
)
def missing_prerequisites(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Without prerequisites, readers find out halfway through the steps that they can't finish.

    The contract marks the section with `prerequisites: true`. A label or the title of an admonition that is
    called like it does as well, if it comes before the sections that follow. A section that only holds a mark
    such as "TBD" or "…" says nothing.
    """
    if article.type is None:
        return
    for spec in article.type.sections:
        if not spec.prerequisites:
            continue
        sections = [section for one, section in article.contracted if one is spec]
        for section in sections:
            below = Span(section.heading.span.end, section.span.end)
            text = article.document.source.slice(below).strip()
            if not section.children and _says_nothing(text):
                message = f'"{section.heading.text}" says "{text}" and not what readers need'
                yield context.diagnostic(section.heading.span, message, _ADVICE)
        if not sections and not spec.optional and not _is_said_otherwise(spec, article):
            title = article.document.title_heading
            message = f'nothing says what readers need before they begin: "{spec.shown}" is missing'
            level = min((one.heading.level for one in outline(article.document)), default=2)
            advice = f"add `{'#' * level} {spec.shown}`; {_ADVICE}"
            yield context.diagnostic(title.span if title else article.top, message, advice)


_ADVICE = "name the permission, plan, version or thing they need, or say plainly that they need nothing"
_MARKS = frozenset({"", "tbd", "tba", "tbc", "todo", "to do", "n/a", "na", "xxx", "fixme"})


def _says_nothing(text: str) -> bool:
    """Whether a text is only a mark for what is to be written; an empty section is reported as that."""
    return bool(text) and len(text) < _LONGEST_MARK and text.strip(" *_.…?!:-—").casefold() in _MARKS


_LONGEST_MARK = 20


def _is_said_otherwise(spec: SectionSpec, article: Article) -> bool:
    """Whether a label or an admonition says it before the sections that the contract speaks of."""
    first = min((section.span.start for _, section in article.contracted), default=article.document.body.end)
    labels = (item for item in article.document.labels if spec.accepts(item.name) and item.span.start < first)
    titles = (item for item in article.document.admonitions if spec.accepts(item.title))
    return any(labels) or any(item.span.start < first for item in titles)
