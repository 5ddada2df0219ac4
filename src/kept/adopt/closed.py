"""What must not become public by being adopted: drafts, and documents that say they are not for everybody.

Other systems write `draft: true`, `published: false` or `visibility: staff`. kept knows these words only
after it has been told, so until somebody decides otherwise each such document is named with its path.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator

from kept.adopt.keys import KeyUse
from kept.adopt.mapping import Fields
from kept.parse.document import Document
from kept.values import dataclass
from kept.yaml_nodes import Node, Scalar


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHOWN = _set(
    "published publish live public final approved accepted active current stable released done complete "
    "completed everyone all anyone customers external yes true"
)
_CLOSED_FLAGS = _set("draft private internal confidential hidden unlisted staff_only internal_only")
_OPEN_FLAGS = _set("published public publish live")
_OF_THE_SUBJECT = _set("new updated deprecated alpha beta preview experimental")
"""What `status` says in Material of the page's subject, and shows beside its title: no state of the text."""

_STATES = _set("state stage lifecycle publication_status")
_HIDDEN = _set(
    "draft drafts wip hidden private unpublished archived archive obsolete retired pending proposed planned "
    "internal inactive rejected withdrawn review todo"
)
_READERS = _set("visibility access audience audiences readers scope classification sensitivity")
_FOLDERS = _set("internal private drafts draft _drafts confidential staff staff-only")
MOST_PATHS = 25
"""Documents that are closed one by one."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A document or folder that must stay closed: a field and its value for a path, and why."""

    path: str
    field: str
    value: str
    why: str


def closed(documents: Iterable[Document], uses: tuple[KeyUse, ...], fields: Fields) -> tuple[Closed, ...]:
    """Everything that is not to become public, folders first, each path once for each field."""
    theirs = {one.theirs for one in fields.mapped if not one.ours.startswith("other_")}
    theirs |= {"audience", "status"} - {one.theirs for one in fields.mapped}
    found: dict[tuple[str, str], Closed] = {}
    for one in (*_by_folder(documents), *_by_fields(uses, theirs)):
        found.setdefault((one.path, one.field), one)
    return tuple(_gathered(list(found.values())))


def _gathered(found: list[Closed]) -> Iterator[Closed]:
    """Folders instead of documents when there are many: each path costs time with every document read.

    Too much is closed then, and a person opens it; the other way round nobody could.
    """
    folders = [one for one in found if one.path.endswith("/")]
    single = [one for one in found if not one.path.endswith("/")]
    if len(single) <= MOST_PATHS:
        yield from found
        return
    yield from folders
    counts = Counter((f"{posixpath.dirname(one.path)}/", one.field, one.value) for one in single)
    for (path, field, value), count in sorted(counts.items()):
        yield Closed(path, field, value, f"{count} documents in it are marked so; say it in each of them")


def _by_folder(documents: Iterable[Document]) -> Iterator[Closed]:
    for document in documents:
        folder = posixpath.dirname(document.path)
        parts = folder.split("/") if folder else []
        for index, name in enumerate(parts):
            if name.lower() in _FOLDERS:
                path = "/".join(parts[: index + 1])
                yield Closed(f"{path}/", "audience", "internal", f"the folder's name is {name}")
                break


def _by_fields(uses: tuple[KeyUse, ...], theirs: set[str]) -> Iterator[Closed]:
    """Marks that kept does not read itself: what it reads and doesn't understand it never publishes."""
    for use in uses:
        name = "_".join(use.tokens)
        for path, node in use.values if use.name not in theirs else ():
            mark = _mark(name, node)
            if mark:
                yield Closed(path, *mark, f"`{use.name}: {_shown(node)}`")


def _mark(name: str, node: Node) -> tuple[str, str] | None:
    """The field and the value that a mark stands for."""
    if name == "draft" and not _is_false(node):
        return "status", "draft"
    if name in _CLOSED_FLAGS and not _is_false(node):
        return "audience", "internal"
    is_draft = name in _OPEN_FLAGS and _is_false(node)
    is_draft = is_draft or (name == "status" and not _is_shown(node) and not _tells_of_subject(node))
    if is_draft or (name in _STATES and not _HIDDEN.isdisjoint(_shown(node).lower().split())):
        return "status", "draft"
    return ("audience", "internal") if name in _READERS and not _is_shown(node) else None


def _is_false(node: Node) -> bool:
    return isinstance(node, Scalar) and (
        node.value is False or node.raw.strip().lower() in ("false", "no", "off", "0")
    )


def _is_shown(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.value is True or node.raw.strip().lower() in _SHOWN)


def _tells_of_subject(node: Node) -> bool:
    return isinstance(node, Scalar) and node.raw.strip().lower() in _OF_THE_SUBJECT


def _shown(node: Node) -> str:
    return " ".join(node.raw.split())[:40] if isinstance(node, Scalar) else "…"
