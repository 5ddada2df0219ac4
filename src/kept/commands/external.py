"""What `kept check --external` does: the site is built, and the servers that it links to are asked."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kept import door, library
from kept.cache_folder import FOLDER
from kept.check.external import check_external
from kept.check.run import is_below
from kept.commands.build import with_plugin
from kept.commands.contents import checked_contents
from kept.commands.options import CannotRun, Progress
from kept.config import Settings
from kept.diagnostic import Diagnostic
from kept.external import answers as memory
from kept.external import linkchecker
from kept.external.addresses import is_asked
from kept.external.answers import Answer, Reply, Verdict
from kept.external.ask import ask_again, due, is_cut_off
from kept.external.built import addresses_of_site
from kept.external.places import articles_by_page, field_addresses
from kept.library import Library
from kept.report import plural
from kept.site.build import BuildFailed, build_site
from kept.site.prepared import Prepared
from kept.text import Source

LONGEST = 30 * 60
"""Seconds that one run may ask; what is left is asked by the next one, first of all."""

MISSING = (
    "linkchecker is not installed, and `--external` asks other servers through it; "
    "install it with `pipx install linkchecker`, or your system's package of that name"
)

Pages = Mapping[str, frozenset[str]]


def external_findings(settings: Settings, today: date, wanted: list[str] | None) -> list[Diagnostic]:
    """What is wrong with links to other servers."""
    found = with_plugin(settings)
    program = door.find_program(linkchecker.PROGRAM)
    if program is None:
        raise CannotRun(MISSING)
    knowledge = library.load(found, Progress())
    pages = _pages(knowledge, today, wanted)
    addresses = frozenset().union(*pages.values())
    known = memory.load(found.root)
    asked = due(addresses, known, today, found.external.max_age)
    learnt: dict[str, Reply] = {}
    try:
        if asked:
            _learn(program, asked, len(addresses), found.external.rate, learnt)
    finally:  # also when somebody has waited long enough
        known |= _remember(found, known, learnt, today)
    configuration = Source(found.config_name, _text(found))
    return check_external(knowledge, today, pages, known, configuration, wanted)


def _pages(knowledge: Library, today: date, wanted: list[str] | None) -> Pages:
    """The addresses of other servers that each page of the site holds, of those wanted."""
    found = knowledge.settings
    _say("Building the site, to see which other servers it links to …")
    with TemporaryDirectory(prefix="kept-") as folder:
        site = Path(folder) / "site"
        try:
            contents, findings = checked_contents(found, today)
            build_site(Prepared(found, today, contents, findings=findings), site, lambda line: None)
        except BuildFailed as error:
            raise CannotRun(f"the site cannot be built, so its links cannot be followed: {error}") from None
        pages = addresses_of_site(site)
    by_page = articles_by_page(knowledge)
    asked: dict[str, frozenset[str]] = {}
    for page, shown in pages.items():
        article = by_page.get(page)
        if wanted is not None and not is_below(article.path if article else found.config_name, wanted):
            continue
        addresses = shown | field_addresses(article) if article else shown
        asked[page] = frozenset(
            one for one in addresses if is_asked(one, found.site_url, found.external.ignore)
        )
    return asked


def _learn(program: str, asked: list[str], total: int, rate: float, learnt: dict[str, Reply]) -> None:
    """Put the replies into `learnt` as they come. Raises `CannotRun` when they say nothing."""
    until = time.monotonic() + LONGEST
    tell = _teller(len(asked))
    _say(f"Following {plural(len(asked), 'link')} of {total} to other websites …")
    try:
        with TemporaryDirectory(prefix="kept-") as folder:
            ask = _asker(program, Path(folder), rate, until)
            for address, reply in ask_again(asked, ask, door.pause):
                learnt[address] = reply
                tell(len(learnt))
    except door.ProgramFailed as error:
        if not learnt:
            raise CannotRun(f"linkchecker failed: {error}") from None
    finally:
        tell(0)
    if is_cut_off(learnt):
        count = len(learnt)
        learnt.clear()
        raise CannotRun(f"no server of {plural(count, 'link')} can be reached: is this computer online?")
    _say(_told(learnt, len(asked)))


def _asker(
    program: str, folder: Path, rate: float, until: float
) -> Callable[[list[str]], Iterator[tuple[str, Reply]]]:
    """Asks by running linkchecker with a configuration of its own, so that nobody's settings interfere."""

    def ask(addresses: list[str]) -> Iterator[tuple[str, Reply]]:
        seconds = int(until - time.monotonic())
        if seconds <= 0:
            return
        settings = folder / "linkcheckerrc"
        settings.write_text(linkchecker.configuration(rate, seconds), encoding="utf-8")
        lines = door.stream(
            (program, "--config", str(settings), *linkchecker.ARGUMENTS),
            folder,
            "\n".join(addresses) + "\n",
            seconds=seconds + 2 * linkchecker.TIMEOUT,
            variables=linkchecker.VARIABLES,
            fine=linkchecker.FINE,
        )
        yield from linkchecker.replies(lines)

    return ask


def _remember(
    found: Settings, known: Mapping[str, Answer], learnt: Mapping[str, Reply], today: date
) -> dict[str, Answer]:
    """The new answers, also on the disk; a disk that does not take them is no reason to stop."""
    changed = {one: memory.after(known.get(one), reply, today) for one, reply in learnt.items()}
    new = {one: answer for one, answer in changed.items() if answer is not None}
    if new:
        try:
            memory.save(found.root, new, today)
        except OSError as error:
            _say(f"kept: the answers cannot be remembered in {FOLDER}: {error.strerror or error}")
    return new


def _told(learnt: Mapping[str, Reply], asked: int) -> str:
    counts = Counter(reply.verdict for reply in learnt.values())
    parts = [
        f"{counts[verdict]} {words}"
        for verdict, words in (
            (Verdict.WORKS, "work"),
            (Verdict.FAILS, "fail"),
            (Verdict.REFUSED, "answer no programs"),
            (Verdict.LATER, "want to be asked later"),
        )
        if counts[verdict]
    ]
    left = asked - len(learnt)
    parts += [f"{left} left for the next run"] if left else []
    return f"Followed {plural(len(learnt), 'link')}: {', '.join(parts) or 'no answer'}."


def _teller(total: int) -> Callable[[int], None]:
    """Shows how many replies there are, on one line of a terminal; 0 wipes it."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda done: None
    return lambda done: click.echo(f"\r\x1b[K{done} of {total} …" if done else "\r\x1b[K", nl=False, err=True)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _text(found: Settings) -> str:
    assert found.config_path is not None
    return found.config_path.read_text(encoding="utf-8-sig")
