"""What a terminal, a pipe, a locale or an impatient person does to a command: never more than one line."""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from projects import Files, write_files

from kept.commands.options import supports_links

GOOD = "---\ntitle: Reset your router\naudience: public\n---\n# Reset your router\n\nPress the button.\n"
BROKEN = "---\ntitle: Über uns\naudience: public\n---\n# Über uns\n\n[Später](später.md) 😀\n"
Process = Callable[..., "subprocess.CompletedProcess[str]"]
KEPT = (sys.executable, "-m", "kept")
PLACE = "\x1b[1mdocs/b.md:7:10\x1b[0m: \x1b[31m\x1b[1merror K401\x1b[0m "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: Files = {"docs/a.md": GOOD, "docs/b.md": BROKEN}
    return write_files(tmp_path / "project", files)


def on_a_terminal(*command: str, cwd: Path, **variables: str) -> tuple[str, int]:
    """What a program shows on a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=cwd, stdout=theirs, stderr=theirs, stdin=theirs, env={**os.environ, **variables}
    ) as running:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not part:
                break
            parts.append(part)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n"), running.returncode


def test_a_terminal_is_shown_colours(folder: Path) -> None:
    shown, code = on_a_terminal(*KEPT, "check", cwd=folder, NO_COLOR="")
    assert shown.startswith(PLACE)
    assert code == 1


@pytest.mark.parametrize("said", [{"NO_COLOR": "1"}, {"NO_COLOR": "", "TERM": "dumb"}])
def test_who_wants_no_colours_gets_none_and_what_is_done_at_once_shows_no_progress(
    said: dict[str, str], folder: Path
) -> None:
    shown, code = on_a_terminal(*KEPT, "check", cwd=folder, **said)
    assert shown.startswith("docs/b.md:7:10: error K401 ")
    assert "\x1b" not in shown
    assert code == 1


def test_a_pipe_is_given_no_colours(folder: Path, process: Process) -> None:
    done = process("check", cwd=folder, NO_COLOR="", FORCE_COLOR="1", TERM="xterm")
    assert "\x1b" not in done.stdout + done.stderr


def impatient(*arguments: str) -> list[str]:
    """`kept`, as it is when the work takes longer than people like to wait."""
    code = "import sys, kept.commands.options as options\noptions.PATIENCE = options.REDRAWN_EVERY = 0\n"
    return [sys.executable, "-c", code + "from kept.cli import main\nmain()\n", *arguments]


def test_what_takes_long_is_done_with_progress(folder: Path) -> None:
    shown, code = on_a_terminal(*impatient("check"), cwd=folder, NO_COLOR="1")
    assert shown.startswith("\r\x1b[KReading 1 of 2 documents …\r\x1b[Kdocs/b.md:7:10: error K401 ")
    assert code == 1


def test_progress_is_for_terminals(folder: Path) -> None:
    done = subprocess.run(impatient("check"), cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 1)


PLAIN = dict.fromkeys(
    (
        *("CI", "FORCE_HYPERLINK", "NO_COLOR", "STY", "TERM", "TERM_PROGRAM", "TMUX", "VTE_VERSION"),
        *("DOMTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION"),
    ),
    "",
)
LINK = "\x1b]8;;https://kept-docs.github.io/kept/reference/rules/broken-link/\x1b\\K401\x1b]8;;\x1b\\"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"WT_SESSION": "1"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4600"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"TERM_PROGRAM": "vscode", "TMUX": "/tmp/tmux"}, False),
        ({"TERM_PROGRAM": "vscode", "TERM": "screen-256color"}, False),
        ({"TERM_PROGRAM": "vscode", "CI": "true"}, False),
        ({"TERM_PROGRAM": "vscode", "NO_COLOR": "1"}, False),
        ({"TERM_PROGRAM": "vscode", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_links_are_for_terminals_that_are_known_to_show_them(
    variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**PLAIN, **variables}.items():
        monkeypatch.setenv(name, value)
    assert not supports_links() or "FORCE_HYPERLINK" in variables, "this is no terminal"
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert supports_links() is expected


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("variables", "count"), [({"TERM": "xterm-kitty"}, 2), ({"TERM": "xterm"}, 0)])
def test_a_code_links_to_its_page(variables: dict[str, str], count: int, folder: Path) -> None:
    shown, _ = on_a_terminal(*KEPT, "check", cwd=folder, **{**PLAIN, **variables})
    assert shown.count(LINK) == count
    assert shown.count("\x1b]8") == 2 * count


def test_a_reader_who_has_seen_enough_may_leave(folder: Path) -> None:
    (folder / "docs/b.md").write_text(BROKEN + "[Nowhere](nowhere.md)\n" * 5_000)
    with subprocess.Popen([*KEPT, "check"], cwd=folder, stdout=-1, stderr=-1, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith("docs/b.md:7:10: error K401 ")
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 1


def test_nobody_needs_to_listen(folder: Path) -> None:
    for closed in ((1,), (1, 2)):
        done = subprocess.run(
            [*KEPT, "check"],
            cwd=folder,
            check=False,
            capture_output=True,
            preexec_fn=lambda closed=closed: [os.close(number) for number in closed],
        )
        assert done.returncode == 1
        assert done.stderr == b""


def test_a_full_disk_is_one_line(folder: Path) -> None:
    # Coverage would write its figures to the same full disk.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    with (folder / "report").open("wb") as report:
        done = subprocess.run(
            [*KEPT, "check"],
            cwd=folder,
            env=variables,
            check=False,
            stdout=report,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        )
    assert done.stderr == "kept: File too large\n"
    assert done.returncode == 2


LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "latin-1"},
]


@pytest.mark.parametrize("variables", LOCALES, ids=lambda found: "-".join(found.values()))
def test_no_locale_is_too_poor(variables: dict[str, str], folder: Path, process: Process) -> None:
    (folder / "docs/b.md").write_bytes(GOOD.replace("router", "cat 😀").encode())
    outcomes = {"check --format json": 0, "explain K401": 0, "build": 0}
    for command, code in outcomes.items():
        done = process(*command.split(), cwd=folder, **variables)
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
    assert len(list((folder / "site").glob("*/index.html"))) == 2


def test_a_locale_that_cannot_read_a_name_says_so(folder: Path, process: Process) -> None:
    """Otherwise MkDocs would know the page by another name than kept, and leave it out without a word."""
    (folder / "docs/später.md").write_text(GOOD.replace("router", "switch"))
    for command in ("check", "build"):
        done = process(command, cwd=folder, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
        lines = done.stdout.splitlines()
        (number,) = (number for number, line in enumerate(lines) if "K001 the file cannot" in line)
        assert lines[number].endswith("the file cannot be read: its name is not ASCII text")
        assert lines[number + 1] == "  help: set `LC_ALL=C.UTF-8`, or rename it"
        assert done.returncode == 1
    assert not (folder / "site").exists()


def patched(statement: str, *arguments: str) -> list[str]:
    """A process in which reading the documents does something else."""
    code = "import os, signal, sys, kept.check.incremental, kept.library\n"
    code += f"def load(*_, **__):\n    {statement}\n"
    code += "kept.library.load = kept.check.incremental.check = load\n"
    run = "from kept.cli import main\nmain()\n"
    return [sys.executable, "-c", code + run, *arguments]


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_interruption_is_one_line(command: str, folder: Path) -> None:
    interrupted = patched("os.kill(os.getpid(), signal.SIGINT)", command)
    done = subprocess.run(interrupted, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == "\nkept: interrupted\n"
    assert done.stdout == ""
    assert done.returncode == 128 + signal.SIGINT
    assert not (folder / "site").exists()


def test_an_interruption_while_python_loads_kept_is_one_line(
    folder: Path, tmp_path: Path, process: Process
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first/click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    places = os.pathsep.join((str(tmp_path / "first"), os.environ.get("PYTHONPATH", "")))
    done = process("check", cwd=folder, PYTHONPATH=places)
    assert (done.stdout, done.stderr, done.returncode) == ("", "\nkept: interrupted\n", 130)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_fault_of_our_own_is_one_line(command: str, folder: Path) -> None:
    faulty = patched(r"raise ValueError('some\nfault \x1b[2J')", command)
    variables = {name: value for name, value in os.environ.items() if name != "KEPT_TRACEBACK"}
    done = subprocess.run(faulty, cwd=folder, capture_output=True, text=True, check=False, env=variables)
    assert done.stderr == (
        "kept: internal error: ValueError: some fault �[2J; "
        "please report it, with what KEPT_TRACEBACK=1 shows\n"
    )
    assert (done.stdout, done.returncode) == ("", 2)
    variables["KEPT_TRACEBACK"] = "1"
    told = subprocess.run(faulty, cwd=folder, capture_output=True, text=True, check=False, env=variables)
    assert told.stderr.startswith("Traceback (most recent call last):\n")
    assert told.stderr.count("ValueError: some\nfault ") == 1
