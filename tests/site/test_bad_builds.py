"""Whatever stops a build is one line that names the step and the place; the old site stays as it is."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built import tree
from click.testing import CliRunner
from projects import Files

from kept.cli import kept
from kept.site import output

pytestmark = pytest.mark.measured

HOME = "---\ntitle: Home\naudience: public\n---\n# Home\n\nHello\n"
OLD = {"index.html": b"the old site", ".kept": b""}
BASE = "site_name: Help\nplugins: [search, kept]\n"
MATERIAL = "theme: {name: material, font: false, custom_dir: overrides}\n"

Project = Callable[[Files], Path]
Process = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def with_old_site(project: Project) -> Project:
    """A project whose site was built before."""
    old = {f"site/{name}": content for name, content in OLD.items()}
    return lambda files: project({"docs/index.md": HOME, **old, **files})


def names(folder: Path) -> set[str]:
    """What lies in a project, but for what kept and Python remember there."""
    return {path.name for path in folder.iterdir()} - {".kept_cache", "__pycache__"}


TEMPLATES = {
    "a syntax error": (
        {"main.html": '{% extends "base.html" %}\n{% block content %}\n{% if %}\n'},
        (
            "overrides/main.html:3: the template cannot be read: "
            "Expected an expression, got 'end of statement block'"
        ),
    ),
    "an undefined variable": (
        {"main.html": '{% extends "base.html" %}\n{% block content %}\n{{ nothing.at_all }}\n{% endblock %}'},
        (
            "overrides/main.html:3: filling the theme for docs/index.md failed: "
            "UndefinedError: 'nothing' is undefined"
        ),
    ),
    "a missing part": (
        {"main.html": '{% extends "base.html" %}\n{% block content %}{% include "no.html" %}{% endblock %}'},
        "overrides/main.html:2: filling the theme for docs/index.md failed: there is no template no.html",
    ),
    "an error in a part": (
        {
            "main.html": '{% extends "base.html" %}\n{% block content %}{% include "p.html" %}{% endblock %}',
            "p.html": "\n\n{{ 1 / 0 }}",
        },
        "overrides/p.html:3: filling the theme for docs/index.md failed: ZeroDivisionError: division by zero",
    ),
    "no end": (
        {"main.html": '{% if page %}\n{% include "main.html" %}{% endif %}'},
        "overrides/main.html:2: filling the theme for docs/index.md failed: it calls itself without an end",
    ),
    "an unknown filter": (
        {"main.html": "\n{{ page | shout }}"},
        "overrides/main.html:2: the template cannot be read: No filter named 'shout'.",
    ),
    "other bytes": (
        {"main.html": b'{% extends "base.html" %}\nGr\xfc\xdfe'},
        (
            "on_files of the plugin kept failed: overrides/main.html:2: the template is not UTF-8 text "
            "(save it as UTF-8)"
        ),
    ),
    "an error in a template of its own": (
        {"404.html": "{{ 1 / 0 }}"},
        "overrides/404.html:1: filling the template 404.html failed: ZeroDivisionError: division by zero",
    ),
}


@pytest.mark.parametrize(("templates", "message"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_fails_is_named_with_its_line(
    cli: Callable[..., Any], with_old_site: Project, templates: dict[str, str | bytes], message: str
) -> None:
    files = {f"overrides/{name}": text for name, text in templates.items()}
    folder = with_old_site({"mkdocs.yml": BASE + MATERIAL, **files})
    done = cli("build", cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Building 1 page for public readers …\nkept: {message}\n"
    assert tree(folder / "site") == OLD
    assert names(folder) == {"docs", "mkdocs.yml", "overrides", "site"}


CONFIGURED = {
    "theme: {name: material, icon: {logo: material/no-such}}": (
        "logo.html:8: filling the template 404.html failed: the theme has no icon material/no-such "
        "(it is named under `theme: icon:` or `palette:`, or on a page)"
    ),
    "theme: {name: material, language: xx}": (
        "language.html:13: on_config of the plugin material/search failed: the theme has no language xx "
        "(`theme: language:` names it)"
    ),
    "markdown_extensions: [toc: {permalnk: true}]": (
        "mkdocs.yml:3: markdown_extensions: Failed to load extension 'toc'. KeyError: 'permalnk'"
    ),
    "extra: {one: !!python/name:no.such.thing }": (
        "mkdocs.yml:3:14: cannot find module 'no.such' (No module named 'no') "
        "(install what has it, or take the line out)"
    ),
}


@pytest.mark.parametrize(("line", "message"), CONFIGURED.items(), ids=CONFIGURED)
def test_what_the_configuration_names_and_nobody_has_is_said(
    cli: Callable[..., Any], with_old_site: Project, line: str, message: str
) -> None:
    folder = with_old_site({"mkdocs.yml": f"{BASE}{line}\n"})
    done = cli("build", cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].removeprefix("kept: ").endswith(message)
    assert tree(folder / "site") == OLD


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("docs", "docs:1:1: error K001 the file cannot be read: it is a symbolic link in a circle"),
        ("site", "site is not a folder; remove it, or choose another with `--site-dir`"),
    ],
)
def test_a_folder_that_is_a_link_to_itself_is_named(
    cli: Callable[..., Any], project: Project, name: str, message: str
) -> None:
    folder = project({"docs/index.md": HOME, "mkdocs.yml": BASE})
    shutil.rmtree(folder / name, ignore_errors=True)
    (folder / name).symlink_to(name)
    done = cli("build", cwd=folder)

    assert done.exit_code in (1, 2)
    assert message in done.output


def test_an_entry_of_the_navigation_that_is_nowhere_is_said(
    cli: Callable[..., Any], project: Project
) -> None:
    nav = "nav:\n  - index.md\n  - More: [guides/pricing.md, closed.md, docs/closed.md, closed/, https://a.example/]\n"
    closed = {f"docs/{name}.md": HOME.replace("public", "internal") for name in ("closed", "closed/a")}
    done = cli("build", cwd=project({"docs/index.md": HOME, **closed, "mkdocs.yml": BASE + nav}))

    assert done.exit_code == 0, done.output
    told = [line for line in done.stderr.splitlines() if "nav:" in line]
    assert told == ["warning: mkdocs.yml:5: nav: there is no page guides/pricing.md"]


def test_a_template_that_a_page_asks_for_and_nobody_has_is_named(
    cli: Callable[..., Any], with_old_site: Project
) -> None:
    page = HOME.replace("title:", "template: landing.html\ntitle:")
    folder = with_old_site({"docs/index.md": page, "mkdocs.yml": BASE + "theme: {name: material}\n"})
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "kept: filling the theme for docs/index.md failed: there is no template landing.html"
    )


CONFIGURATIONS = {
    "a theme": (
        "theme: {name: no-such-theme}",
        "mkdocs.yml:3: theme: Unrecognised theme name: 'no-such-theme'",
    ),
    "an extension": (
        "markdown_extensions: [no_such_one]",
        "mkdocs.yml:3: markdown_extensions: Failed to load extension 'no_such_one'. ModuleNotFoundError",
    ),
    "a hook": ("hooks: [nowhere.py]", "mkdocs.yml:3: hooks: The path 'nowhere.py' isn't an existing file"),
    "a hook that is no Python": (
        "hooks: [docs/bad.py]",
        "docs/bad.py:2: loading the configuration, its plugins and hooks failed: SyntaxError: ",
    ),
    "a hook that lacks a module": (
        "hooks: [docs/lacking.py]",
        (
            "docs/lacking.py:1: loading the configuration, its plugins and hooks failed: "
            "ModuleNotFoundError: No module named 'no_such_module'"
        ),
    ),
    "a hook that leaves the program at once": (
        "hooks: [docs/leaving.py]",
        (
            "docs/leaving.py:2: loading the configuration, its plugins and hooks failed: "
            "it ended the program (`os._exit(0)`)"
        ),
    ),
    "a hook that ends the program": (
        "hooks: [docs/ending.py]",
        (
            "docs/ending.py:1: loading the configuration, its plugins and hooks failed: "
            "it ended the program (`sys.exit(0)`)"
        ),
    ),
}


@pytest.mark.parametrize(("line", "message"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_what_cannot_be_loaded_is_named_with_its_line(
    cli: Callable[..., Any], with_old_site: Project, line: str, message: str
) -> None:
    folder = with_old_site(
        {
            "mkdocs.yml": f"{BASE}{line}\n",
            "docs/bad.py": "def on_config(config):\n    return config +\n",
            "docs/lacking.py": "import no_such_module\n",
            "docs/ending.py": "raise SystemExit(0)\n",
            "docs/leaving.py": "import os\nos._exit(0)\n",
        }
    )
    done = cli("build", cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"kept: {message}")
    assert len(done.stderr.splitlines()) == 2
    assert tree(folder / "site") == OLD
    assert names(folder) == {"docs", "mkdocs.yml", "site"}


def test_an_extension_that_fails_is_named_with_the_page(process: Process, with_old_site: Project) -> None:
    extension = """\
