"""What a build takes over from the site that stands, and when it has nothing to do at all."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built import tree
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from test_engine import DAYS, change, start

from kept.cache_folder import FOLDER
from kept.cli import kept
from kept.commands import build as command
from kept.site import engine
from kept.site.standing import Standing

UP_TO_DATE = "is up to date"
NOTE = "site-public.json"


@pytest.fixture(autouse=True, scope="module")
def open_gate() -> Iterator[None]:
    """A build goes on whatever the checker finds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "_unknown_errors", lambda *_: [])
        yield


def build(folder: Path, name: str = "site", day: str = "2026-11-20", *more: str) -> Result:
    """What `kept build` says of a project."""
    done = attempt(folder, name, day, *more)
    assert done.exit_code == 0, done.output
    return done


def attempt(folder: Path, name: str = "site", day: str = "2026-11-20", *more: str) -> Result:
    """The same, whether it builds the site or not."""
    place = ["--site-dir", str(folder / name), "--today", day, "--jobs", "1"]
    return CliRunner().invoke(kept, ["build", "--config", str(folder / "mkdocs.yml"), *place, *more])


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def settle(folder: Path) -> None:
    """As if nothing had been touched for a while."""
    for path in folder.rglob("*"):
        if path.is_file() and "site" not in path.parts and FOLDER not in path.parts:
            moment = time.time() - 3600
            os.utime(path, (moment, path.stat().st_mtime - 3600 if path.stat().st_mtime > moment else moment))


def tamper(folder: Path, chance: random.Random) -> None:
    """What somebody may do to the site that stands."""
    files = sorted(path for path in (folder / "site").rglob("*.html"))
    path = chance.choice(files) if files else folder / "site/none.html"
    match chance.randrange(4):
        case 0:
            path.unlink(missing_ok=True)
        case 1 if files:
            path.write_text("edited by hand")
        case 2 if files:
            path.with_name("more.html").write_text("added by hand")
        case 3 if files:
            shutil.rmtree(path.parent) if path.parent.name != "site" else path.unlink()


@pytest.mark.long
@given(st.integers(0, 2**32))
@settings(max_examples=6)
def test_a_site_is_the_same_whatever_has_been_there(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        start(folder)
        build(folder)
        for _ in range(5):
            for _ in range(chance.choice([0, 1, 1, 3])):
                change(folder, chance)
            if chance.random() < 0.5:
                settle(folder)
            if chance.random() < 0.4:
                tamper(folder, chance)
            if (folder / "site").is_dir() and not (folder / "site/.kept").is_file():
                shutil.rmtree(folder / "site")
            day = chance.choice(DAYS).isoformat()
            for _ in range(chance.choice([1, 2])):
                build(folder, "site", day, "--jobs", chance.choice(["1", "2"]))
            build(folder, "clean", day, "--no-cache")
            assert tree(folder / "site") == tree(folder / "clean")
            assert folders(folder / "site") == folders(folder / "clean")


def test_nothing_changed_nothing_done(tmp_path: Path) -> None:
    start(tmp_path)
    build(tmp_path)
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*")}
    again = build(tmp_path)

    assert f"{tmp_path / 'site'} {UP_TO_DATE}: 1 page.\n" in again.stdout
    assert "Building" not in again.stderr
    assert {path: path.stat() for path in (tmp_path / "site").rglob("*")} == before


@pytest.mark.parametrize("is_lost", [False, True])
def test_another_process_looks_at_the_site_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_lost: bool
) -> None:
    start(tmp_path)
    settle(tmp_path)
    build(tmp_path)
    here, looked, whole = os.getpid(), list[int](), Standing.is_whole

    def noted(standing: Standing) -> bool:
        looked.append(os.getpid())
        if is_lost and os.getpid() != here:
            os.kill(os.getpid(), 9)
        return whole(standing)

    monkeypatch.setattr(Standing, "is_whole", noted)
    assert UP_TO_DATE in build(tmp_path, "site", "2026-11-20", "--jobs", "2").stdout
    assert looked == ([here] if is_lost else [])
    monkeypatch.undo()
    (tmp_path / "site/index.html").write_text("edited by hand")
    assert UP_TO_DATE not in build(tmp_path, "site", "2026-11-20", "--jobs", "2").stdout


