"""Which reviews are due: derived from the dates, the intervals and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from kept.content.article import Article
from kept.content.fingerprint import Evidence, Seal
from kept.content.freshness import State
from kept.library import Library
from kept.values import dataclass


class Why(StrEnum):
    """Why somebody has to look at an article."""

    NEVER = "never reviewed"
    REOPENED = "reopened"
    UNPROVEN = "dated by hand"
    OVERDUE = "overdue"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class DueReview:
    """An article that is to be reviewed, until when, and why."""

    path: str
    title: str
    url: str
    """Its address on the site; relative when the project has no `site_url`."""
    owner: str
    """The term; empty without one."""
    owner_name: str
    why: Why
    due: date
    reviewed: date | None = None
    changed: tuple[str, ...] = ()
    """Files it depends on that changed since its review."""
    views: int | None = None

    @property
    def sort_key(self) -> tuple[date, int, str]:
        """Soonest first, then most read first."""
        return (self.due, -(self.views or 0), self.path)


def due_reviews(
    library: Library, today: date, days: int, views: Mapping[str, int] | None = None
) -> list[DueReview]:
    """What is overdue on the day `today`, or due within `days`, soonest first.

    An article that was never reviewed, was reopened by a change, or dated by hand is due today. Drafts and
    what is archived or has expired is left out: no reader sees it. `views` are by the path of the article.
    """
    until = today + timedelta(days=min(days, (date.max - today).days))
    found = (
        _due(article, library, today, until, None if views is None else views.get(article.path, 0))
        for article in library.articles
    )
    return sorted((one for one in found if one), key=lambda one: one.sort_key)


def _due(article: Article, library: Library, today: date, until: date, views: int | None) -> DueReview | None:
    if not article.document.is_readable or article.value("status") in ("draft", "archived"):
        return None
    fresh = article.freshness(today, 0)
    evidence = library.evidence(article)
    if fresh.state is State.EXPIRED:
        return None
    reasons = dict(_reasons(article, evidence, today, until))
    if not reasons:
        return None
    why = min(reasons, key=lambda one: reasons[one])
    owners = library.vocabularies.get("owners")
    owner = str(article.value("owner") or "")
    base = library.settings.site_url
    return DueReview(
        path=article.path,
        title=article.title,
        url=f"{base.rstrip('/')}/{article.url}" if base else article.url,
        owner=owner,
        owner_name=(owners.display(owner) if owners else owner) or "Without an owner",
        why=why,
        due=reasons[why],
        reviewed=fresh.reviewed,
        changed=evidence.changed,
        views=views,
    )


def _reasons(article: Article, evidence: Evidence, today: date, until: date) -> Iterator[tuple[Why, date]]:
    """Each reason why an article is due, with the day."""
    fresh = article.freshness(today, 0)
    if fresh.next_review and fresh.next_review <= until:
        yield (Why.OVERDUE if fresh.next_review < today else Why.DUE), fresh.next_review
    if fresh.reviewed is None and article.review_every:
        yield Why.NEVER, today
    if evidence.seal is Seal.BROKEN:
        yield Why.UNPROVEN, today
    if evidence.changed or evidence.changed_unnamed or evidence.lost:
        yield Why.REOPENED, today
