"""Which content type the documents of a folder are: by the folder's name, and by the sections they have."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kept.content.contract import ContentType, SectionSpec
from kept.parse.document import Document
from kept.values import dataclass
from kept.yaml_nodes import Scalar

NAMED = {
    "how-to": "how-to how-tos howto howtos how-to-guides how-to-articles tasks tutorials",
    "troubleshooting": "troubleshooting troubleshoot problems fixes",
    "faq": "faq faqs questions frequently-asked-questions q-and-a",
    "known-issue": "known-issues known-issue knownissues known-bugs known-problems",
    "reference": "reference references ref",
    "sop": "sop sops procedures standard-operating-procedures playbooks runbooks",
    "workflow": "workflow workflows processes",
    "release": "releases release-notes release",
    "bug-report": "bug-reports",
    "feedback-summary": "feedback-summaries",
}
"""Names of folders by the type of what is in them."""

NAMED_SHARE = 0.25
"""The share of documents that must have the type's sections when the folder's name says the type."""

UNNAMED_SHARE = 0.6
"""The same when only the sections say it."""

FEWEST = 3
"""Documents from which sections alone are evidence."""

_ENDINGS = frozenset({"Related", "Did this help?"})
"""Sections that nearly every type has, and that say nothing about one."""


@dataclass(frozen=True, slots=True)
class TypeGuess:
    """What the documents of a folder are taken for; `is_used` is false when too few have its sections."""

    folder: str
    type: str
    count: int
    fitting: int
    is_named: bool
    is_used: bool


Fits = Mapping[str, frozenset[str]]
"""By the path of a document: the types of which it has at least half of the telling sections."""


def infer_types(
    documents: Iterable[Document], types: Mapping[str, ContentType], folders: Iterable[str]
) -> tuple[TypeGuess, ...]:
    """The types of folders; a folder within another one is named only when its type is another.

    Cost: linear in the number of documents and of their headings.
    """
    documents = [one for one in documents if not _says_its_type(one, types)]
    fits = _fits(documents, types)
    below = _by_folder(documents, tuple(folders))
    found: list[TypeGuess] = []
    used: dict[str, TypeGuess] = {}
    for folder, inside in sorted(below.items()):
        above = next((used[one] for one in _above(folder) if one in used), None)
        guess = _by_name(folder, inside, types, fits)
        if guess is None and above is None and len(inside) >= FEWEST:
            guess = next(_by_sections(folder, inside, types, fits), None)
        if guess and not (above and above.type == guess.type):
            found.append(guess)
            if guess.is_used:
                used[folder] = guess
    return tuple(found)


def _says_its_type(document: Document, types: Mapping[str, ContentType]) -> bool:
    """Whether the folder decides nothing about it."""
    written = document.front.get("type") if document.front else None
    return isinstance(written, Scalar) and (written.raw in types or written.raw == "page")


def _above(folder: str) -> Iterator[str]:
    while folder:
        folder = posixpath.dirname(folder)
        yield folder


def _by_folder(documents: Iterable[Document], folders: tuple[str, ...]) -> dict[str, list[str]]:
    """The paths of the documents below each folder within the content folders."""
    below: dict[str, list[str]] = {}
    for document in documents:
        folder = posixpath.dirname(document.path)
        if posixpath.basename(document.path).lower() in ("index.md", "readme.md", "_index.md"):
            continue
        while folder and folder not in folders:
            below.setdefault(folder, []).append(document.path)
            folder = posixpath.dirname(folder)
        if folder and folder != ".":
            below.setdefault(folder, []).append(document.path)
    return below


def _by_name(
    folder: str, inside: list[str], types: Mapping[str, ContentType], fits: Fits
) -> TypeGuess | None:
    name = posixpath.basename(folder).lower().replace("_", "-").replace(" ", "-").lstrip("-")
    for type_name, names in NAMED.items():
        if type_name in types and (name in names.split() or name == type_name):
            fitting = sum(type_name in fits[path] for path in inside)
            used = fitting >= NAMED_SHARE * len(inside)
            return TypeGuess(folder, type_name, len(inside), fitting, True, used)
    return None


def _by_sections(
    folder: str, inside: list[str], types: Mapping[str, ContentType], fits: Fits
) -> Iterator[TypeGuess]:
    """The types whose sections most documents have, in each folder within; one section is no evidence."""
    parts: dict[str, list[frozenset[str]]] = {}
    for path in inside:
        child = posixpath.dirname(path[len(folder) + 1 :]).partition("/")[0]
        parts.setdefault(child, []).append(fits[path])
    for name, one in types.items():
        had = [[name in fit for fit in part] for part in parts.values()]
        if len(_telling(one)) > 1 and all(sum(part) >= UNNAMED_SHARE * len(part) for part in had):
            yield TypeGuess(folder, name, len(inside), sum(map(sum, had)), False, True)


def _telling(content_type: ContentType) -> tuple[SectionSpec, ...]:
    """The sections by which a type is known."""
    return tuple(one for one in content_type.sections if not one.optional and one.name not in _ENDINGS)


def _fits(documents: list[Document], types: Mapping[str, ContentType]) -> Fits:
    telling = {name: _telling(one) for name, one in types.items()}
    accepted: dict[str, frozenset[tuple[str, str]]] = {}

    def accepting(heading: str) -> frozenset[tuple[str, str]]:
        """The sections that a heading names; headings repeat, so each is looked up once."""
        if heading not in accepted:
            accepted[heading] = frozenset(
                (name, spec.shown)
                for name, specs in telling.items()
                for spec in specs
                if spec.accepts(heading)
            )
        return accepted[heading]

    def fitting(document: Document) -> frozenset[str]:
        named = {pair for heading in document.headings for pair in accepting(heading.text)}
        had = Counter(name for name, _ in named)
        return frozenset(name for name, count in had.items() if 2 * count >= len(telling[name]))

    return {document.path: fitting(document) for document in documents}
