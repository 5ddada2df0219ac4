"""The same bytes however a site is made: with or without a cache, in one process or in several."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import tree
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config.config_options import Hooks
from projects import TODAY, write_files

from kept.cache_folder import FOLDER
from kept.commands.contents import checked_contents
from kept.commands.options import loaded_settings
from kept.site import engine
from kept.site.build import BuildFailed, build_site
from kept.site.prepared import Prepared

Project = Callable[[dict[str, str]], Path]
DATABASE = "pages-public.sqlite"

DAYS = (TODAY, date(2026, 12, 24), date(2028, 1, 1))
NAMES = ("docs/index.md", "docs/a.md", "docs/b.md", "docs/sub/a.md", "docs/sub/index.md", "kb/faq/c.md")
TARGETS = ("a.md", "b.md#two", "sub/a.md", "../a.md", "../kb/faq/c.md", "p.png", "gone.md", "old/", ".")
TEXTS = (
    *(f"See [it]({target}).\n" for target in TARGETS),
    "![Picture](p.png)\n",
    "## Two\n",
    "```mermaid\ngraph TD\n  a --> b\n```\n",
    "```mermaid\ngantt\n  section A\n  One :2026-01-01, 3d\n```\n",
    "```python\nprint(1)\n```\n",
    '--8<-- "part.md"\n',
    "A note.[^1]\n\n[^1]: Below.\n",
    '=== "Tab"\n\n    Text\n',
    "<p>Raw <b>HTML</b></p>\n",
    "<!-- kept: a remark -->\n",
)
GRAPHS = (
    "```kept-graph\nfrom: product/kept\ndepth: 2\n```\n",
    "- In a list:\n\n    ```kept-graph\n    from: [product/kept, customer/c-1]\n    as: table\n    ```\n",
)
LINES = (*TEXTS, *GRAPHS)
FIELDS = (
    "reviewed: 2026-11-01\nreview_every: 30d\n",
    "audience: internal\n",
    "audience: public\n",
    "status: draft\n",
    "expires: 2026-12-01\n",
    "embargo: 2026-12-01\n",
    "description: What it says\n",
    "redirect_from: [old/]\n",
    "owner: docs\n",
    "title: Another title\n",
    "tags: [one]\n",
)
EXTENSIONS = (
    "markdown_extensions: [footnotes, {pymdownx.superfences: {custom_fences: [{name: mermaid, "
    "class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]}}, "
    "{pymdownx.tabbed: {alternate_style: true}}, %s]\n"
)
CONFIGURATIONS = tuple(
    f"site_name: {name}\n{more}plugins:\n  - search\n  - kept:\n      {settings}\n" + EXTENSIONS % snippets
    for name, more, settings, snippets in (
        (
            "Help",
            "",
            'defaults: [{path: "**", audience: public}]',
            "{pymdownx.snippets: {base_path: [parts]}}",
        ),
        (
            "Help & more",
            "theme: {name: material, font: false}\nsite_url: https://help.example/here/\n",
            'defaults: [{path: "**", audience: public, owner: docs}]',
            "toc",
        ),
        (
            "Help",
            "use_directory_urls: false\nnav: [index.md, {Named: a.md}, sub/]\ntheme: material\n",
            'defaults: [{path: "docs/**", audience: public}]',
            "{toc: {permalink: true}}",
        ),
        (
            "Help",
            "theme: {name: material, custom_dir: over, features: [navigation.instant]}\n",
            'defaults: [{path: "**", audience: public}]',
            "attr_list",
        ),
    )
)
RECORDS = (
    "products:\n  kept: {audience: public, articles: [docs/a.md, docs/gone.md]}\n  a: {part_of: kept}\n",
    "products:\n  kept: {audience: public}\ncustomers:\n  c-1: {audience: public, products: kept}\n",
    "products:\n  kept: {}\n",
    "products: [\n",
)
OVERRIDES = ("{% extends 'base.html' %}\n", "{% extends 'base.html' %}{% block footer %}Ours{% endblock %}\n")


def page(chance: random.Random, lines: Sequence[str] = LINES) -> str:
    fields = "".join(dict.fromkeys(f"{line}" for line in chance.choices(FIELDS, k=chance.randint(0, 2))))
    body = "\n".join(chance.choices(lines, k=chance.randint(0, 4)))
    title = chance.choice(["One", "One", "Two & three"])
    return f"---\ntitle: {title}\n{_once(fields)}---\n# {title}\n\n{body}"


def _once(fields: str) -> str:
    """Each key once, and no second title."""
    seen = {"title"}
    lines = []
    for line in fields.splitlines(keepends=True):
        key = line.partition(":")[0]
        lines += [line] if key not in seen else []
        seen.add(key)
    return "".join(lines)


def start(folder: Path) -> None:
    write_files(
        folder,
        {
            "mkdocs.yml": CONFIGURATIONS[0],
            "docs/index.md": "---\ntitle: Home\naudience: public\n---\n# Home\n",
            "docs/p.png": b"picture",
            "parts/part.md": "Included.\n",
            "over/main.html": OVERRIDES[0],
            "kb/vocabulary.yml": "owners: {docs: The writers}\n",
        },
    )


def change(folder: Path, chance: random.Random) -> None:
    """One thing that a person may do."""
    path = folder / chance.choice(NAMES)
    match chance.randrange(10):
        case 0 if path.name != "index.md" or path.parent.name == "sub":
            path.unlink(missing_ok=True)
        case 1 if path.exists() and path != folder / "docs/index.md":
            other = folder / chance.choice(NAMES[1:])
            other.parent.mkdir(parents=True, exist_ok=True)
            path.replace(other)
        case 2:
            (folder / "mkdocs.yml").write_text(chance.choice(CONFIGURATIONS), encoding="utf-8")
        case 3:
            (folder / "over/main.html").write_text(chance.choice(OVERRIDES), encoding="utf-8")
        case 4:
            (folder / "parts/part.md").write_text(
                chance.choice(["Included.\n", "## Other\n", GRAPHS[0]]), "utf-8"
            )
        case 5:
            name = chance.choice(["The writers", "Everybody"])
            (folder / "kb/vocabulary.yml").write_text(f"owners: {{docs: {name}}}\n", "utf-8")
        case 6:
            (folder / "kb/records").mkdir(exist_ok=True)
            (folder / "kb/records/a.yml").write_text(chance.choice(RECORDS), "utf-8")
        case _:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(chance), encoding="utf-8")


def make(
    folder: Path, name: str, day: date = TODAY, *, jobs: int = 1, cache: bool = True
) -> dict[str, bytes]:
    """Every file of a site that is made of a project, and what is said meanwhile."""
    settings = loaded_settings(folder / "mkdocs.yml", None)
    memory = folder / FOLDER / DATABASE if cache else None
    said: list[str] = []
    contents, _ = checked_contents(settings, day, use_cache=cache)
    prepared = Prepared(settings, day, contents, is_checked=True, jobs=jobs, cache=memory)
    build_site(prepared, folder / name, said.append)
    return {**tree(folder / name), "what was said": "\n".join(said).encode()}


@pytest.mark.long
@given(st.integers(0, 2**32))
@settings(max_examples=4)
def test_a_site_does_not_depend_on_the_last_build(seed: int) -> None:
    chance = random.Random(seed)
    day = TODAY
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        start(folder)
        for _ in range(5):
            for _ in range(chance.randint(0, 3)):
                change(folder, chance)
            day = chance.choice(DAYS)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(engine, "FEWEST_FILLED", chance.choice([0, engine.FEWEST_FILLED]))
                again = make(folder, "site", day)
            assert again == make(folder, "clean", day, cache=False)


def many(folder: Path, more: str = "", hook: str = "") -> Path:
    """A project that is large enough for several processes, in which there is nothing to be said."""
    config = CONFIGURATIONS[0] + ("hooks: [hooks/own.py]\n" if hook else "")
    start(folder)
    chance = random.Random(7)
    files: dict[str, str | bytes] = {f"docs/many/{at}.md": page(chance, TEXTS) for at in range(110)}
    write_files(
        folder,
        files | {"mkdocs.yml": config.replace("      def", f"      {more}\n      def"), "hooks/own.py": hook},
    )
    return folder


def test_several_processes_make_the_same_site(tmp_path: Path) -> None:
    folder = many(tmp_path)
    alone = make(folder, "one", cache=False)

    assert make(folder, "several", jobs=3, cache=False) == alone
    assert make(folder, "remembering", jobs=3) == alone
    assert make(folder, "remembered", jobs=3) == alone


def _load_hook_again() -> None:
    """MkDocs loads a hook once a process; people start a new one for each build."""
    Hooks._load_hook.cache_clear()  # noqa: SLF001 (there is no other way)


COUNTING = """\
count = 0
def on_page_markdown(markdown, **_):
    global count
    count += 1
    return f"{markdown}\\n\\nPage {count}."
