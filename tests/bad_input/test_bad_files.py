"""What a disk can do to a help centre: each case is found by processes that end, in one clear line."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

ARTICLE = "---\ntitle: {title}\naudience: public\n---\n# {title}\n\nText.\n"

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Snapshot = Callable[[Path], dict[str, bytes]]


def text_of(title: str) -> str:
    return ARTICLE.format(title=title)


def replaced(path: Path) -> Path:
    """The path, with nothing at it any more."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return path


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folders_in_each_other(root: Path) -> None:
    folder = root / "docs"
    for _ in range(300):
        folder /= "d"
    folder.mkdir(parents=True)


def circle_of_folders(root: Path) -> None:
    (root / "docs/a").mkdir()
    (root / "docs/b").mkdir()
    (root / "docs/a/b").symlink_to("../b")
    (root / "docs/b/a").symlink_to("../a")


def raw_name(name: bytes, content: str) -> Callable[[Path], object]:
    return lambda root: Path(os.fsdecode(os.fsencode(root / "docs") + b"/" + name)).write_text(content)


OUTSIDE = "it is a symbolic link out of the project's folder, which is not followed"
CIRCLE = "it is a symbolic link in a circle"
NOWHERE = "it is a symbolic link to a file that does not exist"
CASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (lambda root: pipe(root / "docs/a.md"), "docs/a.md:1:1: error K001 it is not a plain file"),
    "a pipe among the pictures": (
        lambda root: pipe(root / "docs/a.png"),
        "docs/a.png:1:1: error K001 it is not a plain file",
    ),
    "a pipe for the vocabulary": (
        lambda root: pipe(replaced(root / "kb/vocabulary.yml")),
        "kb/vocabulary.yml:1:1: error K006 it is not a plain file",
    ),
    "a folder for the vocabulary": (
        lambda root: replaced(root / "kb/vocabulary.yml").mkdir(),
        "kb/vocabulary.yml:1:1: error K006 it is not a plain file",
    ),
    "a link to nothing": (
        lambda root: (root / "docs/a.md").symlink_to("nowhere.md"),
        f"docs/a.md:1:1: error K001 {NOWHERE}",
    ),
    "a picture that is a link to nothing": (
        lambda root: (root / "docs/a.png").symlink_to("nowhere.png"),
        f"docs/a.png:1:1: error K001 {NOWHERE}",
    ),
    "a link to itself": (
        lambda root: (root / "docs/a.md").symlink_to("a.md"),
        f"docs/a.md:1:1: error K001 {CIRCLE}",
    ),
    "a link to the folder above": (
        lambda root: (root / "docs/up").symlink_to("."),
        "docs/up:1:1: error K001 it is a symbolic link to a folder that it lies in",
    ),
    "folders that hold each other": (
        circle_of_folders,
        "docs/a/b/a:1:1: error K001 it is a symbolic link to a folder that it lies in",
    ),
    "a link to a file outside": (
        lambda root: (root / "docs/a.md").symlink_to(root.parent / "outside/secret.md"),
        f"docs/a.md:1:1: error K001 {OUTSIDE}",
    ),
    "a link to a folder outside": (
        lambda root: (root / "docs/a").symlink_to("../../outside"),
        f"docs/a:1:1: error K001 {OUTSIDE}",
    ),
    "docs is a link outside": (
        lambda root: replaced(root / "docs").symlink_to("../outside"),
        f"docs:1:1: error K001 {OUTSIDE}",
    ),
    "docs is a link to nothing": (
        lambda root: replaced(root / "docs").symlink_to("nowhere"),
        f"docs:1:1: error K001 {NOWHERE}",
    ),
    "kb is a link outside": (
        lambda root: replaced(root / "kb").symlink_to("../outside"),
        f"kb:1:1: error K001 {OUTSIDE}",
    ),
    "kb is a file": (
        lambda root: replaced(root / "kb").write_text("text"),
        "kb:1:1: error K001 it is not a folder",
    ),
    "the vocabulary is a link outside": (
        lambda root: replaced(root / "kb/vocabulary.yml").symlink_to("../../outside/secret.md"),
        f"kb/vocabulary.yml:1:1: error K006 {OUTSIDE}",
    ),
    "templates is a link outside": (
        lambda root: (root / "templates").symlink_to("../outside"),
        f"templates:1:1: error K005 {OUTSIDE}",
    ),
    "templates is a file": (
        lambda root: (root / "templates").write_text("text"),
        "templates:1:1: error K005 it is not a folder",
    ),
    "a name that is not UTF-8": (
        raw_name(b"caf\xe9.md", text_of("Café")),
        "docs/caf�.md:1:1: error K001 its name is not UTF-8 text",
    ),
    "a folder name that is not UTF-8": (
        lambda root: os.mkdir(os.fsencode(root / "docs") + b"/\xff"),
        "docs/�:1:1: error K001 its name is not UTF-8 text",
    ),
    "a name of two lines": (
        raw_name(b"two\nlines.md", text_of("Two")),
        "docs/two�lines.md:1:1: error K001 its name holds a line break or another control character",
    ),
    "a name that steers the terminal": (
        raw_name(b"\x1b]0;pwned\x07.md", text_of("Red")),
        "docs/�]0;pwned�.md:1:1: error K001 its name holds a line break or another control character",
    ),
    "a name in capitals": (
        lambda root: (root / "docs/a.MD").write_text(text_of("A")),
        (
            "docs/a.MD:1:1: error K001 its name ends in .MD, of which MkDocs would make no page, "
            "but publish it as it is"
        ),
    ),
    "a name that is too long for a page": (
        lambda root: (root / f"docs/{'ä' * 125}a.md").write_text(text_of("A")),
        (
            f"docs/{'ä' * 125}a.md:1:1: error K001 its name is too long for that of a page "
            "(250 bytes before .md)"
        ),
    ),
    "folders in each other": (
        folders_in_each_other,
        f"docs{'/d' * 100}:1:1: error K001 it lies more than 100 folders deep",
    ),
    "a very large file": (
        lambda root: (root / "docs/a.md").write_bytes(b"x" * (8 * 1024 * 1024 + 1)),
        "docs/a.md:1:1: error K001 it is larger than 8 MiB",
    ),
}


