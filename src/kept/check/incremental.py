"""Check a knowledge base, doing again only what a change concerns.

An article is checked again when its file changed, or something that its rules asked about in other articles
(see `kept.index`), or when a day has come on which they find something else (see `kept.check.day`). What
every finding depends on besides (settings, contracts, vocabulary, kept) is one key; when it differs, nothing
is known.

Cost: one look at every file's entry in its folder; reading, parsing and checking for the changed ones only.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kept.cache_folder import FOLDER, digest
from kept.check.besides import Besides, State
from kept.check.cache import Cache, Entry, read, strings, write
from kept.check.changes import Now, changed_since, concerns
from kept.check.day import Day
from kept.check.run import Checker
from kept.check.together import CAN_HELP, Group, Lost, helpers, shares
from kept.config import Settings
from kept.content.article import Article
from kept.content.fingerprint import Evidence, Reviews
from kept.contents import surface_of, unsafe_pictures
from kept.diagnostic import Diagnostic
from kept.diagram.known import Diagrams
from kept.evidence import ReadHistory, depends_on_files, gather, no_history
from kept.garbage import not_collected
from kept.index import Facts, Index
from kept.ledger import read_ledger
from kept.library import (
    Library,
    Reader,
    Tell,
    asset_paths,
    counted,
    facts_of,
    files,
    index_folders,
    page_targets,
    template_files,
)
from kept.metadata import metadata_of
from kept.parse.document import Document
from kept.parse.files import Found, Stamp, at, is_settled, read_source, stamp_of
from kept.parse.snippets import may_include
from kept.parse.svg import CODE as PICTURES
from kept.parse.svg import is_svg, unsafe_svgs
from kept.parse.workflows import find_workflows, workflow_files
from kept.records.graphs import Graphs
from kept.records.read import load_records
from kept.records.record import CODES as RECORDS
from kept.records.record import Records
from kept.values import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


AS_LONG = 200
"""Articles that are checked while this process does something else."""


@dataclass(frozen=True)
class Checked:
    """What a run found (in no order yet, see `kept.check.run.reported`), and the articles it was about."""

    findings: tuple[Diagnostic, ...]
    entries: Mapping[str, Entry]
    note: str = ""
    """What a person should hear about the git history."""
    shared: tuple[Diagnostic, ...] = ()
    """Those of the findings that are about no single article."""
    reviews: Reviews = Reviews()
    """What stands behind the review dates."""
    assets: tuple[str, ...] = ()
    """The files that are no articles, by their paths in the project."""
    key: str = ""
    """A digest of everything that all findings depend on, but for the articles themselves."""
    library: Callable[[], Library] | None = None
    """What is known of all articles together, without the articles."""
    article: Callable[[str], Article] | None = None
    """One article by its path; it is parsed for that."""
    unsafe: Mapping[str, str] = field(default_factory=dict)
    """Those of them that are pictures and could run scripts, with what is wrong with them."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all articles."""
        return tuple(self.entries)


def check(
    settings: Settings,
    today: date,
    tell: Tell | None = None,
    history: ReadHistory = no_history,
    *,
    use_cache: bool = True,
    for_site: bool = False,
    jobs: int = 1,
    meanwhile: Callable[[], None] | None = None,
) -> Checked:
    """Check everything below the content folders. Raises `ConfigurationError`.

    With `for_site` the entries have what a site shows of each article. What is remembered is kept apart then:
    a site is made for one audience, and without the history. Without the history, as many processes as `jobs`
    says take part. `meanwhile` takes about as long as to check `AS_LONG` articles; it is called while other
    processes check, if there are any, and may be called once.
    """
    diagrams = Diagrams(settings.root / FOLDER if use_cache else None)
    jobs = jobs if history is no_history else 1
    graphs = Graphs(use_cache)
    run = _Run(settings, today, tell, history, for_site, jobs, diagrams, graphs)
    path = settings.root / FOLDER / (f"build-{settings.audience}.json" if for_site else "check.json")
    with not_collected():
        known = read(path, run.key) if use_cache else Cache()
        same, dirty = run.sorted_out(known)
        work = partial(_remembered, run, known, same, dirty, path if use_cache else None)
        is_aside = use_cache and jobs > 1 and bool(known.entries) and _is_little(dirty)
        cache = (_aside(run, known, work, meanwhile) if meanwhile and is_aside else None) or work(meanwhile)
    shared = cache.shared or ()
    return Checked(
        (*shared, *(one for entry in cache.entries.values() for one in entry.findings)),
        cache.entries,
        run.note,
        shared,
        run.reviews,
        run.assets,
        digest(run.key, run.day),
        partial(run.library, cache),
        run.article,
        cache.unsafe,
    )


