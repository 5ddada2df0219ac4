"""Articles → the evidence for their reviews: fingerprints held against the files, and dates against git.

Cost: nothing for an article without a review date; the files that an article depends on are read once each
and only where a fingerprint stands; git is asked once for all articles, and only if one of them needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from kept.config import Settings
from kept.content.article import Article
from kept.content.fingerprint import (
    NOTHING_KNOWN,
    Evidence,
    Fingerprint,
    Reviews,
    Seal,
    file_digest,
    file_digests,
    make_fingerprint,
    read_fingerprint,
    text_digest,
)
from kept.dependencies import Dependencies, globs, selected
from kept.history import Commit, History, Wanted, days_before
from kept.parse.document import Document
from kept.values import dataclass

ReadHistory = Callable[[Wanted], History]
"""Answers what is wanted of the git history; a command that does not care for it gives `no_history`."""


def no_history(wanted: Wanted) -> History:
    """Knows nothing, and does not run git."""
    return History()


def gather(
    articles: Sequence[Article],
    settings: Settings,
    read: ReadHistory = no_history,
    others: Mapping[str, date] | None = None,
    documents: Mapping[str, Document] | None = None,
) -> Reviews:
    """The evidence of every article that has a review date or a fingerprint.

    `others` are the review dates of articles that were not read now (see `dated_only`), and `documents` finds
    those that are depended on, where `articles` are not all.
    """
    dates = dict(others or {})
    telling: list[Article] = []
    for article in articles:
        if day := dated_only(article):
            dates[article.path] = date.fromisoformat(day)  # most articles: there is nothing but a date
        elif article.document.is_readable and article.given.keys() & {"reviewed", "review_fingerprint"}:
            telling.append(article)
    if not dates and not telling:
        return Reviews()
    if documents is None:
        documents = {one.path: one.document for one in articles} if telling else {}
    dependencies = Dependencies(settings, documents)
    reviews = [_review(article, settings, dependencies) for article in telling]
    history = read(_wanted(reviews, dates, settings))
    changes = _Changes(history)
    found = {one.article.path: _evidence(one, changes) for one in reviews}
    for path in history.date_alone & dates.keys():
        found[path] = Evidence(date_alone=history.date_set[path].short)
    return Reviews({path: one for path, one in found.items() if one != NOTHING_KNOWN}, history.note)


def dated_only(article: Article) -> str:
    """The day of its review (ISO 8601) when nothing but that day is to be looked up; else nothing."""
    given = article.given
    if "review_fingerprint" in given or depends_on_files(article) or "reviewed" not in given:
        return ""
    day = given["reviewed"].value
    return day.isoformat() if isinstance(day, date) else ""


def depends_on_files(article: Article) -> bool:
    """Whether the evidence for its review is in other files too."""
    return "watch" in article.given or bool(article.document.snippets)


def fingerprint_of(
    article: Article, settings: Settings, dependencies: Dependencies, reviewed: date, by: str
) -> Fingerprint:
    """The fingerprint of an article as it stands, for a review on a day by a team."""
    text = text_digest(article.document, settings.field_names)
    return make_fingerprint(text, dependencies.digests(article), reviewed, by)


@dataclass(frozen=True, slots=True)
class _Review:
    """One review: what the files say about it, and what only the history could say."""

    article: Article
    reviewed: date | None
    evidence: Evidence
    depends_on: tuple[str, ...] = ()
    """The files whose changes the history must tell."""
    patterns: tuple[str, ...] = ()
    """Globs that do the same, also for files that are gone."""

    @property
    def asks_history(self) -> bool:
        """Whether only the history can tell which files have changed."""
        evidence = self.evidence
        return bool(
            (self.depends_on or self.patterns)
            and (evidence.seal is Seal.NONE or evidence.changed_unnamed or evidence.lost)
        )


def _review(article: Article, settings: Settings, dependencies: Dependencies) -> _Review:
    value = article.value("reviewed")
    reviewed = value if isinstance(value, date) else None
    word = article.value("review_fingerprint")
    patterns = globs(article)
    if word is None:
        if not patterns and not article.document.snippets:
            return _Review(article, reviewed, Evidence())
        return _Review(article, reviewed, Evidence(), dependencies.of(article), patterns)
    recorded = read_fingerprint(str(word))
    if recorded is None:
        return _Review(article, reviewed, Evidence(Seal.BROKEN))
    digests = dependencies.digests(article)
    evidence = _held_against(recorded, text_digest(article.document, settings.field_names), digests)
    if not recorded.is_sealed(reviewed, str(article.value("reviewed_by") or "")):
        evidence = replace(evidence, seal=Seal.BROKEN)
    return _Review(article, reviewed, evidence, tuple(digests), patterns)


def _held_against(recorded: Fingerprint, text: str, digests: dict[str, str]) -> Evidence:
    """What has changed since a fingerprint was taken."""
    evidence = Evidence(Seal.WHOLE, text_changed=recorded.text != text)
    if recorded.files == file_digests(digests):
        return evidence
    if not recorded.names_files:
        return replace(evidence, changed_unnamed=len(digests))
    single = {path: file_digest(path, digest) for path, digest in digests.items()}
    changed = tuple(path for path, digest in single.items() if digest not in recorded.files)
    return replace(evidence, changed=changed, lost=not changed)


def _wanted(reviews: list[_Review], dates: dict[str, date], settings: Settings) -> Wanted:
    """The days from which on the history matters."""
    dated = [(one, one.reviewed) for one in reviews if one.reviewed]
    changes = [day for one, day in dated if one.asks_history]
    days = [*dates.values(), *(day for one, day in dated if one.evidence.seal is Seal.NONE)]
    return Wanted(
        changes_since=min(changes, default=None),
        dates_since=days_before(min(days), 1) if days else None,  # in some time zone it is still that day
        date_fields=("reviewed", *(theirs for theirs, ours in settings.fields if ours == "reviewed")),
        folders=tuple(folder for folder, _ in settings.folders()),
    )


def _evidence(review: _Review, changes: _Changes) -> Evidence:
    """The evidence with what the history adds to it."""
    evidence, path = review.evidence, review.article.path
    if review.reviewed is None:
        return evidence
    if evidence.seal is Seal.NONE and path in changes.history.date_alone:
        evidence = replace(evidence, date_alone=changes.history.date_set[path].short)
    found = list(changes.since(review)) if review.asks_history else []
    if found:
        paths = tuple(dict.fromkeys(path for path, _ in found))
        evidence = replace(evidence, changed=paths, changed_on=found[0][1])
    return evidence


class _Changes:
    """Looks up in the history which files have changed since a review."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._touched = sorted({*history.by_path, *history.uncommitted})
        self._by_glob: dict[tuple[str, ...], tuple[str, ...]] = {}

    def since(self, review: _Review) -> Iterator[tuple[str, date | None]]:
        """Files that an article depends on and that changed after its review, the last change first.

        What was committed before the date was, or together with the article, was there to be seen.
        """
        history, own = self.history, review.article.path
        if review.reviewed is None:
            return
        paths = sorted({*review.depends_on, *self._matched(review.patterns)} - {own})
        if own not in history.uncommitted:
            yield from ((path, None) for path in paths if path in history.uncommitted)
        end_of_day = datetime.combine(review.reviewed, time.max, UTC).timestamp()
        names = history.names(own)
        together = {commit.hash for name in names for commit in history.by_path.get(name, ())}
        dated = history.date_set.get(own)
        found: list[tuple[int, str, Commit]] = []
        for path in paths:
            for commit in history.by_path.get(path, ()):
                if commit.seconds <= end_of_day or (dated and not history.is_newer(commit, dated)):
                    break  # and so are all that follow
                if commit.hash not in together:
                    found.append((-commit.seconds, path, commit))
                    break
        yield from ((path, commit.time.date()) for _, path, commit in sorted(found, key=lambda one: one[:2]))

    def _matched(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        found = self._by_glob.get(patterns)
        if found is None:
            found = tuple(selected(self._touched, patterns))
            self._by_glob[patterns] = found
        return found
