"""Fix, look again, fix what is left: until nothing is left that a fix helps against.

Nothing here touches the disk. A fix after which its finding is still there, or after which the file could not
be read any more, is taken back and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace

from kept.diagnostic import Diagnostic, Fix
from kept.fix.edits import applied
from kept.index import Index
from kept.library import Library, Reader, facts_of
from kept.text import Source
from kept.values import dataclass

ROUNDS = 40
"""Rounds after which what is still found is left to a person; two are enough for almost everything."""

Check = Callable[[Library], list[Diagnostic]]
Allowed = Callable[[Fix], bool]
_Key = tuple[str, str, str]
"""A finding in any round: its file, its rule, its message. Lines move."""

_Place = tuple[_Key, str]
"""A finding with the text of its line, which tells it from others of the same message."""


@dataclass(frozen=True)
class Mended:
    """What came out: the library with the new texts, what is still found in it, and what was done."""

    library: Library
    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """The new text of each file that has one, by path."""
    fixed: Mapping[str, int] = field(default_factory=dict)
    """How many findings were mended, by path."""
    left_out: tuple[Diagnostic, ...] = ()
    """Findings whose fix did not help, each as it was found first."""


def mend(library: Library, check: Check, allowed: Allowed) -> Mended:
    """Apply all fixes that are allowed, in rounds of those that don't overlap."""
    return _Mending(library, check, allowed).run()


class _Mending:
    def __init__(self, library: Library, check: Check, allowed: Allowed) -> None:
        self.library = library
        self.check = check
        self.allowed = allowed
        self.findings = check(library)
        self.before = {article.path: article.document.source.text for article in library.articles}
        self.fixed: Counter[str] = Counter()
        self.left_out: dict[_Place, Diagnostic] = {}
        self.at_once: dict[str, int] = {}
        """How many fixes are tried at once in files where some did not help, to find out which."""

    def run(self) -> Mended:
        for _ in range(ROUNDS):
            waiting = self._waiting()
            if not waiting or not self._round(waiting):
                break
        else:
            for items in self._waiting().values():
                self._leave_out(items)
        changed = {
            article.path: article.document.source.text
            for article in self.library.articles
            if article.document.source.text != self.before[article.path]
        }
        fixed = {path: self.fixed[path] for path in changed}
        return Mended(self.library, tuple(self.findings), changed, fixed, tuple(self.left_out.values()))

    def _waiting(self) -> dict[str, list[Diagnostic]]:
        """Findings that a fix can be tried on, by path; only articles are ever changed."""
        found: dict[str, list[Diagnostic]] = {}
        for item in self.findings:
            if (
                item.fix
                and self.allowed(item.fix)
                and item.location.path in self.before
                and self._place(item) not in self.left_out
            ):
                found.setdefault(item.location.path, []).append(item)
        return found

    def _round(self, waiting: Mapping[str, list[Diagnostic]]) -> bool:
        """Apply what can be applied at once, look again, and take back what did not help."""
        texts: dict[str, str] = {}
        tried: dict[str, list[Diagnostic]] = {}
        for path, found in waiting.items():
            items = found[: self.at_once.get(path)]
            text = self.library.by_path[path].document.source.text
            new, done = applied(text, [item.fix for item in items if item.fix])
            if new != text:
                texts[path] = new
                tried[path] = [items[at] for at in done]
            self._leave_out(items[at] for at in done if new == text)
        if not texts:
            return False
        before, found_before = self.library, Counter(map(_key, self.findings))
        self.library = reread(self.library, texts)
        self.findings = self.check(self.library)
        failed = self._without_effect(tried, found_before)
        if failed:
            old = {path: before.by_path[path].document.source.text for path in failed}
            self.library = reread(self.library, old)
            self.findings = self.check(self.library)
        for path, items in tried.items():
            if path not in failed:
                self.fixed[path] += len(items)
                if path in self.at_once:
                    self.at_once[path] = 2 * len(items)
            elif len(items) == 1:
                self._leave_out(items)
                self.at_once.pop(path, None)
            else:
                self.at_once[path] = len(items) // 2
        return True

    def _leave_out(self, items: Iterable[Diagnostic]) -> None:
        self.left_out.update((self._place(item), item) for item in items)

    def _place(self, item: Diagnostic) -> _Place:
        source = self.library.by_path[item.location.path].document.source
        return _key(item), source.line(item.location.line).strip()

    def _without_effect(self, tried: Mapping[str, list[Diagnostic]], before: Counter[_Key]) -> set[str]:
        """Files in which a finding is still there after its fix, or that cannot be read any more."""
        after = Counter(map(_key, self.findings))
        failed: set[str] = set()
        for path, items in tried.items():
            each = Counter(map(_key, items))
            is_readable = self.library.by_path[path].document.is_readable
            if not is_readable or any(after[key] > before[key] - count for key, count in each.items()):
                failed.add(path)
        return failed


def _key(item: Diagnostic) -> _Key:
    return item.location.path, item.code, item.message


def reread(library: Library, texts: Mapping[str, str]) -> Library:
    """The library as it would be if these files had these texts."""
    reader = Reader.again(library)
    articles = tuple(
        reader.article(reader.parsed(Source(article.path, texts[article.path])))
        if article.path in texts
        else article
        for article in library.articles
    )
    index = Index(tuple(map(facts_of, articles)), library.index.assets)
    return replace(library, articles=articles, index=index)
