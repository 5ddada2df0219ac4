"""`kept adopt`: knowledge bases of every kind are read as they are, and the same day the check is green."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import TODAY

from kept import config, library
from kept.adopt.writing import CannotInsert, with_block
from kept.text import Source

Cli = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]
Files = Mapping[str, str | bytes]

RUNBOOK = (
    '---\nowner_slack: "#platform"\ntitle: {name}\nlast_reviewed_on: 2026-01-15\nreview_in: 3 months\n---\n\n'
    "# {name}\n\nSee [the other](gone-{name}.html).\n"
)
RUNBOOKS = {f"source/runbooks/{name}.md": RUNBOOK.format(name=name) for name in ("a", "b", "c", "d")}
PAGE = "---\ntitle: {0}\n---\n# {0}\n\nText.\n"


def written(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def adopted(cli: Cli, folder: Path, *options: str) -> str:
    """Adopt, and find the check green; nothing that was there is changed but the configuration."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = cli("adopt", "--yes", *options, cwd=folder)
    assert done.exit_code == 0, done.output
    check = cli("check", cwd=folder)
    assert (check.exit_code, check.stdout.splitlines()[0][:14]) == (0, "No findings in"), check.output
    for path, content in before.items():
        assert path.read_bytes() == content or path.name == "mkdocs.yml", path
    return (folder / "mkdocs.yml").read_text()