from markdown import Extension
from markdown.preprocessors import Preprocessor

class Failing(Preprocessor):
    def run(self, lines):
        return [line for line in lines if line[0]]

def makeExtension(**options):
    found = Extension()
    found.extendMarkdown = lambda md: md.preprocessors.register(Failing(md), "failing", 1)
    return found
"""
    folder = with_old_site(
        {"mkdocs.yml": BASE + "markdown_extensions: [failing]\n", "own/failing.py": extension}
    )
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    done = process("build", cwd=folder, PYTHONPATH=os.pathsep.join((str(folder / "own"), *paths)))

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "kept: own/failing.py:6: reading and rendering for docs/index.md failed: "
        "IndexError: string index out of range"
    )
    assert tree(folder / "site") == OLD


HANGING = {
    "sleeps": "import time\ndef on_page_markdown(*_, **__):\n    time.sleep(600)\n",
    "counts": "def on_page_markdown(*_, **__):\n    while True: pass\n",
    "reads a pattern": "import re\ndef on_page_markdown(*_, **__):\n    re.match('(a|a)*$', 'a' * 60 + 'b')",
    "catches all": """\
import time
def on_page_markdown(*_, **__):
    while True:
        try:
            time.sleep(600)
        except Exception:
            pass
""",
}


@pytest.mark.parametrize("hook", HANGING.values(), ids=HANGING)
def test_a_hook_that_never_comes_back_is_named_and_stopped(
    cli: Callable[..., Any], with_old_site: Project, hook: str
) -> None:
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [hooks/slow.py]\n", "hooks/slow.py": hook})
    done = cli("build", "--timeout", "1", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[1] == (
        "kept: on_page_markdown of the hook hooks/slow.py for docs/index.md did not end within 1 seconds; "
        "mend it, or give it more time with `--timeout`"
    )
    assert tree(folder / "site") == OLD
    assert names(folder) == {"docs", "hooks", "mkdocs.yml", "site"}


@pytest.mark.parametrize(
    "before",
    [
        "",
        "signal.signal(signal.SIGALRM, signal.SIG_IGN)",
        "signal.alarm(0)",
        "signal.setitimer(signal.ITIMER_REAL, 0)",
    ],
)
def test_a_hook_that_cannot_be_stopped_ends_with_the_process(
    process: Process, with_old_site: Project, before: str
) -> None:
    hook = f"""\
