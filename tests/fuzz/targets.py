"""What is fuzzed: functions of bytes, each with seeds to damage and words that mean something to it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path

from projects import TODAY, write_files

from fuzz.mutations import LONGEST
from kept import baseline, config, library
from kept.check.rule import rules
from kept.check.run import Checker, check_configuration, severities
from kept.check.suppress import by_comments, without_silenced
from kept.config import ConfigurationError, MarkdownSettings, Settings
from kept.content.contract_reader import read_contract
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.diagnostic import Diagnostic, Location, Problem
from kept.external import answers
from kept.fix.rounds import mend
from kept.index import Index
from kept.ledger import parse_ledger
from kept.library import Library, Reader, facts_of, load_vocabularies, make_slugger
from kept.parse import parse, unreadable
from kept.parse.anchors import slugger
from kept.parse.document import Document
from kept.parse.files import decode
from kept.parse.front_matter import read_front_matter
from kept.parse.suppressions import read_comments
from kept.rename.plan import CannotMove, plan
from kept.review.front_matter_edit import with_fields
from kept.text import Source, Span

ROOT = Path(__file__).parent.parent.parent
WORDS = Path(__file__).parent / "words"
SMALL = 6_000
"""Bytes of the largest file that serves as a seed: damage to a small one goes deeper."""

ANSWERS = (
    '{"version": 1, "addresses": {"https://a.net/": {"verdict": "works", "checked": "2026-11-20"},'
    '"https://b.net/": {"verdict": "fails", "checked": "2026-11-20", "since": "2026-11-01", "failures": 2}}}'
)


@dataclass(frozen=True, eq=False)
class Target:
    """A reader under test: `run` must return, whatever the bytes, and check what came out."""

    name: str
    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[str]]
    words: Sequence[str]
    longest: int = LONGEST
    """Characters of a document."""


def files(*patterns: str) -> Sequence[str]:
    """The texts of small files of this repository, which all begin as valid input or a known defect."""
    paths = sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths if path.stat().st_size < SMALL]
    assert texts
    return list(dict.fromkeys(texts))


def words(*names: str) -> Sequence[str]:
    """Pieces that mean something to a reader: the lines of `words/NAME.txt`, with `\\n`, `\\t` and `\\s`."""
    texts = [(WORDS / f"{name}.txt").read_text(encoding="utf-8") for name in names]
    lines = [line for text in texts for line in text.split("\n") if line]
    return [line.replace("\\n", "\n").replace("\\t", "\t").replace("\\s", " ") for line in lines]


def in_text(span: Span, text: str) -> None:
    """A span lies in its text."""
    assert 0 <= span.start <= span.end <= len(text), span


def spans(value: object) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from spans(getattr(value, item.name))
    elif isinstance(value, (tuple, list, frozenset)):
        for part in value:
            yield from spans(part)


def well_placed(findings: Sequence[Diagnostic], sources: Callable[[str], Source]) -> None:
    """Each finding stands where its file has text, and each edit of its fix, too."""
    for one in findings:
        assert one.message.strip(), one
        source, where = sources(one.location.path), one.location
        for line, column in ((where.line, where.column), (where.end_line, where.end_column)):
            assert 1 <= line <= len(source.line_starts), one
            assert 1 <= column <= len(source.line(line)) + 2, one
        assert (where.line, where.column) <= (where.end_line, where.end_column), one
        for edit in one.fix.edits if one.fix else ():
            in_text(edit.span, source.text)


MARKDOWN = MarkdownSettings(attr_list=True, emoji=True, snippets=())
SLUG = slugger(MARKDOWN.slug)


def front_matter(data: bytes) -> None:
    """The block between `---` lines."""
    source, problem = decode("docs/page.md", data)
    if problem is None:
        front = read_front_matter(source)
        assert 0 <= front.body_start <= len(source.text)
        for span in spans(front):
            in_text(span, source.text)


def markdown(data: bytes) -> None:
    """A whole page."""
    source, problem = decode("docs/page.md", data)
    document = unreadable(source, problem) if problem else parse(source, MARKDOWN, SLUG)
    for span in spans(document):
        in_text(span, source.text)
    for span in spans(document.sections):
        in_text(span, source.text)
    assert list(document.blocks) == sorted(document.blocks)


def vocabulary(data: bytes) -> None:
    """`kb/vocabulary.yml`."""
    source, problem = decode("kb/vocabulary.yml", data)
    if problem is None:
        found = read_vocabularies(source)
        _problems_in(found.problems, source)
        for one in found.by_name.values():
            one.meant("kept")


def contract(data: bytes) -> None:
    """A file of `templates/`."""
    source, problem = decode("templates/type.md", data)
    document = unreadable(source, problem) if problem else parse(source, MARKDOWN, SLUG)
    for vocabularies in (Vocabularies(), _centre()[1].vocabularies):
        found = read_contract(document, vocabularies)
        _problems_in(found.problems, source)


def settings(data: bytes) -> None:
    """`mkdocs.yml`."""
    source, problem = decode("mkdocs.yml", data)
    if problem is not None:
        return
    refused = _refusal(source, _folder() / "none/mkdocs.yml")
    if refused is not None:
        findings = list(check_configuration(refused))
        assert findings
        well_placed(findings, lambda path: refused.source)


def _refusal(source: Source, path: Path) -> ConfigurationError | None:
    try:
        make_slugger(config.parse(source, path, path.parent))
    except ConfigurationError as error:
        return error
    return None


def article(data: bytes) -> None:
    """A whole page among others, through every rule."""
    reader, centre = _centre()
    source, problem = decode("kb/how-to/page.md", data)
    document: Document = unreadable(source, problem) if problem else reader.parsed(source)
    found = reader.article(document)
    others = tuple(facts_of(one) for one in centre.articles)
    index = Index((*others, facts_of(found)), {"kb/how-to/a.png": "kb/how-to/a.png"})
    whole = replace(centre, index=index, asked=set())
    findings = tuple(Checker.of(whole, TODAY).article(found, whole))
    assert not problem or findings
    well_placed(findings, lambda path: source)


def fixers(data: bytes) -> None:
    """Every fix of a page: it can be read and written after it, and a second run changes nothing."""
    reader, centre = _centre()
    source, problem = decode("kb/how-to/page.md", data)
    if problem is not None:
        return
    found = reader.article(reader.parsed(source))
    index = Index((*map(facts_of, centre.articles), facts_of(found)), {})
    whole = replace(centre, articles=(*centre.articles, found), index=index, asked=set())
    findings = _look(whole)
    if not any(one.fix for one in findings):
        return
    done = mend(whole, lambda one: findings if one is whole else _look(one), lambda fix: True)
    for text in done.texts.values():
        assert text != source.text
        text.encode()
    waiting = [one for one in done.findings if one.fix]
    assert done.left_out or not waiting, waiting  # which a second run would apply
    assert done.library.by_path[source.path].document.is_readable or not found.document.is_readable


def _look(whole: Library) -> list[Diagnostic]:
    """What is found in the fuzzed page."""
    page = whole.articles[-1]
    return sorted(Checker.of(whole, TODAY).article(page, whole), key=lambda one: one.sort_key)


def suppressions(data: bytes) -> None:
    """Comments that silence findings; here two are on every third line."""
    _, centre = _centre()
    source, problem = decode("kb/how-to/page.md", data)
    if problem is not None:
        return
    document = parse(source, MARKDOWN, SLUG)
    findings = [
        Diagnostic(one.code, one.name, one.severity, Location.of(source, Span(start, start)), "wrong")
        for start in source.line_starts[::3]
        for one in SILENCED
    ]
    for comment in read_comments(document):
        for span in spans(comment):
            in_text(span, source.text)
    made, hidden = by_comments(document, findings, {one.code for one in SILENCED})
    assert hidden <= set(range(len(findings)))
    for one in made:
        assert set(one.unused) <= set(one.words)
    left = without_silenced(document, findings, centre, TODAY, severities(centre.settings))
    assert len(left) >= len(findings) - len(hidden)
    well_placed(left, lambda path: source)


SILENCED = [one for one in rules() if one.code in ("K204", "K401")]


def known_findings(data: bytes) -> None:
    """The baseline, read, written and read again."""
    codes = [one.code for one in rules()]
    source, problem = decode("kept-baseline.json", data)
    baseline.total_in(source.text)
    if problem is not None:
        return
    try:
        found = baseline.parse(source, codes)
    except baseline.BaselineError as error:
        _problems_in((error.problem,), source)
        return
    again = baseline.parse(Source(source.path, baseline.render(found)), codes)
    assert again == found
    assert baseline.total_in(baseline.render(found)) == found.total
    assert baseline.compare(found, (), {}).mended == found


def review_writer(data: bytes) -> None:
    """Three fields written into a front matter: nothing else changes, and once is enough."""
    source, problem = decode("kb/how-to/page.md", data)
    if problem is not None:
        return
    document = parse(source, MARKDOWN, SLUG)
    values = {"reviewed": "2026-11-20", "reviewed_by": "support: all", "reviewed_state": "1-abc-def"}
    text = with_fields(document, values)
    if text is None or not document.is_readable:
        return
    text.encode()
    after = parse(Source(source.path, text), MARKDOWN, SLUG)
    assert after.is_readable
    assert after.source.slice(after.body) == source.slice(document.body)
    assert with_fields(after, values) == text


def move(data: bytes) -> None:
    """A page that is moved, and a page that links to it."""
    reader, centre = _centre()
    source, problem = decode("kb/how-to/page.md", data)
    if problem:
        return
    found = reader.article(reader.parsed(source))
    articles = (*centre.articles, found)
    index = Index(tuple(map(facts_of, articles)), centre.index.assets)
    whole = replace(centre, articles=articles, index=index, asked=set())
    for old, new in (("kb/how-to/page.md", "docs/a (1).md"), ("docs/index.md", "kb/how-to/home.md")):
        try:
            done = plan(whole, old, new)
        except CannotMove:
            continue
        assert done.paths == {old: new}
        for path, (before, after) in done.texts.items():
            assert before == whole.by_path[{new: old}.get(path, path)].document.source.text != after


def published_addresses(data: bytes) -> None:
    """`kb/published-urls.txt`."""
    source, problem = decode("kb/published-urls.txt", data)
    if problem:
        return
    ledger = parse_ledger(source)
    _problems_in(ledger.problems, source)
    if ledger.is_usable:
        again = parse_ledger(Source(source.path, ledger.with_pages([("a/", ["b"])])))
        assert not again.problems
        assert ledger.pages.keys() <= again.pages.keys()


def remembered_answers(data: bytes) -> None:
    """`.kept_cache/external.json`."""
    for one in answers.read(data).values():
        assert one.since is None or one.since <= one.checked


def _problems_in(problems: Sequence[Problem], source: Source) -> None:
    for problem in problems:
        assert problem.message.strip()
        for span in spans(problem):
            in_text(span, source.text)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kept-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _centre() -> tuple[Reader, Library]:
    """A small help centre, whose articles the fuzzed one can link to."""
    root = write_files(
        _folder() / "centre",
        {
            "docs/index.md": "---\ntitle: Home\naudience: public\n---\n# Home\n\n## Part\n\nText.\n",
            "kb/how-to/address.md": "---\ntitle: Secret\naudience: internal\n---\n# Secret\n\nText.\n",
            "kb/how-to/a.png": b"",
            "kb/vocabulary.yml": (ROOT / "kb/vocabulary.yml").read_bytes(),
        },
    )
    found = replace(config.load(root / "mkdocs.yml"), markdown=MARKDOWN)
    assert isinstance(found, Settings)
    assert load_vocabularies(found).by_name
    knowledge = library.load(found)
    return Reader.of(found, ()), knowledge


PAGES = ("tests/cases/*/docs/**/*.md", "tests/cases/*/kb/**/*.md", "kb/faq/*.md", "docs/releases/*.md")
VOCABULARIES = ("kb/vocabulary.yml", "tests/cases/*/kb/vocabulary.yml")
CONTRACTS = ("templates/*.md", "tests/cases/*/templates/*.md")
LEDGERS = ("tests/cases/*/kb/published-urls.txt", "tests/cases/*/urls.txt")
CONFIGURATIONS = ("mkdocs.yml", "docs/examples/*.yml", "tests/cases/*/mkdocs.yml")

SILENT = (
    "---\ntitle: A\n# kept: ignore K401 why\nwatch: [a]\n---\n<!-- kept: ignore K204 why -->\n## B\n\nA.\n",
    "# A\n\n<!-- kept: ignore-start K204, K401: why -->\n\nText\n\n- a\n\n<!-- kept: ignore-end K204 -->\n",
    "# A\n\nText. <!-- kept: ignore shouting-heading why --> More.\n\n> <!-- kept: ignore K401 -->\n> Text\n",
)
ENTRY = '{"path": "docs/a.md", "code": "K401", "fingerprint": "0123456789abcdef"}'
KNOWN = tuple(
    f'{{"version": 1, "findings": [\n{entries}]}}\n'
    for entries in (f'{ENTRY},\n{ENTRY.replace("docs", "kb")[:-1]}, "count": 3}}\n', f"{ENTRY}\n", "")
)

_ALL = (
    Target("front-matter", front_matter, lambda: files(*PAGES), words("front-matter")),
    Target("markdown", markdown, lambda: files(*PAGES), words("markdown")),
    Target("article", article, lambda: files(*PAGES), words("front-matter", "markdown")),
    Target("vocabulary", vocabulary, lambda: files(*VOCABULARIES), words("front-matter")),
    Target("contract", contract, lambda: files(*CONTRACTS), words("front-matter", "contract")),
    Target("settings", settings, lambda: files(*CONFIGURATIONS), words("settings")),
    Target("fixers", fixers, lambda: files(*PAGES), words("front-matter", "markdown"), longest=1_500),
    Target("suppressions", suppressions, lambda: SILENT, words("suppressions", "markdown")),
    Target("baseline", known_findings, lambda: KNOWN, words("json")),
    Target("review-writer", review_writer, lambda: files(*PAGES), words("front-matter")),
    Target("move", move, lambda: files(*PAGES), words("front-matter", "markdown")),
    Target("published-addresses", published_addresses, lambda: files(*LEDGERS), words("ledger")),
    Target("remembered-answers", remembered_answers, lambda: (ANSWERS,), words("json")),
)
TARGETS = {one.name: one for one in _ALL}


@cache
def seeds_of(target: Target) -> Sequence[str]:
    """The seeds of a target, read once."""
    return target.seeds()
