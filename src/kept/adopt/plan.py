"""Everything that is inferred about a knowledge base, together, and the settings that follow from it."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from kept.adopt.closed import Closed, closed
from kept.adopt.extensions import extensions
from kept.adopt.keys import KeyUse, date_form, is_date, key_uses
from kept.adopt.mapping import Fields, infer_fields
from kept.adopt.owners import OwnedPath, infer_owners
from kept.adopt.place import ABOUT_THE_REPOSITORY, NOT_CONTENT, Place
from kept.adopt.shapes import TypeGuess, infer_types
from kept.adopt.words import Words, infer_words
from kept.content.scaffold import one_line_yaml
from kept.library import Library
from kept.parse.files import printable
from kept.values import dataclass
from kept.yaml_nodes import Scalar

INDEXES = ("index.md", "README.md", "_index.md")
_SPECIAL = re.compile(r"([*?\[\]\\ #!])")
_INSIDE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//|#).")
_HTML = re.compile(r"\.html(?:[#?]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What the person who adopts has decided."""

    audience: str
    audiences: tuple[str, ...] = ("public", "internal")
    trusted_modules: tuple[str, ...] = ()
    vocabulary: str = ""
    """The vocabulary to be written; empty when there is one."""
    templates: str = ""
    """Another name for the folder of contracts, when the usual one holds something else."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the documents say about how they are written."""

    place: Place
    documents: int
    unreadable: int
    uses: tuple[KeyUse, ...]
    fields: Fields
    types: tuple[TypeGuess, ...]
    closed: tuple[Closed, ...]
    owners: tuple[OwnedPath, ...]
    """Owners by path, when the documents don't name theirs."""
    words: tuple[Words, ...]
    dates: tuple[tuple[str, str, int], ...]
    """Our field, the form of its days, and how often it is used."""
    exclude: tuple[str, ...]
    needless_types: tuple[str, ...]
    """Folders whose type their contract gives already."""
    indexes: tuple[str, ...]
    """Names of index pages that there are."""
    has_html_links: bool
    extensions: tuple[str, ...]
    """Entries of `markdown_extensions` for a new configuration."""


def infer(knowledge: Library, place: Place, today: date) -> Inferred:
    """Everything about a knowledge base that was read without any setting of ours."""
    documents = [article.document for article in knowledge.articles]
    readable = [document for document in documents if document.is_readable]
    uses = key_uses(readable)
    types = knowledge.types
    fields = infer_fields(uses, tuple(types), knowledge.settings.audiences, today)
    links = [link.target for one in readable for link in one.links if _INSIDE.match(link.target)]
    html = sum(bool(_HTML.search(target)) for target in links)
    guesses = infer_types(readable, types, place.folders)
    names = {posixpath.basename(one.path) for one in documents}
    is_owned = any(use.name in fields.theirs("owner") and use.count for use in uses)
    owners = () if is_owned else infer_owners(place.root, tuple(one.path for one in documents))
    return Inferred(
        place=place,
        documents=len(documents),
        unreadable=len(documents) - len(readable) + len(knowledge.problem_files),
        uses=uses,
        fields=fields,
        types=guesses,
        closed=closed(readable, uses, fields),
        owners=owners,
        words=infer_words(uses, fields, tuple(one.owner for one in owners)),
        dates=tuple(_date_forms(uses, fields)),
        exclude=tuple(left_out(place, (one.path for one in documents))),
        needless_types=tuple(one.folder for one in types.values() if one.folder),
        indexes=tuple(name for name in INDEXES if name in names),
        has_html_links=html >= 3 and 2 * html > len(links),
        extensions=extensions(readable),
    )


def _date_forms(uses: tuple[KeyUse, ...], fields: Fields) -> Iterator[tuple[str, str, int]]:
    for ours in ("reviewed", "expires"):
        names = fields.theirs(ours)
        nodes = [node for use in uses if use.name in names for node in use.nodes]
        forms = Counter(date_form(node) for node in nodes if isinstance(node, Scalar) and is_date(node))
        for form, count in sorted(forms.items(), key=lambda item: (-item[1], item[0])):
            yield ours, form, count
        if others := len(nodes) - forms.total():
            yield ours, "no date", others


