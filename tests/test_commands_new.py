"""`kept new`: whatever the title, the document can be read; filled in as it asks, it is in order."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import category

import markdown
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from projects import TODAY, write_files

from kept import config, library
from kept.check.run import check
from kept.cli import kept
from kept.content.contract import ContentType
from kept.content.fields import FieldSpec
from kept.content.scaffold import escaped
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Diagnostic
from kept.library import Library

Cli = Callable[..., Result]
ASKED_FOR = {"K102", "K106", "K205", "K208"}
"""What a check says of a document that is not filled in yet: an empty field or label, a placeholder."""

TYPES = sorted(path.stem for path in Path(__file__).parents[1].glob("templates/*.md"))


def found_in(folder: Path, path: str) -> list[Diagnostic]:
    return check(loaded(folder), TODAY, [path])


def loaded(folder: Path) -> Library:
    return library.load(config.load(folder / "mkdocs.yml"))


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kept init` makes."""
    folder = tmp_path_factory.mktemp("new") / "help"
    made = CliRunner().invoke(kept, ["init", str(folder), "--today", TODAY.isoformat()])
    assert made.exit_code == 0, made.output
    return folder


def test_there_are_the_twelve_types(centre: Path) -> None:
    assert len(TYPES) == 12
    assert sorted(loaded(centre).types) == TYPES


@pytest.mark.parametrize("type_name", TYPES)
def test_a_document_that_is_filled_in_as_it_asks_is_in_order(type_name: str, centre: Path, cli: Cli) -> None:
    done = cli("new", type_name, "Something of its own", cwd=centre)
    assert done.exit_code == 0, done.output
    path = done.stdout.splitlines()[0].removeprefix("Wrote ")
    document = centre / path
    try:
        codes = {item.code for item in found_in(centre, path)}
        assert codes <= ASKED_FOR
        assert "K205" in codes
        knowledge = loaded(centre)
        text = document.read_text(encoding="utf-8")
        document.write_text(filled_in(text, knowledge.types[type_name], knowledge), encoding="utf-8")
        assert found_in(centre, path) == []
        assert found_in(centre, "") == []
    finally:
        document.unlink()


def filled_in(text: str, content_type: ContentType, knowledge: Library) -> str:
    """The document with a value in each field that asks for one, and words for each placeholder."""
    count = iter(range(100))
    text = re.sub(r"(?<=\*\*Duration\*\*: )<!--.*?-->", "5 minutes", text)
    text = re.sub(r"(?<=\*\*Responsible\*\*: )<!--.*?-->", "Support agent", text)
    text = re.sub(r"<!--\s*write:.*?-->", lambda _: f"what is so ({next(count)})", text, flags=re.DOTALL)
    for name in re.findall(r"^(\w+): .*# write:.*$", text, re.MULTILINE):
        spec = content_type.spec(name)
        assert spec is not None
        value = yaml.safe_dump({name: example_of(spec, knowledge)}, default_flow_style=True, width=10**9)
        line = value.strip().removeprefix("{").removesuffix("}")
        text = re.sub(rf"^{name}: .*# write:.*$", lambda _, line=line: line, text, flags=re.MULTILINE)
    return text


def example_of(spec: FieldSpec, knowledge: Library) -> object:
    """A value that a field may have."""
    if spec.name == "audience":
        return "internal"
    if spec.kind == "terms":
        return term_of(spec, knowledge.vocabularies)
    if spec.kind == "list":
        return [example_of(spec.items or FieldSpec(spec.name), knowledge)]
    if spec.kind == "mapping":
        return {item.name: example_of(item, knowledge) for item in spec.fields}
    simple: dict[str, object] = {
        "boolean": True,
        "date": date(2026, 11, 1),
        "duration": "90d",
        "enum": spec.values[0] if spec.values else "",
        "number": 3,
        "path": "old/page.md",
        "reference": "/docs/index.md",
        "text": "what is so",
        "url": "https://example.com/",
    }
    return simple[spec.kind]


def term_of(spec: FieldSpec, vocabularies: Vocabularies) -> object:
    vocabulary = vocabularies.get(spec.of)
    word = vocabulary.words()[0] if vocabulary else "something"
    return word if spec.single else [word]


TITLES = st.text(min_size=1, max_size=60)
"""Any characters at all."""

MARKUP = st.text(alphabet="#*_`[](){}<>&|\\!-+=~^:'\"%@?.,;$/ \tab1é日😀", min_size=1, max_size=40)
"""Signs that mean something to Markdown, YAML, HTML or a shell."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A help centre with a small contract of its own."""
    note = "---\ncontract:\n  folder: kb/notes\n---\n# {{ title }}\n\n<!-- write: what is so -->\n"
    files = {"docs/index.md": "---\ntitle: Home\naudience: public\n---\nText\n", "templates/note.md": note}
    return write_files(tmp_path_factory.mktemp("titles") / "project", files)


