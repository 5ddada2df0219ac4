"""What the theme shows of an article besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from kept.content.article import Article
from kept.content.freshness import State
from kept.library import Library


@dataclass(frozen=True, slots=True)
class PageView:
    """The values that the templates print; dates are written out, terms have their display names."""

    type: str
    state: str
    verified: str
    verified_iso: str
    due: str
    due_iso: str
    is_stale: bool
    owner: str
    applies_to: tuple[str, ...]


def page_view(article: Article, library: Library, today: date) -> PageView:
    """The view of an article on the day `today`."""
    fresh = article.freshness(today, library.settings.due_soon)
    return PageView(
        type=article.type_name,
        state=fresh.state.value,
        verified=written(fresh.reviewed),
        verified_iso=_iso(fresh.reviewed),
        due=written(fresh.next_review),
        due_iso=_iso(fresh.next_review),
        is_stale=fresh.state is State.OVERDUE,
        owner=_display(library, "owners", article.value("owner")),
        applies_to=_applies_to(article, library),
    )


SEARCHED = ("symptoms", "error_codes", "asked_as")
"""Fields with the words of customers."""


def search_words(article: Article) -> str:
    """Symptoms, error codes and other ways to ask, as HTML that search reads and readers don't see."""
    words = [str(word) for name in SEARCHED for word in _listed(article.value(name))]
    return f"<p hidden>{escape('; '.join(words))}</p>\n" if words else ""


def with_search_words(html: str, article: Article) -> str:
    """The page with its search words right after its title, where they count for the page as a whole."""
    title, end, rest = html.partition("</h1>")
    words = search_words(article)
    return f"{title}{end}\n{words}{rest}" if end and words else words + html


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def written(day: date | None) -> str:
    """`12 October 2026`; empty without a day."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _applies_to(article: Article, library: Library) -> tuple[str, ...]:
    """What the article is true for: `applies_to`, else its products with their versions."""
    given = article.value("applies_to")
    if given:
        return tuple(str(item) for item in given)
    products = tuple(_display(library, "products", word) for word in article.value("products") or ())
    versions = tuple(_display(library, "versions", word) for word in article.value("versions") or ())
    if products and versions:
        return (f"{', '.join(products)} {', '.join(versions)}",)
    return products


def _display(library: Library, vocabulary: str, word: str | None) -> str:
    if not word:
        return ""
    found = library.vocabularies.get(vocabulary)
    return found.display(word) if found else str(word)
