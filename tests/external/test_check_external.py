"""`kept check --external` as people use it: with a fake in the door, and with linkchecker itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import web
from click.testing import Result
from projects import Files

from kept import door
from kept.cache_folder import FOLDER
from kept.external.answers import NAME

PAGE = "---\ntitle: {title}\naudience: {audience}\n---\n# {title}\n\n{text}\n"
CONFIGURATION = """\
site_name: Help
site_url: https://help.kept-docs.net/
repo_url: https://code.kept-docs.net/help
theme: {name: null, custom_dir: theme}
plugins:
  - kept:
      external: {rate: 1000, ignore: ["*.intra.net"]}
"""
THEME = """\
<html><body>{{ page.content }}
{% if config.repo_url %}<a href="{{ config.repo_url }}">Code</a>{% endif %}</body></html>
"""


def page(text: str, title: str = "Router", audience: str = "public") -> str:
    return PAGE.format(title=title, text=text, audience=audience)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> web.Fake:
    """Nothing leaves this process."""
    made = web.Fake()
    monkeypatch.setattr(door, "find_program", lambda name: f"/bin/{name}")
    monkeypatch.setattr(door, "stream", made.stream)
    monkeypatch.setattr(door, "pause", made.pauses.append)
    return made


@pytest.fixture
def run(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> Callable[..., tuple[Result, list[dict[str, Any]]]]:
    """Check a project; the findings about other servers alone."""

    def check(files: Files, *arguments: str) -> tuple[Result, list[dict[str, Any]]]:
        folder = project({"mkdocs.yml": CONFIGURATION, "theme/main.html": THEME, **files})
        result = cli("check", "--external", "--format", "json", *arguments, cwd=folder)
        found = json.loads(result.stdout)["findings"] if result.stdout else []
        return result, [item for item in found if item["code"].startswith("K43")]

    return check


Run = Callable[..., tuple[Result, list[dict[str, Any]]]]
FILES = {
    "docs/index.md": page("See [the manual](https://vendor.net/manual#start) and <https://vendor.net/news>."),
    "docs/internal.md": page("[Wiki](https://secret.net/)", "Wiki", "internal"),
}


def test_a_link_that_fails_is_told_at_its_place(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/manual", web.GONE)
    result, [finding] = run(FILES)
    assert result.exit_code == 0
    assert finding["message"] == ('https://vendor.net/manual answers "404 Not Found" (on 2026-11-20)')
    assert (finding["code"], finding["severity"]) == ("K432", "info")
    assert (finding["path"], finding["line"], finding["column"]) == ("docs/index.md", 7, 18)
    assert finding["end_column"] == 18 + len("https://vendor.net/manual#start")
    assert "Followed 3 links: 2 work, 1 fail." in result.stderr


def test_only_what_the_site_shows_is_asked(run: Run, fake: web.Fake) -> None:
    run(FILES)
    [asked] = fake.asked
    assert sorted(asked) == [
        "https://code.kept-docs.net/help",
        "https://vendor.net/manual",
        "https://vendor.net/news",
    ]


def test_a_link_that_has_failed_for_long_is_an_error(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/news", web.NOBODY)
    assert run(FILES, "--today", "2026-11-01")[0].exit_code == 0
    result, [finding] = run(FILES, "--today", "2026-11-20")
    assert result.exit_code == 1
    assert (finding["code"], finding["severity"]) == ("K431", "error")
    assert finding["message"] == (
        "https://vendor.net/news leads to a server that does not exist, "
        "and has failed for 19 days (since 2026-11-01)"
    )


def test_what_is_known_is_not_asked_again_but_what_fails_is(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/news", web.GONE)
    run(FILES, "--today", "2026-11-20")
    run(FILES, "--today", "2026-11-21")
    run(FILES, "--today", "2026-11-28")
    assert [len(one) for one in fake.asked] == [3, 1, 3]


def test_a_page_that_has_moved_can_be_linked_anew(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/manual", web.moved("https://help.vendor.net/manual/"))
    fake.answer("https://vendor.net/news", web.moved("https://vendor.net/"))
    _, [manual, news] = run(FILES)
    assert manual["code"] == news["code"] == "K433"
    assert manual["fix"]["safety"] == "unsafe"
    assert manual["fix"]["edits"][0]["text"] == "https://help.vendor.net/manual/#start"
    assert "redirects to the first page" in news["message"]
    assert news["fix"] is None


def test_servers_that_answer_no_programs_are_no_finding(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/manual", web.REFUSED)
    fake.answer("https://vendor.net/news", web.BUSY)
    result, found = run(FILES)
    assert found == []
    assert "Followed 3 links: 1 work, 1 answer no programs, 1 want to be asked later." in result.stderr
    assert fake.pauses


def test_each_place_of_an_address_is_told(run: Run, fake: web.Fake) -> None:
    fake.answer("https://gone.net/a", web.GONE)
    fake.answer("https://code.kept-docs.net/help", web.GONE)
    files = {
        "docs/index.md": page("[One](https://gone.net/a), [two][2].\n\n[2]: https://gone.net/a#b\n"),
        "docs/html.md": page('<a href="https://gone.net/a">three</a>', "Three"),
        "docs/other.md": page("[Elsewhere](https://wiki.intra.net/)", "Other"),
    }
    _, found = run(files)
    places = [(item["path"], item["line"]) for item in found]
    assert places[:2] == [("docs/html.md", 7), ("docs/index.md", 7)]
    assert places[-1] == ("mkdocs.yml", 3)
    assert ("docs/other.md", 7) not in places
    assert {path for path, _ in places} == {"docs/html.md", "docs/index.md", "mkdocs.yml"}
    assert all("https://wiki.intra.net/" not in asked for asked in fake.asked)


def test_what_a_plugin_or_the_theme_adds_is_told_once_in_the_configuration(run: Run, fake: web.Fake) -> None:
    fake.answer("https://theme.net/", web.GONE)
    files = {
        "mkdocs.yml": CONFIGURATION + "hooks: [hook.py]\n",
        "hook.py": "def on_page_content(html, **_):\n    return html + '<a href=\"https://theme.net\">t</a>'\n",
        **FILES,
        "docs/second.md": page("Text", "Second"),
    }
    _, [finding] = run(files)
    assert (finding["path"], finding["line"], finding["column"]) == ("mkdocs.yml", 1, 1)


def test_what_an_included_file_holds_is_told_where_it_is_included(run: Run, fake: web.Fake) -> None:
    fake.answer("https://code.kept-docs.net/help", web.GONE)
    fake.answer("https://vendor.net/part", web.GONE)
    files = {
        "mkdocs.yml": CONFIGURATION + "markdown_extensions: [{pymdownx.snippets: {base_path: [parts]}}]\n",
        "parts/part.txt": "[part](https://vendor.net/part)\n",
        "docs/index.md": page('--8<-- "part.txt"'),
        "docs/second.md": page("Text", "Second"),
    }
    _, found = run(files)
    assert [(item["path"], item["line"]) for item in found] == [("docs/index.md", 7), ("mkdocs.yml", 3)]


def test_paths_narrow_what_is_asked(run: Run, fake: web.Fake) -> None:
    run({**FILES, "docs/other.md": page("[Other](https://other.net/)", "Other")}, "docs/other.md")
    assert fake.asked == [["https://code.kept-docs.net/help", "https://other.net/"]]


def test_without_a_network_nothing_is_remembered(run: Run, fake: web.Fake, tmp_path: Path) -> None:
    for address in ("https://vendor.net/manual", "https://two.net/", "https://code.kept-docs.net/help"):
        fake.answer(address, web.NOBODY)
    files = {"docs/index.md": page("[1](https://vendor.net/manual) [2](https://two.net/)")}
    result, _ = run(files)
    assert result.exit_code == 2
    assert "kept: no server of 3 links can be reached: is this computer online?\n" in result.stderr
    assert not (tmp_path / "project" / FOLDER / NAME).exists()


def test_the_rate_is_handed_on(run: Run, fake: web.Fake) -> None:
    run(FILES)
    assert "maxrequestspersecond=1000.000" in fake.configuration


def test_a_memory_that_cannot_be_written_stops_nobody(run: Run, fake: web.Fake) -> None:
    fake.answer("https://vendor.net/news", web.GONE)
    result, found = run({**FILES, FOLDER: "not a folder"})
    assert len(found) == 1
    assert f"kept: the answers cannot be remembered in {FOLDER}: " in result.stderr


def test_a_run_that_is_interrupted_keeps_what_it_learnt(
    run: Run, fake: web.Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake.answer("https://vendor.net/news", web.BROKEN)

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "pause", interrupt)
    run(FILES)
    known = json.loads((tmp_path / "project" / FOLDER / NAME).read_text())["addresses"]
    assert sorted(known) == ["https://code.kept-docs.net/help", "https://vendor.net/manual"]


def test_a_program_that_fails_is_one_line(run: Run, fake: web.Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise door.ProgramFailed("no such option")

    monkeypatch.setattr(door, "stream", fail)
    result, _ = run(FILES)
    assert result.exit_code == 2
    assert result.stderr.endswith("kept: linkchecker failed: no such option\n")


def test_it_says_how_to_install_what_it_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "find_program", lambda name: None)
    result, _ = run(FILES)
    assert result.exit_code == 2
    assert result.stderr.startswith("kept: linkchecker is not installed")
    assert "pipx install linkchecker" in result.stderr


def test_a_site_that_cannot_be_built_is_one_line(run: Run, fake: web.Fake) -> None:
    result, _ = run({**FILES, "mkdocs.yml": CONFIGURATION + "hooks: [missing.py]\n"})
    assert result.exit_code == 2
    assert "kept: the site cannot be built, so its links cannot be followed: " in result.stderr


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("7d", "`external`: must be `name: value` lines"),
        ("{max_aeg: 7d}", '`external`: there is no "max_aeg": did you mean "max_age"?'),
        ("{max_age: soon}", '`external`: "soon" is not a duration'),
        ("{fail_after: 0d}", '`external`: "0d" is not a duration'),
        ("{rate: fast}", "`external`: `rate` must be a number of questions a second"),
        ("{rate: true}", "`external`: `rate` must be a number of questions a second"),
        ("{rate: 0}", "`external`: `rate` must be a number of questions a second"),
        ("{ignore: wiki.net}", "`external`: must be a list"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(
    setting: str, message: str, project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    configuration = CONFIGURATION.replace('{rate: 1000, ignore: ["*.intra.net"]}', setting)
    result = cli("check", cwd=project({"mkdocs.yml": configuration, **FILES}))
    assert result.exit_code == 2
    assert "mkdocs.yml:7:" in result.stderr
    assert message in result.stderr


def test_the_ordinary_check_asks_nobody(
    project: Callable[[Files], Path], cli: Callable[..., Result], fake: web.Fake
) -> None:
    fake.answer("https://vendor.net/manual", web.GONE)
    folder = project({"mkdocs.yml": CONFIGURATION, "theme/main.html": THEME, **FILES})
    assert cli("check", "--external", cwd=folder).exit_code == 0
    fake.asked.clear()
    result = cli("check", cwd=folder)
    assert (result.exit_code, fake.asked) == (0, [])
    assert "K43" not in result.output


def test_linkchecker_itself_follows_the_links(
    project: Callable[[Files], Path], process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    words = ("ok", "moved", "404", "403", "loop", "slow", "ä?q=1&r=2")
    text = "\n".join(f"- [{word}](http://{n}.kept-docs.net/{word})" for n, word in enumerate(words))
    configuration = CONFIGURATION.replace("repo_url: https://code.kept-docs.net/help\n", "")
    folder = project({"mkdocs.yml": configuration, "theme/main.html": THEME, "docs/index.md": page(text)})
    with web.whole_web() as variables:
        done = process("check", "--external", "--format", "json", cwd=folder, **variables)
        again = process("check", "--external", cwd=folder, **variables)
    assert done.returncode == 0, done.stderr
    found = [item for item in json.loads(done.stdout)["findings"] if item["code"].startswith("K43")]
    assert [(item["code"], item["line"], item["message"]) for item in found] == [
        ("K433", 8, "http://1.kept-docs.net/moved has moved for good, to http://new.kept-docs.net/manual"),
        ("K432", 9, 'http://2.kept-docs.net/404 answers "404 Not Found" (on 2026-11-20)'),
        ("K432", 11, "http://4.kept-docs.net/loop redirects in a circle (on 2026-11-20)"),
    ]
    assert "Followed 7 links: 4 work, 2 fail, 1 answer no programs." in done.stderr
    assert "Following 2 links of 7 to other websites" in again.stderr


def test_a_program_that_says_too_little_or_too_long_is_stopped(tmp_path: Path) -> None:
    def run(script: str, seconds: float = 30) -> list[str]:
        return list(
            door.stream(("sh", "-c", script), tmp_path, "a\nb\n", seconds=seconds, variables={"X": "1"})
        )

    assert run("cat; echo $X") == ["a\n", "b\n", "1\n"]
    assert run("echo before; exec sleep 30", 0.3) == ["before\n"]
    with pytest.raises(door.ProgramFailed, match="^it is broken$"):
        run("echo what; echo it is broken >&2; exit 3")
    with pytest.raises(door.ProgramFailed, match="^exit code 4$"):
        run("exit 4")