def _remembered(
    run: _Run,
    known: Cache,
    same: Mapping[str, Entry],
    dirty: Sequence[Found],
    path: Path | None,
    meanwhile: Callable[[], None] | None = None,
) -> Cache:
    """The state after a run, kept for the next one."""
    cache = run.checked(known, same, dirty, meanwhile)
    if path is not None and cache != known:
        write(path, run.key, cache, known)
    run.diagrams.save()
    return cache


def _is_little(dirty: Sequence[Found]) -> bool:
    """Whether one process checks what has changed, while another may do something else."""
    return bool(dirty) and CAN_HELP and len(shares(dirty, 2)) == 1


def _aside(
    run: _Run, known: Cache, remembered: Callable[[], Cache], meanwhile: Callable[[], None]
) -> Cache | None:
    """The state after a run, which another process makes; nothing if that is lost."""

    def work(_: Sequence[Found], talk: Connection) -> None:
        cache = remembered()
        news = {at: entry for at, entry in cache.entries.items() if known.entries.get(at) is not entry}
        talk.send((tuple(cache.entries), replace(cache, entries=news, rows={}), run.reviews, run.note))

    with suppress(Lost), helpers(work, [()]) as group:
        meanwhile()
        cache: Cache
        [(paths, cache, run.reviews, run.note)] = group.hear()
        return replace(cache, entries={at: cache.entries.get(at) or known.entries[at] for at in paths})
    return None


