"""After an edit of a text its page is made without the others, and the site is what a whole build makes."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from built import tree
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import write_files
from test_engine import CONFIGURATIONS, LINES, NAMES, start
from test_unchanged import build, folders, settle

from kept.cache_folder import FOLDER
from kept.commands import build as command
from kept.site import build as site_build
from kept.site import frame, output, retouch, spare
from kept.site.frame import NotNoted

OTHER_THEME = CONFIGURATIONS[0].replace("kept:\n", "kept:\n      content: [kb]\n")
CONFIGURATION = OTHER_THEME + "theme: {name: material, font: false}\n"
HEAD = "---\ntitle: {0}\naudience: {1}\nreviewed: 2026-11-01\n---\n# {0}\n\n"
SPARE = "spare-public"

whole_builds: list[object] = []


@contextmanager
def gate_open() -> Iterator[None]:
    """A build goes on whatever the checker finds; whole builds are counted."""
    built = site_build.make_whole
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "_unknown_errors", lambda *_: [])
        patch.setattr(site_build, "make_whole", lambda *given: (whole_builds.append(0), built(*given))[1])
        yield


@pytest.fixture(autouse=True, scope="module")
def open_gate() -> Iterator[None]:
    with gate_open():
        yield


def retouched(folder: Path, *more: str) -> bool:
    """Whether a build makes no more than the pages that have changed."""
    before = len(whole_builds)
    build(folder, "site", "2026-11-20", *more)
    return len(whole_builds) == before


def write(folder: Path, name: str, text: str, audience: str = "public") -> None:
    title = Path(name).stem.title()
    write_files(folder, {"mkdocs.yml": (folder / "mkdocs.yml").read_bytes()})
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(HEAD.format(title, audience) + text, "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose site has been built twice, so that there is a spare."""
    return twice_built(tmp_path)


def twice_built(folder: Path, configuration: str = CONFIGURATION) -> Path:
    start(folder)
    (folder / "mkdocs.yml").write_text(configuration)
    for name in (*NAMES, "docs/old.md"):
        write(folder, name, "Text.\n")
    settle(folder)
    build(folder)
    (folder / "docs/old.md").unlink()
    build(folder)
    return folder


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def same_as_clean(folder: Path) -> bool:
    build(folder, "clean", "2026-11-20", "--no-cache")
    site, clean = folder / "site", folder / "clean"
    return tree(site) == tree(clean) and folders(site) == folders(clean)


@pytest.mark.long
@given(st.integers(0, 2**32))
@settings(max_examples=3)
def test_whatever_is_written_the_site_is_that_of_a_whole_build(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = twice_built(Path(temporary).resolve(), chance.choice([CONFIGURATION, *CONFIGURATIONS]))
        for _ in range(4):
            for name in chance.choices(NAMES, k=chance.choice([1, 1, 2])):
                write(folder, name, "\n".join(chance.choices(LINES, k=chance.randint(0, 4))))
            build(folder)
            assert same_as_clean(folder)


def test_one_edit_makes_one_page(project: Path) -> None:
    write(project, "docs/a.md", "See [b](b.md#text) and [c](../kb/faq/c.md).\n\n## New\n\nMore.\n")
    before = (project / "site/b/index.html").stat()

    assert retouched(project)
    assert "More." in (project / "site/a/index.html").read_text()
    assert "More." in (project / "site/search/search_index.json").read_text()
    assert (project / "site/b/index.html").stat() == before
    assert same_as_clean(project)
    assert "is up to date" in build(project).stdout
    write(project, "docs/a.md", "Still more.\n")
    write(project, "kb/faq/c.md", "Still more.\n")
    assert retouched(project)
    assert same_as_clean(project)


def test_the_spare_holds_the_very_files_of_the_site(project: Path) -> None:
    for text in ("One.\n", "Two.\n"):
        place = project / FOLDER / SPARE
        files = {path.relative_to(place) for path in files_of(place)}
        assert files == {path.relative_to(project / "site") for path in files_of(project / "site")}
        assert all(os.path.samefile(place / name, project / "site" / name) for name in files)
        assert folders(place) == folders(project / "site")
        write(project, "docs/a.md", text)
        assert retouched(project)


def test_the_first_build_makes_the_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    write(tmp_path, "docs/a.md", "Text.\n")
    settle(tmp_path)
    build(tmp_path)
    place, site = tmp_path / FOLDER / SPARE, tmp_path / "site"

    assert folders(place) == folders(site)
    assert all(os.path.samefile(place / path.relative_to(site), path) for path in files_of(site))
    monkeypatch.setattr(site_build, "make_spare", None)
    write(tmp_path, "docs/a.md", "Another text.\n")
    assert retouched(tmp_path)
    assert same_as_clean(tmp_path)


MORE: dict[str, Callable[[Path], object]] = {
    "a title": lambda folder: write_files(
        folder, {"mkdocs.yml": CONFIGURATION, "docs/a.md": HEAD.format("Other", "public")}
    ),
    "a first diagram": lambda folder: write(folder, "docs/a.md", "```mermaid\ngraph TD\n  a --> b\n```\n"),
    "a picture that is shown": lambda folder: write(folder, "docs/a.md", "![Picture](p.png)\n"),
    "a page that search leaves out": lambda folder: write_files(
        folder,
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/a.md": HEAD.format("A", "public").replace("reviewed", "search: {exclude: true}\nreviewed"),
        },
    ),
    "a page that is no more": lambda folder: (folder / "docs/a.md").unlink(),
    "a page of the site": lambda folder: (folder / "site/b/index.html").write_text("by hand"),
    "a page more in the site": lambda folder: (folder / "site/b/more.html").write_text("by hand"),
    "a page of the spare": lambda folder: (
        (folder / FOLDER / SPARE / "b/index.html").unlink(),
        (folder / FOLDER / SPARE / "b/index.html").write_text("by hand"),
    ),
    "the frame: gone": lambda folder: (folder / FOLDER / "frame-public.json").unlink(),
    "the frame: damaged": lambda folder: (folder / FOLDER / "frame-public.json").write_bytes(
        (folder / FOLDER / "frame-public.json").read_bytes().replace(b"faq", b"fak")
    ),
    "the cache: gone": lambda folder: (folder / FOLDER / "pages-public.sqlite").unlink(),
}


