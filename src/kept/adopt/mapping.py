"""Which of their fields are which of ours: by name, and only if the values are of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from kept.adopt.keys import (
    ENOUGH,
    KeyUse,
    day_of,
    is_date,
    is_duration,
    is_list,
    is_paths,
    is_text,
    is_word,
    shape,
    share,
)
from kept.content.fields import COMMON_FIELDS, FieldSpec, Reading, read_field
from kept.content.vocabulary import Vocabularies
from kept.near import nearest
from kept.values import dataclass
from kept.yaml_nodes import Node, Scalar

OURS = frozenset(spec.name for spec in COMMON_FIELDS)
DECIDING = frozenset({"audience", "expires", "title"})
"""Fields that decide whether a document is published; they are never read as something else."""


@dataclass(frozen=True, slots=True)
class _Target:
    """One of our fields, the names others give it, and the kind that its values must have."""

    ours: str
    names: frozenset[str]
    is_kind: Callable[[Node], bool]
    kind: str
    words: frozenset[str] = frozenset()
    """Words of which one in the name is enough."""
    never: frozenset[str] = frozenset()
    """Words with which the name means something else."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TARGETS = (
    _Target(
        "reviewed",
        _set("last_reviewed last_reviewed_on last_review reviewed_on review_date last_verified verified"),
        is_date,
        "dates",
        _set("reviewed verified validated review checked attested"),
        _set("next due by until every in interval cycle period upcoming"),
    ),
    _Target(
        "review_every",
        _set("review_in review_interval review_cycle review_period review_frequency review_after"),
        is_duration,
        "lengths of time",
        _set("review verify refresh recheck"),
    ),
    _Target(
        "expires",
        _set("valid_until expiry_date expire_date expires_on"),
        is_date,
        "dates",
        _set("expires expiry expiration expire sunset"),
    ),
    _Target(
        "owner",
        _set("owner_slack owning_team owned_by team squad maintainer responsible steward dri custodian"),
        is_word,
        "names",
        _set("owner owned owning team squad maintainer responsible steward dri custodian"),
        _set("email mail url phone"),
    ),
    _Target("tags", _set("labels label tag keywords topics categories category subjects"), is_list, "lists"),
    _Target(
        "redirect_from",
        _set("aliases alias redirects old_urls former_urls previous_urls old_paths"),
        is_paths,
        "lists of addresses",
    ),
    _Target("summary", _set("abstract excerpt intro synopsis subtitle lead tldr"), is_text, "text"),
    _Target("description", _set("meta_description seo_description"), is_text, "text"),
    _Target("title", _set("headline page_title heading name"), is_text, "text"),
    _Target("products", _set("product"), is_list, "lists"),
    _Target("versions", _set("version"), is_list, "lists"),
)
_TYPE_NAMES = _set("content_type article_type doc_type doctype topic_type page_type document_type")
_AUDIENCE_NAMES = _set("visibility access audiences readers")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One of their fields that is read as one of ours, and why."""

    theirs: str
    ours: str
    count: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Fields:
    """What becomes of each field: read as ours, ours already, left alone, or a finding."""

    mapped: tuple[Mapped, ...]
    own: tuple[tuple[str, int], ...]
    extra: tuple[tuple[str, int], ...]
    unclear: tuple[tuple[str, int, str], ...]
    """Fields that are probably misspelled, with the name that was probably meant; they stay findings."""
    notes: tuple[str, ...]

    def theirs(self, ours: str) -> tuple[str, ...]:
        """The names under which one of our fields is written."""
        return (ours, *(one.theirs for one in self.mapped if one.ours == ours))


def infer_fields(
    uses: tuple[KeyUse, ...], types: Collection[str], audiences: Collection[str], today: date
) -> Fields:
    """What the fields of the documents are."""
    by_name = {use.name: use for use in uses}
    mapped: list[Mapped] = []
    notes: list[str] = []
    foreign = [use for use in uses if use.name not in OURS]
    for target in (*_TARGETS, _type_target(types), _audience_target(audiences)):
        if target.ours in by_name and not _is_misused(by_name[target.ours], types):
            continue
        best = _best(target, foreign, {one.theirs for one in mapped}, today, notes)
        if best:
            mapped.append(Mapped(best.name, target.ours, best.count, target.kind))
    mapped.extend(_by_value(foreign, by_name, mapped))
    taken = {one.ours for one in mapped}
    mapped.extend(_misused(uses, taken, types))
    theirs = {one.theirs for one in mapped}
    own = tuple((use.name, use.count) for use in uses if use.name in OURS and use.name not in theirs)
    unclear = tuple(_misspelled([use for use in foreign if use.name not in theirs], by_name))
    wrong = {name for name, *_ in unclear}
    extra = [(use.name, use.count) for use in foreign if use.name not in theirs | wrong]
    extra += [(one.ours, one.count) for one in mapped if one.ours not in OURS and one.ours not in dict(extra)]
    return Fields(tuple(mapped), own, tuple(extra), unclear, tuple(notes))


def _type_target(types: Collection[str]) -> _Target:
    def is_type(node: Node) -> bool:
        return _raw(node) in types

    return _Target("type", _TYPE_NAMES, is_type, "names of content types")


def _audience_target(audiences: Collection[str]) -> _Target:
    def is_audience(node: Node) -> bool:
        return _raw(node) in audiences

    return _Target("audience", _AUDIENCE_NAMES, is_audience, "audiences")


def _best(
    target: _Target, uses: list[KeyUse], taken: set[str], today: date, notes: list[str]
) -> KeyUse | None:
    """The field that is most used among those whose name and values fit."""
    fitting = []
    for use in uses:
        if use.name in taken or not use.count or not _is_named_like(use, target):
            continue
        if share(use.nodes, target.is_kind) < ENOUGH:
            if "_".join(use.tokens) in target.names:
                kinds = shape(next(node for node in use.nodes if not target.is_kind(node)))
                notes.append(f"`{use.name}` is not read as `{target.ours}`: it holds {kinds}")
            continue
        if target.ours == "reviewed" and _lies_ahead(use, today):
            notes.append(f"`{use.name}` is not read as `reviewed`: most of its days are still to come")
            continue
        fitting.append(use)
    exact = [use for use in fitting if "_".join(use.tokens) in target.names]
    return max(exact or fitting, key=lambda use: use.count, default=None)


def _is_named_like(use: KeyUse, target: _Target) -> bool:
    words = set(use.tokens)
    return "_".join(use.tokens) in target.names or bool(words & target.words and not words & target.never)


def _lies_ahead(use: KeyUse, today: date) -> bool:
    days = [day for node in use.nodes if (day := day_of(node))]
    return bool(days) and sum(day > today for day in days) > len(days) / 2


def _by_value(foreign: list[KeyUse], by_name: dict[str, KeyUse], mapped: list[Mapped]) -> Iterator[Mapped]:
    """A field of lengths of time beside dates of review is how long a review holds, whatever its name."""
    taken = {one.ours for one in mapped} | set(by_name)
    if "reviewed" not in taken or "review_every" in taken:
        return
    lengths = [use for use in foreign if use.count >= 3 and share(use.nodes, is_duration) >= ENOUGH]
    lengths = [use for use in lengths if use.name not in {one.theirs for one in mapped}]
    if len(lengths) == 1:
        only = lengths[0]
        yield Mapped(only.name, "review_every", only.count, "the only lengths of time")


def _is_misused(use: KeyUse, types: Collection[str]) -> bool:
    """Whether a field that we have too is another thing in most of these documents."""
    if use.name == "type":
        known = {*types, "page"}
        return use.count > 0 and share(use.nodes, lambda node: _raw(node) in known) < 0.5
    spec = next((spec for spec in COMMON_FIELDS if spec.name == use.name), None)
    if spec is None or use.name in DECIDING:
        return False
    return use.count > 0 and share(use.nodes, _is_read(spec)) < 0.5


def _raw(node: Node) -> str:
    return node.raw if isinstance(node, Scalar) else ""


def _is_read(spec: FieldSpec) -> Callable[[Node], bool]:
    return lambda node: not read_field(spec, node, Reading(Vocabularies())).problems


def _misused(uses: tuple[KeyUse, ...], taken: set[str], types: Collection[str]) -> Iterator[Mapped]:
    for use in uses:
        if use.name in OURS and use.name not in taken and _is_misused(use, types):
            yield Mapped(
                use.name, f"other_{use.name}", use.count, "another thing than our field of this name"
            )


def _misspelled(foreign: list[KeyUse], by_name: dict[str, KeyUse]) -> Iterator[tuple[str, int, str]]:
    """Fields used once or twice whose name is nearly that of one that is used much more."""
    often = [use.name for use in by_name.values() if use.count >= 10] + sorted(OURS)
    for use in foreign:
        near = nearest(use.name, often) if use.count + use.empty <= 2 else None
        if near and near != use.name:
            yield use.name, use.count + use.empty, near