def test_the_longest_name_of_a_page_can_be_built(centre: Path, cli: Callable[..., Result]) -> None:
    (centre / f"docs/{'ä' * 125}.md").write_text(text_of("A"))
    config = centre / "mkdocs.yml"
    config.write_text(config.read_text() + "use_directory_urls: false\n")
    done = cli("build", cwd=centre)
    assert done.exit_code == 0, done.output
    assert (centre / f"site/{'ä' * 125}.html").is_file()


@pytest.fixture
def outside(centre: Path) -> Path:
    """A folder beside the help centre, with what is nobody's business."""
    folder = centre.parent / "outside"
    folder.mkdir()
    (folder / "secret.md").write_text(text_of("Secret"))
    return folder


@pytest.mark.parametrize("case", CASES)
@pytest.mark.usefixtures("outside")
def test_what_is_no_readable_file_is_reported(
    case: str, centre: Path, process: Run, cli: Callable[..., Result], snapshot: Snapshot
) -> None:
    break_it, expected = CASES[case]
    break_it(centre)
    before = snapshot(centre / "site")
    result = process("check", cwd=centre, timeout=60)
    reported = [line for line in result.stdout.splitlines() if ": error K" in line]
    assert reported[0].replace("the file cannot be read: ", "") == expected
    assert result.stdout.count("  help: ") == len(reported)
    assert "Secret" not in result.stdout
    assert (result.returncode, result.stderr) == (1, "")
    build = cli("build", cwd=centre)
    assert build.stdout == result.stdout
    assert build.stderr == "Nothing was built: a site is built from documents without errors.\n"
    assert build.exit_code == 1
    assert snapshot(centre / "site") == before