def test_with_more_than_a_text_the_whole_site_is_made(project: Path) -> None:
    for what, change in MORE.items():
        write(project, "docs/a.md", f"A text before {what}.\n")
        build(project)
        change(project)
        if what.startswith(("a page of", "a page more", "the ")):
            write(project, "docs/a.md", "Another text.\n")
        assert not retouched(project), what
    assert same_as_clean(project)


SPARES: dict[str, Callable[[Path], object]] = {
    "gone": shutil.rmtree,
    "a page more": lambda place: (place / "b/more.html").write_text("by hand"),
    "a folder more": lambda place: (place / "b/more").mkdir(),
    "a page less": lambda place: (place / "p.png").unlink(),
    "a folder less": lambda place: shutil.rmtree(place / "b"),
    "a link": lambda place: (place.rename(place.parent / "x"), place.symlink_to(place.parent / "x")),
    "a file": lambda place: (shutil.rmtree(place), place.write_text("years of work")),
}


def test_a_spare_that_was_tampered_with_is_made_anew(project: Path) -> None:
    for what, change in SPARES.items():
        change(project / FOLDER / SPARE)
        write(project, "docs/a.md", f"A text after {what}.\n")
        build(project)
        assert f"A text after {what}." in (project / "site/a/index.html").read_text()
        assert not (project / FOLDER / SPARE).is_symlink()
    assert same_as_clean(project)


OTHER_SITES = {
    "another theme": OTHER_THEME,
    "a plugin that may look around": CONFIGURATION.replace("- search", "- search\n  - material/tags"),
    "a hook": CONFIGURATION + "hooks: [own.py]\n",
    "a template that shows other pages": OTHER_THEME + "theme: {name: material, custom_dir: over}\n",
}


@pytest.mark.parametrize("what", OTHER_SITES)
def test_sites_in_which_a_page_may_show_more_of_others_are_made_whole(tmp_path: Path, what: str) -> None:
    (tmp_path / "own.py").write_text("def on_page_markdown(markdown, **_): return markdown\n")
    folder = twice_built(tmp_path, OTHER_SITES[what])
    (folder / "over/main.html").write_text(
        "{% extends 'base.html' %}{% block footer %}{{ nav }}{% endblock %}"
    )
    build(folder)
    write(folder, "docs/a.md", "Another text.\n")

    assert not retouched(folder)


def test_a_text_that_nobody_may_see_is_looked_for_in_all_pages(project: Path) -> None:
    write(project, "docs/sub/a.md", "Nothing yet.\n", "internal")
    write(project, "docs/a.md", "The falcon-zebra-94817 is public.\n")
    build(project)
    write(project, "docs/sub/a.md", "Nothing of note.\n", "internal")
    assert retouched(project)
    write(project, "docs/b.md", "Some other text.\n")
    assert retouched(project)
    assert same_as_clean(project)


def test_a_page_that_was_made_alone_is_taken_over_by_a_build_of_all(project: Path) -> None:
    write(project, "docs/a.md", "Another text.\n")
    assert retouched(project)
    before = (project / "site/a/index.html").stat().st_ino
    (project / FOLDER / "frame-public.json").unlink()
    write(project, "docs/sub/a.md", "Another text, too.\n")

    assert not retouched(project)
    assert (project / "site/a/index.html").stat().st_ino == before


def test_on_a_disk_without_links_the_whole_site_is_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    for text in ("One.\n", "Two.\n", "Three.\n"):
        write(project, "docs/a.md", text)
        build(project)
    assert same_as_clean(project)


@pytest.mark.parametrize(
    ("template", "is_wider"),
    [
        ('<nav class="md-nav">{{ page.next_page.url }}{{ lang.t("nav") }}</nav>', False),
        ("{% if page.next_page.title %}", False),
        ("{{ nav.items }}", True),
        ("{% for one in nav %}", True),
        ("{% set one = page.next_page %}", True),
        ("{{ page.parent.children }}", True),
    ],
)
def test_what_a_template_may_show_of_other_pages(template: str, is_wider: bool) -> None:
    assert bool(frame.SHOWS_MORE.search(template)) is is_wider


@pytest.mark.parametrize("step", [(spare, "brought_up_to_date"), (output, "_replace"), (retouch, "replaced")])
def test_a_build_that_fails_leaves_the_old_or_the_new_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    before = tree(project / "site")
    write(project, "docs/a.md", "Another text.\n")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*step, fail)
        with pytest.raises(AssertionError):
            build(project)
    build(project, "clean", "2026-11-20", "--no-cache")
    assert tree(project / "site") in (before, tree(project / "clean"))
    build(project)
    assert same_as_clean(project)
    assert not [path for path in project.iterdir() if path.name.startswith(".site")]


def test_entries_that_are_not_where_they_belong_are_not_guessed() -> None:
    assert retouch.replaced(b'{"docs":[1,2,3]}', [("2", "4"), ("", "")]) == b'{"docs":[1,4,3]}'
    for pieces in ([("2", "4")], [("", "1")], [("1", "")], [("9", "1")]):
        with pytest.raises(NotNoted):
            retouch.replaced(b'{"docs":[1,2,2]}', pieces)
