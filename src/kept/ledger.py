"""The ledger of published addresses: a committed text file that remembers what readers may have bookmarked.

One line for each address of the site (`/kb/faq/who-pays/`), and one for each heading on it
(`/kb/faq/who-pays/#refunds`); sorted, each once, so that two branches merge line by line. Lines that begin
with `#` are comments. `%`, `?` and a `#` in a file's name are written as in a link (`%23`).

Cost: linear in the number of lines.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from kept.diagnostic import Problem
from kept.parse.files import at, decode
from kept.text import Source, Span
from kept.values import dataclass

INVALID, UNTIDY = "K415", "K414"
"""The rules that report what is wrong with the file, and with the order of its lines."""

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest ledger that is read; a hundred thousand pages with their headings have half of it."""

SHOWN = 10
"""Lines that are reported one by one; a file full of others is no ledger, and that is said once."""

HEADER = (
    "# Every address that has been published, with its headings. `kept build --update-ledger` adds to it.",
    "# When a page moves, its old address belongs into `redirect_from` of the page that readers should get.",
)

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")
CONFLICT = (
    "a merge left its marks (`<<<<<<<`, `=======`, `>>>>>>>`) in the ledger",
    "keep the lines of both sides, and remove the marks",
)
_MEND = "write addresses of the site, one a line: `/kb/faq/who-pays/`"


@dataclass(frozen=True)
class Ledger:
    """What the file says."""

    source: Source
    lines: tuple[tuple[str, int], ...] = ()
    """Each line with an address, and the offset at which it begins."""
    comments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it can be added to without losing anything."""
        return all(problem.code == UNTIDY for problem in self.problems)

    @cached_property
    def pages(self) -> Mapping[str, Span]:
        """Every address without the slash that it begins with, and where it stands."""
        return {
            _address(line): Span(start, start + len(line)) for line, start in self.lines if "#" not in line
        }

    @cached_property
    def anchors(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that a page has had, by its address."""
        found: dict[str, list[str]] = {}
        for line, _ in self.lines:
            page, mark, anchor = line.partition("#")
            if mark:
                found.setdefault(_address(page), []).append(unquote(anchor))
        return {page: tuple(ids) for page, ids in found.items()}

    def with_pages(self, pages: Iterable[tuple[str, Iterable[str]]]) -> str:
        """The text of the file with these pages (address and ids) added."""
        lines = {line for line, _ in self.lines}
        for url, anchors in pages:
            address = "/" + _escaped(url)
            lines.add(address)
            lines.update(
                f"{address}#{_escaped(one)}" for one in anchors if one.isprintable() and one.split() == [one]
            )
        end = "\r\n" if "\r\n" in self.source.text else "\n"
        return "".join(line + end for line in (*(self.comments or HEADER), *sorted(lines)))


def _address(line: str) -> str:
    return unquote(line[1:]) if "%" in line else line[1:]


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("#", "%23").replace("?", "%3F")


def read_ledger(root: Path, path: str) -> Ledger:
    """The ledger of a project; one without lines when there is no such file."""
    nothing = Ledger(Source(path, ""))
    found = at(root, path)
    if found is None:
        return nothing
    if found.problem:
        return _unusable(nothing, found.problem, found.help)
    location = found.location
    try:
        status = os.stat(location)
        if not stat.S_ISREG(status.st_mode):
            return _unusable(nothing, "it is not a plain file", "put a plain file in its place, or remove it")
        if status.st_size > SIZE_LIMIT:
            size = f"it is larger than {SIZE_LIMIT // 1024 // 1024} MiB"
            return _unusable(nothing, size, "restore it from version control")
        data = location.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return _unusable(nothing, reason, "put a plain file in its place that you may read")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        return nothing
    source, problem = decode(path, data)
    if problem:
        return Ledger(source, problems=(replace(problem, code=INVALID),))
    return parse_ledger(source)


def _unusable(nothing: Ledger, reason: str, help: str) -> Ledger:
    message = f"the ledger cannot be read: {reason}"
    return replace(nothing, problems=(Problem(INVALID, Span(0, 0), message, help),))


def parse_ledger(source: Source) -> Ledger:
    """What the text of a ledger says, and what is wrong with it."""
    lines: list[tuple[str, int]] = []
    comments: list[str] = []
    problems: list[Problem] = []
    wrong = start = 0
    is_conflict = False
    is_clean = _is_clean(source.text)
    for written in source.text.split("\n"):
        line = written.rstrip()
        if is_clean and line[:1] == "/":
            lines.append((line, start))
        elif line[:1] == "#":
            comments.append(line)
        elif line:
            fault = _fault(line)
            if fault is None:
                lines.append((line, start))
            elif fault is not CONFLICT or not is_conflict:  # a merge leaves three marks or more
                is_conflict = is_conflict or fault is CONFLICT
                wrong += 1
                if wrong <= SHOWN:
                    problems.append(Problem(INVALID, Span(start, start + min(len(line), 200)), *fault))
        start += len(written) + 1
    if wrong > SHOWN:
        message = f"{wrong - SHOWN} more lines of it are no addresses"
        problems.append(Problem(INVALID, problems[-1].span, message, "restore it from version control"))
    return Ledger(source, tuple(lines), tuple(comments), tuple(problems or _untidy(lines)))


def _is_clean(text: str) -> bool:
    """Whether every line that begins with a slash can only be an address: a look at the whole is quicker."""
    if "?" in text or "//" in text or "/.." in text:
        return False
    return text.replace("\n", "").replace("\r", "").isprintable()


def _fault(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and what to do; nothing with that of an address."""
    if line[0] == "/" and line.isprintable() and not line.startswith("//") and "/../" not in line + "/":
        return ("an address in the ledger has no `?`", _MEND) if "?" in line else None
    if _CONFLICT.match(line):
        return CONFLICT
    shown = line if len(line) <= 60 and line.isprintable() else "this line"
    name = f'"{shown}"' if shown != "this line" else shown
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|//", line):
        return f"{name} names a host, and the ledger holds addresses of this site alone", _MEND
    return f"{name} is no address of the site", _MEND


def _untidy(lines: list[tuple[str, int]]) -> Iterator[Problem]:
    words = [line for line, _ in lines]
    help = "run `kept build --update-ledger`, which puts it in order"
    twice = len(words) - len(set(words))
    if twice:
        counts = Counter(words)
        line, start = next(one for one in reversed(lines) if counts[one[0]] > 1)
        more = "" if twice == 1 else f", and {twice - 1} more of its lines need not be there"
        yield Problem(UNTIDY, Span(start, start + len(line)), f'"{line}" is in the ledger twice{more}', help)
    for (before, _), (line, start) in zip(lines, lines[1:], strict=False):
        if line < before:
            message = (
                f'"{line}" stands below "{before}": in a ledger out of order, changes collide in a merge'
            )
            yield Problem(UNTIDY, Span(start, start + len(line)), message, help)
            return