def normalised(title: str) -> str:
    """The title in one line: without controls and halves of characters, with single blanks."""
    return " ".join(
        "".join(" " if category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in title).split()
    )


@given(st.one_of(TITLES, MARKUP))
@example('He said: "no" #1')
@example("Line one\nLine two\r\nLine three\x85four\u2028five")
@example("<script>alert(1)</script> &amp; <!-- write: x -->")
@example("../../etc/passwd")
@example("yes")
@example("2026-01-01")
@example("{{ title }} {{ today }} {#anchor}")
@example("می‌خواهم 👩‍💻 \N{ZERO WIDTH NO-BREAK SPACE}x")
@example("\ufffe\uffff\U000e0001")
@example("---")
def test_any_title_arrives_as_it_was_given(plain: Path, title: str) -> None:
    arguments = ["new", "note", "--path", "kb/notes/one.md", "--config", str(plain / "mkdocs.yml")]
    done = CliRunner().invoke(kept, [*arguments, "--", title], catch_exceptions=False)
    document = plain / "kb/notes/one.md"
    if not normalised(title):
        assert (done.exit_code, done.stderr) == (
            2,
            "kept: the title is empty; write what readers would search for\n",
        )
        assert not document.exists()
        return
    assert done.exit_code == 0, done.output
    try:
        (article,) = (one for one in loaded(plain).articles if one.path == "kb/notes/one.md")
        assert article.value("title") == normalised(title)
        assert {item.code for item in found_in(plain, "kb/notes/one.md")} <= ASKED_FOR
    finally:
        document.unlink()


@given(st.one_of(TITLES, MARKUP))
@example("# 1. *Not* a [list](x) <b>&lt;</b> \\")
def test_readers_see_the_title_that_was_given(title: str) -> None:
    shown = normalised(title).replace("\x02", "").replace("\x03", "")
    html = markdown.markdown(
        f"# {escaped(shown)}\n\nText\n", extensions=["attr_list", "tables", "md_in_html"]
    )
    heading = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    text = heading[1] if heading else ""
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    assert text == shown


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nte", "X"], 'there is no content type "nte": did you mean "note"? (types are: note)'),
        (["note", "\n\t\x07"], "the title is empty; write what readers would search for"),
        (["note", "😀🎉"], 'no file name can be made of "😀🎉"; give one with `--path`'),
        (["note", "X", "--path", "../x.md"], "../x.md is not below <root>"),
        (["note", "X", "--path", "kb/../../x.md"], "kb/../../x.md is not below <root>"),
        (["note", "X", "--path", "/etc/x.md"], "/etc/x.md is not below <root>"),
        (["note", "X", "--path", "away/x.md"], "away/x.md is not below <root>"),
        (
            ["note", "X", "--path", "notes/x.md"],
            "notes/x.md would not be read; choose a path below docs or kb",
        ),
        (["note", "X", "--path", "x.md"], "x.md would not be read; choose a path below docs or kb"),
        (
            ["note", "X", "--path", "docs/index.md"],
            "docs/index.md exists already; choose another title or `--path`",
        ),
        (
            ["note", "X", "--path", "docs/index.md/x.md"],
            "docs/index.md is not a folder; choose another `--path`",
        ),
        (["bare", "X"], "the contract of bare names no folder; say where with `--path`"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    arguments: list[str], reason: str, plain: Path, tmp_path: Path, cli: Cli
) -> None:
    folder = write_files(
        tmp_path / "project",
        {path: (plain / path).read_bytes() for path in ("docs/index.md", "templates/note.md")},
    )
    (folder / "away").symlink_to(tmp_path)
    if arguments[0] == "bare":
        (folder / "templates/bare.md").write_text("---\ncontract: {summary: Anything}\n---\n# {{ title }}\n")
    before = sorted(tmp_path.rglob("*"))
    done = cli("new", *arguments, cwd=folder)
    assert done.stderr.replace(str(folder), "<root>") == f"kept: {reason}\n"
    assert (done.exit_code, done.stdout) == (2, "")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("docs", "docs/a-note.md"),
        ("docs/new/folder", "docs/new/folder/a-note.md"),
        ("docs/x/../named.md", "docs/named.md"),
        ("{root}/kb/named.md", "kb/named.md"),
    ],
)
def test_the_path_is_a_file_or_a_folder(
    path: str, written: str, plain: Path, tmp_path: Path, cli: Cli
) -> None:
    folder = write_files(
        tmp_path / "project", {"templates/note.md": (plain / "templates/note.md").read_bytes()}
    )
    done = cli("new", "note", "A note", "--path", path.format(root=folder), cwd=folder)
    assert done.stdout.splitlines()[0] == f"Wrote {written}"
    assert "\ntype: note\n" in (folder / written).read_text()


def test_a_title_of_bytes_that_are_no_text_is_cleaned(
    plain: Path, process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = process("new", "note", os.fsdecode(b"caf\xe9 au lait"), "--dry-run", cwd=plain)
    assert "title: caf au lait\n" in done.stdout
