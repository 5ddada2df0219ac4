"""K101 unknown-field."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.near import nearest


@rule(
    "K101",
    on=Article,
    severity=Severity.WARNING,
    bad=(("---\ntitel: Reset your router\naudience: public\n---\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def unknown_field(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A field that no contract knows does nothing; most often it is a known one, misspelled.

    Fields of other tools can be named under `extra_fields`, other names for ours under `fields`.
    """
    yield from (context.report(item) for item in article.problems if item.code == "K101")
    known = article.fields_by_name
    extra = context.library.settings.extra_fields
    for name, found in article.given.items():
        if name in known or found.is_default or any(fnmatchcase(name, item) for item in extra):
            continue
        near = nearest(name, [item for item in known if item not in article.given])
        edits = (Edit(found.key_span, near),) if near and context.source.slice(found.key_span) == name else ()
        fix = Fix(f'rename it to "{near}"', Safety.UNSAFE, edits) if near and edits else None
        message = f'"{name}" is not a field of {article.type_name}'
        message += f': did you mean "{near}"?' if near else ""
        advice = "remove it, or name it under `extra_fields` in the configuration"
        yield context.diagnostic(found.key_span, message, advice, fix=fix)
