"""The built site: the same from `kept` and from plain MkDocs, closed by default, and never half there."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import write_files

from kept import config, library

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
Process = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = "---\ntitle: {title}\naudience: {audience}\n{more}---\n# {title}\n\n{body}\n"


def article(title: str, audience: str = "public", more: str = "", body: str = "Text.") -> str:
    return ARTICLE.format(title=title, audience=audience, more=more, body=body)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file by path; compressed ones unpacked, since their header holds the time of packing."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found[str(path.relative_to(folder))] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def mkdocs(command: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / command, "build", "--strict", *arguments],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own content, copied away from its history and built by `kept build`."""
    folder = tmp_path_factory.mktemp("own") / "kept"
    folder.mkdir()
    for name in ("docs", "kb", "templates", "hooks"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    done = subprocess.run(
        [sys.executable, "-m", "kept", "build"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_plain_mkdocs_and_properdocs_make_the_same_site(own_site: Path, command: str, tmp_path: Path) -> None:
    done = mkdocs(command, own_site, "--site-dir", str(tmp_path / "site"), "--config-file", "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    theirs, ours = tree(tmp_path / "site"), tree(own_site / "site")
    generator = re.compile(rb'<meta name="generator" content="[^"]*">')
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if generator.sub(b"", theirs[name]) != generator.sub(b"", ours[name])] == []


def test_every_heading_has_the_anchor_that_the_library_knows(own_site: Path) -> None:
    knowledge = library.load(config.load(own_site / "mkdocs.yml"))
    pages = 0
    for one in knowledge.articles:
        page = own_site / "site" / one.url / "index.html"
        if not page.exists():
            continue
        html = page.read_text(encoding="utf-8")
        inside = html[html.index("<article") : html.index("</article>")]
        ids = re.findall(r'<h[1-6][^>]*? id="([^"]*)"', inside)
        assert ids == [heading.anchor for heading in one.document.headings], one.path
        assert knowledge.anchors_of(one) <= set(re.findall(r'\s(?:id|name)="([^"]*)"', inside)), one.path
        pages += 1
    assert pages > 90


SECRETS = {
    "docs/index.md": article("Home", body="[Open](../kb/open.md) ![Shown](shown.png)"),
    "docs/shown.png": b"\x89PNG shown",
    "docs/hidden-canaryfile.png": b"\x89PNG canarybytes",
    "docs/style.css": "p { color: inherit }",
    "kb/open.md": article("Open", body="[Home](../docs/index.md) and ![Also](../docs/shown.png)"),
    "kb/unused.txt": "canaryunused",
    "kb/vocabulary.yml": "tags: [canarytag]\n",
    "kb/internal.md": article(
        "Canaryinternal",
        "internal",
        "summary: canarysummary\n",
        "canarybody ![canaryalt](../docs/hidden-canaryfile.png)",
    ),
    "kb/canarydraft.md": article("Canarydraft", more="status: draft\n"),
    "kb/canaryarchived.md": article("Canaryarchived", more="status: archived\n"),
    "kb/canaryexpired.md": article("Canaryexpired", more="expires: 2026-11-20\n"),
    "templates/none.txt": "",
}


@pytest.mark.parametrize(
    "nav", ["", "nav:\n  - index.md\n  - Canarynav: kb/internal.md\n  - Open: kb/open.md\n"]
)
def test_what_is_not_public_is_in_no_byte_of_the_site(nav: str, process: Process, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "p", SECRETS)
    with (folder / "mkdocs.yml").open("a") as file:
        file.write(nav)
    done = process("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tree(folder / "site")
    assert "kb/open/index.html" in site
    assert "style.css" in site
    assert "shown.png" in site
    for name, data in site.items():
        assert b"canary" not in (name.encode() + data).lower(), name
    assert 'href="../.."' in site["kb/open/index.html"].decode()
    assert 'src="../../shown.png"' in site["kb/open/index.html"].decode()


def test_the_internal_site_has_what_is_internal_too(process: Process, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "p", SECRETS)
    done = process("build", "--audience", "internal", "--site-dir", "inside", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tree(folder / "inside")
    assert b"canarybody" in site["kb/internal/index.html"]
    assert "hidden-canaryfile.png" in site
    assert "kb/canarydraft/index.html" not in site
    assert process("build", "--audience", "intern", cwd=folder).stderr == (
        'kept: "intern" is not an audience: did you mean "internal"? (audiences are: public, internal)\n'
    )


@pytest.mark.parametrize(
    "files",
    [
        {"docs/broken.md": article("Broken", body="[No](nowhere.md)")},
        {"docs/broken.md": "---\ntitle: [\n---\nText\n"},
        {"kb/broken.md": "---\ntitle: No audience\n---\nText\n"},
    ],
    ids=["link", "front matter", "audience"],
)
def test_an_error_stops_every_kind_of_build_and_the_old_site_stays(
    files: dict[str, str], process: Process, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "p", SECRETS)
    assert process("build", cwd=folder).returncode == 0
    before = tree(folder / "site")
    write_files(folder, files)
    (name,) = files
    ours = process("build", cwd=folder)
    assert ours.returncode == 1
    assert re.search(rf"^{re.escape(name)}:\d+:\d+: error K\d+ ", ours.stdout, re.MULTILINE)
    assert ours.stderr == "Nothing was built: a site is built from documents without errors.\n"
    theirs = mkdocs("mkdocs", folder)
    assert theirs.returncode == 1
    assert re.search(rf"ERROR +-  {re.escape(name)}:\d+:\d+: error K\d+ ", theirs.stderr)
    assert "Traceback" not in theirs.stderr
    assert tree(folder / "site") == before


def test_a_configuration_that_cannot_be_used_stops_plain_mkdocs_too(tmp_path: Path) -> None:
    text = "site_name: Help\nplugins:\n  - kept:\n      audiance: public\n"
    folder = write_files(tmp_path / "p", {**SECRETS, "mkdocs.yml": text})
    done = mkdocs("mkdocs", folder)
    assert done.returncode == 1
    assert 'mkdocs.yml:4:7: error K007 configuration-invalid: kept has no setting "audiance"' in done.stderr
    assert not (folder / "site").exists()


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("docs", "docs holds the content in docs; choose another folder for the site"),
        (".", ". holds the content in docs; choose another folder for the site"),
        ("other", "other was not made by kept; move it away, or choose another with `--site-dir`"),
        ("file", "file is not a folder; remove it, or choose another with `--site-dir`"),
    ],
)
def test_a_folder_that_kept_did_not_make_is_left_alone(
    target: str, reason: str, process: Process, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "p", {**SECRETS, "other/precious.txt": "precious", "file": "text"})
    before = tree(folder)
    done = process("build", "--site-dir", target, cwd=folder)
    assert (done.returncode, done.stderr) == (2, f"kept: {reason}\n")
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("configuration", "reason"),
    [
        ("site_name: Help\n", "mkdocs.yml does not list the plugin; write `plugins: [search, kept]`"),
        (
            "site_name: Help\ndocs_dir: pages\nplugins: [kept]\n",
            "mkdocs.yml: there is no folder pages (`docs_dir`)",
        ),
    ],
)
def test_a_site_without_the_plugin_or_its_folder_is_not_built(
    configuration: str, reason: str, process: Process, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "p", {**SECRETS, "mkdocs.yml": configuration})
    done = process("build", cwd=folder)
    assert (done.returncode, done.stderr) == (2, f"kept: {reason}\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("hooks: [hook.py]\n", "ValueError: the hook is broken"),
        ("markdown_extensions: [no_such_extension]\n", "no_such_extension"),
        ("theme: {name: no-such-theme}\n", "no-such-theme"),
    ],
    ids=["hook", "extension", "theme"],
)
def test_what_fails_inside_of_mkdocs_is_named_and_the_old_site_stays(
    more: str, said: str, process: Process, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "p", SECRETS)
    assert process("build", cwd=folder).returncode == 0
    before = tree(folder / "site")
    write_files(
        folder,
        {
            "mkdocs.yml": f"site_name: Help\nplugins: [search, kept]\n{more}",
            "hook.py": "def on_page_markdown(text, **_):\n    raise ValueError('the hook is broken')\n",
        },
    )
    done = process("build", cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder / "site") == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


GUIDE = {
    "templates/guide.md": "---\ncontract:\n  folder: kb/guides\n  review_every: 30d\n---\n# {{ title }}\n",
    "kb/vocabulary.yml": "owners: {docs: Documentation team}\nproducts: {app: The App}\n",
    "docs/index.md": article("Home"),
}
REVIEWED = "owner: docs\nreviewed: 2026-10-12\napplies_to: [The App 2.4]\nreview_every: 60d\n"


@pytest.mark.parametrize(
    ("today", "verified", "stale"),
    [
        ("2026-10-13", "Verified", False),
        ("2026-12-11", "Verified", False),
        ("2026-12-12", "Last verified", True),
    ],
)
def test_an_article_shows_how_fresh_it_is_whose_it_is_and_what_it_is_true_for(
    today: str, verified: str, stale: bool, process: Process, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "p", {**GUIDE, "kb/guides/one.md": article("One", more=REVIEWED)})
    done = process("build", "--today", today, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    html = (folder / "site/kb/guides/one/index.html").read_text(encoding="utf-8")
    assert '<time datetime="2026-10-12">12 October 2026</time>' in " ".join(html.split())
    text = " ".join(re.sub(r"<[^>]*>", "", html).split())
    assert f"{verified} 12 October 2026 by Documentation team" in text
    assert "Applies to The App 2.4" in text
    assert ("It was due to be checked by 11 December 2026." in text) is stale


def test_an_edit_link_leads_to_the_file_in_its_folder(process: Process, tmp_path: Path) -> None:
    text = (
        "site_name: Help\nrepo_url: https://example.com/team/help\nedit_uri: edit/main/docs/\n"
        "theme: {name: material, features: [content.action.edit]}\nplugins: [search, kept]\n"
    )
    folder = write_files(tmp_path / "p", {**SECRETS, "mkdocs.yml": text})
    assert process("build", cwd=folder).returncode == 0
    html = (folder / "site/kb/open/index.html").read_text(encoding="utf-8")
    assert 'href="https://example.com/team/help/edit/main/kb/open.md"' in html
    assert 'data-md-component="source"' not in html  # it would ask the code host for stars


def test_customers_words_are_searchable(own_site: Path) -> None:
    index = json.loads((own_site / "site/search/search_index.json").read_text(encoding="utf-8"))
    knowledge = library.load(config.load(own_site / "mkdocs.yml"))
    texts: dict[str, str] = {}
    for entry in index["docs"]:
        page = entry["location"].partition("#")[0]
        texts[page] = texts.get(page, "") + " " + " ".join(entry["text"].split())
    symptoms = 0
    for one in knowledge.articles:
        for symptom in one.value("symptoms") or ():
            plain = " ".join(str(symptom).split()).replace("&", "&amp;").replace("<", "&lt;")
            assert plain.replace(">", "&gt;") in texts[one.url].replace("&quot;", '"').replace("&#x27;", "'")
            symptoms += 1
    assert symptoms > 20


def test_the_footer_names_the_version_and_the_commit(own_site: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(own_site, tmp_path / "kept", ignore=shutil.ignore_patterns("site"))
    git = ["git", "-c", "user.name=Team", "-c", "user.email=team@example.com"]
    for command in (["init", "-q"], ["add", "mkdocs.yml"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], cwd=folder, check=True)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert mkdocs("mkdocs", folder).returncode == 0
    assert f"Made with kept 0.1.0 from {commit}" in (folder / "site/index.html").read_text(encoding="utf-8")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """`kept serve` on a free port, stopped as a person stops it."""
    folder = write_files(tmp_path / "p", SECRETS)
    port = _free_port()
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "kept", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=folder,
        stderr=log,
        stdout=log,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
    )
    try:
        yield folder, f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=30)
        log.close()
    assert code in (0, 130)
    assert "Traceback" not in (tmp_path / "log").read_text()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(url: str, text: str) -> str:
    """The page once it holds a text; gives up after a minute."""
    shown = ""
    for _ in range(300):
        try:
            shown = urllib.request.urlopen(url, timeout=5).read().decode()
        except OSError:
            shown = ""
        if text in shown:
            return shown
        time.sleep(0.2)
    raise AssertionError(f"{text!r} did not appear at {url}: {shown[:300]}")


def test_a_preview_follows_every_edit_and_survives_an_error(preview: tuple[Path, str]) -> None:
    folder, url = preview
    assert "Open" in _wait_for(url + "kb/open/", "Also")
    write_files(folder, {"kb/open.md": article("Open", body="The second text.")})
    _wait_for(url + "kb/open/", "The second text.")
    write_files(folder, {"kb/open.md": article("Open", body="The third text. [No](nowhere.md)")})
    _wait_for(url + "kb/open/", "The third text.")
    write_files(folder, {"kb/new.md": article("New", body="A new article.")})
    _wait_for(url + "kb/new/", "A new article.")