def test_a_team_adopts_and_goes_on(cli: Cli, tmp_path: Path) -> None:
    folder = written(tmp_path / "runbooks", RUNBOOKS)
    done = cli("adopt", "--yes", cwd=folder)
    assert done.exit_code == 0, done.stderr
    for told in (
        "last_reviewed_on → reviewed",
        "review_in → review_every",
        "owner_slack → owner",
        "nothing is public until somebody says so",
        "git add vocabulary.yml kept-baseline.json mkdocs.yml",
    ):
        assert told in done.stdout
    knowledge = library.load(config.load(folder / "mkdocs.yml"))
    article = knowledge.by_path["source/runbooks/a.md"]
    assert article.value("owner") == "#platform"
    assert str(article.value("reviewed")) == "2026-01-15"
    assert article.audience == "internal"
    assert (folder / "vocabulary.yml").read_text().endswith("owners:\n  - '#platform'\n")
    assert cli("check", cwd=folder).exit_code == 0

    page = folder / "source/runbooks/b.md"
    page.write_text(page.read_text() + "\nAnd [the list of hosts](nowhere.md).\n")
    done = cli("check", "--format", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [(one["path"], one["message"]) for one in report["findings"]] == [
        ("source/runbooks/b.md", 'there is nothing at "nowhere.md"')
    ]
    page.write_text(RUNBOOK.format(name="b").replace("[the other](gone-b.html)", "it"))
    done = cli("check", cwd=folder)
    assert done.exit_code == 0
    assert "1 finding of the baseline is mended" in done.stdout
    done = cli("check", "--update-baseline", cwd=folder)
    assert done.stderr.startswith("kept-baseline.json: 1 finding removed; ")
    assert "gone-b" not in cli("check", "--no-baseline", cwd=folder).stdout
    assert "mended" not in cli("check", cwd=folder).stdout


def test_a_site_is_built_of_what_was_adopted(cli: Cli, tmp_path: Path) -> None:
    folder = written(tmp_path / "runbooks", RUNBOOKS)
    assert cli("adopt", "--yes", "--audience", "public", cwd=folder).exit_code == 0
    done = cli("build", cwd=folder)
    assert done.exit_code == 0, done.stderr
    assert "4 known errors in kept-baseline.json." in done.stdout
    (folder / "source/runbooks/e.md").write_text("---\ntitle: E\n---\n[x](none.md)\n")
    done = cli("build", cwd=folder)
    assert (done.exit_code, done.stdout.count("error K")) == (1, 1)


def test_a_configuration_of_another_name_is_named(cli: Cli, tmp_path: Path) -> None:
    folder = written(tmp_path / "site", {"mkdocs.yaml": "site_name: A\n", "docs/a.md": PAGE.format("A")})
    done = cli("adopt", "--yes", cwd=folder)
    assert (done.exit_code, "--config mkdocs.yaml" in done.stdout) == (0, True), done.output
    assert not (folder / "mkdocs.yml").exists()
    assert cli("check", "--config", "mkdocs.yaml", cwd=folder).exit_code == 0


def test_a_dry_run_shows_and_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    folder = written(tmp_path / "runbooks", RUNBOOKS)
    before = sorted(folder.rglob("*"))
    done = cli("adopt", "--dry-run", cwd=folder)
    assert done.exit_code == 0
    assert "+docs_dir: source\n" in done.stdout
    assert "+++ kept-baseline.json" in done.stdout
    assert sorted(folder.rglob("*")) == before
    done = cli("adopt", cwd=folder)
    assert (done.exit_code, "nobody is there to ask" in done.stderr) == (2, True)
    assert sorted(folder.rglob("*")) == before


EXISTING = """\
# Our site
site_name: "Acme"   # quoted
docs_dir: docs
theme: {name: material, font: false}
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
PLUGINS = {
    "none": "",
    "block": "plugins:\n  - search\n  - tags:   # of Material\n      listings: true\n\n# the end\n",
    "at the margin": "plugins:\n- search\n- tags\nextra: {a: 1}\n",
    "in brackets": "plugins: [search, tags] # two\nextra: {a: 1}\n",
    "nothing in it": "plugins:\nextra: {a: 1}\n",
    "empty brackets": "plugins: []\n",
    "mapping": "plugins:\n  search: {}\n  tags:\nextra: {a: 1}\n",
    "last line": "plugins:\n  - search\n  - tags",
    "text": "plugins:\n  - search\n  - macros:\n      x: |\n        one\n        two\n\nextra: {a: 1}\n",
    "environment": "plugins:\n  - search:\n      enabled: !ENV [SEARCH, true]\nextra: {a: 1}\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", PLUGINS)
def test_an_existing_configuration_only_gets_a_block(
    name: str, newline: str, cli: Cli, tmp_path: Path
) -> None:
    text = (EXISTING + PLUGINS[name]).replace("\n", newline)
    mark = "\ufeff" if name == "block" else ""
    folder = written(tmp_path / "site", {"mkdocs.yml": mark + text, "docs/index.md": PAGE.format("A")})
    adopted(cli, folder)
    after = (folder / "mkdocs.yml").read_bytes().decode()
    assert after.startswith(mark)
    assert newline == "\r\n" or "\r" not in after
    assert newline == "\n" or "\n" not in after.replace("\r\n", "")
    if name in ("in brackets", "empty brackets"):
        assert after.startswith(mark + EXISTING.replace("\n", newline))
    else:
        lines = iter(after.removeprefix(mark).splitlines())
        assert all(line in lines for line in text.splitlines())  # all are there, in this order
    assert config.load(folder / "mkdocs.yml").has_plugin


def test_a_configuration_of_ours_is_never_touched(cli: Cli, tmp_path: Path) -> None:
    ours = "site_name: A\nplugins:\n  - kept\n"
    folder = written(tmp_path / "site", {"mkdocs.yml": ours, "docs/index.md": PAGE.format("A")})
    done = cli("adopt", "--yes", cwd=folder)
    assert (done.exit_code, (folder / "mkdocs.yml").read_text()) == (2, ours)
    assert "`kept check --update-baseline --add` writes a baseline alone" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: A\nplugins: {search: {}}\n", "put this into it by hand:\n    plugins:\n      - kept:"),
        ("site_name: A\nINHERIT: base.yml\n", "it inherits from another file"),
        ("site_name: [\n", "the configuration cannot be read"),
        ("site_name: A\nplugins: search\n", "`plugins` must be a list"),
        ("{site_name: A}\n", "it is written in braces"),
        ("site_name: A\ndocs_dir: nowhere\n", "there is no Markdown in"),
    ],
)
def test_what_cannot_be_written_safely_is_said(text: str, message: str, cli: Cli, tmp_path: Path) -> None:
    files = {"mkdocs.yml": text, "base.yml": "plugins: [search]\n", "docs/index.md": PAGE.format("A")}
    folder = written(tmp_path / "site", files)
    done = cli("adopt", "--yes", cwd=folder)
    assert (done.exit_code, message in done.stderr) == (2, True), done.output
    assert (folder / "mkdocs.yml").read_text() == text
    assert not (folder / "kept-baseline.json").exists()


def test_nothing_that_is_there_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    mine = {"kept-baseline.json": "{}", "source/a.md": PAGE.format("A")}
    folder = written(tmp_path / "site", mine)
    done = cli("adopt", "--yes", cwd=folder)
    assert (done.exit_code, "is there already, and is not overwritten" in done.stderr) == (2, True)
    assert not (folder / "mkdocs.yml").exists()
    (folder / "kept-baseline.json").unlink()
    terms = "owners: [support]\n"
    written(folder, {"vocabulary.yml": terms, **RUNBOOKS})
    adopted(cli, folder)
    assert (folder / "vocabulary.yml").read_text() == terms


def test_drafts_and_internal_documents_do_not_become_public(cli: Cli, tmp_path: Path) -> None:
    closed = {
        "content/draft.md": "---\ntitle: D\ndraft: true\n---\nText\n",
        "content/unpublished [1].md": "---\ntitle: U\npublished: false\n---\nText\n",
        "content/staff.md": "---\ntitle: S\nvisibility: staff\n---\nText\n",
        "content/state.md": "---\ntitle: S2\nstatus: In review\n---\nText\n",
        "content/internal/a.md": PAGE.format("I"),
        "content/toml.md": '+++\ntitle = "T"\ndraft = true\n+++\nText\n',
        "content/own.md": "---\ntitle: O\naudience: admins\n---\nText\n",
    }
    opened = {
        "content/a.md": "---\ntitle: A\ndraft: false\nstatus: Accepted\n---\nText\n",
        "content/b.md": "---\ntitle: B\npublished: true\nstatus: Accepted\nvisibility: public\n---\nText\n",
        "content/c.md": PAGE.format("C"),
        "content/d.md": "---\ntitle: D2\nstatus: Accepted\n---\nText\n",
    }
    folder = written(tmp_path / "site", {**closed, **opened, "hugo.toml": ""})
    text = adopted(cli, folder, "--audience", "public")
    assert '{path: "content/draft.md", status: draft}  # `draft: true`' in text
    settings = config.load(folder / "mkdocs.yml")
    knowledge = library.load(settings)
    shown = {article.path for article in knowledge.articles if article.is_published(settings, TODAY)}
    assert shown == set(opened)


def test_what_material_says_beside_a_title_closes_no_page(cli: Cli, tmp_path: Path) -> None:
    pages = {"docs/a.md": "---\ntitle: A\nstatus: new\n---\n# A\n\nText.\n"}
    pages["docs/b.md"] = "---\ntitle: B\nstatus: waiting\n---\n# B\n\nText.\n"
    text = adopted(
        cli, written(tmp_path, {"mkdocs.yml": "site_name: Help\n", **pages}), "--audience", "public"
    )
    assert [path for path in pages if f"/{path[-4:]}" in text.partition("defaults:")[2]] == ["docs/b.md"]


def test_a_new_configuration_shows_what_the_documents_are_written_with(cli: Cli, tmp_path: Path) -> None:
    text = "# A\n\n> [!NOTE]\n> Text[^1].\n\n- [x] Done\n\n[^1]: Note.\n\n## \u8a2d\n\n[Up](#\u8a2d).\n"
    config = adopted(cli, written(tmp_path, {"docs/a.md": text}))
    listed = [line.strip(" -") for line in config.partition("markdown_extensions:")[2].splitlines()[1:]]
    assert listed == [
        "admonition",
        "footnotes",
        "pymdownx.quotes: {callouts: true}",
        "pymdownx.superfences",
        "pymdownx.tasklist: {custom_checkbox: true}",
        "tables",
        "toc: {permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}",
    ]
    assert not (tmp_path / "kept-baseline.json").exists(), "the link to a heading in another script is right"


def test_the_only_language_is_the_folder_of_pages(cli: Cli, tmp_path: Path) -> None:
    pages = {"content/en/a.md": PAGE.format("A") + "\n[B](/b/).\n", "content/en/b.md": PAGE.format("B")}
    assert "docs_dir: content/en\n" in adopted(cli, written(tmp_path, {"hugo.toml": "", **pages}))


def test_without_a_word_nothing_is_public(cli: Cli, tmp_path: Path) -> None:
    folder = written(tmp_path / "site", {"docs/a.md": PAGE.format("A")})
    assert '- {path: "docs/**", audience: internal}' in adopted(cli, folder)


def test_types_come_from_names_and_from_sections(cli: Cli, tmp_path: Path) -> None:
    trouble = "---\ntitle: {0}\n---\n## Symptoms\n\nx\n\n## Cause\n\nx\n\n## Solution\n\nx\n"
    files = {f"docs/troubleshoot/{n}.md": trouble.format(n) for n in range(3)}
    files |= {f"docs/broken-things/{n}.md": trouble.format(f"b{n}") for n in range(3)}
    files |= {f"docs/faq/{n}.md": PAGE.format(f"f{n}") for n in range(3)}
    files |= {"docs/troubleshoot/index.md": PAGE.format("Trouble")}
    folder = written(tmp_path / "site", files)
    text = adopted(cli, folder)
    assert '{path: "docs/troubleshoot/**", type: troubleshooting}  # 3 of 3 have its sections' in text
    assert '{path: "docs/broken-things/**", type: troubleshooting}' in text
    assert "docs/faq" not in text
    knowledge = library.load(config.load(folder / "mkdocs.yml"))
    assert knowledge.by_path["docs/troubleshoot/0.md"].type_name == "troubleshooting"
    assert knowledge.by_path["docs/troubleshoot/index.md"].type_name == "page"


def test_fields_are_read_by_name_and_by_value(cli: Cli, tmp_path: Path) -> None:
    front = (
        "---\ntitle: {0}\nlastVerified: 20/1{1}/2025\nrecheck: 6 months\nmaintainers: [a, b]\nteam: Billing\n"
        "keywords: one, two\naliases: [/old/{0}]\nlayout: page\nms.date: 1\nms.author: x\nms.topic: y\n"
        "type: post\nnext_review_date: 2030-01-01\n---\nText\n"
    )
    files = {f"docs/a{n}.md": front.format(f"a{n}", n % 3) for n in range(12)}
    files["docs/odd.md"] = "---\ntitle: Odd\nkeyword: one\nkeywrods: one\n---\nText\n"
    folder = written(tmp_path / "site", files)
    text = adopted(cli, folder)
    settings = config.load(folder / "mkdocs.yml")
    assert settings.field_names == {
        "lastVerified": "reviewed",
        "recheck": "review_every",
        "team": "owner",
        "keywords": "tags",
        "aliases": "redirect_from",
        "type": "other_type",
    }
    assert "ms.*" in settings.extra_fields
    assert "layout" in settings.extra_fields
    assert "keywrods" not in text
    assert "owners:\n  - Billing\ntags:\n  - one\n  - two\n" in (folder / "vocabulary.yml").read_text()
    article = library.load(settings).by_path["docs/a1.md"]
    assert (str(article.value("reviewed")), article.value("tags")) == ("2025-11-20", ("one", "two"))


def test_owners_come_from_codeowners_if_documents_name_none(cli: Cli, tmp_path: Path) -> None:
    lines = ("# teams", "* @acme/support", "/docs/billing/ @acme/billing @acme/x # two", "/src/ @a/code")
    owners = "\n".join((*lines, "[Section]", "! x", ""))
    files = {"docs/a.md": PAGE.format("A"), "docs/billing/b.md": PAGE.format("B")}
    folder = written(tmp_path / "site", {**files, ".github/CODEOWNERS": owners})
    adopted(cli, folder)
    knowledge = library.load(config.load(folder / "mkdocs.yml"))
    assert {path: article.value("owner") for path, article in knowledge.by_path.items()} == {
        "docs/a.md": "support",
        "docs/billing/b.md": "billing",
    }
    assert (folder / "vocabulary.yml").read_text().endswith("owners:\n  - billing\n  - support\n")


def test_spellings_of_one_word_are_one_term(cli: Cli, tmp_path: Path) -> None:
    files = {f"docs/{n}.md": f"---\ntitle: T{n}\ntags: [FAQ]\n---\nText\n" for n in range(6)}
    files["docs/x.md"] = "---\ntitle: X\ntags: [faq, 'yes', 2.10]\n---\nText\n"
    files["docs/y.md"] = "---\ntitle: Y\ntags: [faq, 'yes', 2.10, 'yes', 2.10]\n---\nText\n"
    folder = written(tmp_path / "site", files)
    adopted(cli, folder)
    assert (folder / "vocabulary.yml").read_text().endswith("tags:\n  - '2.10'\n  - FAQ\n  - 'yes'\n")


@pytest.mark.parametrize(
    ("files", "docs_dir", "told"),
    [
        ({"docusaurus.config.js": "", "docs/a.md": "", "docs/_part.md": ""}, "docs", "Docusaurus"),
        ({"_config.yml": "", "_docs/a.md": "", "_posts/b.md": ""}, "_docs", "Jekyll"),
        ({"hugo.toml": "", "content/a.md": "", "README.md": "", "themes/x/README.md": ""}, "content", "Hugo"),
        ({"website/docs/a.md": "", "README.md": ""}, "website/docs", "plain Markdown"),
        ({"a.md": "", "b.md": "", "CONTRIBUTING.md": "", "node_modules/x/r.md": ""}, ".", "plain Markdown"),
        ({"odd name [x]/a.md": "", "odd name [x]/b.md": ""}, "odd name [x]", "plain Markdown"),
        ({"templates/page.html": "", "templates/a.md": "x", "docs/a.md": ""}, "docs", "plain Markdown"),
    ],
)  # fmt: skip
def test_every_system_has_its_place(
    files: Mapping[str, str], docs_dir: str, told: str, cli: Cli, tmp_path: Path
) -> None:
    filled = {name: text or PAGE.format(name) for name, text in files.items()}
    folder = written(tmp_path / "site", filled)
    adopted(cli, folder)
    settings = config.load(folder / "mkdocs.yml")
    assert settings.docs_dir == docs_dir
    left_out = ("_part.md", "CONTRIBUTING.md", "node_modules/x/r.md", "themes/x/README.md")
    assert not [one.path for one in library.load(settings).articles if one.path.endswith(left_out)]
    assert all(article.audience == "internal" for article in library.load(settings).articles)
    (folder / "mkdocs.yml").unlink()
    (folder / "kept-baseline.json").unlink(missing_ok=True)
    assert told in cli("adopt", "--dry-run", cwd=folder).stdout


def test_documents_that_cannot_be_read_are_in_the_baseline(cli: Cli, tmp_path: Path) -> None:
    bad = {
        "docs/good.md": PAGE.format("Good"),
        "docs/open.md": "---\ntitle: never closed\n",
        "docs/yaml.md": "---\n{{ title }}: [\n---\nText\n",
        "docs/list.md": "---\n- a\n---\nText\n",
        "docs/twice.md": "---\ntitle: A\ntitle: B\n---\nText\n",
        "docs/latin.md": "---\ntitle: ä\n---\nText\n".encode("latin-1"),
        "docs/utf16.md": "# Text\n".encode("utf-16"),
        "docs/nul.md": b"a\0b",
        "docs/empty.md": b"",
        "docs/tagged.md": "---\ntitle: !!python/object/apply:os.system [x]\n---\nText\n",
        "docs/keys.md": "---\n? [a, b]\n: c\n1: 2\nnull: x\n'': y\n'a b: c': [[], {}]\n---\nText\n",
        "docs/huge.md": b"# Huge\n\n" + b"word " * 1_800_000,
    }
    folder = written(tmp_path / "site", bad)
    (folder / "docs/nothing").mkdir()
    (folder / "docs/dangling.md").symlink_to("nowhere.md")
    (folder / "docs/loop").symlink_to(folder / "docs")
    with open(os.fsencode(folder) + b"/docs/n\xff\xfe.md", "wb") as file:
        file.write(b"# Name\n")
    done = cli("adopt", "--yes", cwd=folder)
    assert done.exit_code == 0, done.output
    assert "cannot be read" in done.stdout
    assert cli("check", cwd=folder).exit_code == 0
    assert {"K001", "K002", "K003"} <= {
        one["code"] for one in json.loads((folder / "kept-baseline.json").read_text())["findings"]
    }


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({"a.txt": "x"}, (), "there is no Markdown in ."),
        ({"docs/a.rst": "x", "b/c.mdx": "x"}, (), "1 files of MDX; there are 1 files of reStructuredText"),
        ({"README.md": "x"}, (), "there is no Markdown in ."),
        ({"docs/a.md": "x"}, ("nowhere",), "nowhere is not a folder"),
        ({"docs/a.md": "x"}, ("docs", "--root", "docs/a.md"), "docs/a.md is not a folder"),
        ({"docs/a.md": "x", "b/c.txt": ""}, ("docs", "--root", "b"), "docs is not below b"),
        ({"tests/a.md": "x"}, (), "lies only in folders of programs"),
    ],
)
def test_where_there_is_nothing_to_adopt(
    files: Files, arguments: tuple[str, ...], message: str, cli: Cli, tmp_path: Path
) -> None:
    folder = written(tmp_path / "site", files)
    done = cli("adopt", "--yes", *arguments, cwd=folder)
    assert (done.exit_code, message in done.stderr) == (2, True), done.output
    assert len(done.stderr.splitlines()) == 1
    assert not (folder / "mkdocs.yml").exists()


def test_one_folder_of_a_project_is_adopted(cli: Cli, tmp_path: Path) -> None:
    files = {"handbook/help/a.md": PAGE.format("A"), "docs/b.md": PAGE.format("B")}
    folder = written(tmp_path / "site", files)
    text = adopted(cli, folder, "handbook/help", "--root", ".")
    assert "docs_dir: handbook/help\n" in text
    assert len(library.load(config.load(folder / "mkdocs.yml")).articles) == 1


def test_a_slug_function_must_be_trusted(cli: Cli, tmp_path: Path) -> None:
    toc = "markdown_extensions:\n  - toc:\n      slugify: !!python/name:string.capwords\n"
    folder = written(tmp_path / "site", {"mkdocs.yml": f"site_name: A\n{toc}", "docs/a.md": PAGE.format("A")})
    done = cli("adopt", "--yes", cwd=folder)
    assert (done.exit_code, "add `--trust` with its module" in done.stderr) == (2, True), done.output


def test_what_cannot_be_written_leaves_nothing_behind(process: Process, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    folder = written(tmp_path / "site", RUNBOOKS)
    folder.chmod(0o500)
    done = process("adopt", "--yes", cwd=folder)
    folder.chmod(0o700)
    assert (done.returncode, "nothing was written" in done.stderr) == (2, True)


def test_many_drafts_close_their_folder(cli: Cli, tmp_path: Path) -> None:
    draft = "---\ntitle: D{0}\ndraft: true\n---\nText\n"
    files = {f"docs/new/{n}.md": draft.format(n) for n in range(40)} | {"docs/a.md": PAGE.format("A")}
    folder = written(tmp_path / "site", files)
    assert '{path: "docs/new/**", status: draft}  # 40 documents in it' in adopted(cli, folder)


def test_what_documents_say_cannot_steer_a_terminal(cli: Cli, tmp_path: Path) -> None:
    page = '---\ntitle: A\n"\\e[31mred": 1\nvisibility: "a\\e[2J\\x85b\\u2028c"\n---\nText\n'
    folder = written(tmp_path / "site", {"docs/a.md": page})
    done = cli("adopt", "--dry-run", "--audience", "public", cwd=folder)
    assert (done.exit_code, "\x1b" in done.output) == (0, False)
    adopted(cli, folder, "--audience", "public")


SCALARS = st.sampled_from(
    ["a", "'b c'", '"d"', "!ENV [X, y]", "1", "", "[x, {y: z}]", "{u: v}", "&n m", "!!python/name:a.b"]
)
NAMES = st.sampled_from(["search", "tags", "macros", "x"])
ENTRIES = st.lists(
    st.builds(
        lambda indent, name, value, deeper, comment: (
            f"{indent}- {name}{comment}\n"
            if value is None
            else f"{indent}- {name}:\n{indent}    {deeper}: {value}{comment}\n"
        ),
        st.just("  "),
        NAMES,
        st.none() | SCALARS,
        NAMES,
        st.sampled_from(["", "  # why", "\n\n  # below\n"]),
    ),
    max_size=4,
)


@given(ENTRIES, st.sampled_from(["", "extra: {a: 1}\n", "# end\n", "nav:\n- a.md\n"]), st.booleans())
def test_a_block_is_put_in_safely_or_not_at_all(entries: list[str], rest: str, is_cut: bool) -> None:
    text = "site_name: A\nplugins:\n" + "".join(entries) + rest
    text = text.rstrip("\n") if is_cut else text
    with suppress(CannotInsert):
        after = with_block(Source("mkdocs.yml", text), ["content: []"])
        assert [line for line in text.splitlines() if line not in after.splitlines()] == []


@given(st.text(alphabet="plugins: []{}-\n#'\"&*!|>ab,\t", max_size=60))
def test_any_configuration_is_added_to_or_refused(text: str) -> None:
    with suppress(CannotInsert):
        with_block(Source("mkdocs.yml", text), ["content: []"])
        with_block(Source("mkdocs.yml", f"plugins: {text}"), ["content: []"])
