"""`--untrusted` runs nothing that a stranger's project brings along, and says what it refuses, and where."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from built import ROOT, program, starter, tree
from click.testing import Result
from projects import Files, write_files

from kept.commands.options import settings
from kept.config import ConfigurationError
from kept.site import walls
from kept.site.harmless import EXTENSIONS, FACTORIES, FUNCTIONS, PLUGINS, THEMES
from kept.site.untrusted import Allowed, digest
from kept.site.walls import Refused, walled

pytestmark = pytest.mark.measured
vars(walls._hear)["__cantrace__"] = True  # noqa: SLF001 (else Python hides what it calls from the coverage)

HOME = "---\ntitle: Home\naudience: public\n---\n# Home\n\nHello\n"
BASE = "site_name: Help\ntheme: {name: material, font: false}\n"
PLAIN = BASE + "plugins: [search, kept]\n"

Project = Callable[[Files], Path]


def built(folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `kept build --untrusted` says, with its exit code."""
    return program("kept", "build", "--untrusted", *options, cwd=folder, **variables)


def refusals(done: subprocess.CompletedProcess[str] | Result) -> list[str]:
    """The refusals, without what is the same in all of them."""
    code = done.exit_code if isinstance(done, Result) else done.returncode
    assert code == 2, done.stdout + done.stderr
    assert done.stdout == ""
    lines = done.stderr.removeprefix("kept: ").splitlines()
    return [
        line.replace("error K007 configuration-invalid: ", "").replace("`--untrusted` refuses ", "")
        for line in lines
    ]


TOUCH = "open('ran', 'w')\n"


def asking(kind: str, name: str) -> str:
    """The advice to allow something."""
    return f" (remove it, or, if you trust it, allow it with `--allow {kind}:{name}`)"


