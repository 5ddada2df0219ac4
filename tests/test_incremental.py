"""A check that knows the last one finds what a check that knows nothing finds, whatever has changed."""

from __future__ import annotations

import operator
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import TODAY, write_files

from kept import config, library
from kept.cache_folder import FOLDER
from kept.check import incremental, run, together
from kept.check.day import Day
from kept.content.fingerprint import Evidence, Seal
from kept.diagnostic import Diagnostic, Problem
from kept.parse.files import Found, is_settled
from kept.review.record import review, write
from kept.text import Source

SETTINGS = (
    'defaults: [{path: "docs/**", audience: public}]',
    'defaults: [{path: "docs/**", audience: public}], severity: {broken-link: info, K402: "off"}',
    'defaults: [{path: "docs/**", audience: public}], ignore: [{path: docs/a.md, rules: [K401], reason: x}]',
)
CONFIGURATION = """\
site_name: Help
nav: [index.md, sub/, {All: a.md}]
plugins:
  - kept: {defaults: [{path: "docs/**", audience: public}]}
markdown_extensions:
  - pymdownx.snippets: {base_path: [parts]}
"""
NAMES = (
    *("docs/index.md", "docs/a.md", "docs/b.md", "docs/sub/a.md", "docs/sub/README.md", "kb/faq/c.md"),
    *("docs/A.md", "docs/b/index.md"),  # which collide with others
)
TARGETS = (
    "a.md",
    "b.md",
    "a.md#one",
    "b.md#two",
    "sub/a.md",
    "../a.md",
    "gone.md",
    "../kb/faq/c.md",
    "p.png",
    "b/",
    "old.md",
)
COPIED = "".join(
    f"This line is number {number} of those that were copied from a page.\n" for number in range(9)
)
LINES = (
    *(f"See [it]({target}).\n" for target in TARGETS),
    "![Picture](p.png)\n",
    "# One\n",
    "## Two\n",
    "## One\n",
    '--8<-- "part.md"\n',
    "Text.\n",
    COPIED,
    "<!-- kept: ignore broken-link nobody follows it -->\n",
    "<!-- kept: ignore-start K401, K402: not yet -->\n",
    "<!-- kept: ignore-end K401 -->\n",
    "![Drawing](x.svg)\n",
    "```kept-graph\nfrom: product/kept\n```\n",
    "```kept-graph\nfrom: [customer/c-1, docs/a.md]\nkinds: customer\n```\n",
)
FRONT = (
    "",
    "---\ntitle: One\n---\n",
    "---\ntitle: Two\naudience: internal\n---\n",
    "---\ntitle: one\nstatus: draft\n---\n",
    "---\ntitle: Three\nexpires: 2026-11-20\n---\n",
    "---\ntitle: [\n---\n",
    "---\ntitle: Five\nredirect_from: [old.md, b.md]\n---\n",
    "---\ntitle: Six\nredirect_from: [a.md, kb/faq/c.md]\n---\n",
    "---\ntitle: Seven\nstatus: archived\nredirect_from: [old.md, sub/a.md]\n---\n",
    "---\ntitle: Four\nstatus: draft\nstatus: published\n---\n",
    "---\ntitle: Eight\nreviewed: 2026-11-01\nwatch: [src/*.py, docs/a.md]\n---\n",
    "---\ntitle: Ten\nreviewed: 2026-11-01\nreview_every: 30d\nowner: docs\n---\n",
    "---\ntitle: Eleven\nembargo: 2026-12-01\nreviewed: 2026-10-20\nreview_every: 60d\n---\n",
    "---\ntitle: Nine\nreviewed: 2026-11-01\n# kept: ignore review-without-evidence it was long ago\n---\n",
)
DISTANCES = (-200, -30, -1, 0, 1, 7, 12, 16, 17, 18, 30, 50, 51, 400)
"""Days from today, many of them beside one on which something else is found."""
OTHERS = {
    "docs/p.png": "",
    "docs/sub/p.png": "",
    "parts/part.md": "## Two\n",
    "kb/vocabulary.yml": "products: [a]\nowners: {docs: {left: 2026-12-05, successor: b}, b: B}\n",
    "src/tool.py": "answer = 42\n",
    "docs/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>\n",
    "templates/faq.md": "---\ncontract: {summary: A, folder: kb/faq, sections: [Two]}\n---\n# A\n\n## Two\n",
    ".github/workflows/a.yml": "on: pull_request_target\npermissions: write-all\njobs: {a: {steps: []}}\n",
    "kb/records/products.yml": "products:\n  kept: {audience: public, articles: docs/a.md}\n  kpet: {}\n",
    "kb/records/customers.yml": "customers:\n  c-1: {products: kept, audience: public}\n",
    "kb/published-urls.txt": "/\n/a/\n/a/#one\n/a/#two\n/b/#one\n/b/#two\n/gone/\n/sub/a/#one\n",
}