import signal, time
def on_env(*_, **__):
    {before}
    while True:
        try:
            time.sleep(600)
        except BaseException:
            pass
"""
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [slow.py]\n", "slow.py": hook})
    done = process("build", "--timeout", "1", cwd=folder, timeout=60)

    assert done.returncode == 2
    assert done.stderr.splitlines()[1].startswith(
        "kept: on_env of the hook slow.py did not end within 1 seconds;"
    )
    assert tree(folder / "site") == OLD

    (folder / "slow.py").write_text("")
    done = process("build", cwd=folder)
    assert (done.returncode, names(folder)) == (0, {"docs", "mkdocs.yml", "site", "slow.py"}), done.stderr


def test_a_step_that_takes_long_is_named_while_it_runs(
    cli: Callable[..., Any], with_old_site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kept.site.steps.FIRST_NOTICE", 0.1)
    monkeypatch.setattr("kept.site.steps.LOOKED_AT", 0.1)
    hook = "import time\ndef on_post_page(*_, **__):\n    time.sleep(0.5)\n"
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [slow.py]\n", "slow.py": hook})
    done = cli("build", cwd=folder)

    assert done.exit_code == 0
    assert (
        "Still at on_post_page of the hook slow.py for docs/index.md after 0 seconds …"
        in done.stderr.splitlines()
    )


MEANWHILE = {
    "a page that becomes private": (
        "p.write_text(p.read_text().replace('audience: public', 'audience: internal') + 'A secret.')",
        "docs/a.md was changed during the build; build the site again",
    ),
    "a page that includes others": (
        "p = p.with_name('b.md'); p.write_text(p.read_text().replace('public', 'internal'))",
        "docs/b.md was changed during the build; build the site again",
    ),
    "a page that is deleted": ("p.unlink()", "docs/a.md was deleted during the build; build the site again"),
    "all pages": (
        "import shutil; shutil.rmtree(p.parent)",
        "docs/a.md was deleted during the build; build the site again",
    ),
    "another folder for the site": (
        "config.site_dir += '-2'",
        (
            "the new site is not where it was to be made: a plugin or hook has deleted it, or changed "
            "`site_dir`; name another folder with `--site-dir`"
        ),
    ),
}


@pytest.mark.parametrize(("code", "message"), MEANWHILE.values(), ids=MEANWHILE)
def test_what_changes_during_the_build_is_not_published(
    cli: Callable[..., Any], with_old_site: Project, code: str, message: str
) -> None:
    """It may be private by now, and nobody has looked at it."""
    hook = "from pathlib import Path\ndef on_pre_build(config):\n    p = Path(config.docs_dir, 'a.md')\n    "
    settings = BASE + "hooks: [hook.py]\nmarkdown_extensions: [pymdownx.snippets]\n"
    folder = with_old_site(
        {
            "mkdocs.yml": settings,
            "docs/a.md": HOME.replace("Home", "A"),
            "docs/b.md": HOME.replace("Home", "B") + '\n--8<-- "docs/a.md"\n',
            "hook.py": f"{hook}{code}\n",
        }
    )
    done = cli("build", cwd=folder)
    assert (done.exit_code, done.stderr.splitlines()[1:]) == (2, [f"kept: {message}"])
    assert tree(folder / "site") == OLD


@pytest.mark.parametrize("event", ["page_markdown", "page_content", "post_page"])
def test_a_hook_that_returns_no_text_is_named(process: Process, with_old_site: Project, event: str) -> None:
    hook = f"def on_{event}(text, **_):\n    return text.encode()\n"
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [hook.py]\n", "hook.py": hook})
    done = process("build", cwd=folder)
    named = f"on_{event} of the hook hook.py for docs/index.md"
    told = f"kept: {named} failed: TypeError: it returned bytes in place of text"
    assert (done.returncode, done.stderr.splitlines()[1:]) == (2, [told])
    assert tree(folder / "site") == OLD


DELETED = "import os\ndef on_post_page(output, page, config):\n    b = page.file.src_uri == 'b.md'\n    {}\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "b and os.unlink(config.site_dir + '/a/index.html')",
            (
                "docs/a.md: its page was written and is gone: hook.py deletes a/index.html; "
                "to leave a page out, give it `status: draft`"
            ),
        ),
        ("return '' if b else output", ""),
    ],
)
def test_a_page_that_a_hook_deletes_is_missed(
    process: Process, with_old_site: Project, code: str, message: str
) -> None:
    """A page that it makes empty is not written at all, as in MkDocs."""
    pages = {f"docs/{name}.md": HOME.replace("Home", name) for name in "abc"}
    settings = BASE + "hooks: [hook.py]\n"
    folder = with_old_site({"mkdocs.yml": settings, "hook.py": DELETED.format(code), **pages})
    done = process("build", cwd=folder)
    lines = done.stderr.splitlines()[1:]
    assert (done.returncode, lines) == ((2, [f"kept: {message}"]) if message else (0, []))
    assert (tree(folder / "site") == OLD) == bool(message)


LEFT = {
    "a thread that ends the process": ("threading.Thread(target=os._exit, args=(0,)).start()", 0, ""),
    "a thread without an end": (
        "threading.Thread(target=time.sleep, args=(600,), name='x').start()",
        0,
        "kept: a plugin or hook has left a thread that does not end: x\n",
    ),
    "an executor": (
        "from concurrent.futures import ThreadPoolExecutor; ThreadPoolExecutor(1).submit(int)",
        0,
        "",
    ),
    "a closed channel": ("sys.__stdout__.close()", 2, ""),
}


@pytest.mark.parametrize(("code", "exit_code", "line"), LEFT.values(), ids=LEFT)
def test_what_a_hook_leaves_behind_does_no_harm(
    process: Process, with_old_site: Project, code: str, exit_code: int, line: str
) -> None:
    hook = f"import os, sys, threading, time\ndef on_env(*_, **__):\n    {code}\n"
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [hook.py]\n", "hook.py": hook})
    done = process("build", cwd=folder, timeout=60)
    assert (done.returncode, done.stderr) == (exit_code, f"Building 1 page for public readers …\n{line}")
    assert "Hello" in (folder / "site/index.html").read_text()


def test_what_a_hook_prints_does_not_mix_with_the_answer(process: Process, with_old_site: Project) -> None:
    hook = "def on_env(*_, **__):\n    print('chatter')\n"
    folder = with_old_site({"mkdocs.yml": BASE + "hooks: [loud.py]\n", "loud.py": hook})
    done = process("build", cwd=folder)

    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "chatter"
    assert done.stdout.startswith(f"Built {folder}/site in ")
    assert done.stdout.count("\n") == 1


def test_a_full_disk_is_said(
    cli: Callable[..., Any], with_old_site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(content: bytes, path: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    folder = with_old_site({})
    monkeypatch.setattr("mkdocs.utils.write_file", full)
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert re.search(
        r"filling the template \S+ failed: No space left on device: \S+; make room on the disk\n$",
        done.stderr,
    )
    assert (tree(folder / "site"), names(folder)) == (OLD, {"docs", "mkdocs.yml", "site"})


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_said(
    cli: Callable[..., Any], with_old_site: Project, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    mkdir = os.mkdir

    def refuse(path: Any, *arguments: Any, **options: Any) -> None:
        if str(path).endswith(".site.kept"):
            raise OSError(number, os.strerror(number), str(path))
        mkdir(path, *arguments, **options)

    folder = with_old_site({})
    monkeypatch.setattr(os, "mkdir", refuse)
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"kept: {folder}/site cannot be made: {os.strerror(number).lower()}; ")
    assert last.endswith(" with `--site-dir`")
    assert (tree(folder / "site"), names(folder)) == (OLD, {"docs", "mkdocs.yml", "site"})


def test_a_mount_point_is_not_replaced(
    cli: Callable[..., Any], with_old_site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_old_site({})
    message = (
        f"kept: {folder}/site is a mount point, which cannot be replaced by a new site; "
        f"name a folder in it: `--site-dir {folder}/site/current`\n"
    )
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "ismount", lambda path: True)
        assert (done := cli("build", cwd=folder)).exit_code == 2
        assert done.stderr == message

    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(output, "_exchanged", busy)  # one of the same disk does not look like one
    assert (done := cli("build", cwd=folder)).exit_code == 2
    assert done.stderr.endswith(message)
    assert (tree(folder / "site"), names(folder)) == (OLD, {"docs", "mkdocs.yml", "site"})


def test_a_folder_above_the_site_that_is_a_file_is_said(
    cli: Callable[..., Any], with_old_site: Project
) -> None:
    folder = with_old_site({"public": "a file"})
    done = cli("build", "--site-dir", "public/a/site", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "kept: public/a/site cannot be made: not a directory; choose another folder with `--site-dir`"
    )


@pytest.mark.parametrize("epoch", ["soon", "-1", "1e9", "99999999999999", "4294967296", "١٢٣٤"])
@pytest.mark.parametrize("given", [(), ("--today", "2026-11-20")])
def test_a_moment_that_is_none_is_refused_whatever_the_day(
    with_old_site: Project, monkeypatch: pytest.MonkeyPatch, epoch: str, given: tuple[str, ...]
) -> None:
    folder = with_old_site({})
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = CliRunner().invoke(kept, ["build", *given])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f'kept: SOURCE_DATE_EPOCH is "{epoch}", which is not a number of seconds from 0 to 4294967295\n'
    )
    assert tree(folder / "site") == OLD


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_clock_that_jumps_is_no_reason_to_fail(
    process: Process, with_old_site: Project, today: str
) -> None:
    folder = with_old_site({"docs/a.md": HOME})
    for path, moment in zip(sorted(folder.rglob("*")), (0, 2**33, -(2**31)) * 9, strict=False):
        os.utime(path, (moment, moment))
    done = process("build", "--today", today, cwd=folder)

    assert done.returncode == 0, done.stderr
    assert (folder / "site/sitemap.xml.gz").is_file()


def test_a_folder_of_the_old_site_that_is_read_only_does_not_stay_behind(
    cli: Callable[..., Any], with_old_site: Project
) -> None:
    folder = with_old_site({"site/closed/x.html": "x"})
    (folder / "site/closed").chmod(0o500)
    assert cli("build", cwd=folder).exit_code == 0
    assert names(folder) == {"docs", "mkdocs.yml", "site"}
    assert not (folder / "site/closed").exists()


def test_what_lies_in_the_way_is_not_deleted(cli: Callable[..., Any], with_old_site: Project) -> None:
    folder = with_old_site({"precious/thesis.txt": "years"})
    (folder / ".site.kept").symlink_to("precious")
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        f"kept: {folder}/.site.kept is in the way of the build, and is not a folder of kept's; move it away"
    )
    assert names(folder / "precious") == {"thesis.txt"}


def test_a_folder_of_the_same_name_as_ours_is_not_cleared(
    cli: Callable[..., Any], with_old_site: Project
) -> None:
    folder = with_old_site({".site.kept/thesis.txt": "years"})
    done = cli("build", cwd=folder)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].startswith(f"kept: {folder}/.site.kept is in the way of the build")
    assert names(folder / ".site.kept") == {"thesis.txt"}


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("docs/site", "docs/site lies among the content in docs; choose another folder"),
        (".kept_cache", ".kept_cache is not for a site, for .kept_cache is used otherwise; choose another"),
        (".git/site", ".git/site is not for a site, for .git is used otherwise; choose another folder"),
        (".", ". holds the content in docs; choose another folder for the site"),
    ],
)
def test_a_folder_that_has_another_use_is_no_site(
    cli: Callable[..., Any], with_old_site: Project, target: str, message: str
) -> None:
    folder = with_old_site({})
    done = cli("build", "--site-dir", target, cwd=folder)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kept: {message}")
    assert names(folder) == {"docs", "mkdocs.yml", "site"}


def test_the_built_site_may_lie_below_a_link(cli: Callable[..., Any], with_old_site: Project) -> None:
    folder = with_old_site({})
    (folder / "real").mkdir()
    (folder / "linked").symlink_to("real")

    assert cli("build", "--site-dir", "linked/site", cwd=folder).exit_code == 0
    assert (folder / "real/site/index.html").is_file()
    assert names(folder / "real") == {"site"}
    shutil.rmtree(folder / "real")