class _Run:
    """One run: the files that there are, and a reader that is made when the first file must be read."""

    def __init__(
        self,
        settings: Settings,
        today: date,
        tell: Tell | None,
        history: ReadHistory,
        for_site: bool,
        jobs: int,
        diagrams: Diagrams,
        graphs: Graphs,
    ) -> None:
        self.settings = settings
        self.diagrams = diagrams
        self.graphs = graphs
        self.for_site = for_site
        self.jobs = jobs
        self.today = today
        self.tell = tell or (lambda done, total: None)
        self.history = history
        self.note = ""
        self.reviews = Reviews()
        self.now = time.time_ns()
        self.found = files(settings)
        self.pages = [file for file in self.found if file.is_markdown]
        self.others = [file for file in self.found if not file.is_markdown]
        self.assets = tuple(file.path for file in self.others if not file.problem)
        self.svgs = [file for file in self.others if is_svg(file.path) and not file.problem]
        self.problem_files = [file for file in self.others if file.problem]

    @cached_property
    def reader(self) -> Reader:
        return Reader.of(self.settings, self.found)

    @cached_property
    def key(self) -> str:
        """A digest of everything that all findings depend on, but for the articles themselves."""
        inputs = [*template_files(self.settings), *workflow_files(self.settings.root)]
        vocabulary = at(self.settings.root, self.settings.vocabulary)
        texts = [repr(read_source(file)) for file in (*inputs, *([vocabulary] if vocabulary else ()))]
        problems = [repr(file) for file in self.problem_files]
        folders = repr(sorted(index_folders(file.path for file in self.found)))
        return digest(_version(self.settings), repr(self.settings), folders, *texts, *problems)

    @cached_property
    def day(self) -> str:
        """Today (ISO 8601)."""
        return self.today.isoformat()

    def checked(
        self,
        known: Cache,
        same: Mapping[str, Entry],
        dirty: Sequence[Found],
        meanwhile: Callable[[], None] | None = None,
    ) -> Cache:
        """The state after this run, from that after the last one, which is `sorted_out`."""
        mine, *others = shares(dirty, self.jobs, AS_LONG if meanwhile else 0)
        if others:
            with suppress(Lost), helpers(partial(self._help, known), others) as group:
                if meanwhile:
                    meanwhile()
                return self._checked(known, dict(same), mine, group, len(dirty))
        return self._checked(known, dict(same), dirty, Group(), len(dirty))

    def _help(self, known: Cache, share: Sequence[Found], talk: Connection) -> None:
        """Read a share, hear what all have read, and check the share."""
        self.tell = lambda done, total: None
        same: dict[str, Entry] = {}
        articles = self._read(share, known, same)
        own = gather([one.article for one in articles.values()], self.settings, documents=self.documents)
        talk.send((same, {path: facts_of(one.article) for path, one in articles.items()}, own.by_path))
        facts, evidence = talk.recv()
        library = self._library(facts, Reviews(evidence))
        checker = Checker.of(library, self.today)
        entries = {
            path: one.entry(facts[path], library, checker, self.for_site) for path, one in articles.items()
        }
        talk.send((entries, self.diagrams.news))

    def _checked(
        self, known: Cache, same: dict[str, Entry], dirty: Sequence[Found], group: Group, total: int
    ) -> Cache:
        """The state after this run; a group has taken over a part of what is `dirty`."""
        tell, share = self.tell, max(len(dirty), 1)
        self.tell = lambda done, _: tell(done * total // share, total)
        articles = self._read(dirty, known, same)
        read = {path: facts_of(one.article) for path, one in articles.items()}
        heard = group.hear()
        for others_same, others_read, _ in heard:
            same |= others_same
            read |= others_read
        facts = {path: entry.facts for path, entry in same.items()} | read
        reviews = self._reviews(articles, same, [found for _, _, found in heard])
        evidence = {path: repr(one) for path, one in reviews.by_path.items()}
        besides = self.besides.at(min(known.besides.moment, self.now) or self.now)
        if not read and len(same) == len(known.entries) and self._is_whole(known, evidence, besides):
            if same == known.entries:
                return known
            in_order = {file.path: same[file.path] for file in self.pages}
            return replace(known, entries=in_order, besides=self.besides.at(self.now))
        looked_into, unsafe = self._of_same_records(known, facts, besides), known.unsafe
        reads_records = looked_into is None
        records = load_records(self.settings) if reads_records else Records()
        now = Now(self.settings, facts, self.assets, evidence, besides, records, self.graphs)
        changed = changed_since(known, now) if same else set()
        files = {file.path: file for file in self.pages}
        again = [path for path, entry in same.items() if concerns(changed, entry)]
        articles |= {path: self._again(files[path], same.pop(path)) for path in again}
        own = gather([articles[path].article for path in again], self.settings, documents=self.documents)
        looked_into = looked_into or []
        svgs: tuple[Document, ...] = ()
        if known.shared is not None and besides.pictures == known.besides.pictures:
            looked_into += [one for one in known.shared if one.code == PICTURES]
        else:
            svgs = tuple(unsafe_svgs(self.svgs))
            unsafe = unsafe_pictures(svgs)
        known_of_all = {**own.by_path, **reviews.by_path}
        group.tell((facts, known_of_all))
        library = self._library(facts, Reviews(known_of_all), svgs)
        if reads_records:
            library = replace(library, records=records)
        checker = Checker.of(library, self.today)
        fresh = {
            path: one.entry(facts[path], library, checker, self.for_site) for path, one in articles.items()
        }
        for entries, news in group.hear():
            fresh |= entries
            self.diagrams.learn(news)
        entries = {file.path: same.get(file.path) or fresh[file.path] for file in self.pages}
        library = replace(library, targets={path: entry.targets for path, entry in entries.items()})
        today = Day.of(self.today)
        shared = (*replace(checker, today=today).shared(library), *looked_into)
        days = today.span if reads_records else _both(today.span, known.days)
        return Cache(entries, self.assets, shared, unsafe, self.besides.at(self.now), days, evidence)

    def _library(
        self, facts: Mapping[str, Facts], reviews: Reviews, svgs: tuple[Document, ...] = ()
    ) -> Library:
        """What rules may ask."""
        return Library(
            self.settings,
            (),
            self.reader.types,
            self.reader.vocabularies,
            Index(tuple(facts[file.path] for file in self.pages), asset_paths(self.others, self.settings)),
            problem_files=(*(self.reader.document(file) for file in self.problem_files), *svgs),
            reviews=reviews,
            workflows=find_workflows(self.settings.root),
            diagrams=self.diagrams,
            graphs=self.graphs,
            ledger=read_ledger(self.settings.root, self.settings.ledger),
        )

    def library(self, cache: Cache) -> Library:
        """What is known of all articles together."""
        return self._library({path: entry.facts for path, entry in cache.entries.items()}, self.reviews)

    def article(self, path: str) -> Article:
        """One article, parsed."""
        return self.reader.article(self.documents[path])

    def _is_whole(self, known: Cache, evidence: Mapping[str, str], besides: State) -> bool:
        """Whether all that is known besides the articles still holds."""
        return (
            self._is_shared(known)
            and self.assets == known.assets
            and besides == known.besides
            and evidence == known.evidence
        )

    def _is_shared(self, known: Cache) -> bool:
        """Whether it is known what is found in all articles together on this day."""
        return known.shared is not None and known.days[0] <= self.day <= known.days[1]

    def _of_same_records(
        self, known: Cache, facts: Mapping[str, Facts], besides: State
    ) -> list[Diagnostic] | None:
        """What was found in the records, if they are the same, and there are the same articles to name."""
        if not self._is_shared(known) or besides.records != known.besides.records:
            return None
        if known.shared is None or facts.keys() != known.entries.keys():
            return None
        return [one for one in known.shared if one.code.startswith(RECORDS)]

    def _reviews(
        self,
        articles: Mapping[str, _Read],
        same: Mapping[str, Entry],
        others_found: Sequence[Mapping[str, Evidence]],
    ) -> Reviews:
        """What stands behind the review dates of all articles, read now, by others, or not."""
        others = {
            path: date.fromisoformat(entry.facts.reviewed)
            for path, entry in same.items()
            if entry.facts.reviewed
        }
        read = [one.article for one in articles.values()]
        found = gather(read, self.settings, self.history, others, self.documents)
        together = {path: one for part in (found.by_path, *others_found) for path, one in part.items()}
        self.note, self.reviews = found.note, Reviews(together, found.note)
        return self.reviews

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents that articles depend on, parsed when they are asked for."""
        return _Documents({file.path: file for file in self.pages}, self)

    @cached_property
    def besides(self) -> Besides:
        """The files that findings are about besides articles."""
        return Besides(self.settings, self.svgs)

    def sorted_out(self, known: Cache) -> tuple[dict[str, Entry], list[Found]]:
        """The entries that still hold as far as the files themselves go, and the files that must be read."""
        same: dict[str, Entry] = {}
        dirty: list[Found] = []
        for file in self.pages:
            entry = known.entries.get(file.path)
            if entry is not None and entry.stamp and entry.stamp == file.stamp and self._is_settled(entry):
                same[file.path] = entry
            else:
                dirty.append(file)
        return same, dirty

    def _is_settled(self, entry: Entry) -> bool:
        """Whether the files that it includes are the same, and the day makes no difference."""
        if not entry.days[0] <= self.day <= entry.days[1]:
            return False
        return all(stamp_of(self.settings.root / path) == stamp for path, stamp in entry.depends)

    def _read(self, dirty: Sequence[Found], known: Cache, same: dict[str, Entry]) -> dict[str, _Read]:
        """The articles of the changed files; those whose text is the same after all go to `same`."""
        articles: dict[str, _Read] = {}
        for file in counted(dirty, self.tell):
            source, problem = read_source(file)
            content = digest(source.text, repr(problem) if problem else "")
            entry = known.entries.get(file.path)
            if entry is not None and entry.digest == content and self._is_settled(entry):
                same[file.path] = entry._replace(stamp=self._trusted(file.stamp))
                continue
            document = self.reader.document_of(source, problem)
            articles[file.path] = self._new(document, content, file.stamp)
        return articles

    def _new(self, document: Document, content: str, stamp: Stamp | None) -> _Read:
        options = self.settings.markdown.snippets
        depends: tuple[tuple[str, Stamp | None], ...] = ()
        if options is not None and document.snippets:
            root = self.settings.root
            paths = may_include(document, root, dict(options))
            depends = tuple((path, self._trusted(stamp_of(root / path))) for path in paths)
        article = self.reader.article(document)
        if depends_on_files(article):  # which must be looked at every time
            return _Read(article, "", None, depends)
        return _Read(article, content, self._trusted(stamp), depends)

    def _trusted(self, stamp: Stamp | None) -> Stamp | None:
        """A stamp, unless the file is so new that another change might leave it the same."""
        return stamp if stamp and is_settled(stamp.modified, self.now) else None

    def _again(self, file: Found, entry: Entry) -> _Read:
        """An article whose file is the same, read once more because others have changed."""
        article = self.reader.article(self.reader.document(file))
        return _Read(article, entry.digest, entry.stamp, entry.depends)


class _Documents(Mapping[str, Document]):
    """Documents by path; each is read when it is asked for."""

    def __init__(self, files: Mapping[str, Found], run: _Run) -> None:
        self.files = files
        self.run = run

    def __getitem__(self, path: str) -> Document:
        return self.run.reader.document(self.files[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that was read in this run, with the state of its file."""

    article: Article
    digest: str
    stamp: Stamp | None
    depends: tuple[tuple[str, Stamp | None], ...]

    def entry(self, facts: Facts, library: Library, checker: Checker, for_site: bool) -> Entry:
        """Its entry for the next run."""
        listening = library.listening()
        today = Day.of(checker.today)
        checker = Checker(today, checker.by_kind, checker.levels)
        own = checker.article(self.article, listening)
        findings = (*own, *checker.included(self.article, listening))
        links = listening.resolved_links(self.article) if facts.is_readable else ()
        metadata = None
        if for_site:
            assets = listening.assets_of(self.article)
            metadata = metadata_of(self.article, library.vocabularies, assets)
        asked = strings(listening.asked)
        targets = page_targets(links)
        surface = surface_of(facts, metadata) if metadata else ""
        own_state = (self.stamp, self.digest, self.depends)
        return Entry(*own_state, facts, asked, targets, findings, metadata, surface, today.span)


def _both(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """The days that are among those of both."""
    return max(one[0], other[0]), min(one[1], other[1])


def _version(settings: Settings) -> str:
    """What tells one state of kept's own code, and of the slug function of the site, from another."""
    package = Path(__file__).parent.parent
    parser = (package / "diagram" / "engine.js", package / "diagram" / "mermaid" / "about.json")
    own = [stamp_of(path) for path in (*sorted(package.rglob("*.py")), *parser)]
    module = settings.markdown.slug.function.rpartition(".")[0]
    spec = importlib.util.find_spec(module.partition(".")[0]) if module else None
    slug = stamp_of(Path(spec.origin)) if spec and spec.origin else None
    return repr((sys.version_info, own, slug))
