"""What a site shows of an article besides its text: small enough to be kept from one build to the next.

A builder needs this of every article, and the text only of those whose pages are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from kept.content.article import Article, reference_fields
from kept.content.freshness import Freshness, state_on
from kept.content.vocabulary import Vocabularies
from kept.text import Span

SEARCHED = ("symptoms", "error_codes", "asked_as")
"""Fields with the words of customers."""


class Metadata(NamedTuple):
    """Strings and tuples of them, so that it is the same after it was kept as JSON; days are ISO 8601."""

    reviewed: str
    due: str
    """The day after which its review is overdue; empty when there is none."""
    expires: str
    owner: str
    """As readers know it."""
    summary: str
    applies_to: tuple[str, ...]
    """What it is true for, as readers know it."""
    tags: tuple[str, ...]
    searched: tuple[str, ...]
    """Words that customers search by, besides those of its text."""
    terms: tuple[str, ...]
    """The words of all vocabularies that it uses, as readers know them."""
    names: tuple[str, ...]
    """Where its front matter names other documents or files: `12-40`, the first character and the end."""
    assets: tuple[str, ...]
    """The files that it shows or links to, by their paths in the project."""

    def freshness(self, today: date, due_soon: int) -> Freshness:
        """Whether it can still be trusted on the day `today` (as `Article.freshness`)."""
        reviewed, due, expires = map(_day, (self.reviewed, self.due, self.expires))
        return Freshness(state_on(today, reviewed, due, expires, due_soon), reviewed, due, expires)


LISTED = Metadata._fields.index("applies_to")
"""From here on the values are tuples."""


def metadata_of(article: Article, vocabularies: Vocabularies, assets: tuple[str, ...]) -> Metadata:
    """The metadata of an article that shows or links to these files."""
    fresh = article.freshness(date.min, 0)  # its dates are those of any day
    return Metadata(
        reviewed=_iso(fresh.reviewed),
        due=_iso(fresh.next_review),
        expires=_iso(fresh.expires),
        owner=_display(vocabularies, "owners", article.value("owner")),
        summary=str(article.value("description") or article.value("summary") or ""),
        applies_to=_applies_to(article, vocabularies),
        tags=tuple(str(tag) for tag in article.value("tags") or ()),
        searched=tuple(str(word) for name in SEARCHED for word in _listed(article.value(name))),
        terms=tuple(_terms(article, vocabularies)),
        names=tuple(f"{span.start}-{span.end}" for span in _names(article)),
        assets=assets,
    )


def restored(row: list[Any]) -> Metadata:
    """Metadata that was kept as JSON. Raises `TypeError` for anything else."""
    row[LISTED:] = map(tuple, row[LISTED:])
    return Metadata._make(row)


def _day(word: str) -> date | None:
    return date.fromisoformat(word) if word else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _names(article: Article) -> Iterator[Span]:
    yield from (node.span for _, node in reference_fields(article))
    if watched := article.given.get("watch"):
        yield watched.node.span


def _terms(article: Article, vocabularies: Vocabularies) -> Iterator[str]:
    specs = article.fields_by_name
    for name in article.given:
        spec = specs.get(name)
        vocabulary = vocabularies.get(spec.of) if spec and spec.kind == "terms" else None
        if vocabulary is not None:
            value = article.value(name)
            words = () if value is None else value if isinstance(value, tuple) else (value,)
            yield from (vocabulary.display(str(word)) for word in words)


def _applies_to(article: Article, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What the article is true for: `applies_to`, else its products with their versions."""
    given = article.value("applies_to")
    if given:
        return tuple(str(item) for item in given)
    products = tuple(_display(vocabularies, "products", word) for word in article.value("products") or ())
    versions = tuple(_display(vocabularies, "versions", word) for word in article.value("versions") or ())
    if products and versions:
        return (f"{', '.join(products)} {', '.join(versions)}",)
    return products


def _display(vocabularies: Vocabularies, vocabulary: str, word: str | None) -> str:
    if not word:
        return ""
    found = vocabularies.get(vocabulary)
    return found.display(word) if found else str(word)
