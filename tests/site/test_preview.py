"""`kept serve` follows every edit, and says in one line why it cannot begin."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from projects import Files, write_files

from kept.cli import kept
from kept.site import engine
from kept.site.watching import state_of_files

pytestmark = pytest.mark.measured

Project = Callable[[Files], Path]


def page(title: str, text: str, audience: str = "public") -> str:
    return f"---\ntitle: {title}\naudience: {audience}\n---\n# {title}\n\n{text}\n"


FILES = {
    "docs/index.md": page("Home", "The first text."),
    "kb/one.md": page("One", "The first article."),
    "kb/staff.md": page("Staff", "For the team.", "internal"),
    "kb/vocabulary.yml": "owners: {docs: The old name}\n",
}


class Preview:
    """A running `kept serve`, its folder and what it says."""

    def __init__(self, folder: Path, log: Path, *options: str) -> None:
        self.folder = folder
        self.log = log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.url = f"http://{address}/"
        with log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kept", "serve", "--address", address, *options],
                cwd=folder,
                env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def wait_for(self, path: str, text: str) -> None:
        """Wait until a page holds a text; a minute at most."""
        shown = ""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                shown = urllib.request.urlopen(self.url + path, timeout=5).read().decode()
            except OSError:
                shown = ""
            if text in shown:
                return
            time.sleep(0.1)
        raise AssertionError(f"{text!r} is not shown at {path}: {shown[:300]}\n{self.log.read_text()}")

    def wait_for_word(self, text: str) -> None:
        """Wait until it has said something; a minute at most."""
        end = time.monotonic() + 60
        while time.monotonic() < end and text not in self.log.read_text():
            time.sleep(0.1)
        assert text in self.log.read_text()

    def status(self, path: str) -> int:
        """The status of the answer for a page."""
        try:
            return int(urllib.request.urlopen(self.url + path, timeout=5).status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def edit(self, path: str, text: str) -> None:
        """Save a file."""
        write_files(self.folder, {"mkdocs.yml": (self.folder / "mkdocs.yml").read_bytes(), path: text})


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Callable[..., Preview]]:
    """Start previews; they are stopped as a person stops them, and must end well."""
    running: list[Preview] = []

    def start(*options: str, **files: str) -> Preview:
        named = {name.replace("_", "."): text for name, text in files.items()}
        folder = project({**FILES, **named})
        for path in folder.rglob("*.*"):
            os.utime(path, (1_700_000_000, 1_700_000_000))
        running.append(Preview(folder, tmp_path / "said.txt", *options))
        return running[-1]

    yield start
    for one in running:
        one.process.send_signal(signal.SIGINT)
        assert one.process.wait(timeout=60) in (0, 130)
        assert "Traceback" not in one.log.read_text()


def test_a_preview_follows_every_edit_and_survives_errors(preview: Callable[..., Preview]) -> None:
    running = preview()
    running.wait_for("kb/one/", "The first article.")
    running.edit("kb/one.md", page("One", "The second article."))
    running.wait_for("kb/one/", "The second article.")

    running.edit("kb/one.md", page("One", "The third article. [No](nowhere.md)"))
    running.wait_for("kb/one/", "The third article.")
    running.wait_for_word('kb/one.md:7:25: error K401 broken-link: there is nothing at "nowhere.md"')

    running.edit("kb/one.md", '---\ntitle: "One\n---\n')
    running.wait_for_word("kb/one.md:2:8: error K002 front-matter-unreadable")

    running.edit("kb/one.md", page("One", "The last article."))
    running.wait_for("kb/one/", "The last article.")
    running.edit("kb/two.md", page("Two", "A new article."))
    running.wait_for("kb/two/", "A new article.")


def test_a_preview_follows_the_vocabulary_and_the_configuration(preview: Callable[..., Preview]) -> None:
    running = preview("--audience", "internal")
    running.wait_for("kb/staff/", "For the team.")
    running.edit(
        "kb/one.md", page("One", "Text.").replace("audience", "reviewed: 2026-11-01\nowner: docs\naudience")
    )
    running.wait_for("kb/one/", "by The old name")
    running.edit("kb/vocabulary.yml", "owners: {docs: The new name}\n")
    running.wait_for("kb/one/", "by The new name")

    settings = (running.folder / "mkdocs.yml").read_text()
    running.edit("mkdocs.yml", settings.replace("kept]", "{kept: {exclude: [kb/one.md]}}]"))
    running.wait_for_word("Building documentation...")
    end = time.monotonic() + 60
    while running.status("kb/one/") != 404 and time.monotonic() < end:
        time.sleep(0.1)
    assert running.status("kb/one/") == 404
    assert running.status("kb/staff/") == 200

    running.edit("mkdocs.yml", settings.replace("kept]", "{kept: {exlude: [kb/one.md]}}]"))
    running.wait_for_word('error K007 configuration-invalid: kept has no setting "exlude"')
    running.edit("mkdocs.yml", settings)
    running.wait_for("kb/one/", "by The new name")


WITH_THEME = """\
site_name: Help
theme: {name: material, font: false}
plugins: [search, kept]
"""


def test_after_an_edit_of_a_text_only_its_page_is_made(preview: Callable[..., Preview]) -> None:
    running = preview(mkdocs_yml=WITH_THEME)
    running.wait_for("kb/one/", "The first article.")
    running.edit("kb/one.md", page("One", "The second article."))
    running.wait_for_word("Pages made anew: kb/one.md")
    running.wait_for("kb/one/", "The second article.")
    running.wait_for("search/search_index.json", "The second article.")

    running.edit("kb/one.md", page("One", "The third article. [No](nowhere.md)"))
    running.wait_for_word("error K401 broken-link")
    running.edit("docs/index.md", page("Home", "Another text."))
    running.wait_for("", "Another text.")
    running.wait_for_word("Pages made anew: index.md")
    assert running.log.read_text().count("Pages made anew") == 3
    running.edit("kb/one.md", page("Another title", "The last article."))
    running.wait_for("kb/one/", "Another title")
    running.edit("docs/index.md", page("Home", "The last text."))
    running.wait_for("", "The last text.")
    running.wait_for("kb/one/", "The last article.")


def test_changes_below_a_path_are_seen(tmp_path: Path) -> None:
    write_files(tmp_path, {"mkdocs.yml": "", "docs/a.md": "A", ".git/x": "x", "one.txt": "1"})
    (tmp_path / "docs/round").symlink_to(tmp_path / "docs")
    before = state_of_files(str(tmp_path))
    seen = [before]
    for change in (
        lambda: (tmp_path / "docs/a.md").write_text("Other"),
        lambda: (tmp_path / "docs/new.md").write_text("New"),
        (tmp_path / "docs/new.md").unlink,
    ):
        change()
        seen.append(state_of_files(str(tmp_path)))
        assert seen[-1] != seen[-2]
    (tmp_path / ".git/x").write_text("of no interest")
    assert state_of_files(str(tmp_path)) == seen[-1]
    assert state_of_files(str(tmp_path / "one.txt")) != state_of_files(str(tmp_path / "gone.txt")) == {}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("8000", '"8000" is not an address; write it as 127.0.0.1:8000'),
        ("127.0.0.1:", '"127.0.0.1:" is not an address; write it as 127.0.0.1:8000'),
        ("999.1.1.1:8000", '"999.1.1.1:8000" is not an address; write it as 127.0.0.1:8000'),
        ("127.0.0.1:70000", '"127.0.0.1:70000" is not an address; write it as 127.0.0.1:8000'),
    ],
)
def test_what_is_not_an_address_is_refused(
    cli: Callable[..., Any], project: Project, address: str, message: str
) -> None:
    done = cli("serve", "--address", address, cwd=project(FILES))

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"kept: {message}\n")


def test_an_address_in_use_is_named(cli: Callable[..., Any], project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = cli("serve", "--address", address, cwd=project(FILES))

    assert done.exit_code == 2
    assert f"kept: cannot listen on {address}: " in done.stderr
    assert done.stderr.endswith("; choose another with `--address`\n")


def test_a_configuration_that_mkdocs_refuses_ends_the_preview_at_once(
    cli: Callable[..., Any], project: Project
) -> None:
    config = "site_name: Help\nplugins: [kept]\ntheme: {name: no-such-theme}\n"
    done = cli("serve", "--address", "127.0.0.1:1", cwd=project({**FILES, "mkdocs.yml": config}))

    assert done.exit_code == 2
    assert "no-such-theme" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kept: ")


def test_a_disk_that_takes_no_preview_is_not_taken_for_an_address(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/a/page.html")

    monkeypatch.setattr(engine, "build", full)
    config = str(project(FILES) / "mkdocs.yml")
    done = CliRunner().invoke(kept, ["serve", "--config", config, "--address", "127.0.0.1:1"])

    message = "the preview cannot be built: No space left on device: /a/page.html; make room on the disk"
    assert (done.exit_code, done.output.splitlines()[-1]) == (2, f"kept: {message}")


def test_a_preview_of_a_strangers_project_runs_nothing_that_it_brings_along(
    preview: Callable[..., Preview],
) -> None:
    hook = "def on_config(config):\n    open('ran', 'w')\n    return config\n"
    running = preview("--untrusted", mkdocs_yml=WITH_THEME)
    running.wait_for("kb/one/", "The first article.")
    assert not (running.folder / ".kept_cache").exists(), "it could have been the stranger's"
    running.edit("kb/one.md", page("One", "The second article."))
    running.wait_for("kb/one/", "The second article.")
    assert running.log.read_text().count("Pages made anew: kb/one.md") == 1

    write_files(running.folder, {"a.py": hook, "mkdocs.yml": WITH_THEME + "hooks: [a.py]\n"})
    running.wait_for_word("mkdocs.yml:4:9: error K007 configuration-invalid: `--untrusted` refuses the hook")
    trusting = WITH_THEME.replace("kept]", "{kept: {trusted_modules: [os]}}]")
    slug = "markdown_extensions: [{toc: {slugify: !!python/name:os.rename , separator: ran}}]\n"
    running.edit("mkdocs.yml", trusting + slug)
    running.wait_for_word("`--untrusted` refuses to run os.rename")
    assert running.status("kb/one/") == 200
    running.edit("mkdocs.yml", WITH_THEME)
    running.edit("kb/one.md", page("One", "The third article."))
    running.wait_for("kb/one/", "The third article.")
    assert not (running.folder / "ran").exists()

    running.edit("kb/one.md", page("One", "The third article.", "internal"))
    end = time.monotonic() + 60
    while running.status("kb/one/") != 404 and time.monotonic() < end:
        time.sleep(0.1)
    assert running.status("kb/one/") == 404
    assert b"third" not in urllib.request.urlopen(running.url + "search/search_index.json", timeout=5).read()
