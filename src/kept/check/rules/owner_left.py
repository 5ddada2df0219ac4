"""K306 owner-left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.vocabulary import Term
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity

_VOCABULARY = (
    "owners:\n"
    "  networks: {name: Networks team, left: 2026-05-01, successor: devices}\n"
    "  devices: Devices team\n"
)


@rule(
    "K306",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\nowner: networks\n---\nText\n"
            ),
        },
    ),
    good=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\nowner: devices\n---\nText\n"
            ),
        },
    ),
)
def owner_left(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An article whose owner has left is nobody's: no one reviews it, and no one answers for it.

    The vocabulary says who has left, and who takes over: `networks: {left: 2026-05-01, successor: devices}`
    under `owners`. From that day on every article that still names them is reported.
    """
    given = article.given.get("owner")
    owners = context.library.vocabularies.get("owners")
    term = owners.get(str(given.value)) if given and given.value and owners else None
    if given is None or owners is None or term is None or not term.has_left(context.today):
        return
    heir = owners.successor(term, context.today)
    message = f"{_named(term)} has left{_since(term)}, and nobody else answers for this article"
    if given.is_default:
        advice = "change the `owner` that the defaults in mkdocs.yml or the contract give it"
        yield context.diagnostic(article.top, message, advice + _taken_over(heir))
        return
    span = given.node.span
    fix = Fix(f'write "{heir.word}"', Safety.UNSAFE, (Edit(span, heir.word),)) if heir else None
    advice = f"write `owner: {heir.word}`{_taken_over(heir)}" if heir else "name an owner who is still there"
    yield context.diagnostic(span, message, advice, fix=fix)


def _named(term: Term) -> str:
    return f'"{term.word}" ({term.name})' if term.name != term.word else f'"{term.word}"'


def _since(term: Term) -> str:
    return f" on {term.left.isoformat()}" if term.left and term.left > date.min else ""


def _taken_over(heir: Term | None) -> str:
    return f": {heir.name} has taken over" if heir else ""
