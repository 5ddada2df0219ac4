"""What was inferred, as a table that a person can judge: what, what becomes of it, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from kept.adopt.plan import Inferred, Request
from kept.parse.files import printable

Row = tuple[str, str, str]
SHOWN = 12
"""Lines about one thing; the rest is counted."""


def rows(found: Inferred, request: Request) -> Iterator[Row]:
    """The lines of the table."""
    place = found.place
    unread = f"; {found.unreadable} cannot be read" if found.unreadable else ""
    yield "documents", f"{found.documents:,} in {', '.join(place.folders)}", f"{place.system}{unread}"
    for name, count in place.left_out:
        yield "", f"not in {name}", f"{count} Markdown files; add it under `content` if it is to be read"
    for name, count in place.foreign:
        yield "", f"no {name}", f"{count} files, which kept does not read"
    for pattern in found.exclude:
        yield "left out", pattern, "no documents"
    yield from _limited("fields", list(_fields(found)))
    for note in found.fields.notes:
        yield "", "", note
    for ours, form, count in found.dates:
        yield "dates", form, f"{count} × `{ours}`"
    owned = [
        (f"{one.pattern} → {one.owner}", f"{one.count} documents, by CODEOWNERS") for one in found.owners
    ]
    yield from _limited("owners", owned)
    yield from _limited("types", list(_types(found)))
    yield from _limited(
        "closed", [(one.path, f"{one.field}: {one.value}, because {one.why}") for one in found.closed]
    )
    why = (
        "as you said"
        if request.audience == request.audiences[0]
        else "nothing is public until somebody says so"
    )
    yield "audience", request.audience, why
    yield from _limited("words", [_words(found, index) for index in range(len(found.words))])


def _limited(label: str, lines: list[tuple[str, str]]) -> Iterator[Row]:
    for number, (what, evidence) in enumerate(lines[:SHOWN]):
        yield "" if number else label, what, evidence
    if len(lines) > SHOWN:
        yield "", "…", f"{len(lines) - SHOWN} more"


def _fields(found: Inferred) -> Iterator[tuple[str, str]]:
    for one in found.fields.mapped:
        yield f"{one.theirs} → {one.ours}", f"in {one.count} of {found.documents}: {one.evidence}"
    for name, count in found.fields.own:
        yield name, f"in {count}: kept's own"
    for name, count in found.fields.extra:
        yield name, f"in {count}: left alone (`extra_fields`)"
    for name, count, near in found.fields.unclear:
        yield name, f"in {count}: probably `{near}`, stays a finding"


def _types(found: Inferred) -> Iterator[tuple[str, str]]:
    for one in found.types:
        have = f"{one.fitting} of {one.count} have half of its sections or more"
        if one.is_used:
            yield f"{one.folder} → {one.type}", have
        else:
            yield f"{one.folder} → page", f"named like {one.type}, but {have}"
    if not found.types:
        yield "page", "no folder has the name or the sections of a content type"


def _words(found: Inferred, index: int) -> tuple[str, str]:
    one = found.words[index]
    if one.open_because:
        return one.name, f"any word: {one.open_because}"
    other = f"; {len(one.spellings)} other spellings stay findings" if one.spellings else ""
    return one.name, f"{_plural(len(one.words), 'word')} in {_plural(one.uses, 'use')}{other}"


def as_text(lines: list[Row]) -> str:
    """The table for a terminal."""
    first = max(len(label) for label, *_ in lines)
    second = min(max(len(what) for _, what, _ in lines), 52)
    return "".join(
        printable(f"  {label:<{first}}  {what:<{second}}  {evidence}".rstrip()) + "\n"
        for label, what, evidence in lines
    )


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
