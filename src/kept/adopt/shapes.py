"""Which content type the documents of a folder are: by the folder's name, and by the sections they have."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kept.content.contract import ContentType
from kept.parse.document import Document

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


def infer_types(
    documents: Iterable[Document], types: Mapping[str, ContentType], folders: Iterable[str]
) -> tuple[TypeGuess, ...]:
    """The types of folders; a folder within another one is named only when its type is another."""
    below = _by_folder(documents, tuple(folders))
    found: list[TypeGuess] = []
    for folder, inside in sorted(below.items()):
        above = next(
            (one for one in reversed(found) if folder.startswith(one.folder + "/") and one.is_used), None
        )
        guess = _by_name(folder, inside, types)
        if guess is None and above is None and len(inside) >= FEWEST:
            guess = next(_by_sections(folder, inside, types), None)
        if guess and not (above and above.type == guess.type):
            found.append(guess)
    return tuple(found)


def _by_folder(documents: Iterable[Document], folders: tuple[str, ...]) -> dict[str, list[Document]]:
    """The documents below each folder within the content folders."""
    below: dict[str, list[Document]] = {}
    for document in documents:
        folder = posixpath.dirname(document.path)
        if posixpath.basename(document.path).lower() in ("index.md", "readme.md", "_index.md"):
            continue
        while folder and folder not in folders:
            below.setdefault(folder, []).append(document)
            folder = posixpath.dirname(folder)
        if folder and folder != ".":
            below.setdefault(folder, []).append(document)
    return below


def _by_name(folder: str, inside: list[Document], types: Mapping[str, ContentType]) -> TypeGuess | None:
    name = posixpath.basename(folder).lower().replace("_", "-").replace(" ", "-").lstrip("-")
    for type_name, names in NAMED.items():
        if type_name in types and (name in names.split() or name == type_name):
            fitting = sum(_fits(document, types[type_name]) for document in inside)
            used = fitting >= NAMED_SHARE * len(inside)
            return TypeGuess(folder, type_name, len(inside), fitting, True, used)
    return None


def _by_sections(
    folder: str, inside: list[Document], types: Mapping[str, ContentType]
) -> Iterator[TypeGuess]:
    """The types whose sections most documents have, in each folder within; one section is no evidence."""
    parts: dict[str, list[Document]] = {}
    for document in inside:
        child = posixpath.dirname(document.path[len(folder) + 1 :]).partition("/")[0]
        parts.setdefault(child, []).append(document)
    for name, one in types.items():
        fits = [[_fits(document, one) for document in part] for part in parts.values()]
        if len(_telling(one)) > 1 and all(sum(part) >= UNNAMED_SHARE * len(part) for part in fits):
            yield TypeGuess(folder, name, len(inside), sum(map(sum, fits)), False, True)


def _telling(content_type: ContentType) -> list[str]:
    return [one.name for one in content_type.sections if not one.optional and one.name not in _ENDINGS]


def _fits(document: Document, content_type: ContentType) -> bool:
    """Whether it has at least half of the sections that tell the type."""
    telling = set(_telling(content_type))
    specs = [one for one in content_type.sections if one.name in telling]
    headings = [heading.text for heading in document.headings]
    had = sum(any(spec.accepts(heading) for heading in headings) for spec in specs)
    return bool(specs) and 2 * had >= len(specs)
