"""What `mkdocs.yml` may say, and what kept makes of it."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from projects import Files

from kept import config
from kept.config import ConfigurationError, Settings, kept_settings
from kept.diagnostic import Severity

Cli = Callable[..., Result]
Project = Callable[[Files], Path]

PAGE = "---\ntitle: {title}\naudience: {audience}\n---\nText.\n"
HOME = PAGE.format(title="Home", audience="public")


@pytest.fixture
def settings_of(project: Project) -> Callable[..., Settings]:
    """The settings that the text of a configuration gives; other files may be beside it."""

    def read(text: str, **files: str) -> Settings:
        beside = {name.replace("_", "."): content for name, content in files.items()}
        return config.load(project({"mkdocs.yml": text, **beside}) / "mkdocs.yml")

    return read


def test_every_setting_is_read(settings_of: Callable[..., Settings]) -> None:
    found = settings_of("""\
site_name: Help
site_url: https://example.com/
docs_dir: ./pages/
site_dir: out
use_directory_urls: false
markdown_extensions:
  attr_list:
  pymdownx.emoji:
  toc:
    separator: _
    slugify: !!python/name:pymdownx.slugs.gfm
  pymdownx.snippets: {check_paths: true}
plugins:
  search:
  kept:
    content: [kb/, ./more]
    templates: contracts/
    vocabulary: terms.yml
    audiences: [public, partners, internal]
    audience: !ENV [NO_SUCH_VARIABLE, partners]
    defaults: [{path: "kb/**", audience: public, owner: support}]
    fields: {last_reviewed_on: reviewed}
    extra_fields: [weight, "x_*"]
    severity: {K401: warning, image-without-alt: off}
    fail_on: error
    due_soon: 2 weeks
    exclude: ["kb/drafts/**"]
    trusted_modules: [tools]
""")
    assert (found.site_name, found.site_url, found.site_dir) == ("Help", "https://example.com/", "out")
    assert list(found.folders()) == [("pages", ""), ("kb", "kb/"), ("more", "more/")]
    assert (found.templates, found.vocabulary) == ("contracts", "terms.yml")
    assert found.use_directory_urls is False
    assert found.has_plugin
    assert found.markdown.attr_list
    assert found.markdown.emoji
    assert found.markdown.slug.function == "pymdownx.slugs.gfm"
    assert found.markdown.slug.separator == "_"
    assert found.markdown.snippets == (("check_paths", True),)
    assert (found.audiences, found.audience) == (("public", "partners", "internal"), "partners")
    assert [(one.path, [name for name, _ in one.values]) for one in found.defaults] == [
        ("kb/**", ["audience", "owner"])
    ]
    assert found.field_names == {"last_reviewed_on": "reviewed"}
    assert found.extra_fields == ("weight", "x_*")
    assert found.severity == (("K401", Severity.WARNING), ("image-without-alt", Severity.OFF))
    assert (found.fail_on, found.due_soon) == (Severity.ERROR, 14)
    assert (found.exclude, found.trusted_modules) == (("kb/drafts/**",), ("tools",))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{draw: cromium}", '`diagrams`: diagrams are not drawn by "cromium": did you mean "chromium"?'),
        ("{drawn: browser}", '`diagrams`: there is no "drawn": did you mean "draw"?'),
        ("browser", "`diagrams`: must be a `draw: …` line"),
    ],
)
def test_who_draws_is_one_of_three(settings_of: Callable[..., Settings], written: str, message: str) -> None:
    text = "plugins:\n  - kept: {{diagrams: {}}}\n"
    for way in config.WAYS_TO_DRAW:
        assert settings_of(text.format(f"{{draw: {way}}}")).diagrams.draw == way
    with pytest.raises(ConfigurationError) as failed:
        settings_of(text.format(written))
    assert [one.message for one in failed.value.problems] == [message]


def test_a_setting_that_is_not_written_has_its_default(settings_of: Callable[..., Settings]) -> None:
    found = settings_of("site_name:\nplugins: [search, kept]\n")
    assert {name: getattr(found, name) for name, _, _ in kept_settings()} == {
        name: default for name, _, default in kept_settings()
    }
    assert (found.site_name, found.docs_dir, found.site_dir) == ("", "docs", "site")
    assert not settings_of("plugins: [search]\n").has_plugin


@pytest.mark.parametrize(
    ("written", "variables", "expected"),
    [
        ("!ENV HELP_DOCS", {"HELP_DOCS": "pages"}, "pages"),
        ("!ENV HELP_DOCS", {}, "docs"),
        ("!ENV [HELP_DOCS, OTHER_DOCS, standard]", {"OTHER_DOCS": "other"}, "other"),
        ("!ENV [HELP_DOCS, OTHER_DOCS, standard]", {}, "standard"),
        ("!ENV [HELP_DOCS]", {}, "docs"),
        ("!ENV {a: b}", {}, "docs"),
    ],
)
def test_the_environment_may_give_a_setting(
    written: str,
    variables: dict[str, str],
    expected: str,
    settings_of: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert settings_of(f"docs_dir: {written}\nplugins: [kept]\n").docs_dir == expected


BASE = """\
site_name: Base
docs_dir: pages
plugins:
  kept: {audience: internal, due_soon: 7d}
