"""What a rule is: a function that yields diagnostics, with its reason and its examples beside it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Any

from kept.content.article import Article
from kept.diagnostic import Diagnostic, Fix, Location, Problem, Severity
from kept.library import Library
from kept.secrets import masked
from kept.text import Source, Span
from kept.values import dataclass

Example = str | Mapping[str, str]
"""A Markdown file, or several files by path; the rule's own test runs it."""


_LONG_WORD = re.compile(r"[\w/+=.:@-]{12}")
"""Without one, a message quotes no secret."""


@dataclass(frozen=True)
class Rule:
    """A rule: identity, reason, examples and the check itself."""

    code: str
    name: str
    severity: Severity
    on: type
    reason: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    check: Callable[[Any, Context], Iterator[Diagnostic]] = field(compare=False)

    @property
    def summary(self) -> str:
        """The first sentence of the reason."""
        return self.reason.split("\n\n")[0].replace("\n", " ")

    @property
    def can_be_lowered(self) -> bool:
        """Whether settings may change its severity: not for files that could not be read at all."""
        return not self.code.startswith("K0") or self.code == "K003"


@dataclass(slots=True, eq=False)
class Context:
    """What a rule may know besides the node it looks at.

    Not frozen: one is handed from rule to rule of an article, which is quicker than to make eighty.
    """

    rule: Rule
    library: Library
    today: date
    severity: Severity
    article: Article | None = None
    source: Source = Source("", "")

    def diagnostic(
        self,
        span: Span,
        message: str,
        help: str = "",
        *,
        fix: Fix | None = None,
        source: Source | None = None,
    ) -> Diagnostic:
        """A finding of this rule at a span of the file that is looked at (or of `source`)."""
        location = Location.of(source or self.source, span)
        message, help = (masked(text) if _LONG_WORD.search(text) else text for text in (message, help))
        return Diagnostic(self.rule.code, self.rule.name, self.severity, location, message, help, fix)

    def report(self, problem: Problem, source: Source | None = None) -> Diagnostic:
        """A problem that was found while reading, as a finding of this rule."""
        return self.diagnostic(problem.span, problem.message, problem.help, fix=problem.fix, source=source)


_registered: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    on: type,
    severity: Severity,
    bad: tuple[Example, ...],
    good: tuple[Example, ...],
) -> Callable[[Callable[..., Iterator[Diagnostic]]], Rule]:
    """Declare a rule; its name is the function's, its reason the function's docstring."""

    def declare(check: Callable[..., Iterator[Diagnostic]]) -> Rule:
        reason = "\n".join(line.strip() for line in (check.__doc__ or "").strip().splitlines())
        name = check.__name__.replace("_", "-")
        made = Rule(code, name, severity, on, reason, bad, good, check)
        if _registered.setdefault(code, made).name != name:
            raise ValueError(f"{code} is both {_registered[code].name} and {name}")
        return made

    return declare


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule there is, by code."""
    from kept.check import rules as folder

    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return tuple(sorted(_registered.values(), key=lambda one: one.code))


def find_rule(word: str) -> Rule | None:
    """The rule of a code or a name."""
    return next((one for one in rules() if word.casefold() in (one.code.casefold(), one.name)), None)