def test_after_an_edit_there_is_one_build(tmp_path: Path) -> None:
    start(tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / f"docs/{name}.md").write_text(f"---\ntitle: {name}\naudience: public\n---\n# {name}\n")
    settle(tmp_path)
    build(tmp_path)
    with (tmp_path / "docs/a.md").open("a") as file:
        file.write("\nMore.\n")

    assert UP_TO_DATE not in build(tmp_path).stdout
    assert UP_TO_DATE in build(tmp_path).stdout


def _touch(path: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": _touch("docs/index.md", "---\ntitle: Home\naudience: public\n---\n# Home\n\nMore.\n"),
    "a new page": _touch("docs/new.md", "---\ntitle: New\naudience: public\n---\n# New\n"),
    "a picture": _touch("docs/p.png", "other pic"),
    "a file that is no page": _touch("docs/robots.txt", "User-agent: *\n"),
    "the vocabulary": _touch("kb/vocabulary.yml", "owners: {docs: Everybody}\n"),
    "a contract": _touch("templates/memo.md", "---\ncontract: {summary: A memo.}\n---\n# {{ title }}\n"),
    "the configuration": lambda folder: _touch(
        "mkdocs.yml", (folder / "mkdocs.yml").read_text() + "copyright: Us\n"
    )(folder),
    "the site: a page less": lambda folder: (folder / "site/index.html").unlink(),
    "the site: a page edited": _touch("site/index.html", "by hand"),
    "the site: a file more": _touch("site/more.html", "by hand"),
    "the site: gone": lambda folder: shutil.rmtree(folder / "site"),
    "the site: a folder less": lambda folder: shutil.rmtree(folder / "site/search"),
    "the note: gone": lambda folder: (folder / FOLDER / NOTE).unlink(),
    "the note: damaged": lambda folder: (folder / FOLDER / NOTE).write_bytes(
        (folder / FOLDER / NOTE).read_bytes().replace(b"index", b"indez")
    ),
    "the note: half": lambda folder: os.truncate(folder / FOLDER / NOTE, 300),
    "the note: a folder": lambda folder: (
        (folder / FOLDER / NOTE).unlink(),
        (folder / FOLDER / NOTE).mkdir(),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_the_site_is_made_anew(tmp_path: Path, what: str) -> None:
    start(tmp_path)
    build(tmp_path)
    CHANGES[what](tmp_path)
    again = build(tmp_path)
    build(tmp_path, "clean", "2026-11-20", "--no-cache")

    assert UP_TO_DATE not in again.stdout
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


@pytest.mark.parametrize("more", [("--today", "2026-11-21"), ("--audience", "internal"), ("--no-cache",)])
def test_another_order_is_another_site(tmp_path: Path, more: tuple[str, ...]) -> None:
    start(tmp_path)
    build(tmp_path)

    assert UP_TO_DATE not in build(tmp_path, "site", "2026-11-20", *more).stdout


def test_a_template_of_ones_own_counts(tmp_path: Path) -> None:
    start(tmp_path)
    config = (tmp_path / "mkdocs.yml").read_text() + "theme: {name: material, custom_dir: over}\n"
    (tmp_path / "mkdocs.yml").write_text(config)
    build(tmp_path)
    assert UP_TO_DATE in build(tmp_path).stdout
    (tmp_path / "over/main.html").write_text("{% extends 'base.html' %}{% block footer %}New{% endblock %}\n")

    assert UP_TO_DATE not in build(tmp_path).stdout
    assert "New" in (tmp_path / "site/index.html").read_text()


def test_a_hook_may_look_anywhere_so_the_site_is_made_anew(tmp_path: Path) -> None:
    start(tmp_path)
    hook = "import pathlib\ndef on_config(config):\n    config.copyright = 'Made ' + %s\n    return config\n"
    told = tmp_path / "elsewhere"
    told.mkdir()
    (told / "word").write_text("once")
    (tmp_path / "own.py").write_text(hook % f"pathlib.Path({str(told / 'word')!r}).read_text()")
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write("hooks: [own.py]\ntheme: material\n")
    build(tmp_path)
    (told / "word").write_text("twice")

    assert UP_TO_DATE not in build(tmp_path).stdout
    assert "Made twice" in (tmp_path / "site/index.html").read_text()


SPARE = "spare-public"


def _put(text: str) -> Callable[[Path], object]:
    return lambda place: (place / "search/more.html").write_text(text)


def _link(place: Path) -> None:
    (place / "search/out").symlink_to(place.parent)


def _a_file(place: Path) -> None:
    shutil.rmtree(place)
    place.write_text("years of work")


@pytest.mark.parametrize(
    "odd", [_put("by hand"), _link, _a_file, lambda place: (place / "search").chmod(0o500), shutil.rmtree]
)
def test_folders_that_were_tampered_with_are_not_used(tmp_path: Path, odd: Callable[[Path], object]) -> None:
    start(tmp_path)
    build(tmp_path)
    (tmp_path / "docs/new.md").write_text("---\ntitle: New\naudience: public\n---\n# New\n")
    build(tmp_path)
    odd(tmp_path / FOLDER / SPARE)
    (tmp_path / "docs/new.md").write_text("---\ntitle: New\naudience: public\n---\n# New\n\nMore.\n")
    build(tmp_path)
    build(tmp_path, "clean", "2026-11-20", "--no-cache")

    assert tree(tmp_path / "site") == tree(tmp_path / "clean")
    assert folders(tmp_path / "site") == folders(tmp_path / "clean")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".site")]