"""


def test_what_a_file_inherits_is_merged(settings_of: Callable[..., Settings]) -> None:
    own = "INHERIT: base.yml\nsite_name: Own\nplugins:\n  kept: {due_soon: 60d}\n"
    found = settings_of(own, base_yml=BASE)
    assert (found.site_name, found.docs_dir) == ("Own", "pages")
    assert (found.audience, found.due_soon) == ("internal", 60)


def test_what_is_inherited_is_inherited_on(settings_of: Callable[..., Settings]) -> None:
    found = settings_of(
        "INHERIT: middle.yml\n", middle_yml="INHERIT: base.yml\nsite_name: Middle\n", base_yml=BASE
    )
    assert (found.site_name, found.docs_dir, found.audience) == ("Middle", "pages", "internal")


@pytest.mark.parametrize(
    ("base", "place"),
    [
        ("site_name: Base\nplugins:\n  - kept: {audiance: public}\n", "base.yml:3:12"),
        ("site_name: Base\nsite_name: Again\n", "base.yml:2:1"),
        ('site_name: "Base\n', "base.yml:1:12"),
        ("- list\n", "base.yml:1:1"),
        ("", "base.yml:1:1"),
        ("INHERIT: mkdocs.yml\n", "base.yml:1:10"),
        ("INHERIT: gone.yml\n", "base.yml:1:10"),
    ],
)
def test_what_is_wrong_with_an_inherited_file_stands_there(
    base: str, place: str, cli: Cli, project: Project
) -> None:
    text = "# Ours\nINHERIT: base.yml\nsite_url: https://example.com/\n"
    folder = project({"mkdocs.yml": text, "base.yml": base, "docs/index.md": HOME})
    done = cli("check", cwd=folder)
    assert done.stderr.startswith(f"{place}: error K007 ")
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_is_wrong_with_the_file_itself_is_told_first(cli: Cli, project: Project) -> None:
    text = "INHERIT: base.yml\nsite_name: [Help]\n"
    done = cli("check", cwd=project({"mkdocs.yml": text, "base.yml": "site_name: A\ndocs_dir: [docs]\n"}))
    assert [line for line in done.stderr.splitlines() if ": error " in line] == [
        "mkdocs.yml:2:12: error K007 `site_name` must be text"
    ]


def test_the_paths_of_the_configuration_begin_at_the_root(cli: Cli, project: Project) -> None:
    broken = PAGE.format(title="A", audience="nobody")
    folder = project({"conf/help.yml": "docs_dir: docs\nplugins: [kept]\n", "docs/a.md": broken})
    done = cli("check", "--config", "conf/help.yml", "--root", ".", cwd=folder)
    assert done.stdout.startswith('docs/a.md:3:11: error K107 "nobody" is not an audience')
    assert done.exit_code == 1
    missed = cli("check", "--config", "conf/help.yml", cwd=folder)
    assert missed.stderr == "kept: help.yml: there is no folder docs (`docs_dir`)\n"
    assert missed.exit_code == 2


@pytest.mark.parametrize(
    "patterns", ["docs/b.md", "docs/b*", "b.md", "/docs/b.md", "docs/**/b.md, docs/b.md", "'*.md', '!a.md'"]
)
def test_what_is_excluded_is_not_read(patterns: str, cli: Cli, project: Project) -> None:
    text = f"plugins:\n  - kept: {{exclude: [{patterns}]}}\n"
    files = {"mkdocs.yml": text, "docs/a.md": HOME, "docs/b.md": b"\xff", "kb/vocabulary.yml": "a: [b]\n"}
    done = cli("check", cwd=project(files))
    assert (done.exit_code, done.stdout) == (0, "No findings in 1 document.\n")


def test_a_folder_within_all_pages_is_read_once(cli: Cli, project: Project) -> None:
    text = "site_name: Help\ndocs_dir: .\nplugins: [kept]\n"
    folder = project(
        {"conf/mkdocs.yml": text, "index.md": HOME, "kb/a.md": PAGE.format(title="A", audience="public")}
    )
    done = cli("check", "--config", "conf/mkdocs.yml", "--root", ".", cwd=folder)
    assert (done.exit_code, done.stdout) == (0, "No findings in 2 documents.\n")


@pytest.mark.parametrize(
    ("paths", "expected", "documents"),
    [
        ([], ["docs/a.md", "docs/sub/b.md", "kb/c.md"], 3),
        (["docs"], ["docs/a.md", "docs/sub/b.md"], 2),
        (["docs/"], ["docs/a.md", "docs/sub/b.md"], 2),
        (["docs/sub"], ["docs/sub/b.md"], 1),
        (["docs/sub/b.md", "kb/c.md"], ["docs/sub/b.md", "kb/c.md"], 2),
        (["."], ["docs/a.md", "docs/sub/b.md", "kb/c.md"], 3),
        (["{root}/kb"], ["kb/c.md"], 1),
        (["docs/../kb"], ["kb/c.md"], 1),
        (["link"], ["docs/sub/b.md"], 1),
        (["mkdocs.yml"], [], 0),
    ],
)
def test_paths_narrow_what_is_reported(
    paths: list[str], expected: list[str], documents: int, cli: Cli, project: Project
) -> None:
    titles = {"docs/a.md": "A", "docs/sub/b.md": "B", "kb/c.md": "C"}
    folder = project({path: PAGE.format(title=title, audience="nobody") for path, title in titles.items()})
    (folder.parent / "link").symlink_to(folder / "docs/sub")
    given = [path.format(root=folder).replace("link", "../link") for path in paths]
    found = json.loads(cli("check", *given, "--format", "json", cwd=folder).stdout)
    assert [item["path"] for item in found["findings"]] == expected
    assert found["summary"]["documents"] == documents


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("docs/gone.md", 'docs/gone.md does not exist: did you mean "docs/done.md"?'),
        ("/", "/ is not below <root>, the folder of the configuration"),
        ("../other", "../other is not below <root>, the folder of the configuration"),
    ],
)
def test_a_path_that_cannot_be_checked_stops_the_check(
    path: str, message: str, cli: Cli, project: Project
) -> None:
    folder = project({"docs/done.md": HOME})
    (folder.parent / "other").mkdir()
    done = cli("check", path, cwd=folder)
    assert done.stderr.replace(str(folder), "<root>") == f"kept: {message}\n"
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_path_through_another_name_of_the_folder_is_found(cli: Cli, project: Project) -> None:
    folder = project({"docs/a.md": PAGE.format(title="A", audience="nobody")})
    other = folder.parent / "other"
    other.symlink_to(folder)
    done = cli("check", "docs/a.md", cwd=other)
    assert done.stdout.startswith("docs/a.md:3:11: error K107 ")


@pytest.mark.parametrize("name", ["a: b", "it's", "Über & us", "name\twith tab", "two\nlines", "\x7f\u2028"])
def test_the_name_of_a_new_help_centre_is_that_of_its_folder(name: str, cli: Cli, tmp_path: Path) -> None:
    assert cli("init", name, cwd=tmp_path).exit_code == 0
    assert config.load(tmp_path / name / "mkdocs.yml").site_name == name


def test_init_has_the_documented_layout(cli: Cli, tmp_path: Path) -> None:
    made = cli("init", "help", cwd=tmp_path)
    assert made.exit_code == 0
    assert {path.name for path in (tmp_path / "help").iterdir()} == {
        *("docs", "kb", "templates", "hooks", "scripts", "tests"),
        *("mkdocs.yml", "README.md", ".gitignore", ".vscode", ".github", ".gitlab-ci.yml"),
    }
    assert not [path for path in (tmp_path / "help").rglob("*") if path.suffix == ".pyc"]
    wiring = json.loads((tmp_path / "help/.vscode/settings.json").read_text())["yaml.schemas"]
    schemas = {posixpath.normpath(name) for name in wiring}
    assert schemas <= {
        path.relative_to(tmp_path / "help").as_posix() for path in (tmp_path / "help/.vscode/kept").iterdir()
    }


def test_a_broken_setting_is_an_error_that_programs_can_read(cli: Cli, project: Project) -> None:
    folder = project({"mkdocs.yml": "plugins:\n  - kept: {audiance: public}\n", "docs/a.md": HOME})
    done = cli("check", "--format", "json", cwd=folder)
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["path"], finding["line"], finding["column"]) == (
        "K007",
        "mkdocs.yml",
        2,
        12,
    )
    assert done.exit_code == 2


def test_settings_are_refused_where_nothing_is_read_yet(project: Project) -> None:
    with pytest.raises(ConfigurationError, match="kept has no setting"):
        config.load(project({"mkdocs.yml": "plugins: {kept: {x: 1}}\n"}) / "mkdocs.yml")
