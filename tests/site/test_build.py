"""A build replaces the old site as a whole or not at all, and touches no folder that kept did not make."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import BUILDERS, program, tree
from projects import Files

from kept.cache_folder import FOLDER
from kept.commands.options import loaded_settings
from kept.site.build import BuildFailed, build_site
from kept.site.output import NoPlace, swapped_in
from kept.site.prepared import Prepared

HOME = "---\ntitle: Home\naudience: public\n---\n# Home\n\nHello\n"
BROKEN = "---\ntitle: Fees\naudience: public\n---\n# Fees\n\n[Prices](prices.md)\n"
UNTOUCHED = {"index.html": b"the old site", ".kept": b""}

Project = Callable[[Files], Path]


@pytest.fixture
def with_old_site(project: Project) -> Callable[[Files], Path]:
    """A project whose site was built before."""

    def make(files: Files) -> Path:
        old = {f"site/{name}": content for name, content in UNTOUCHED.items()}
        return project({"docs/index.md": HOME, **old, **files})

    return make


def names(folder: Path) -> set[str]:
    """What lies in a project besides what kept remembers."""
    return {path.name for path in folder.iterdir()} - {FOLDER}


STOPPED = {
    "a link": (
        {"docs/fees.md": "---\ntitle: Fees\naudience: public\n---\n# Fees\n\n[Prices](prices.md)\n"},
        "docs/fees.md:7:10: error K401",
        "broken-link",
        'there is nothing at "prices.md"',
        "write the path of a file, relative to this one",
    ),
    "front matter": (
        {"docs/fees.md": '---\ntitle: "Fees\naudience: public\n---\n# Fees\n'},
        "docs/fees.md:2:8: error K002",
        "front-matter-unreadable",
        "the front matter cannot be read: a quote is opened and never closed",
        "close the quote",
    ),
    "no audience": (
        {"kb/fees.md": "---\ntitle: Fees\n---\n# Fees\n"},
        "kb/fees.md:1:1: error K106",
        "missing-audience",
        "`audience` is missing, so the document is in no site",
        "write `audience: …` with one of: public, internal",
    ),
}


@pytest.mark.parametrize(("files", "place", "rule", "message", "help"), STOPPED.values(), ids=STOPPED)
def test_an_error_stops_every_kind_of_build_and_the_old_site_stays(
    cli: Callable[..., Any],
    with_old_site: Project,
    files: Files,
    place: str,
    rule: str,
    message: str,
    help: str,
) -> None:
    folder = with_old_site(files)
    before = names(folder)
    done = cli("build", cwd=folder)

    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == f"{place} {message}"
    assert done.stderr == "Nothing was built: a site is built from documents without errors.\n"
    for builder in ("mkdocs", "properdocs"):
        done = program(*BUILDERS[builder][:2], "-f", "mkdocs.yml", cwd=folder)
        said = [one for one in done.stderr.splitlines() if "fees.md" in one]
        assert done.returncode == 1
        assert [one.partition("-  ")[2] for one in said] == [f"{place} {rule}: {message} ({help})"]
        assert "kept found 1 error; `kept check` says how to mend them" in done.stderr
        assert "Traceback" not in done.stderr
    assert (tree(folder / "site"), names(folder)) == (UNTOUCHED, before)


def test_a_configuration_elsewhere_doesnt_draw_the_site_to_it(project: Project, tmp_path: Path) -> None:
    folder = project({"docs/index.md": HOME})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "mkdocs.yml").rename(elsewhere / "mkdocs.yml")
    config = elsewhere / "mkdocs.yml"
    done = program("kept", "build", "--config", str(config), "--root", ".", "--site-dir", "out", cwd=folder)

    assert done.returncode == 0
    assert (folder / "out/index.html").is_file()
    assert names(elsewhere) == {"mkdocs.yml"}


def test_mkdocs_shows_the_first_thirty_errors(project: Project) -> None:
    links = "\n".join(f"[Prices](prices-{number}.md)" for number in range(40))
    folder = project({"docs/index.md": HOME + links})
    done = program("mkdocs", "build", cwd=folder)

    assert done.stderr.count(" K401 ") == 30
    assert "kept found 40 errors, 30 of them shown; `kept check` says how to mend them" in done.stderr


def test_mkdocs_says_where_the_settings_of_kept_are_wrong(with_old_site: Project) -> None:
    folder = with_old_site({"mkdocs.yml": "site_name: Help\nplugins:\n  - kept: {audiance: public}\n"})
    done = program("mkdocs", "build", cwd=folder)

    assert done.returncode == 1
    assert 'mkdocs.yml:3:12: error K007 configuration-invalid: kept has no setting "audiance"' in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == UNTOUCHED


def test_a_warning_does_not_stop_a_build(cli: Callable[..., Any], project: Project) -> None:
    folder = project(
        {"docs/index.md": HOME.replace("audience", "reviewed: 2020-01-01\nreview_every: 1y\naudience")}
    )
    done = cli("build", cwd=folder)

    assert done.exit_code == 0
    assert re.sub(r"in \d+\.\d s", "in N s", done.stdout) == (
        f"Built {folder}/site in N s: 1 page.\n1 finding below an error; `kept check` shows them.\n"
    )


WHERE = "hooks/bad.py:3: on_post_page of the hook hooks/bad.py for docs/index.md failed: "
HOOKS = {
    "raises": ("raise ValueError('no\\n  luck')", "ValueError: no luck"),
    "gives up": ("raise Abort('no luck')", "no luck"),
    "says why": ("raise PluginError('no luck')", "no luck"),
    "ends the program": ("import sys; sys.exit(0)", "it ended the program (`sys.exit(0)`)"),
    "has no end": ("again = lambda: again(); again()", "it calls itself without an end"),
    "leaves the folder": (
        "import os; os.chdir('/'); raise OSError(28, 'No space left on device', 'x')",
        "No space left on device: x; make room on the disk",
    ),
}


@pytest.mark.parametrize(("body", "message"), HOOKS.values(), ids=HOOKS)
def test_a_hook_that_fails_in_the_middle_leaves_the_old_site_as_it_is(
    cli: Callable[..., Any], with_old_site: Project, body: str, message: str
) -> None:
    hook = f"from mkdocs.exceptions import Abort, PluginError\ndef on_post_page(*_, **__):\n    {body}\n"
    config = "site_name: Help\ntheme: {name: material}\nplugins: [kept]\nhooks: [hooks/bad.py]\n"
    folder = with_old_site({"mkdocs.yml": config, "hooks/bad.py": hook})
    before = names(folder)
    done = cli("build", cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Building 1 page for public readers …\nkept: {WHERE}{message}\n"
    assert tree(folder / "site") == UNTOUCHED
    assert names(folder) == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("theme: {name: no-such-theme}", "no-such-theme"),
        ("markdown_extensions: [no_such_extension]", "no_such_extension"),
    ],
)
def test_a_configuration_that_mkdocs_refuses_is_said_without_a_traceback(
    cli: Callable[..., Any], with_old_site: Project, more: str, message: str
) -> None:
    folder = with_old_site({"mkdocs.yml": f"site_name: Help\nplugins: [kept]\n{more}\n"})
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kept: ")
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == UNTOUCHED


def test_the_new_site_takes_the_place_of_the_old_one(cli: Callable[..., Any], with_old_site: Project) -> None:
    folder = with_old_site(
        {"docs/fees.md": BROKEN.replace("[Prices](prices.md)", "None"), "site/gone/x.html": ""}
    )
    before = names(folder)

    assert cli("build", cwd=folder).exit_code == 0
    built = set(tree(folder / "site"))
    assert {"index.html", "fees/index.html", ".kept"} <= built
    assert "gone/x.html" not in built
    assert names(folder) == before
    assert (folder / "site").stat().st_mode & 0o777 == 0o755


def test_two_builds_are_byte_for_byte_the_same(cli: Callable[..., Any], project: Project) -> None:
    folder = project({"docs/index.md": HOME})
    trees = []
    for name in ("one", "two"):
        assert cli("build", "--site-dir", name, cwd=folder).exit_code == 0
        trees.append(tree(folder / name))

    assert trees[0] == trees[1]


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        (
            {"site/thesis.odt": "years"},
            (),
            "{folder}/site was not made by kept; move it away, or choose another with `--site-dir`",
        ),
        (
            {"public": "a file"},
            ("--site-dir", "public"),
            "public is not a folder; remove it, or choose another with `--site-dir`",
        ),
        (
            {},
            ("--site-dir", "."),
            ". holds the content in docs; choose another folder for the site",
        ),
        (
            {},
            ("--site-dir", "docs"),
            "docs holds the content in docs; choose another folder for the site",
        ),
    ],
)
def test_a_folder_that_kept_did_not_make_is_never_replaced(
    cli: Callable[..., Any], project: Project, files: Files, arguments: tuple[str, ...], message: str
) -> None:
    folder = project({"docs/index.md": HOME, **files})
    before = tree(folder)
    done = cli("build", *arguments, cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"kept: {message.format(folder=folder)}\n"
    assert tree(folder) == before


def test_a_symbolic_link_is_not_followed(cli: Callable[..., Any], project: Project, tmp_path: Path) -> None:
    folder = project({"docs/index.md": HOME})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "site").symlink_to(elsewhere)
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.startswith(f"kept: {folder}/site is not a folder;")
    assert names(elsewhere) == set()


def test_an_empty_folder_may_be_filled(cli: Callable[..., Any], project: Project) -> None:
    folder = project({"docs/index.md": HOME})
    (folder / "public").mkdir()

    assert cli("build", "--site-dir", "public", cwd=folder).exit_code == 0
    assert (folder / "public/index.html").is_file()


def test_when_the_swap_fails_the_old_site_is_put_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("old")
    with pytest.raises(NoPlace), swapped_in(target) as staging:
        staging.rmdir()

    assert (target / "index.html").read_text() == "old"
    assert names(tmp_path) == {"site"}


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        (
            {"mkdocs.yml": "site_name: Help\nplugins: [search]\n"},
            (),
            "mkdocs.yml does not list the plugin; write `plugins: [search, kept]`",
        ),
        (
            {"mkdocs.yml": "site_name: Help\nplugins: [kept]\ndocs_dir: text\n"},
            (),
            "mkdocs.yml: there is no folder text (`docs_dir`)",
        ),
        (
            {},
            ("--audience", "intenal"),
            '"intenal" is not an audience: did you mean "internal"? (audiences are: public, internal)',
        ),
    ],
)
def test_what_cannot_be_built_is_said_in_one_line(
    cli: Callable[..., Any], project: Project, files: Files, arguments: tuple[str, ...], message: str
) -> None:
    folder = project({"docs/index.md": HOME, **files})
    done = cli("build", *arguments, cwd=folder)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"kept: {message}\n")
    assert not (folder / "site").exists()


def test_a_library_that_was_not_read_yet_is_read_by_the_plugin(project: Project) -> None:
    folder = project({"docs/index.md": HOME})
    found = loaded_settings(folder / "mkdocs.yml", None)
    said: list[str] = []
    build_site(Prepared(found, date(2026, 11, 20)), folder / "site", said.append)

    assert (folder / "site/index.html").is_file()
    assert said == []


def test_a_plugin_that_is_not_installed_is_named(project: Project) -> None:
    folder = project(
        {"docs/index.md": HOME, "mkdocs.yml": "site_name: Help\nplugins: [kept, nothing-of-this-name]\n"}
    )
    found = loaded_settings(folder / "mkdocs.yml", None)

    with pytest.raises(BuildFailed):
        build_site(Prepared(found, date(2026, 11, 20)), folder / "site", lambda line: None)
    assert not (folder / "site").exists()
