"""Dataclasses whose methods are made late, and patterns compiled late, behave as the standard library's."""

from __future__ import annotations

import dataclasses
import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any

import pytest

from kept import values
from kept.late_patterns import late_pattern


def _kinds(dataclass: Any) -> tuple[Any, ...]:
    """A value with everything that kept's have, one that inherits from it, one that may change."""

    @dataclass(frozen=True, slots=True)
    class Place:
        """Where."""

        path: str
        line: int = 1
        found: Mapping[str, int] = field(default_factory=dict, hash=False)
        secret: str = field(default="", repr=False, compare=False)
        parts: tuple[str, ...] = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "parts", tuple(self.path.split("/")))

    @dataclass(frozen=True)
    class Narrow(Place):  # type: ignore[misc, valid-type]
        column: int = 1

    @dataclass(slots=True)
    class Open:
        seen: list[str] = field(default_factory=list)
        is_done: bool = field(default=False, init=False)

    @dataclass(eq=False)
    class Apart:
        name: str = ""

    return Place, Narrow, Open, Apart


LATE, STANDARD = _kinds(values.dataclass), _kinds(dataclasses.dataclass)

TRIALS: tuple[Callable[..., object], ...] = (
    lambda place, narrow, open, apart: repr(
        [place("a/b"), place("a", 2, {"x": 1}, secret="s"), narrow("a/b", column=3), open(), apart("x")]
    ),
    lambda place, narrow, open, apart: [
        place("a") == place("a", secret="s"),
        place("a") == place("b"),
        place("a") == narrow("a"),
        place("a") == "a",
        open() == open(),
        apart() == apart(),
    ],
    lambda place, narrow, open, apart: [
        hash(place("a", 2)) == hash(place("a", 2, {"x": 1})),
        hash(place("a")) == hash(place("b")),
        hash(apart()) == hash(apart()),
        len({narrow("a"), narrow("a"), narrow("b")}),
    ],
    lambda place, narrow, open, apart: hash(open()),
    lambda place, narrow, open, apart: place(),
    lambda place, narrow, open, apart: place("a", unknown=1),
    lambda place, narrow, open, apart: setattr(place("a"), "line", 2),
    lambda place, narrow, open, apart: setattr(narrow("a"), "new", 2),
    lambda place, narrow, open, apart: delattr(place("a"), "line"),
    lambda place, narrow, open, apart: [setattr(one, "is_done", True) or one for one in (open(),)],
    lambda place, narrow, open, apart: replace(place("a/b", 3), path="c"),
    lambda place, narrow, open, apart: [one.name for one in dataclasses.fields(narrow)],
    lambda place, narrow, open, apart: dataclasses.astuple(narrow("a/b")),
    lambda place, narrow, open, apart: [place.__match_args__, place.__slots__, place.__doc__],
)


def _tried(trial: Callable[..., object], kinds: tuple[Any, ...]) -> str:
    try:
        return repr(trial(*kinds))
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("trial", TRIALS)
def test_as_in_the_standard_library(trial: Callable[..., object]) -> None:
    assert _tried(trial, LATE) == _tried(trial, STANDARD)


@values.dataclass(frozen=True, slots=True)
class Sent:
    name: str
    size: int = 0


def test_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sent("a", 2))) == Sent("a", 2)


def test_patterns_are_those_of_the_standard_library() -> None:
    late = late_pattern(r"(?P<word>k\w+)", re.IGNORECASE)
    found = late.search("a Kept word")
    assert found is not None
    assert found["word"] == "Kept"
    assert late.fullmatch is late.fullmatch
    assert (late.pattern, late.groups) == (r"(?P<word>k\w+)", 1)
    with pytest.raises(re.error):
        late_pattern("(").search("")
