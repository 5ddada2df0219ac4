"""The files of a theme are those that MkDocs takes."""

from __future__ import annotations

from pathlib import Path

from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files as theirs
from mkdocs.structure.files import Files

from kept.site.known_code import fingerprint
from kept.site.theme_files import KNOWN, add_files_from_theme, visible_templates


def taken(tmp_path: Path, theme: dict[str, object], ours: bool) -> list[tuple[str, str | None]]:
    (tmp_path / "docs").mkdir(exist_ok=True)
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    config.load_dict({"site_name": "Help", "theme": theme, "docs_dir": str(tmp_path / "docs")})
    assert config.validate() == ([], [])
    env, files = config.theme.get_env(), Files([])
    if ours:
        add_files_from_theme(files, env, config)
    else:
        files.add_files_from_theme(env, config)
    assert ".icons/material/menu.svg" in env.list_templates()
    return [(file.src_uri, file.src_dir) for file in files]


def test_they_are_the_same(tmp_path: Path) -> None:
    custom = tmp_path / "custom"
    for name in (
        ".hidden/a.svg",
        "assets/.b.svg",
        "assets/.c/d.svg",
        ".e.svg",
        "f.svg",
        "assets/g.html",
        "h.md",
    ):
        (custom / name).parent.mkdir(parents=True, exist_ok=True)
        (custom / name).write_text("x")
    theme = {"name": "material", "custom_dir": str(custom)}
    found = taken(tmp_path, theme, ours=True)
    assert found == taken(tmp_path, theme, ours=False)
    assert ("f.svg", str(custom)) in found


def test_a_listing_lacks_hidden_folders_alone(tmp_path: Path) -> None:
    for name in (".a/b.html", ".c", "d/.e/f.html", "d/g.html", "h.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    for top in (str(tmp_path), f"{tmp_path}/"):
        loader = FileSystemLoader([top, str(tmp_path / "d")])
        assert visible_templates(loader) == [
            one for one in loader.list_templates() if one[:2] not in (".a", ".e")
        ]


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert fingerprint(theirs) in KNOWN, (
        "look at what has changed in `Files.add_files_from_theme`, then add it"
    )