"""


def test_a_hook_that_counts_pages_sees_them_in_turn(tmp_path: Path) -> None:
    folder = many(tmp_path, hook=COUNTING)
    site = make(folder, "site", jobs=3)
    said = site.pop("what was said").decode()

    assert said == (
        "Reading one page after the other: hooks/own.py may keep something from page to page; "
        "if not, list it under `stateless`"
    )
    pages = sum(b"<p>Page " in content for name, content in site.items() if name.endswith(".html"))
    assert all(f"Page {count}." in str(site) for count in range(1, pages + 1))
    assert not (folder / FOLDER / DATABASE).exists(), "what it made of a page is not known the next time"


def test_a_hook_that_keeps_nothing_may_be_run_in_several_processes(tmp_path: Path) -> None:
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\nOurs.'\n"
    folder = many(tmp_path, "stateless: [hooks/own.py]", hook)
    site = make(folder, "site", jobs=3)

    assert site["what was said"] == b""
    assert make(folder, "again", jobs=3) == site == make(folder, "alone", cache=False)
    _load_hook_again()
    (folder / "hooks/own.py").write_text(hook.replace("Ours", "New"), encoding="utf-8")
    assert make(folder, "new") == make(folder, "clean", cache=False) != site


def test_a_warning_is_said_again_the_next_time(tmp_path: Path) -> None:
    hook = (
        "import logging\ndef on_page_markdown(markdown, page, **_):\n"
        "    if page.file.src_uri == 'index.md': logging.getLogger('mkdocs.hook').warning('Look')\n"
    )
    folder = many(tmp_path, "stateless: [hooks/own.py]", hook)

    for name in ("first", "second"):
        assert make(folder, name, jobs=3)["what was said"] == b"warning: Look"


def test_a_worker_that_is_lost_is_one_line_and_the_old_site_stays(tmp_path: Path) -> None:
    folder = many(
        tmp_path, "stateless: [hooks/own.py]", "def on_page_markdown(markdown, **_):\n    return markdown\n"
    )
    before = make(folder, "site", jobs=3)
    _load_hook_again()
    ending = "import os\ndef on_page_markdown(markdown, **_):\n    os._exit(3)\n"
    (folder / "hooks/own.py").write_text(ending, encoding="utf-8")

    with pytest.raises(BuildFailed, match=r"a worker process ended before its work .*--jobs 1"):
        make(folder, "site", jobs=3)
    assert tree(folder / "site") == {name: one for name, one in before.items() if name != "what was said"}
    assert not [path for path in folder.iterdir() if path.name.startswith(".site")]


def _deleted(path: Path) -> None:
    path.unlink()


def _halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(5000, len(data), 997):
        data[at] ^= 255
    path.write_bytes(data)


def _something_else(path: Path) -> None:
    path.write_text("years of work\n")


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _other_tables(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE pages (other TEXT)")


def _of_others(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE pages SET data = (SELECT data FROM pages LIMIT 1)")


def _forbidden(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".copy"))
    path.chmod(0)


@pytest.mark.parametrize(
    "damage",
    [_deleted, _halved, _scribbled, _something_else, _a_folder, _other_tables, _of_others, _forbidden],
)
def test_whatever_happens_to_the_cache_the_site_is_the_same(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    start(tmp_path)
    site = make(tmp_path, "site")
    damage(tmp_path / FOLDER / DATABASE)

    assert make(tmp_path, "again") == site
    assert make(tmp_path, "and again") == site


def test_the_cache_does_not_grow_with_the_number_of_builds(tmp_path: Path) -> None:
    start(tmp_path)
    for at in range(4):
        write_files(tmp_path, {"mkdocs.yml": CONFIGURATIONS[0], f"docs/{at}.md": page(random.Random(at))})
        make(tmp_path, "site")
        (tmp_path / f"docs/{at}.md").unlink()
    make(tmp_path, "site")

    with sqlite3.connect(tmp_path / FOLDER / DATABASE) as base:
        assert base.execute("SELECT page FROM pages").fetchall() == [("index.md",)]


@pytest.mark.parametrize("variables", [{"TZ": "Asia/Kathmandu"}, {"PYTHONHASHSEED": "4711"}, {"LC_ALL": "C"}])
def test_the_surroundings_make_no_difference(
    process: Callable[..., Any], tmp_path: Path, variables: dict[str, str]
) -> None:
    sites = []
    for name, given_ in (("here", {"TZ": "UTC", "PYTHONHASHSEED": "1"}), ("elsewhere/deep", variables)):
        folder = tmp_path / name
        start(folder)
        done = process("build", cwd=folder, **given_)
        assert done.returncode == 0, done.stderr
        sites.append(tree(folder / "site"))

    assert sites[0] == sites[1]
    assert os.sep not in "".join(name for name in sites[0] if name.startswith(os.sep))