ATTACKS: dict[str, tuple[Files, str]] = {
    "a hook": (
        {"mkdocs.yml": PLAIN + "hooks: [hooks/a.py]\n", "hooks/a.py": TOUCH},
        "mkdocs.yml:4:9: the hook hooks/a.py (remove it, or, if you trust it, allow it with `--allow files:",
    ),
    "a hook elsewhere": (
        {"mkdocs.yml": PLAIN + "hooks: [../a.py]\n", "../a.py": TOUCH},
        "mkdocs.yml:4:9: the hook ../a.py (remove it)",
    ),
    "a plugin": (
        {"mkdocs.yml": BASE + "plugins: [kept, social]\n"},
        "mkdocs.yml:3:17: the plugin social" + asking("plugin", "social"),
    ),
    "an option that starts a program": (
        {"mkdocs.yml": "site_name: H\ntheme: mkdocs\nplugins: [kept, {search: {prebuild_index: node}}]\n"},
        "mkdocs.yml:3:27: the option `prebuild_index` of the plugin search (remove it)",
    ),
    "templates": (
        {
            "mkdocs.yml": "site_name: H\nplugins: [kept]\ntheme: {name: material, custom_dir: own}\n",
            "own/main.html": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        },
        "mkdocs.yml:3:37: the templates in own (remove it, or, if you trust it, allow it with `--allow",
    ),
    "templates among the pages": (
        {"mkdocs.yml": PLAIN + "extra_templates: [a.html]\n", "docs/a.html": "{{ cycler.__init__ }}"},
        "mkdocs.yml:4:1: `extra_templates`, which may be code or hold templates (remove it)",
    ),
    "a theme": (
        {"mkdocs.yml": "site_name: H\nplugins: [kept]\ntheme: {name: evil}\n"},
        "mkdocs.yml:3:15: the theme evil" + asking("theme", "evil"),
    ),
    "a theme without a name": (
        {"mkdocs.yml": "site_name: H\nplugins: [kept]\ntheme: {name: null, custom_dir: docs}\n"},
        "mkdocs.yml:3:15: the theme None",
    ),
    "an extension of the project": (
        {"mkdocs.yml": PLAIN + "markdown_extensions: [docs.evil]\n", "docs/evil.py": TOUCH},
        "mkdocs.yml:4:23: the Markdown extension docs.evil" + asking("extension", "docs.evil"),
    ),
    "an extension by its class": (
        {"mkdocs.yml": PLAIN + "markdown_extensions:\n  - pymdownx.snippets:SnippetExtension\n"},
        "mkdocs.yml:5:5: the Markdown extension pymdownx.snippets:SnippetExtension"
        + asking("extension", "pymdownx.snippets:SnippetExtension"),
    ),
    "a function": (
        {"mkdocs.yml": PLAIN + "extra: {a: !!python/name:os.system }\n"},
        "mkdocs.yml:4:12: to run os.system" + asking("function", "os.system"),
    ),
    "a call": (
        {"mkdocs.yml": PLAIN + 'extra:\n  a: !!python/object/apply:os.system ["touch ran"]\n'},
        "mkdocs.yml:5:6: to run os.system" + asking("function", "os.system"),
    ),
    "a call of what may only be named": (
        {"mkdocs.yml": PLAIN + "extra: {a: !!python/object/apply:pymdownx.emoji.to_svg [1]}\n"},
        "mkdocs.yml:4:12: to run pymdownx.emoji.to_svg" + asking("function", "pymdownx.emoji.to_svg"),
    ),
    "a module": (
        {"mkdocs.yml": PLAIN + "extra: {a: !!python/module:docs.evil }\n", "docs/evil.py": TOUCH},
        "mkdocs.yml:4:12: the tag `!!python/module:docs.evil` (remove it)",
    ),
    "a tag of a key": (
        {"mkdocs.yml": PLAIN + "extra: {!!python/name:os.system : 1}\n"},
        "mkdocs.yml:4:9: to run os.system" + asking("function", "os.system"),
    ),
    "an alias": (
        {"mkdocs.yml": PLAIN + "extra: {a: &a !!python/name:os.system , b: *a}\n"},
        "mkdocs.yml:4:12: to run os.system" + asking("function", "os.system"),
    ),
    "a slug function": (
        {
            "mkdocs.yml": BASE
            + "plugins: [{kept: {trusted_modules: [pydoc]}}]\nmarkdown_extensions:\n"
            + "  - toc: {slugify: !!python/name:pydoc.pipepager , separator: touch ran}\n"
        },
        "mkdocs.yml:5:20: to run pydoc.pipepager" + asking("function", "pydoc.pipepager"),
    ),
    "a fence": (
        {
            "mkdocs.yml": PLAIN
            + "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n"
            + "        - {name: x, class: x, format: !!python/name:subprocess.getoutput }\n"
        },
        "mkdocs.yml:7:39: to run subprocess.getoutput" + asking("function", "subprocess.getoutput"),
    ),
    "options behind MkDocs' back": (
        {"mkdocs.yml": PLAIN + "mdx_configs: {toc: {}}\n"},
        "mkdocs.yml:4:1: `mdx_configs`, which may be code or hold templates (remove it)",
    ),
    "the environment": (
        {"mkdocs.yml": PLAIN + "copyright: !ENV TOKEN\n"},
        "mkdocs.yml:4:12: the tag `!ENV`, which shows your environment (remove it)",
    ),
    "a tag of somebody": (
        {"mkdocs.yml": PLAIN + "nav: !include ../nav.yml\n"},
        "mkdocs.yml:4:6: the tag `!include` (remove it)",
    ),
    "a configuration that is inherited": (
        {"mkdocs.yml": "INHERIT: base.yml\n" + PLAIN, "base.yml": "hooks: [docs/a.py]\n", "docs/a.py": TOUCH},
        "base.yml:1:9: the hook docs/a.py (remove it, or, if you trust it, allow it with `--allow files:",
    ),
    "a configuration from elsewhere": (
        {"mkdocs.yml": "INHERIT: ../base.yml\n" + PLAIN, "../base.yml": "site_name: Secret\n"},
        "mkdocs.yml:1:10: ../base.yml lies outside of the project (name a file of the project)",
    ),
    "snippets from elsewhere": (
        {"mkdocs.yml": PLAIN + "markdown_extensions:\n  - pymdownx.snippets: {base_path: [docs, /etc]}\n"},
        "mkdocs.yml:5:43: snippets from /etc, which is hidden or lies outside of the project (remove it)",
    ),
    "snippets from the folder of git": (
        {"mkdocs.yml": PLAIN + "markdown_extensions:\n  - pymdownx.snippets: {base_path: .git}\n"},
        "mkdocs.yml:5:36: snippets from .git, which is hidden or lies outside of the project (remove it)",
    ),
    "snippets from a server": (
        {"mkdocs.yml": PLAIN + "markdown_extensions:\n  - pymdownx.snippets: {url_download: true}\n"},
        "mkdocs.yml:5:39: snippets from other servers (remove it)",
    ),
    "icons from elsewhere": (
        {
            "mkdocs.yml": PLAIN
            + "markdown_extensions:\n  - pymdownx.emoji: {options: {custom_icons: [/etc]}}\n"
        },
        "mkdocs.yml:5:47: icons from /etc, which is hidden or lies outside of the project (remove it)",
    ),
    "a site elsewhere": (
        {"mkdocs.yml": PLAIN + "site_dir: ../elsewhere\n"},
        "mkdocs.yml:4:11: `site_dir`: ../elsewhere, which is hidden or lies outside of the project",
    ),
}