def _change(folder: Path, chance: random.Random) -> None:
    """One thing that a person can do to a project."""
    action = chance.random()
    if action < 0.15:
        name = chance.choice([*NAMES, *OTHERS])
        (folder / name).unlink(missing_ok=True)
    elif action < 0.3:
        name = chance.choice(list(OTHERS))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(OTHERS[name] * chance.randint(1, 2), encoding="utf-8")
    elif action < 0.4:
        _review(folder, chance)
    elif action < 0.45:
        text = CONFIGURATION.replace(SETTINGS[0], chance.choice(SETTINGS))
        (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    elif action < 0.5:
        old, new = folder / chance.choice(NAMES), folder / chance.choice(NAMES)
        if old.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            os.replace(old, new)
    else:
        name = folder / chance.choice(NAMES)
        name.parent.mkdir(parents=True, exist_ok=True)
        lines = chance.choices(LINES, k=chance.randint(0, 6))
        name.write_text(chance.choice(FRONT) + "\n".join(lines), encoding="utf-8")


def _review(folder: Path, chance: random.Random) -> None:
    """Review an article with a fingerprint, if it may be."""
    knowledge = library.load(config.load(folder / "mkdocs.yml"))
    if knowledge.articles:
        article = chance.choice(knowledge.articles)
        day = TODAY - timedelta(days=chance.randint(0, 400))
        write(review(knowledge, [article], day, "support").files)


def _clean(folder: Path, day: date = TODAY) -> list[Diagnostic]:
    return run.check(library.load(config.load(folder / "mkdocs.yml")), day)


def _known(folder: Path, day: date = TODAY) -> list[Diagnostic]:
    found = config.load(folder / "mkdocs.yml")
    return run.reported(incremental.check(found, day).findings, found, day)


@given(seed=st.integers(min_value=0))
@settings(max_examples=14, deadline=None)
def test_findings_do_not_depend_on_the_last_run(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("project")
    write_files(folder, {"mkdocs.yml": CONFIGURATION, "docs/index.md": "# Home\n"})
    for _ in range(6):
        for _ in range(chance.randint(1, 3)):
            _change(folder, chance)
        assert _known(folder) == _clean(folder)
        day = TODAY + timedelta(days=chance.choice(DISTANCES))
        assert _known(folder, day) == _clean(folder, day)
    shutil.rmtree(folder)


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A project that has been checked once, long after its files were written."""
    chance = random.Random(7)
    write_files(tmp_path, {"mkdocs.yml": CONFIGURATION, **OTHERS, **dict.fromkeys(NAMES, "# One\n")})
    for _ in range(12):
        _change(tmp_path, chance)
    for path in tmp_path.rglob("*.md"):
        text = path.read_text("utf-8")
        if "watch:" in text or "--8<--" in text:  # what it depends on is looked at every time
            path.write_text("# One\n", encoding="utf-8")
    for path in tmp_path.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert _known(tmp_path) == _clean(tmp_path) != []
    return tmp_path


def test_an_unchanged_project_is_not_read_again(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _clean(checked)
    monkeypatch.setattr(incremental, "Reader", None)
    assert _known(checked) == expected


def test_files_that_were_new_are_not_read_again_once_they_are_old(
    checked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kb/records/products.yml", "kb/published-urls.txt", "docs/p.svg"):
        write_files(checked, {name: OTHERS.get(name, "<svg/>")})
    expected = _known(checked)
    later = time.time_ns() + 10**11
    monkeypatch.setattr(incremental.time, "time_ns", lambda: later)
    monkeypatch.setattr(incremental, "Reader", None)
    monkeypatch.setattr(incremental, "load_records", None)
    assert _known(checked) == expected
    os.utime(checked / "kb/records/products.yml")
    assert _known(checked) == expected


def test_only_what_a_change_concerns_is_read_again(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(checked, {"mkdocs.yml": CONFIGURATION, "docs/z.md": "# Z\n\n[a](a.md#one)\n"})
    write_files(checked, {"mkdocs.yml": CONFIGURATION, "docs/a.md": "# One\n\nText.\n"})
    os.utime(checked / "docs/a.md", (1_700_000_000, 1_700_000_000))
    _known(checked)
    read = []
    original = incremental.read_source
    monkeypatch.setattr(incremental, "read_source", lambda file: (read.append(file.path), original(file))[1])
    (checked / "docs/a.md").write_text("# One\n\nOther text.\n", encoding="utf-8")
    _known(checked)
    assert [path for path in read if path.startswith("docs")] == ["docs/a.md", "docs/z.md"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"docs", b"dogs"),
        lambda data: b"\0" * len(data),
        lambda data: data.partition(b"\n")[0] + b"\n[]",
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(checked: Path, damage: object) -> None:
    path = checked / FOLDER / "check.json"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert _known(checked) == _clean(checked)
    assert _known(checked) == _clean(checked)


@pytest.mark.parametrize(
    "body", [b"[[],[],[]]", b'[{"docs/a.md":[]},[],[]]', b'[{"a":1},[],null]', b"{}", b"1", b"["]
)
def test_a_cache_of_another_shape_is_as_good_as_none(checked: Path, body: bytes) -> None:
    from kept.cache_folder import digest

    path = checked / FOLDER / "check.json"
    key = path.read_bytes().split(b" ")[0]
    path.write_bytes(key + f" {digest(body)}\n".encode() + body)
    assert _known(checked) == _clean(checked)


def test_a_cache_that_cannot_be_written_is_no_failure(checked: Path) -> None:
    shutil.rmtree(checked / FOLDER)
    (checked / FOLDER).write_text("not a folder", encoding="utf-8")
    assert _known(checked) == _clean(checked)


@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_a_cache_that_would_never_end_is_as_good_as_none(checked: Path, put: Callable[[Path], None]) -> None:
    path = checked / FOLDER / "check.json"
    path.unlink()
    put(path)
    assert _known(checked) == _clean(checked)


def test_a_clock_that_counts_in_seconds_is_waited_for() -> None:
    now = 1_800_000_000_000_000_000
    assert is_settled(now - 200_000_001, now)
    assert not is_settled(now - 90_000_001, now)
    assert not is_settled(now - 1_000_000_000, now)
    assert is_settled(now - 3_000_000_000, now)


def test_on_another_day_only_that_is_read_of_which_something_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = "---\ntitle: Due\nreviewed: 2026-11-01\nreview_every: 60d\n---\n# Due\n"
    files = {
        "docs/index.md": "# Home\n",
        "docs/b.md": "---\nreviewed: 2026-11-01\n---\n# B\n",
        "docs/a.md": due,
    }
    write_files(tmp_path, {"mkdocs.yml": CONFIGURATION, **files})
    for path in tmp_path.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    _known(tmp_path)
    read: list[str] = []
    plain = incremental.read_source

    def noted(file: Found) -> tuple[Source, Problem | None]:
        read.append(file.path)
        return plain(file)

    for days, again in ((1, []), (80, ["docs/a.md"]), (81, ["docs/a.md"])):
        day = TODAY + timedelta(days=days)
        with monkeypatch.context() as patch:
            patch.setattr(incremental, "read_source", noted)
            found = _known(tmp_path, day)
        assert [path for path in read if path in files] == again
        assert found == _clean(tmp_path, day)
        read.clear()


QUESTIONS: tuple[Callable[[date, date], object], ...] = (
    *(operator.lt, operator.le, operator.gt, operator.ge),
    *(
        lambda day, other: other < day,
        lambda day, other: other >= day,
        lambda day, other: max(day, other) == day,
    ),
)


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(QUESTIONS)), max_size=5), st.integers(0, 40))
def test_a_day_knows_on_which_days_all_answers_are_the_same(
    asked: list[tuple[int, Callable[[date, date], object]]], other: int
) -> None:
    first = date(2026, 11, 1)
    day = Day.of(first + timedelta(days=20))

    def answers(of: date) -> list[object]:
        return [question(of, first + timedelta(days=at)) for at, question in asked]

    said, another = answers(day), first + timedelta(days=other)
    if day.span[0] <= another.isoformat() <= day.span[1]:
        assert answers(another) == said


def test_all_else_that_a_day_tells_holds_on_it_alone() -> None:
    plain = date(2026, 11, 20)
    for name in sorted(set(dir(date)) - set(dir(object)) - {"min", "max", "resolution"}):
        day = Day.of(plain)
        told = getattr(day, name)
        if name in ("today", "fromtimestamp", "fromordinal", "fromisoformat", "fromisocalendar", "strptime"):
            continue  # which make other days
        given_ = (timedelta(1),) if name in ("__add__", "__radd__", "__sub__") else ()
        given_ = (plain,) if name == "__rsub__" else ("%d",) if name == "strftime" else given_
        assert (
            told == getattr(plain, name)
            if not callable(told)
            else told(*given_) == getattr(plain, name)(*given_)
        )
        assert day.span == ("2026-11-20", "2026-11-20"), name
    for ask in (hash, str, repr, lambda day: day == plain, lambda day: f"{day:%d}", lambda day: plain - day):
        day = Day.of(plain)
        assert ask(day) == ask(plain)
        assert day.span == ("2026-11-20", "2026-11-20")


def test_another_day_is_another_check(checked: Path) -> None:
    found = config.load(checked / "mkdocs.yml")
    later = TODAY + timedelta(days=400)
    known = run.reported(incremental.check(found, later).findings, found, later)
    assert known == run.check(library.load(found), later)


def test_another_setting_is_another_check(checked: Path) -> None:
    text = CONFIGURATION.replace("kept: {", "kept: {severity: {broken-link: info}, ")
    (checked / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert _known(checked) == _clean(checked)


def test_the_cache_keeps_out_of_version_control(checked: Path) -> None:
    assert (checked / FOLDER / ".gitignore").read_text("utf-8") == "*\n"
    assert (
        (checked / FOLDER / "CACHEDIR.TAG")
        .read_bytes()
        .startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    )


def _together(
    folder: Path, jobs: int, *, use_cache: bool = True, meanwhile: Callable[[], None] | None = None
) -> incremental.Checked:
    found = config.load(folder / "mkdocs.yml")
    return incremental.check(found, TODAY, use_cache=use_cache, for_site=True, jobs=jobs, meanwhile=meanwhile)


def _doubts(checked: incremental.Checked) -> dict[str, Evidence]:
    """What stands behind reviews, but for seals that hold: of a text that is the same they are not asked."""
    return {path: one for path, one in checked.reviews.by_path.items() if one != Evidence(Seal.WHOLE)}


@given(seed=st.integers(min_value=0), jobs=st.integers(2, 4), fewest=st.sampled_from([1, together.FEWEST]))
@settings(max_examples=8, deadline=None)
def test_several_processes_find_the_same(
    seed: int, jobs: int, fewest: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("project")
    write_files(folder, {"mkdocs.yml": CONFIGURATION, "docs/index.md": "# Home\n"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "FEWEST", fewest)
        for _ in range(4):
            for _ in range(chance.randint(1, 6)):
                _change(folder, chance)
            found = _together(folder, jobs, meanwhile=lambda: None)
            alone = _together(folder, 1, use_cache=False)
            assert list(found.entries) == list(alone.entries)
            for path, entry in found.entries.items():
                other = alone.entries[path]
                assert (entry.findings, entry.metadata) == (other.findings, other.metadata)
                assert entry.facts == other.facts
            assert (found.shared, _doubts(found)) == (alone.shared, _doubts(alone))
    shutil.rmtree(folder)


@given(count=st.integers(0, 900), jobs=st.integers(1, 5), late=st.sampled_from([0, 1, 7, 200, 2000]))
def test_the_shares_are_all_of_it_and_who_comes_late_has_the_smallest(
    count: int, jobs: int, late: int
) -> None:
    own, *others = together.shares(range(count), jobs, late)
    assert sorted([*own, *(one for other in others for one in other)]) == list(range(count))
    if others:
        assert len(own) + min(late, count // jobs) <= min(map(len, others)) + 1
        assert max(map(len, others)) - min(map(len, others)) <= 2


@pytest.mark.parametrize("step", ["_read", "_library"])
def test_a_helper_that_is_lost_costs_nothing_but_time(
    checked: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    alone = _together(checked, 1, use_cache=False)
    monkeypatch.setattr(together, "FEWEST", 1)
    here, original = os.getpid(), getattr(incremental._Run, step)  # noqa: SLF001 (a helper's step)

    def die_elsewhere(*given_: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return original(*given_)

    monkeypatch.setattr(incremental._Run, step, die_elsewhere)  # noqa: SLF001
    assert _together(checked, 3, use_cache=False).findings == alone.findings


@pytest.mark.parametrize("is_lost", [False, True])
def test_while_one_article_is_checked_the_next_step_is_made_ready(
    checked: Path, monkeypatch: pytest.MonkeyPatch, is_lost: bool
) -> None:
    _together(checked, 2)
    (checked / "docs/index.md").write_text("# Other\n\n[gone](gone.md)\n")
    alone = _together(checked, 1, use_cache=False)
    here, ready, read = os.getpid(), list[int](), list[int]()
    original = incremental._Run._read  # noqa: SLF001 (a helper's step)

    def noted(*given_: object) -> object:
        read.append(os.getpid())
        if is_lost and os.getpid() != here:
            os.kill(os.getpid(), 9)
        return original(*given_)  # type: ignore[arg-type]

    monkeypatch.setattr(incremental._Run, "_read", noted)  # noqa: SLF001
    found = _together(checked, 2, meanwhile=lambda: ready.append(os.getpid()))

    assert sorted(found.findings, key=repr) == sorted(alone.findings, key=repr)
    assert list(found.entries) == list(alone.entries)
    assert (ready, read) == ([here], [here] if is_lost else [])
    monkeypatch.setattr(incremental, "Reader", None)
    assert _together(checked, 2).findings == found.findings  # it is remembered
