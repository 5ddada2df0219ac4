"""What stands behind a review date: the fingerprint of what was reviewed, and what has changed since.

A fingerprint is written as `sha256:TEXT-SEAL` or `sha256:TEXT-SEAL-FILES`, all in hexadecimal digits:

* TEXT of the article: its body, and its front matter but for the fields of `_NOT_TEXT`;
* FILES of what it depends on, 6 digits each, so that a finding can name the file that changed; for more
  than `NAMED` files one digest of all, after an `x`;
* SEAL of the date, the reviewer and the two others, so that none of them can be changed alone.

It proves that somebody ran `kept review` on this text. It is no signature: it keeps honest people from
moving a date by hand, not a forger from forging.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping as MappingType
from dataclasses import field
from datetime import date
from enum import StrEnum

from kept.parse.document import Document
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar

REVIEW_FIELDS = ("reviewed", "reviewed_by", "review_fingerprint")
"""What a review writes, in this order."""

_NOT_TEXT = frozenset({*REVIEW_FIELDS, "review_every", "status", "redirect_from"})
"""Fields that say nothing a reviewer would have to check again."""

NAMED = 12
"""Files that a fingerprint holds one by one; a line of front matter should stay a line."""

_FORM = re.compile(
    r"sha256:(?P<text>[0-9a-f]{12})-(?P<seal>[0-9a-f]{12})(?:-(?P<files>(?:[0-9a-f]{6})+|x[0-9a-f]{12}))?"
)


class Seal(StrEnum):
    """Whether a review has a fingerprint, and whether that belongs to its date and reviewer."""

    NONE = "none"
    WHOLE = "whole"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the review of one article beyond what its front matter says."""

    seal: Seal = Seal.NONE
    text_changed: bool = False
    """The text is not the one that was reviewed."""
    changed: tuple[str, ...] = ()
    """Files it depends on that changed since, as far as they can be named."""
    changed_unnamed: int = 0
    """When they cannot be: how many files there are, one of which changed at least."""
    lost: bool = False
    """A file it depended on is no longer there."""
    changed_on: date | None = None
    """The day of the last change, when it is known from the git history."""
    date_alone: str | None = None
    """The commit that set the date and changed nothing else; empty for a change not yet committed."""


@dataclass(frozen=True)
class Reviews:
    """The evidence of all articles that have any, and what a person should hear about it."""

    by_path: MappingType[str, Evidence] = field(default_factory=dict)
    note: str = ""


NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint in its parts; `files` are digests of single files, or one of all of them."""

    text: str
    seal: str
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join((f"sha256:{self.text}", self.seal, *filter(None, ["".join(self.files)])))

    @property
    def names_files(self) -> bool:
        """Whether each file has a digest of its own."""
        return not self.files or not self.files[0].startswith("x")

    def is_sealed(self, reviewed: date | None, by: str) -> bool:
        """Whether it belongs to this date and reviewer."""
        return self.seal == _seal(self.text, self.files, reviewed, by)


def make_fingerprint(text: str, files: MappingType[str, str], reviewed: date, by: str) -> Fingerprint:
    """The fingerprint of a text (its digest) and of files (path → digest), reviewed on a day by a team."""
    parts = file_digests(files)
    return Fingerprint(text, _seal(text, parts, reviewed, by), parts)


def file_digests(files: MappingType[str, str]) -> tuple[str, ...]:
    """How a fingerprint holds files: one by one, or all in one when they are many."""
    if len(files) > NAMED:
        return ("x" + _digest(*(word for path in sorted(files) for word in (path, files[path])), size=12),)
    return tuple(sorted(file_digest(path, digest) for path, digest in files.items()))


def file_digest(path: str, digest: str) -> str:
    """How a fingerprint holds one file."""
    return _digest(path, digest, size=6)


def read_fingerprint(word: str) -> Fingerprint | None:
    """The fingerprint that a field holds; `None` if it is none that kept has written."""
    found = _FORM.fullmatch(word.strip())
    if not found:
        return None
    files = found["files"] or ""
    size = 13 if files.startswith("x") else 6
    return Fingerprint(found["text"], found["seal"], tuple(re.findall(f".{{{size}}}", files)))


def text_digest(document: Document, field_names: MappingType[str, str]) -> str:
    """The digest of what an article says; `field_names` are another system's names and ours.

    Line ends, the layout of the front matter and blank lines at both ends don't count.
    """
    front = {
        key.raw: _plain(node)
        for key, node in (document.front.entries if document.front else ())
        if field_names.get(key.raw, key.raw) not in _NOT_TEXT
    }
    fields = json.dumps(front, sort_keys=True)
    body = document.source.slice(document.body)
    return _digest(fields, body.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), size=12)


def _plain(node: Node) -> object:
    """A node as JSON has it, with scalars as they are written: `1.10` is not `1.1`."""
    if isinstance(node, Scalar):
        return node.raw
    if isinstance(node, Mapping):
        return {key.raw: _plain(value) for key, value in node.entries}
    return [_plain(item) for item in node.items]


def _seal(text: str, files: tuple[str, ...], reviewed: date | None, by: str) -> str:
    return _digest("kept review 1", text, *files, reviewed.isoformat() if reviewed else "", by, size=12)


def _digest(*words: str, size: int) -> str:
    """The first hexadecimal digits of the SHA-256 of words; no two lists of words read the same."""
    data = json.dumps(words).encode()  # ASCII, so that a lone surrogate does no harm
    return hashlib.sha256(data).hexdigest()[:size]