def without_privilege() -> None:
    """Give up root's privilege to read everything (Linux: prctl(2)); other users have none."""
    drop_from_bounding_set, privileges = 24, (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    for privilege in privileges if os.geteuid() == 0 else ():
        if ctypes.CDLL(None).prctl(drop_from_bounding_set, privilege, 0, 0, 0) != 0:
            raise PermissionError("root cannot give up its privilege")


def unprivileged(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kept", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=without_privilege,
    )


FORBIDDEN = {
    "docs/a.md": (1, "docs/a.md:1:1: error K001 the file cannot be read: permission denied"),
    "docs/a": (1, "docs/a:1:1: error K001 the file cannot be read: permission denied"),
    "docs": (1, "docs:1:1: error K001 the file cannot be read: permission denied"),
    "kb": (1, "kb:1:1: error K001 the file cannot be read: permission denied"),
    "kb/vocabulary.yml": (1, "kb/vocabulary.yml:1:1: error K006 the file cannot be read: permission denied"),
    "templates/a.md": (1, "templates/a.md:1:1: error K005 the file cannot be read: permission denied"),
    "mkdocs.yml": (2, "mkdocs.yml:1:1: error K007 mkdocs.yml cannot be read: permission denied"),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_may_not_be_read_is_reported(name: str, centre: Path, snapshot: Snapshot) -> None:
    secret = centre / name
    if name == "docs/a":
        secret.mkdir()
    elif not secret.exists():
        secret.parent.mkdir(exist_ok=True)
        secret.write_text(text_of("A"))
    before = snapshot(centre / "site")
    mode = secret.stat().st_mode
    secret.chmod(0)
    try:
        result = unprivileged("build", cwd=centre)
    finally:
        secret.chmod(mode)
    code, line = FORBIDDEN[name]
    assert line in (result.stdout + result.stderr).replace(" configuration-invalid:", "")
    assert "Traceback" not in result.stderr
    assert result.returncode == code
    assert snapshot(centre / "site") == before


def test_a_picture_that_may_not_be_read_stops_the_build(centre: Path, snapshot: Snapshot) -> None:
    picture = centre / "docs/a.png"
    picture.write_bytes(b"secret")
    picture.chmod(0)
    before = snapshot(centre / "site")
    result = unprivileged("build", cwd=centre)
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("kept: ")]
    assert line == "kept: copying files failed: Permission denied: docs/a.png"
    assert snapshot(centre / "site") == before


def test_a_folder_that_may_not_be_written_stops_the_build(centre: Path, snapshot: Snapshot) -> None:
    before = snapshot(centre)
    mode = centre.stat().st_mode
    centre.chmod(0o500)
    try:
        result = unprivileged("build", cwd=centre)
    finally:
        centre.chmod(mode)
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == (
        f"kept: {centre}/site cannot be made: permission denied; choose another folder with `--site-dir`"
    )
    assert snapshot(centre) == before


LARGE: dict[str, tuple[str, tuple[str, ...]]] = {
    "a line of 100,000 characters": ("word " * 20_000 + "[a link](gone.md)\n", ("check", "build")),
    "deep quotes": (">" * 2_000 + " text\n", ("check", "build")),
    "lists in each other": (
        "".join(f"{'  ' * level}- item\n" for level in range(300)) + "\n[a link](gone.md)\n",
        ("check", "build"),
    ),
    "10,000 equal headings": ("## Again\n\nText.\n\n" * 10_000 + "[a link](gone.md)\n", ("check",)),
    "10,000 opened brackets": ("[" * 10_000 + "\n", ("check",)),
}


@pytest.mark.parametrize("case", LARGE)
def test_large_documents_are_read_to_their_end(case: str, centre: Path, process: Run) -> None:
    body, commands = LARGE[case]
    (centre / "docs/large.md").write_text(text_of("Large") + "\n" + body)
    for command in commands:
        result = process(command, cwd=centre, timeout=60)
        codes = re.findall(r"^docs/large\.md:\d+:\d+: error (K\d+)", result.stdout, re.MULTILINE)
        assert codes == ["K401"] * body.count("gone.md")
        assert result.returncode == (1 if codes else 0)
        assert "Traceback" not in result.stderr


FRONT_MATTER = {
    "long": ("summary: " + "x" * 100_000, "docs/a.md:1:1: error K002 the front matter is longer than 64 KiB"),
    "of many keys": (
        "\n".join(f"x{number}: 1" for number in range(10_000)),
        "docs/a.md:1:1: error K002 the front matter is longer than 64 KiB",
    ),
    "of one unending list": (
        f"tags: [{'a,' * 30_000}]",
        "docs/a.md:4:39994: error K002 the front matter cannot be read: more than 20,000 values in one text",
    ),
}


@pytest.mark.parametrize("case", FRONT_MATTER)
def test_a_huge_front_matter_is_refused(case: str, centre: Path, process: Run) -> None:
    fields, expected = FRONT_MATTER[case]
    (centre / "docs/a.md").write_text(f"---\ntitle: A\naudience: public\n{fields}\n---\nText\n")
    result = process("build", cwd=centre, timeout=60)
    assert result.stdout.splitlines()[0] == expected
    assert result.returncode == 1


CONFIGURATIONS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (pipe, "mkdocs.yml cannot be read: it is not a plain file"),
    "a folder": (Path.mkdir, "mkdocs.yml cannot be read: it is not a plain file"),
    "a link to itself": (
        lambda path: path.symlink_to("mkdocs.yml"),
        "mkdocs.yml cannot be read: too many levels of symbolic links",
    ),
    "missing": (lambda path: path, "mkdocs.yml does not exist"),
    "a base that is a pipe": (
        lambda path: (pipe(path.with_name("base.yml")), path.write_text("INHERIT: base.yml\n")),
        "base.yml cannot be read: it is not a plain file",
    ),
}