def test_pages_that_are_the_same_are_the_same_files(tmp_path: Path) -> None:
    start(tmp_path)
    text = "---\ntitle: {0}\naudience: public\n---\n# {0}\n"
    for name in ("a", "b"):
        (tmp_path / f"docs/{name}.md").write_text(text.format(name))
    build(tmp_path)
    before = (tmp_path / "site/b/index.html").stat().st_ino
    (tmp_path / "docs/a.md").write_text(text.format("a") + "\nMore.\n")
    build(tmp_path)

    assert "More." in (tmp_path / "site/a/index.html").read_text()
    assert (tmp_path / "site/b/index.html").stat().st_ino == before
    assert (tmp_path / "site/b/index.html").stat().st_nlink == 2, "the site's, and the spare's"


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(tmp_path)
    build(tmp_path)
    (tmp_path / "docs/a.md").write_text("---\ntitle: A\naudience: public\n---\n# A\n")

    def no_link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    build(tmp_path)
    build(tmp_path, "clean", "2026-11-20", "--no-cache")
    assert tree(tmp_path / "site") == tree(tmp_path / "clean")


def test_a_text_that_changes_while_its_page_is_made_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path)
    path = tmp_path / "docs/index.md"
    text = path.read_text()
    prepared = engine.prepared

    def edited(*given: object) -> engine.Site:
        path.write_text(text + "\nFor a moment.\n")
        return prepared(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(engine, "prepared", edited)
        done = attempt(tmp_path)
    message = "kept: docs/index.md was changed during the build; build the site again"
    assert (done.exit_code, done.output.splitlines()[-1]) == (2, message)
    assert not (tmp_path / "site").exists()
    build(tmp_path)
    assert "For a moment" in (tmp_path / "site/index.html").read_text()
    path.write_text(text)
    build(tmp_path)
    assert "For a moment" not in (tmp_path / "site/index.html").read_text()


EXTENSION = """\
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Greeter(Preprocessor):
    def run(self, lines):
        return [*lines, "", "%s"]

class Greeting(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Greeter(md), "greeting", 1)

def makeExtension(**given):
    return Greeting(**given)
"""


def test_the_code_of_an_extension_of_ones_own_counts(
    tmp_path: Path, process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    start(tmp_path)
    config = (
        (tmp_path / "mkdocs.yml")
        .read_text()
        .replace("markdown_extensions: [", "markdown_extensions: [greeting, ")
    )
    (tmp_path / "mkdocs.yml").write_text(config)
    code = tmp_path / "code"
    code.mkdir()
    for word in ("Hello", "Welcome"):
        (code / "greeting.py").write_text(EXTENSION % word)
        done = process("build", cwd=tmp_path, PYTHONPATH=os.pathsep.join([str(code), *sys.path]))
        assert done.returncode == 0, done.stderr
        assert f"<p>{word}</p>" in (tmp_path / "site/index.html").read_text()