def left_out(place: Place, paths: Iterable[str]) -> Iterator[str]:
    """Patterns of files among the documents that are no documents."""
    names = {posixpath.basename(path) for path in paths}
    if place.system in ("Docusaurus", "VitePress") and any(name.startswith("_") for name in names):
        yield "_*.md"
    if place.system == "mdBook" or "SUMMARY.md" in names:
        yield "SUMMARY.md"
    if place.docs_dir == ".":
        for path in sorted(place.root.glob("*.md")):
            stem = path.stem.lower().replace("-", "_")
            if stem in ABOUT_THE_REPOSITORY and stem != "readme":
                yield pattern(path.name)
        for folder in sorted(NOT_CONTENT):
            if (place.root / folder).is_dir():
                yield f"/{folder}/"


def settings_lines(found: Inferred, request: Request) -> list[str]:
    """Our settings as lines of YAML, with what speaks for each as a comment."""
    lines = [f"content: {one_line_yaml(list(found.place.content))}"]
    if request.templates:
        lines.append(
            f"templates: {request.templates}  # `templates` holds something else; kept's own are used"
        )
    if request.vocabulary not in ("", "kb/vocabulary.yml"):
        lines.append(f"vocabulary: {one_line_yaml(request.vocabulary)}")
    if request.trusted_modules:
        lines.append(f"trusted_modules: {one_line_yaml(list(request.trusted_modules))}")
    if found.fields.mapped:
        lines.append("fields: # theirs: ours")
        lines += [
            f"  {one_line_yaml(one.theirs)}: {one.ours}"
            f"  # in {one.count} of {found.documents}: {one.evidence}"
            for one in found.fields.mapped
        ]
    extra = [*_grouped([name for name, _ in found.fields.extra])]
    others = [one.ours for one in found.fields.mapped if one.ours.startswith("other_")]
    if names := [*extra, *(name for name in others if name not in extra)]:
        lines += _list("extra_fields", names)
    lines += ["defaults: # later lines win, and what a document says itself wins over all"]
    lines += [f"  - {line}" for line in _defaults(found, request)]
    if found.exclude:
        lines += _list("exclude", list(found.exclude))
    return lines


def _list(name: str, items: list[str]) -> list[str]:
    short = f"{name}: {one_line_yaml(items)}"
    return [short] if len(short) <= 90 else [f"{name}:", *(f"  - {one_line_yaml(item)}" for item in items)]


def _grouped(names: list[str]) -> Iterator[str]:
    """`ms.author`, `ms.date` and `ms.topic` as `ms.*`."""
    prefixes = Counter(name.partition(".")[0] for name in names if "." in name)
    told = set()
    for name in sorted(names):
        prefix, dot, _ = name.partition(".")
        if dot and prefixes[prefix] >= 3:
            if prefix not in told:
                yield f"{prefix}.*"
            told.add(prefix)
        else:
            yield name


def _defaults(found: Inferred, request: Request) -> Iterator[str]:
    for folder in found.place.folders:
        yield _entry(below(folder), "audience", request.audience)
    for owned in found.owners:
        yield _entry(owned.pattern, "owner", owned.owner, "from CODEOWNERS")
    for guess in found.types:
        is_given = guess.folder in found.needless_types
        if guess.is_used and not is_given:
            note = f"{guess.fitting} of {guess.count} have its sections"
            yield _entry(below(guess.folder), "type", guess.type, note)
            for name in found.indexes:
                yield _entry(f"{pattern(guess.folder)}/**/{name}", "type", "page")
        elif is_given and not guess.is_used:
            yield _entry(below(guess.folder), "type", "page", f"few have the sections of {guess.type}")
    for one in found.closed:
        if one.field == "audience" and request.audience != request.audiences[0]:
            continue  # nothing is public anyway
        path = below(one.path.rstrip("/") or ".") if one.path.endswith("/") else pattern(one.path)
        yield _entry(path, one.field, one.value, one.why)


def _entry(path: str, field: str, value: str, note: str = "") -> str:
    quoted = json.dumps(path, ensure_ascii=False)  # a string of JSON is one of YAML
    comment = f"  # {printable(' '.join(note.split()))}" if note else ""
    return f"{{path: {quoted}, {field}: {one_line_yaml(value)}}}{comment}"


def pattern(path: str) -> str:
    """The pattern that matches this path alone."""
    escaped = _SPECIAL.sub(r"\\\1", path)
    return escaped if "/" in escaped else f"/{escaped}"


def below(folder: str) -> str:
    """The pattern that matches everything below a folder."""
    escaped = _SPECIAL.sub(r"\\\1", folder)
    return "**" if folder == "." else f"{escaped}/**"
