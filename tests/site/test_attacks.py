"""Nothing outside of the project is read into a site, and nothing is written outside of it, by any trick.

The gate of the checker is open, as if every finding were a known one: what it would say is looked at apart.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from built import tree
from click.testing import Result
from projects import TODAY, Files, write_files

from kept.commands.options import loaded_settings
from kept.commands.plugin import KeptPlugin
from kept.site.build import build_site
from kept.site.prepared import Prepared

Run = Callable[..., Result]
SECRET = b"topsecretword"
HOME = "---\ntitle: Home\naudience: public\n{}---\n# Home\n\nHello\n\n"
OFF = '{K001: "off", K103: "off", K401: "off", K404: "off", K506: "off", K508: "off"}'


def project(folder: Path, files: Files, *, theme: str = "", snippets: str = "", more: str = "") -> Path:
    """A project beside files that are none of its business."""
    write_files(
        folder, {"mkdocs.yml": "", "secret.txt": SECRET, "beside/x.md": SECRET, "beside/x.txt": SECRET}
    )
    config = (
        f"site_name: Help\ntheme: {{name: mkdocs{theme}}}\nplugins: [search, kept: {{severity: {OFF}}}]\n"
        f"markdown_extensions:\n  - pymdownx.snippets{snippets}\n{more}"
    )
    return write_files(
        folder / "project", {"mkdocs.yml": config, "docs/index.md": HOME.format(""), "inc/a": "a\n", **files}
    )


def including(*names: str) -> dict[str, str | bytes]:
    return {"docs/index.md": HOME.format("") + "".join(f'--8<-- "{name}"\n\n' for name in names)}


def linked(folder: Path, links: dict[str, str]) -> None:
    for name, target in links.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)


BUILT = ""
MADE = ("project/site/", "project/.kept_cache/")
ADVICE = "(include a plain file that lies in the project)"
LIES_OUTSIDE = f'the included file "{{}}" lies outside of the project {ADVICE}'
HIDDEN = f'the included file "{{}}" is hidden {ADVICE}'
SNIPPETS: dict[str, tuple[str, dict[str, str], str]] = {
    "../secret.txt": ("", {}, BUILT),
    "../project/../secret.txt": (": {restrict_base_path: false}", {}, BUILT),
    "/etc/hostname": ("", {}, BUILT),
    "http://127.0.0.1:9/x": (": {url_download: true}", {}, BUILT),
    "inc/link": ("", {"inc/link": "../../secret.txt"}, LIES_OUTSIDE),
    "inc/folder/x.md": ("", {"inc/folder": "../../beside"}, LIES_OUTSIDE),
    "link": (": {base_path: [inc]}", {"inc/link": "../../secret.txt"}, LIES_OUTSIDE),
    ".env": ("", {}, HIDDEN),
    "inc/env": ("", {"inc/env": "../.env"}, HIDDEN),
    ".git/config": (":SnippetExtension", {}, HIDDEN),
}


@pytest.mark.parametrize("name", SNIPPETS)
@pytest.mark.parametrize("way", ["in a page", "in an included file", "auto_append"])
def test_no_other_file_is_included(cli: Run, tmp_path: Path, name: str, way: str) -> None:
    options, links, message = SNIPPETS[name]
    files: dict[str, str | bytes] = {".env": SECRET, ".git/config": SECRET, "inc/b": f'--8<-- "{name}"\n'}
    if way == "in a page":
        files |= including(name)
    elif way == "in an included file":
        files |= including("b" if "base_path" in options else "inc/b")
    else:
        given = options.removeprefix(": {").removesuffix("}") if "{" in options else ""
        options = f": {{auto_append: ['{name}']{', ' if given else ''}{given}}}"
    folder = project(tmp_path, files, snippets=options)
    linked(folder, links)
    done = cli("build", cwd=folder)

    assert done.exit_code == (2 if message else 0), done.output
    assert not message or message.format(name) in done.stderr
    assert "Traceback" not in done.stderr
    assert [place for place, content in _site(folder).items() if SECRET in content] == []


def test_a_pipe_is_not_waited_for(process: Run, tmp_path: Path) -> None:
    folder = project(tmp_path, including("inc/pipe"))
    os.mkfifo(folder / "inc/pipe")

    assert process("check", cwd=folder, timeout=30).returncode == 0
    done = process("build", cwd=folder, timeout=30)
    assert done.returncode == 2
    assert f'the included file "inc/pipe" is not a plain file {ADVICE}' in done.stderr


@pytest.mark.parametrize(
    ("settings", "links", "place"),
    [
        ({"snippets": ": {base_path: ['..']}"}, {}, "5:37: error K007 `base_path`"),
        ({"snippets": ": {base_path: /etc}"}, {}, "5:36: error K007 `base_path`"),
        (
            {"snippets": ": {base_path: [out]}"},
            {"out": ".."},
            "5:37: error K007 `base_path`",
        ),
        ({"theme": ", custom_dir: ../beside"}, {}, "2:35: error K007 `custom_dir`"),
        ({"theme": ", custom_dir: /etc"}, {}, "2:35: error K007 `custom_dir`"),
        (
            {"theme": ", custom_dir: o"},
            {"o": "../beside"},
            "2:35: error K007 `custom_dir`",
        ),
        ({"more": "hooks: [../hook.py]\n"}, {}, "6:9: error K007 `hooks`"),
        ({"more": "hooks: [a.py]\n"}, {"a.py": "../a.py"}, "6:9: error K007 `hooks`"),
    ],
)
def test_no_setting_leads_out_of_the_project(
    cli: Run, tmp_path: Path, settings: dict[str, str], links: dict[str, str], place: str
) -> None:
    folder = project(tmp_path, including("secret.txt"), **settings)
    linked(folder, links)
    for command in ("check", "build"):
        done = cli(command, cwd=folder)

        assert done.exit_code == 2
        where, _, setting = place.partition(" `")
        assert f"mkdocs.yml:{where}" in done.stderr
        assert f" `{setting} leads out of the project" in done.stderr


@pytest.mark.parametrize("name", ["more.txt", "main.html"])
def test_a_link_in_the_folder_of_templates_is_named(cli: Run, tmp_path: Path, name: str) -> None:
    folder = project(tmp_path, {"look/own.css": ""}, theme=", custom_dir: look")
    linked(folder, {f"look/{name}": "../../secret.txt"})
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    expected = (
        f"look/{name} lies outside of the project (put a copy of the file in the place of the symbolic link)"
    )
    assert f"{expected}\n" in done.stderr
    assert not (folder / "site").exists()


def test_links_out_of_the_project_are_not_published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(KeptPlugin, "problems", lambda *_: ())
    folder = project(
        tmp_path, {".env": SECRET, "docs/index.md": HOME.format("") + "![a](a.png) [b](b/x.txt)\n"}
    )
    links = {
        "a.png": "../../secret.txt",
        "b": "../../beside",
        "c.md": "../../beside/x.md",
        "d.txt": "../.env",
    }
    linked(folder, {f"docs/{name}": target for name, target in links.items()})
    settings = loaded_settings(folder / "mkdocs.yml", None)
    build_site(Prepared(settings, TODAY), folder / "site", lambda _: None)

    built = _site(folder)
    assert [place for place, content in built.items() if SECRET in content] == []
    assert not {"a.png", "b/x.txt", "c/index.html", "d.txt"} & set(built)


FORMER = {
    *("../../evil.html", "a/../../../evil.html", "../../evil.md", "%2e%2e/%2e%2e/evil.html", "a/%2E%2E/../b"),
    *(
        r"C:\\evil.html",
        "C:/evil.html",
        r"..\\..\\evil.html",
        "..%5C..%5Cevil.html",
        "~/evil.html",
        "file:///x",
    ),
    *(r"a\0b.html", "a%00b", r"a\nb.html", "a%0Ab", ".kept", ".kept/", "x" * 300, "/".join(["y" * 100] * 60)),
}


@pytest.mark.parametrize("former", sorted(FORMER))
def test_a_former_address_is_written_within_the_site_or_not_at_all(
    cli: Run, tmp_path: Path, former: str
) -> None:
    folder = project(tmp_path, {"kb/a.md": HOME.format(f'redirect_from: ["{former}", "old.md"]\n')})
    outside = {name for name in tree(tmp_path) if not name.startswith(MADE)}
    done = cli("build", cwd=folder)

    assert done.exit_code == 0, done.output
    assert {name for name in tree(tmp_path) if not name.startswith(MADE)} == outside
    assert [name for name in _site(folder) if "evil" in name] == []
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config.replace(OFF, "{}"), encoding="utf-8")
    assert " error K103 `redirect_from` must be a path below the site" in cli("check", cwd=folder).stdout


@pytest.mark.parametrize("title", ["../../evil", "/etc/evil", r"C:\\evil", r"a\0b", "x" * 400])
def test_a_title_names_no_file(cli: Run, tmp_path: Path, title: str) -> None:
    folder = project(tmp_path, {"kb/a.md": HOME.replace("title: Home", f'title: "{title}"').format("")})
    done = cli("build", cwd=folder)

    assert done.exit_code == 0, done.output
    assert [name for name in tree(tmp_path) if "evil" in name] == []


def _site(folder: Path) -> dict[str, bytes]:
    return tree(folder / "site") if (folder / "site").exists() else {}
