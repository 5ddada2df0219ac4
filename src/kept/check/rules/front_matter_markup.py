"""K506 front-matter-markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.late_patterns import late_pattern
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence


@rule(
    "K506",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        "---\ntitle: Reset</title><script>x()</script>\naudience: public\n---\nText\n",
        "---\ntitle: Router\ndescription: 'Reset\"><img src=x>'\naudience: public\n---\nText\n",
        '---\ntitle: "Router \\e[31m"\naudience: public\n---\nText\n',
    ),
    good=(
        '---\ntitle: Find a < b, and use "R&D" -> Router\naudience: public\n---\nText\n',
        "---\ntitle: Mend a <div> that is open\naudience: public\n---\nText\n",
    ),
)
def front_matter_markup(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A tag or a control character in a field breaks out of where the page shows it: title, menu, search.

    Themes write the title and description into the head of the page and into attributes, often as they are.
    The name of a tag alone ("the <page> stays white") is text, and does no harm.
    Fields of other systems (`extra_fields`) are not looked at.
    """
    document = article.document
    if document.front is None:
        return
    if not _ODD.search(document.source.text, *document.front_span):
        return
    foreign = context.library.settings.extra_fields
    for key, value in document.front.entries:
        if key.raw not in _OF_LISTS and not any(fnmatchcase(key.raw, pattern) for pattern in foreign):
            for scalar in _scalars(value):
                yield from _look_at(key.raw, scalar, context)


_OF_LISTS = frozenset({"audience", "status", "type"})
"""Fields whose values are those of a list, and wrong otherwise."""

_ODD = late_pattern(r"[<\\\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|[\"']\s*/?>")
_MARKUP = late_pattern(
    r"</(?:title|head|body|html|script|style|textarea|iframe|svg|noscript|template)\b|<!--|"
    r"<[a-zA-Z][^>]{0,200}[\s/]on[a-z]+\s*=|<(?:script|iframe|frame|object|embed|img|svg|style|link|meta|base|form)\b|[\"']\s*/?>\s*<",
    re.IGNORECASE,
)
_CONTROL = late_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def _look_at(name: str, scalar: Scalar, context: Context) -> Iterator[Diagnostic]:
    if not isinstance(scalar.value, str):
        return
    if found := _MARKUP.search(scalar.raw):
        shown = found.group().strip()[:40]
        message = f"`{name}` holds HTML (`{shown}`), which would break the page where the field is shown"
        yield context.diagnostic(scalar.span, message, "write it in plain words, without tags")
    elif found := _CONTROL.search(scalar.raw):
        message = f"`{name}` holds a character that nobody sees (U+{ord(found.group()):04X})"
        yield context.diagnostic(scalar.span, message, "delete it")


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for _, value in node.entries:
                yield from _scalars(value)