@pytest.mark.parametrize("case", CONFIGURATIONS)
def test_a_configuration_that_is_no_file_is_reported(
    case: str, centre: Path, process: Run, cli: Callable[..., Result]
) -> None:
    make, expected = CONFIGURATIONS[case]
    make(replaced(centre / "mkdocs.yml"))
    checked = process("check", cwd=centre, timeout=60)
    place, _, message = checked.stderr.splitlines()[0].partition(": error K007 ")
    assert place in ("mkdocs.yml:1:1", "mkdocs.yml:1:10")
    assert message == expected
    assert (checked.returncode, checked.stdout) == (2, "")
    for command in (["build"], ["new", "how-to", "A"], ["types"], ["schema"]):
        stopped = cli(*command, cwd=centre)
        assert stopped.stderr.startswith(f"kept: {place}: error K007 configuration-invalid: {expected} (")
        assert stopped.stderr.count("\n") == 1
        assert (stopped.exit_code, stopped.stdout) == (2, "")


def test_unneeded_code_in_the_configuration_is_not_run(centre: Path, process: Run) -> None:
    configuration = centre / "mkdocs.yml"
    tags = [
        '!!python/object/apply:os.system ["touch pwned"]',
        "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [pwned]]",
        "!!python/name:no_such_module.function",
        "!!python/module:antigravity",
        "!ENV [NO_SUCH_VARIABLE, nothing]",
        "!relative $config_dir",
    ]
    extra = "".join(f"  - {tag}\n" for tag in tags)
    configuration.write_text(f"{configuration.read_text()}extra:\n list:\n{extra}")
    for command in (("check",), ("new", "how-to", "A", "--dry-run")):
        assert process(*command, cwd=centre).returncode == 0
    assert not list(centre.rglob("pwned"))
