"""Texts as the scan is given them: each with a key, by which it is known whether it is as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from kept.cache_folder import digest
from kept.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a private document: `kind` in words; a name is told by all of its words together."""

    text: str
    kind: str
    origin: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """A text that is read when it is needed; equal keys mean equal texts."""

    key: str
    read: Callable[[], T]


def public_text(text: str) -> Given[str]:
    """A text that a site may say."""
    return Given(digest(text), lambda: text)


def private_text(texts: tuple[Written, ...]) -> Given[tuple[Written, ...]]:
    """What a document says that is not in the site."""
    parts = (part for one in texts for part in (one.text, one.kind, one.origin, "name" * one.is_name))
    return Given(digest(*parts), lambda: texts)
