"""After an edit of a title or of fields the pages that show it are made, as a whole build makes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import tree
from projects import write_files
from test_engine import start
from test_retouch import CONFIGURATION, gate_open, retouched, same_as_clean
from test_unchanged import build, settle

from kept.site import workers

MANY = 33
"""Pages of a section, more than are all shown beside each of them."""

ALONE = ("docs/a.md", "docs/few/index.md", "docs/few/one.md", "docs/few/two.md", "docs/listed/index.md")
NAMES = (*ALONE, *(f"docs/{where}/{at:02}.md" for where in ("many", "listed") for at in range(MANY)))
TITLES = ("Another title", "Two & three", "A <b>bold</b> one", "Long " * 60)
FORMER = "redirect_from: [former/, docs/p.png]\n"
FIELDS = ("description: What it says\n", "tags: [one]\n", "reviewed: 2026-11-02\n", "redirect_from: [old/]\n")


@pytest.fixture(autouse=True, scope="module")
def open_gate() -> Iterator[None]:
    with gate_open():
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with sections of all kinds, whose site has been built."""
    folder = tmp_path_factory.mktemp("faces")
    start(folder)
    (folder / "mkdocs.yml").write_text(CONFIGURATION + "site_url: https://help.example/a&b/\n")
    for name in NAMES:
        put(folder, name, Path(name).stem)
    put(folder, "docs/many/30.md", "30", FORMER)
    settle(folder)
    build(folder)
    return folder


def put(folder: Path, name: str, title: str, fields: str = "", text: str = "Text.") -> None:
    reviewed = "" if "reviewed" in fields else "reviewed: 2026-11-01\n"
    head = f"---\ntitle: '{title}'\naudience: public\n{reviewed}{fields}---\n"
    configuration = (folder / "mkdocs.yml").read_bytes()
    write_files(folder, {"mkdocs.yml": configuration, name: f"{head}# A page\n\n{text}\n"})


def differing(folder: Path, before: dict[str, bytes]) -> set[str]:
    after = tree(folder / "site")
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_title_is_shown_by_the_pages_around_it_and_by_the_list(project: Path) -> None:
    before = tree(project / "site")
    put(project, "docs/many/20.md", "Another title")

    assert retouched(project)
    changed = {path for path in differing(project, before) if path.endswith(".html")}
    assert {"many/index.html", "many/19/index.html", "many/20/index.html", "many/21/index.html"} <= changed
    assert 10 < len(changed) < MANY
    put(project, "docs/many/21.md", "21", text="Another text.")
    assert retouched(project)
    assert "Another title" in (project / "site/many/21/index.html").read_text()
    assert same_as_clean(project)


def test_what_only_its_own_page_shows_makes_one_page(project: Path) -> None:
    before = tree(project / "site")
    put(project, "docs/many/05.md", "05", "tags: [one]\n")

    assert retouched(project)
    assert differing(project, before) <= {"many/05/index.html", "search/search_index.json"}
    assert same_as_clean(project)


def test_a_day_is_in_the_sitemap_and_a_title_at_former_addresses(project: Path) -> None:
    before = tree(project / "site")
    put(project, "docs/many/07.md", "07", "reviewed: 2026-10-03\n")
    put(project, "docs/many/30.md", "Moved <b>here</b> & there", FORMER)
    put(project, "docs/few/index.md", "index", "reviewed: 2026-09-03\ntags: [one]\n")

    assert retouched(project)
    changed = differing(project, before)
    assert {"sitemap.xml", "sitemap.xml.gz", "former/index.html", "many/07/index.html"} <= changed
    assert same_as_clean(project)


def test_a_summary_is_shown_in_lists(project: Path) -> None:
    before = tree(project / "site")
    put(project, "docs/many/03.md", "03", "description: What it says\n")
    put(project, "docs/listed/index.md", "index", "description: What all say\n")

    assert retouched(project)
    assert {path for path in differing(project, before) if path.endswith(".html")} == {
        "many/03/index.html",
        "many/index.html",
        "listed/index.html",
    }
    assert same_as_clean(project)


@pytest.mark.parametrize(
    ("name", "title", "fields"),
    [
        ("docs/a.md", "Shown everywhere", ""),
        ("docs/few/index.md", "A section", ""),
        ("docs/few/one.md", "Long " * 600, ""),
        ("docs/many/08.md", "08", "redirect_from: [other/]\n"),
        ("docs/many/09.md", "09", "embargo: 2027-01-01\n"),
    ],
)
def test_what_may_change_more_makes_the_whole_site(project: Path, name: str, title: str, fields: str) -> None:
    put(project, name, title, fields)

    assert not retouched(project)
    assert same_as_clean(project)


def test_many_pages_are_made_by_several_processes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(3, 24):
        put(project, f"docs/many/{at:02}.md", f"No. {at}")
    build(project)
    for at in range(3, 24):
        put(project, f"docs/many/{at:02}.md", f"The new title of {at}", text=f"A text of {at}.")
    monkeypatch.setattr(workers, "FEWEST", 20)
    monkeypatch.setattr(workers, "BATCH", 5)

    assert retouched(project, "--jobs", "3")
    assert same_as_clean(project)


def test_whatever_is_edited_the_site_is_that_of_a_whole_build(project: Path) -> None:
    chance = random.Random(20261120)
    for _ in range(4):
        for name in chance.sample(NAMES, chance.choice([1, 2, 3])):
            fields = "".join(chance.sample(FIELDS, chance.choice([0, 0, 1])))
            put(project, name, chance.choice(TITLES), fields)
        build(project)
        assert same_as_clean(project)
