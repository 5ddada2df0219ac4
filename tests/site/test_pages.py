"""What surrounds the text of a page: navigation, links, edit links, description, search words, footer."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built import ROOT, Page, program, tree
from projects import Files

from kept import __version__

Project = Callable[[Files], Path]


def page(title: str, *fields: str, body: str = "Text.") -> str:
    front = "\n".join((f"title: {title}", "audience: public", *fields))
    return f"---\n{front}\n---\n# {title}\n\n{body}\n"


FILES = {
    "templates/how-to.md": "---\ncontract:\n  folder: kb/how-to\n---\n# {{ title }}\n",
    "docs/index.md": page("Home", body="[One](../kb/how-to/one.md#more) ![A](../kb/img/a.png)"),
    "docs/start.md": page("Start"),
    "docs/img/b.png": b"\x89PNG b",
    "kb/index.md": page("Help articles"),
    "kb/how-to/index.md": page("How-to articles"),
    "kb/how-to/one.md": page(
        "One",
        body="[Start](../../docs/start.md) ![A](../img/a.png) ![B](../../docs/img/b.png)\n\n## More\n\nText.",
    ),
    "kb/how-to/two.md": page("Two"),
    "kb/no-index/three.md": page("Three"),
    "kb/img/a.png": b"\x89PNG a",
}
THEME = "site_name: Help\ntheme: {name: material}\nplugins: [search, kept]\n"


@pytest.fixture
def site(cli: Callable[..., Any], project: Project) -> Callable[..., Path]:
    """Build these files with some more configuration."""

    def build(files: Files, more: str = "") -> Path:
        folder = project({"mkdocs.yml": THEME + more, **files})
        done = cli("build", cwd=folder)
        assert done.exit_code == 0, done.output
        return folder / "site"

    return build


Titles = list[Any]
"""Titles, and after that of a section a list of those in it."""


def navigation(site: Path, path: str = "", depth: int = 0) -> Titles:
    """The titles in the navigation, from top to bottom; each page of a section shows what is in it."""
    html = (site / path / "index.html").read_text(encoding="utf-8")
    shown = html.partition(f'data-md-level="{depth}"')[2]
    deeper = rf'<nav class="md-nav" data-md-level="{depth + 1}".*?</nav>'
    shown = re.sub(deeper, "", shown, flags=re.DOTALL).partition("</ul>")[0]
    titles: Titles = []
    for item, href, title in ENTRY.findall(shown):
        titles.append(title)
        if "nested" in item:
            titles.append(navigation(site, posixpath.normpath(posixpath.join(path, href)), depth + 1))
    return titles


ENTRY = re.compile(
    r'<li class="(md-nav__item[^"]*)">.*?<a href="([^"]*)".*?<span class="md-ellipsis">([^<]*)', re.DOTALL
)


def test_without_a_nav_sections_have_the_titles_of_their_index_pages(site: Callable[..., Path]) -> None:
    features = "theme: {name: material, features: [navigation.indexes]}\n"
    built = site({**FILES, "mkdocs.yml": THEME.replace("theme: {name: material}\n", features)})

    assert navigation(built) == [
        *("Home", "Start", "Help articles"),
        ["How-to articles", ["One", "Two"], "No index", ["Three"]],
    ]


NAVIGATIONS: dict[str, Titles] = {
    "[start.md, index.md]": ["Start", "Home"],
    "[Do it: kb/how-to/, More: kb/]": ["Do it", ["One", "Two"], "More", ["No index", ["Three"]]],
    "[start.md, kb/how-to/two.md, kb/how-to/, More: ./]": [
        *("Start", "Two", "How-to articles", ["One"]),
        *("More", ["Help articles", ["No index", ["Three"]]]),
    ],
    "[index.md, kb/]": [
        *("Home", "Help articles"),
        ["How-to articles", ["One", "Two"], "No index", ["Three"]],
    ],
    "[index.md, kb/how-to/]": ["Home", "How-to articles", ["One", "Two"]],
    "[index.md, Do it: kb/how-to/]": ["Home", "Do it", ["One", "Two"]],
    "[index.md, Do it: [kb/how-to/one.md]]": ["Home", "Do it", ["One"]],
    "[index.md, Do it: [kb/how-to/index.md, kb/how-to/two.md]]": ["Home", "Do it", ["Two"]],
    "[index.md, ../kb/how-to/one.md]": ["Home", "One"],
    "[index.md, Gone: [kb/gone.md], Gone too: kb/gone/, kb/gone/]": ["Home"],
    "[index.md, Code: 'https://example.com/kb/']": ["Home", "Code"],
    "[index.md, Elsewhere: /elsewhere]": ["Home", "Elsewhere"],
}


@pytest.mark.parametrize(("nav", "titles"), NAVIGATIONS.items())
def test_a_nav_gives_the_order_and_may_name_whole_folders(
    site: Callable[..., Path], nav: str, titles: Titles
) -> None:
    assert navigation(site(FILES, f"nav: {nav}\n")) == titles


def test_a_page_that_mkdocs_leaves_out_of_the_navigation_stays_out(site: Callable[..., Path]) -> None:
    built = site(FILES, "nav: [index.md, kb/how-to/]\nnot_in_nav: kb/how-to/two.md\n")

    assert navigation(built) == ["Home", "How-to articles", ["One"]]
    assert (built / "kb/how-to/two/index.html").is_file()


def test_links_written_on_disk_paths_lead_to_the_pages(site: Callable[..., Path]) -> None:
    built = site(FILES)
    home, one = Page(built / "index.html"), Page(built / "kb/how-to/one/index.html")

    assert "kb/how-to/one/#more" in home.links
    assert "kb/img/a.png" in home.sources
    assert "../../../start/" in one.links
    assert {"../../img/a.png", "../../../img/b.png"} <= set(one.sources)
    assert tree(built / "kb/img") == {"a.png": b"\x89PNG a"}


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("docs/start.md", "https://code.example/team/help/edit/main/docs/start.md"),
        ("kb/how-to/one.md", "https://code.example/team/help/edit/main/kb/how-to/one.md"),
        ("kb/how-to/index.md", "https://code.example/team/help/edit/main/kb/how-to/index.md"),
    ],
)
def test_an_edit_link_leads_to_the_file_in_its_folder(site: Callable[..., Path], path: str, url: str) -> None:
    features = "theme: {name: material, features: [content.action.edit]}\n"
    config = THEME.replace("theme: {name: material}\n", features)
    built = site(
        {
            **FILES,
            "mkdocs.yml": f"{config}repo_url: https://code.example/team/help\nedit_uri: edit/main/docs/\n",
        }
    )
    place = path.removeprefix("docs/").removesuffix(".md").removesuffix("index")

    assert Page(built / place / "index.html").edit == url


def test_the_code_host_is_linked_and_not_asked(site: Callable[..., Path]) -> None:
    html = (site(FILES, "repo_url: https://github.com/team/help\n") / "index.html").read_text(
        encoding="utf-8"
    )

    assert '<a href="https://github.com/team/help" title="Go to repository" class="md-source">' in html
    assert 'data-md-component="source"' not in html  # it would ask for the number of stars


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_is_left_as_it_is(site: Callable[..., Path], theme: str) -> None:
    built = site(
        {**FILES, "mkdocs.yml": f"site_name: Help\ntheme: {{name: {theme}}}\nplugins: [search, kept]\n"}
    )

    assert "<h1" in (built / "kb/how-to/one/index.html").read_text(encoding="utf-8")
    assert not (built / "assets/kept").exists()


def test_templates_of_the_site_come_before_ours(site: Callable[..., Path]) -> None:
    own = {"own/partials/kept-facts.html": "<p>Our own line</p>"}
    config = THEME.replace("theme: {name: material}", "theme: {name: material, custom_dir: own}")
    built = site({**FILES, **own, "mkdocs.yml": config})

    assert "<p>Our own line</p>" in (built / "index.html").read_text(encoding="utf-8")
    assert (built / "assets/kept/kept.css").is_file()


def test_fields_reach_the_head_of_the_page_and_the_search(site: Callable[..., Path]) -> None:
    built = site(
        {
            **FILES,
            "kb/vocabulary.yml": "tags: [login]\n",
            "templates/trouble.md": (
                "---\ncontract:\n  folder: kb/trouble\n  fields:\n    symptoms: {type: list}\n"
                "    error_codes: {type: list}\n---\n# {{ title }}\n"
            ),
            "kb/trouble/login.md": page(
                "White page",
                "status: published",
                "description: It stays white.",
                "tags: [login]",
                "symptoms: [the <page> stays white]",
                "error_codes: [E-1234]",
                body="## Cause\n\nText.",
            ),
            "kb/trouble/no-heading.md": (
                "---\ntitle: Lost\naudience: public\nsymptoms: [I am lost]\n---\nText.\n"
            ),
        }
    )
    html = (built / "kb/trouble/login/index.html").read_text(encoding="utf-8")
    entries = json.loads((built / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: entry for entry in entries}

    assert '<meta name="description" content="It stays white.">' in html
    assert '<p hidden="">the &lt;page&gt; stays white; E-1234</p>' in html
    assert found["kb/trouble/login/"] == {
        "location": "kb/trouble/login/",
        "title": "White page",
        "text": "<p>the &lt;page&gt; stays white; E-1234</p>",
        "tags": ["login"],
        "boost": 2,
    }
    assert found["kb/trouble/no-heading/"]["text"] == "<p>I am lost</p> <p>Text.</p>"
    assert "boost" not in found["kb/how-to/two/"]


@pytest.mark.parametrize("nav", ["", "nav: [index.md, kb/]\n"])
def test_what_a_title_says_is_text_and_never_markup(site: Callable[..., Path], nav: str) -> None:
    title = '"Tips & <b>tricks</b>"'
    built = site(
        {
            **FILES,
            "kb/index.md": page(title, "description: Say \"a < b\" & 'so'", body="Text.").replace(
                f"# {title}\n", ""
            ),
            "kb/code.md": "---\naudience: public\n---\n# Use `<b>` & *more*\n\nText.\n",
        },
        nav,
    )
    html = (built / "kb/index.html").read_text(encoding="utf-8")
    entries = json.loads((built / "search/search_index.json").read_text(encoding="utf-8"))["docs"]

    assert "<h1>Tips &amp; &lt;b&gt;tricks&lt;/b&gt;</h1>" in html
    assert "<b>" not in html
    assert '<meta name="description" content="Say &quot;a &lt; b&quot; &amp; &#x27;so&#x27;">' in html
    shown = re.findall(r'class="md-ellipsis">([^<]*(?:Tips|Use)[^<]*)', html)
    assert {title.strip() for title in shown} == {
        "Tips &amp; &lt;b&gt;tricks&lt;/b&gt;",
        "Use &lt;b&gt; &amp; more",
    }
    found = {entry["location"]: entry["title"] for entry in entries}
    assert found["kb/"] == "Tips &amp; &lt;b&gt;tricks&lt;/b&gt;"


def test_a_readme_beside_an_index_is_no_page(site: Callable[..., Path]) -> None:
    readme = page("For writers", body="How this folder is kept.")
    built = site({**FILES, "kb/README.md": readme, "kb/no-index/README.md": readme.replace("For", "To")})

    assert "How this folder is kept." not in (built / "kb/index.html").read_text(encoding="utf-8")
    assert "How this folder is kept." in (built / "kb/no-index/index.html").read_text(encoding="utf-8")
    assert "For writers" not in str(navigation(built))


def test_a_page_that_a_hook_makes_is_a_page_like_any_other(site: Callable[..., Path]) -> None:
    hook = """\
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made\\n\\nBy a hook.\\n"))
"""
    built = site({**FILES, "hooks/make.py": hook}, "hooks: [hooks/make.py]\n")
    html = (built / "made/index.html").read_text(encoding="utf-8")

    assert "By a hook." in html
    assert "kept-facts" not in html


DRAWN = "```mermaid\ngraph TD\n  A --> B\n```"
FENCES = """\
markdown_extensions:
  - pymdownx.snippets: {base_path: [parts]}
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
"""


def has_script(built: Path, place: str) -> bool:
    return any("figure.js" in source for source in Page(built / place / "index.html").sources)


def test_the_script_for_diagrams_is_on_the_pages_that_have_one(site: Callable[..., Path]) -> None:
    drawn = {
        "docs/drawn.md": page("Drawn", body=DRAWN),
        "parts/drawing.md": f"{DRAWN}\n",
        "docs/included.md": page("Included", body='--8<-- "drawing.md"'),
    }
    built = site({**FILES, **drawn}, FENCES)

    assert [has_script(built, name) for name in ("drawn", "included", "start")] == [True, True, False]


def test_with_instant_navigation_every_page_has_the_script(site: Callable[..., Path]) -> None:
    instant = THEME.replace("{name: material}", "{name: material, features: [navigation.instant]}")
    built = site({**FILES, "docs/drawn.md": page("Drawn", body=DRAWN), "mkdocs.yml": instant + FENCES})

    assert [has_script(built, name) for name in ("drawn", "start")] == [True, True]


def test_a_site_without_diagrams_has_no_script(site: Callable[..., Path]) -> None:
    built = site(FILES, FENCES)

    assert {path.name for path in (built / "assets/kept").iterdir()} == {"kept.css"}


def test_the_footer_names_the_version_and_the_commit(project: Project) -> None:
    hook = (ROOT / "hooks/footer.py").read_text(encoding="utf-8")
    folder = project({**FILES, "mkdocs.yml": f"{THEME}hooks: [footer.py]\n", "footer.py": hook})
    git = (
        "git",
        "-c",
        "user.name=Team",
        "-c",
        "user.email=team@example.com",
        "-c",
        "init.defaultBranch=main",
    )

    def footer() -> str:
        assert program("mkdocs", "build", cwd=folder).returncode == 0
        html = (folder / "site/index.html").read_text(encoding="utf-8")
        (line,) = re.findall(r"Made with kept[^<]*", html)
        return str(line).strip()

    assert footer() == f"Made with kept {__version__}"
    for command in (["init", "-q"], ["add", "mkdocs.yml"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], cwd=folder, check=True)
    commit = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert footer() == f"Made with kept {__version__} from {commit}"