@pytest.mark.parametrize(("files", "line"), ATTACKS.values(), ids=ATTACKS)
def test_what_a_stranger_wants_to_run_is_refused_at_its_place(
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    project: Project,
    files: Files,
    line: str,
) -> None:
    monkeypatch.setenv("TOKEN", "secret")
    folder = project({"docs/index.md": HOME, **files})
    done = cli("build", "--untrusted", cwd=folder)
    found = refusals(done)

    assert found[0].startswith(line)
    assert "secret" not in done.stderr
    assert not list(folder.parent.rglob("ran"))
    assert not (folder / "site").exists()
    assert not list(folder.rglob("__pycache__"))


def test_everything_that_is_refused_is_said_at_once(cli: Callable[..., Result], project: Project) -> None:
    text = PLAIN.replace("kept]", "kept, tags]") + "hooks: [a.py]\nmarkdown_extensions: [toc, b]\n"
    folder = project({"docs/index.md": HOME, "mkdocs.yml": text, "a.py": ""})
    found = refusals(cli("build", "--untrusted", cwd=folder))

    assert [line.split(" (")[0] for line in found] == [
        "mkdocs.yml:3:25: the plugin tags",
        "mkdocs.yml:4:9: the hook a.py",
        "mkdocs.yml:5:28: the Markdown extension b",
    ]


@pytest.mark.parametrize("target", ["/etc/hosts", ".git/config", "../outside"])
def test_a_link_to_what_is_not_for_readers_is_refused(
    cli: Callable[..., Result], project: Project, target: str
) -> None:
    folder = project({"docs/index.md": HOME, ".git/config": "[secret]", "../outside/a.txt": "secret"})
    (folder / "docs/a.txt").symlink_to(os.path.join(folder, target))
    found = refusals(cli("build", "--untrusted", cwd=folder))

    assert found == [
        "mkdocs.yml:1:1: links lead out of the project, or to hidden files: docs/a.txt (remove them)"
    ]


def test_the_folder_of_git_cannot_be_read_through_a_snippet(project: Project) -> None:
    text = PLAIN + "markdown_extensions: [pymdownx.snippets]\n"
    page = HOME + '\n--8<-- ".git/config"\n'
    folder = project({"docs/index.md": page, "mkdocs.yml": text, ".git/config": "[secret]"})
    done = built(folder)

    assert done.returncode != 0
    assert "secret" not in done.stdout + done.stderr
    assert not (folder / "site").exists()


