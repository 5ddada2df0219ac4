"""K215 checklist-item-missing."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.contract import lacking
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.near import nearest
from kept.parse.document import Document, Section
from kept.text import Span

_TEMPLATE = (
    "---\n"
    "contract:\n"
    "  folder: docs/releases\n"
    "  sections:\n"
    "    - {name: Release day, checklist: [Brief the support team, Check that the articles are live]}\n"
    "---\n"
    "# {{ title }}\n"
    "\n"
    "## Release day\n"
    "\n"
    "- [ ] Brief the support team\n"
    "- [ ] Check that the articles are live\n"
)
_ARTICLE = "---\ntitle: Router 2.4\naudience: public\n---\n# Router 2.4\n\n## Release day\n\n"


@rule(
    "K215",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "templates/release.md": _TEMPLATE,
            "docs/releases/router.md": _ARTICLE + "- [x] Brief the support team\n",
        },
    ),
    good=(
        {
            "templates/release.md": _TEMPLATE,
            "docs/releases/router.md": (
                _ARTICLE
                + "- [x] Brief the support team: done in the stand-up\n"
                + "- [ ] Check that the articles are live\n"
                + "- [ ] Thank everybody\n"
            ),
        },
    ),
)
def checklist_item_missing(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An item that was dropped from a checklist is the step that is forgotten on the day.

    The contract names the items: `checklist: [Brief the support team]`. An item may say more than that, and
    there may be more items.
    """
    for spec, section in article.contracted:
        missing = lacking(spec, section, article.document) if spec.checklist_items else []
        tasks = [item for item in article.document.tasks if _is_in(item.span, section)]
        if not tasks:
            continue  # a section without any checklist is reported as that (K208)
        for item in missing:
            near = nearest(item, [task.text for task in tasks])
            hint = f': is "{near}" meant?' if near else ""
            message = f'the checklist of "{section.heading.text}" lacks "{item}"{hint}'
            advice = f"add `- [ ] {item}`" + (", or write it so" if near else "")
            fix = _insert(item, tasks[0].span, article.document) if not near else None
            yield context.diagnostic(section.heading.span, message, advice, fix=fix)


def _is_in(span: Span, section: Section) -> bool:
    return section.span.start <= span.start < section.span.end


def _insert(item: str, first: Span, document: Document) -> Fix:
    """Put an item before the first one, on a line of its own."""
    text = document.source.text
    begin = max(text.rfind("\n", 0, first.start), text.rfind("\r", 0, first.start)) + 1
    end = text[begin - 1 : begin] if begin else "\n"
    line = "\r\n" if text[max(0, begin - 2) : begin] == "\r\n" else end
    marker = text[begin : first.start]
    return Fix(f'add "{item}"', Safety.UNSAFE, (Edit(Span(begin, begin), f"{marker}[ ] {item}{line}"),))
