"""K102 missing-field."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.fields import is_empty
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K102",
    on=Article,
    severity=Severity.ERROR,
    bad=(("---\naudience: public\n---\nText\n"),),
    good=(("---\ntitle: Reset your router\naudience: public\n---\nText\n"),),
)
def missing_field(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A required field is missing or empty: the contract of the type asks for it because readers need it."""
    yield from (context.report(item) for item in article.problems if item.code == "K102")
    for spec in article.fields:
        if not spec.required or spec.name == "audience" or article.value(spec.name) not in (None, (), {}):
            continue
        found = article.given.get(spec.name)
        if found and not is_empty(found.node):
            continue  # it is there and wrong, which another rule reports
        if spec.name == "title" and article.document.title_heading:
            continue
        span = found.key_span if found and not found.is_default else article.top
        state = "is empty" if found and not found.is_default else "is missing"
        message = f"`{spec.name}` {state}; every {article.type_name} has one"
        yield context.diagnostic(span, message, spec.help)