def test_what_is_allowed_runs_and_nothing_else_of_its_kind(project: Project) -> None:
    hook = "def on_config(config):\n    config.copyright = 'of the hook'\n    return config\n"
    text = PLAIN.replace("font: false", "font: false, custom_dir: own") + "hooks: [a.py]\n"
    files = {"docs/index.md": HOME, "mkdocs.yml": text, "a.py": hook, "own/partials/x.html": "<!-- x -->"}
    folder = project(files)
    allowed = [f"files:a.py={digest(folder / 'a.py')}", f"files:own={digest(folder / 'own')}"]

    advice = [line.rpartition("--allow ")[2].removesuffix("`)") for line in refusals(built(folder))]
    assert sorted(advice) == sorted(allowed)
    done = built(folder, "--allow", allowed[0], "--allow", allowed[1])
    assert done.returncode == 0, done.stderr
    assert "of the hook" in (folder / "site/index.html").read_text()
    assert built(folder, KEPT_ALLOW=" ".join(allowed)).returncode == 0

    write_files(folder, {**files, "a.py": hook + "\n", "own/partials/y.html": "{{ 1 }}"})
    found = refusals(built(folder, KEPT_ALLOW=" ".join(allowed)))
    assert [line.split(" (")[0] for line in found] == [
        "mkdocs.yml:2:50: the templates in own, which are not those that are allowed",
        "mkdocs.yml:4:9: the hook a.py, which is not what is allowed",
    ]


def test_a_plugin_and_an_extension_can_be_allowed_by_name(project: Project) -> None:
    text = PLAIN.replace("kept]", "kept, tags]") + "markdown_extensions: [pymdownx.b64]\n"
    folder = project({"docs/index.md": HOME, "mkdocs.yml": text})
    done = built(folder, "--allow", "plugin:tags", "--allow", "extension:pymdownx.b64")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "plugins:tags",
            '"plugins:tags" names nothing to allow: did you mean "plugin"?; write plugin:NAME, ',
        ),
        ("tags", '"tags" names nothing to allow; write plugin:NAME, extension:NAME, '),
        ("files:a.py", '"files:a.py" has no hash; write files:PATH=HASH with the SHA-256 of the files'),
        ("files:a.py=abc", '"files:a.py=abc" has no hash; write '),
    ],
)
def test_what_cannot_be_allowed_is_said(
    cli: Callable[..., Result], project: Project, word: str, message: str
) -> None:
    done = cli("build", "--untrusted", "--allow", word, cwd=project({"docs/index.md": HOME}))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kept: --allow {message}")


@pytest.mark.long
def test_the_site_is_the_same_as_one_that_is_trusted(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    allowed = [f"files:hooks/footer.py={digest(folder / 'hooks/footer.py')}"]
    assert program("kept", "build", "--site-dir", "trusted", cwd=folder).returncode == 0
    done = built(folder, "--site-dir", "untrusted", *(word for one in allowed for word in ("--allow", one)))

    assert done.returncode == 0, done.stderr
    assert tree(folder / "untrusted") == tree(folder / "trusted")


def test_python_must_not_import_from_the_project(project: Project) -> None:
    folder = project({"docs/index.md": HOME, "mkdocs.py": TOUCH, "sitecustomize.py": TOUCH})
    done = subprocess.run(
        [sys.executable, "-m", "kept", "build", "--untrusted"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "kept: `python -m` imports from the current folder; start it as `kept`, or with `python -P -m kept`\n"
    )
    assert not (folder / "ran").exists()

    (folder / "lib").mkdir()
    paths = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))  # an empty entry is the folder
    done = built(folder, PYTHONPATH=os.pathsep.join([*paths, str(folder / "lib")]))
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"kept: Python imports from {folder}/lib, so the project could replace kept"
    )

    done = built(folder)
    assert done.returncode == 0, done.stderr
    assert not (folder / "ran").exists()


def test_the_ledger_is_not_written(project: Project) -> None:
    done = built(project({"docs/index.md": HOME}), "--update-ledger")

    assert done.returncode == 2
    assert (
        done.stderr == "kept: --update-ledger writes into the project, which does not go with --untrusted\n"
    )


def test_a_site_does_not_leave_the_project_through_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "victim").mkdir()
    folder = project({"docs/index.md": HOME})
    (folder / "build").symlink_to(tmp_path / "victim")
    done = built(folder, "--site-dir", "build/site")

    assert done.returncode == 2
    assert list((tmp_path / "victim").iterdir()) == []


