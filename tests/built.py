"""Sites built by the programs that people use, and what is in them."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTENT = ("docs", "kb", "templates", "hooks", "mkdocs.yml")
BUILDERS = {
    "kept": ("kept", "build"),
    "mkdocs": ("mkdocs", "build", "--strict", "--quiet"),
    "properdocs": ("properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml"),
}
NOW = str(int(time.time()))
"""One moment for all builds of a run, so that they can be compared."""


def program(*command: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program of this environment."""
    return subprocess.run(
        [Path(sys.executable).with_name(command[0]), *command[1:]],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOW, "NO_MKDOCS_2_WARNING": "1", **variables},
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def build(builder: str, project: Path) -> Path:
    """Build a site, which must succeed without a word on the errors' channel from MkDocs."""
    target = project / "site"
    shutil.rmtree(target, ignore_errors=True)
    done = program(*BUILDERS[builder], cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return target.rename(project / f"site-{builder}")


def own_content(folder: Path) -> Path:
    """A copy of this repository's content."""
    folder.mkdir()
    for name in CONTENT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


def starter(folder: Path) -> Path:
    """A new project."""
    done = program("kept", "init", str(folder), cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a site with its bytes; what is compressed is shown as it is read."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = content
            if path.suffix == ".gz":
                found[path.relative_to(folder).as_posix() + " unpacked"] = gzip.decompress(content)
    return found


class Page(HTMLParser):
    """What a built page holds: heading ids of its article, addresses, and all ids."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.edit = ""
        self._in_article = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag adds."""
        given = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._in_article = True
        if "id" in given:
            self.ids.add(given["id"])
        if self._in_article and tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(given.get("id", ""))
        if tag == "a" and "edit" in given.get("rel", "").split():
            self.edit = given["href"]
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("img", "script", "iframe") and "src" in given:
            self.sources.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preconnect"):
            self.sources.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        """Leave the article."""
        if tag == "article":
            self._in_article = False