TRIED = {
    "a file": ("exec(compile('1', TOP + '/a.py', 'exec'))", "run a.py"),
    "a program": ("__import__('subprocess').run(['true'])", "start a program"),
    "a shell": ("__import__('os').system('true')", "start a program"),
    "a connection": ("__import__('socket').create_connection(('127.0.0.1', 9))", "use the network"),
    "a name": ("__import__('socket').getaddrinfo('localhost', 80)", "use the network"),
    "a library": ("__import__('ctypes').CDLL(TOP + '/evil.so')", "run evil.so"),
    "a password": ("open(TOP + '/docs/../.git/config')", "open .git/config"),
    "a link": ("import os; os.symlink('/etc', TOP + '/a'); open(TOP + '/a/hosts')", "open a/hosts"),
}


@pytest.mark.parametrize(("code", "what"), TRIED.values(), ids=TRIED)
def test_the_walls_stop_what_slips_through(tmp_path: Path, code: str, what: str) -> None:
    with pytest.raises(Refused, match=re.escape(what)), walled(tmp_path, ()):
        exec(code, {"TOP": str(tmp_path)})


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_program_no_network_and_no_file_of_the_stranger_is_run(project: Project, tmp_path: Path) -> None:
    traps = {
        f"{folder}{name}": TOUCH
        for folder in ("", "docs/", "hooks/", "site/")
        for name in ("mkdocs.py", "yaml.py", "usercustomize.py", "sitecustomize.py", "evil.so", "evil.pth")
    }
    config = "[core]\n\tfsmonitor = touch ran\n\tsshCommand = touch ran\n\tpager = touch ran\n"
    page = HOME + "\n```python\nprint()\n```\n"
    text = PLAIN + "markdown_extensions:\n  - pymdownx.snippets\n  - pymdownx.superfences\n"
    folder = project(
        {"docs/index.md": page, "mkdocs.yml": text, ".git/config": config, "site/.kept": "", **traps}
    )
    log = tmp_path / "trace"
    done = subprocess.run(
        [
            "strace", "-f", "-qq", "-o", log, "-e",
            "trace=execve,execveat,socket,connect,sendto,bind,open,openat,mmap",
            Path(sys.executable).with_name("kept"), "build", "--untrusted",
        ],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    calls = log.read_text(errors="replace").splitlines()
    named = re.compile(r"\b(?:execve|execveat|socket|connect|sendto|bind)\(")

    assert len([call for call in calls if named.search(call)]) == 1, "kept itself, and nothing else"
    opened = {
        os.path.normpath(os.path.join(folder, found[1]))
        for call in calls
        if (found := re.search(r'\bopen(?:at)?\([^"]*"([^"]+)"', call)) and "= -1" not in call
    }
    assert not [path for path in traps if "docs/" not in path and os.path.join(folder, path) in opened]
    assert not any(path.startswith(os.path.join(folder, ".git")) for path in opened)
    assert not list(folder.rglob("ran"))
    assert (folder / "site/index.html").is_file()


def test_a_check_runs_nothing_either(cli: Callable[..., Result], project: Project) -> None:
    """It needs of `mkdocs.yml` only what changes the meaning of a document, so a hook is no obstacle."""
    text = BASE + "plugins: [{kept: {trusted_modules: [pydoc]}}]\nhooks: [a.py]\nextra: {a: !ENV A}\n"
    slug = "markdown_extensions: [toc: {slugify: !!python/name:pydoc.pipepager , separator: touch ran}]\n"
    folder = project({"docs/index.md": HOME, "mkdocs.yml": text + slug, "a.py": TOUCH})
    assert refusals(cli("check", "--untrusted", cwd=folder)) == [
        "mkdocs.yml:6:38: to run pydoc.pipepager" + asking("function", "pydoc.pipepager")
    ]

    write_files(folder, {"mkdocs.yml": text})
    done = cli("check", "--untrusted", cwd=folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert not (folder / "ran").exists()
    assert not (folder / ".kept_cache").exists()

    done = cli("check", "--untrusted", "--changed-since", "HEAD", cwd=folder)
    assert done.exit_code == 2
    assert done.stderr.startswith("kept: --untrusted starts no program and writes nothing: ")


TRUSTING = "plugins: [{kept: {trusted_modules: [pydoc]}}]\n"
RUNNING = "markdown_extensions: [toc: {slugify: !!python/name:pydoc.pipepager , separator: touch ran}]\n"


@pytest.mark.parametrize(
    "command",
    [
        ("new", "how-to", "A new page"), ("types",), ("schema",), ("graph", "export"), ("graph", "articles"),
    ],
)  # fmt: skip
def test_what_needs_no_code_of_a_project_runs_none(
    cli: Callable[..., Result], project: Project, command: tuple[str, ...]
) -> None:
    """Not even what the project itself says that it trusts."""
    records = "products: {router: {name: Router}}\n"
    folder = project(
        {"docs/index.md": HOME, "kb/records/a.yml": records, "mkdocs.yml": BASE + TRUSTING + RUNNING}
    )
    assert cli(*command, cwd=folder).exit_code == 0
    assert not (folder / "ran").exists()
    done = cli("check", cwd=folder)
    assert (folder / "ran").exists(), "it needs ids, and trusts the project"
    assert "the slug function pydoc.pipepager cannot be used: it gives no text" in done.stderr


def test_an_editor_runs_nothing_that_is_not_allowed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project({"docs/index.md": HOME, "mkdocs.yml": BASE + TRUSTING + RUNNING})
    monkeypatch.chdir(folder)
    with pytest.raises(ConfigurationError, match="pydoc.pipepager is code of the project") as refused:
        settings(folder / "mkdocs.yml", None, allowed=frozenset())
    (problem,) = refused.value.problems
    assert "pydoc.pipepager" in refused.value.source.text[problem.span.start : problem.span.end]
    assert problem.help == "if you trust it, start kept with `--allow function:pydoc.pipepager`"
    assert not (folder / "ran").exists()
    with pytest.raises(ConfigurationError, match="it gives no text"):
        settings(folder / "mkdocs.yml", None, allowed=Allowed.of(("function:pydoc.pipepager",)).functions)
    assert (folder / "ran").exists()


def test_compiled_code_is_not_taken_for_what_is_allowed(project: Project) -> None:
    """Python would run it in place of the hook, of which only the source has the hash that is allowed."""
    hook = "import helper\ndef on_config(config):\n    return config\n"
    text = PLAIN + "hooks: [hooks/a.py]\n"
    folder = project({"docs/index.md": HOME, "mkdocs.yml": text, "hooks/a.py": hook.partition("\n")[2]})
    allowed = ("--allow", f"files:hooks/a.py={digest(folder / 'hooks/a.py')}")
    (folder / "evil.py").write_text(TOUCH)
    py_compile.compile(
        str(folder / "evil.py"),
        importlib.util.cache_from_source(str(folder / "hooks/a.py")),
        dfile="<evil>",
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    done = built(folder, *allowed)
    assert (done.returncode, (folder / "ran").exists()) == (0, False), done.stderr

    (folder / "hooks/a.py").write_text(hook)
    py_compile.compile(str(folder / "evil.py"), str(folder / "hooks/helper.pyc"), dfile="<evil>")
    done = built(folder, "--allow", f"files:hooks/a.py={digest(folder / 'hooks/a.py')}")
    assert (done.returncode, (folder / "ran").exists()) == (2, False)
    assert "`--untrusted` does not let it run hooks/helper.pyc" in done.stderr


def test_the_documentation_lists_what_runs_unasked() -> None:
    page = (ROOT / "kb/how-to/build-pull-requests-from-strangers.md").read_text()
    listed = set(re.findall(r"`([\w./]+)`", page))
    short = {name.removeprefix("markdown.extensions.") for name in EXTENSIONS}

    assert short | FUNCTIONS | FACTORIES | set(PLUGINS) | THEMES <= listed
