"""`kept lsp` as an editor meets it, which talks to it over two streams of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from editors import Editor, Process, Thread
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import CONFIGURATION, TODAY, Files, write_files

from kept import config
from kept.check import incremental, run
from kept.diagnostic import Edit, Location
from kept.editor import project
from kept.editor.differences import edits_between
from kept.editor.positions import Change, EditorText, Place, Unit
from kept.evidence import no_history
from kept.index import Index
from kept.library import load
from kept.text import Source, Span

pytestmark = pytest.mark.measured

Project = Callable[[Files], Path]

FRONT = "---\ntitle: {}\naudience: public\nowner: docs\n---\n"
SNIPPETS = """\
site_name: Help
plugins: [search, kept]
markdown_extensions:
  - pymdownx.snippets: {base_path: [parts]}
"""
FILES = {
    "docs/index.md": FRONT.format("Home") + "# Home\n\nSee [payments](pay/card.md#fees).\n",
    "docs/pay/card.md": FRONT.format("Pay by card") + "# Pay by card\n\n## Fees\n\nNone.\n",
    "docs/pay/logo.png": "",
    "kb/vocabulary.yml": "owners:\n  docs: Documentation\n  support: {name: Support}\ntags: [cards, money]\n",
}


@pytest.fixture
def editor(project: Project) -> Callable[..., Any]:
    """An editor with a project open."""

    @contextmanager
    def start(files: Files = FILES, config: str | None = None, **options: Any) -> Iterator[Editor]:
        folder = project(files)
        with Editor(Thread(folder, config), folder, **options) as one:
            yield one
            assert one.close() == 0

    return start


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in found]


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after edits of an editor that counts UTF-16."""
    before = EditorText(Source("", text))
    spans = []
    for edit in edits:
        ends = (Place(**edit["range"][name]) for name in ("start", "end"))
        start, end = (before.offset(place, Unit.UTF_16) for place in ends)
        spans.append((start, end, edit["newText"]))
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def labels(answer: dict[str, Any]) -> list[str]:
    return [one["label"] for one in answer["items"]]


def written(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


TEXTS_OF_LINES = st.lists(st.sampled_from(["a", "b\n", "c\r\n", "\r", "\n", ""]), max_size=12).map("".join)


# --- findings ---


def test_what_is_typed_is_checked_at_once(editor: Any) -> None:
    with editor() as one:
        assert one.open("docs/index.md") == []
        end = {"line": 7, "character": 35}
        one.change("docs/index.md", {"range": {"start": end, "end": end}, "text": " [Prices](pirces.md)"})
        [found] = one.found("docs/index.md", 2)
        assert found["code"] == "K401"
        assert found["range"] == {"start": {"line": 7, "character": 43}, "end": {"line": 7, "character": 52}}
        assert found["severity"] == 1
        assert found["source"] == "kept"
        assert found["codeDescription"]["href"].endswith("/reference/rules/broken-link/")
        assert one.write("docs/index.md", FILES["docs/index.md"]) == []


def test_findings_are_those_of_kept_check(editor: Any, project: Project) -> None:
    text = FRONT.format("Broken") + "# Broken\n\n### Deep\n\n[x](gone.md) ![](none.png)\n\n## Empty\n"
    with editor({**FILES, "docs/broken.md": text.replace("owner: docs", "owner: dcos")}) as one:
        found = one.open("docs/broken.md")
        settings = config.load(one.folder / "mkdocs.yml")
        expected = run.reported(
            incremental.check(settings, TODAY).findings, settings, TODAY, ["docs/broken.md"]
        )
        assert codes(found) == [item.code for item in expected]
        assert [(item["range"]["start"]["line"], item["range"]["start"]["character"]) for item in found] == [
            (item.location.line - 1, item.location.column - 1) for item in expected
        ]


def test_a_changed_heading_changes_what_is_found_in_other_open_documents(editor: Any) -> None:
    with editor() as one:
        assert one.open("docs/index.md") == []
        one.open("docs/pay/card.md")
        one.change("docs/pay/card.md", {"text": FILES["docs/pay/card.md"].replace("Fees", "Costs")})
        assert codes(one.found("docs/index.md")) == ["K402"]
        one.change("docs/pay/card.md", {"text": FILES["docs/pay/card.md"]})
        assert one.found("docs/index.md") == []


def test_closing_a_document_forgets_what_was_not_saved(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        one.open("docs/pay/card.md")
        one.change("docs/pay/card.md", {"text": FRONT.format("Nothing") + "# Nothing\n"})
        assert codes(one.found("docs/index.md")) == ["K402"]
        one.tell("textDocument/didClose", {"textDocument": {"uri": one.uri("docs/pay/card.md")}})
        assert one.found("docs/index.md") == []
        assert one.found("docs/pay/card.md") == []


def test_files_that_come_change_and_go_on_the_disk_are_followed(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        card = one.folder / "docs/pay/card.md"

        def told(kind: int, path: Path = card) -> list[dict[str, Any]]:
            changes = [{"uri": path.as_uri(), "type": kind}]
            one.tell("workspace/didChangeWatchedFiles", {"changes": changes})
            return one.found("docs/index.md")

        card.write_text(FRONT.format("Pay") + "# Pay\n", encoding="utf-8")
        assert codes(told(2)) == ["K402"]
        card.unlink()
        assert codes(told(3)) == ["K401"]
        card.write_text(FILES["docs/pay/card.md"], encoding="utf-8")
        assert told(1) == []
        assert codes(one.write("docs/index.md", FRONT.format("Home") + "# Home\n\n![A](new.png)\n")) == [
            "K404"
        ]
        (one.folder / "docs/new.png").write_bytes(b"")
        assert told(1, one.folder / "docs/new.png") == []


def test_a_document_that_is_not_saved_yet_can_be_linked_to(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        assert codes(one.write("docs/index.md", FRONT.format("Home") + "# Home\n\n[New](new.md#it)\n")) == [
            "K401"
        ]
        one.show("docs/new.md", FRONT.format("New") + "# New\n\n## It\n\nText.\n")
        assert one.found("docs/index.md") == []


def test_the_vocabulary_is_read_again_when_it_is_saved(editor: Any) -> None:
    with editor() as one:
        text = FILES["docs/index.md"].replace("owner: docs", "owner: sales")
        assert codes(one.open("docs/index.md", text)) == ["K105"]
        (one.folder / "kb/vocabulary.yml").write_text("owners: [sales]\n", encoding="utf-8")
        one.tell("textDocument/didSave", {"textDocument": {"uri": one.uri("kb/vocabulary.yml")}})
        assert one.found("docs/index.md") == []


def test_a_broken_configuration_is_shown_in_it_and_the_rest_goes_on(editor: Any) -> None:
    with editor() as one:
        assert one.open("docs/index.md") == []
        assert one.open("mkdocs.yml") == []
        [found] = one.write("mkdocs.yml", CONFIGURATION + "plugins:\n  - kept: {audeince: public}\n")
        assert found["code"] == "K007"
        assert codes(one.write("docs/index.md", FRONT.format("Home") + "# Home\n\n[x](gone.md)\n")) == [
            "K401"
        ]
        assert one.write("mkdocs.yml", CONFIGURATION) == []


def test_a_configuration_that_is_broken_from_the_start_is_shown(editor: Any) -> None:
    with editor({**FILES, "mkdocs.yml": "site_name: [\n"}) as one:
        one.show("docs/index.md")
        assert codes(one.found("mkdocs.yml")) == ["K007"]
        (one.folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        one.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": one.uri("mkdocs.yml"), "type": 2}]})
        assert one.found("mkdocs.yml") == []


def test_suppressions_and_the_baseline_are_respected(editor: Any, cli: Any) -> None:
    text = (
        FRONT.format("Home")
        + "# Home\n\n[old](gone.md)\n\n[said](no.md) <!-- kept: ignore K401 planned -->\n"
    )
    with editor({**FILES, "docs/index.md": text}) as one:
        cli("check", "--update-baseline", "--add", cwd=one.folder)
        assert one.open("docs/index.md") == []
        found = one.write("docs/index.md", text + "\n[new](new.md)\n")
        assert ["new.md" in item["message"] for item in found] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_as_the_editor_counts(editor: Any, encoding: str) -> None:
    line = "🐘 é [x](gone.md) 🐘"
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    start = {"line": 7, "character": len(line[: line.index("gone.md")].encode(codec)) // size}
    with editor(encodings=(encoding,)) as one:
        assert one.capabilities["positionEncoding"] == encoding
        for mark in ("", "\ufeff"):
            for end in ("\n", "\r\n", "\r"):
                text = mark + (FRONT.format("Home") + "# Home\n\n" + line + "\n").replace("\n", end)
                [found] = one.open("docs/index.md", text)
                assert found["range"]["start"] == start
                one.change("docs/index.md", {"range": found["range"], "text": "pay/card.md"})
                assert one.found("docs/index.md", 2) == []


# --- help ---


def test_hover_says_why_and_what(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        assert (
            "The team that answers for it"
            in one.ask("textDocument/hover", one.at("docs/index.md", 3, 2))["contents"]["value"]
        )
        assert (
            "Pay by card" in one.ask("textDocument/hover", one.at("docs/index.md", 7, 8))["contents"]["value"]
        )
        one.write("docs/index.md", FRONT.format("Home") + "# Home\n\n[x](gone.md)\n")
        text = one.ask("textDocument/hover", one.at("docs/index.md", 7, 6))["contents"]["value"]
        assert "broken-link" in text
        assert "/reference/rules/broken-link/" in text
        assert one.ask("textDocument/hover", one.at("docs/index.md", 5, 4)) is None


COMPLETIONS = [
    ("---\ntitle: A\nowner: |\n---\n", ["docs", "support"]),
    ("---\ntitle: A\nowner: su|\n---\n", ["docs", "support"]),
    ("---\ntitle: A\naudience: |\n---\n", ["public", "internal"]),
    ("---\nstatus: |\n---\n", ["draft", "published", "archived"]),
    ("---\ntags: [cards, |\n---\n", ["money"]),
    ("---\ntags:\n  - cards\n  - |\n---\n", ["money"]),
    ("---\ntags: cards, |", ["money"]),
    ("---\nreviewed: |\n---\n", ["2026-11-20"]),
    ("---\ntitle: |\n---\n", []),
    ("# A\n\n[x](pay/card.md#|)\n", ["pay-by-card", "fees"]),
    ("# A\n\n## B\n\n[x](#|)\n", ["a", "b"]),
    ("# A\n\n![x](|)\n", ["pay/logo.png"]),
    ("# A\n\n[x](gone.md#|)\n", []),
    ("# A\n\nText |\n", []),
]


def test_completion(editor: Any) -> None:
    with editor() as one:
        for typed, expected in COMPLETIONS:
            before, after = typed.split("|")
            one.open("docs/a.md", before + after)
            line = before.count("\n")
            place = one.at("docs/a.md", line, len(before.split("\n")[-1]))
            assert labels(one.ask("textDocument/completion", place)) == expected, typed


def test_completion_of_fields_types_links_and_snippets(editor: Any) -> None:
    files = {**FILES, "mkdocs.yml": SNIPPETS, "parts/sub/note.md": "Note.\n", "kb/faq/b c.md": "# B\n"}
    with editor(files) as one:

        def offered(path: str, typed: str) -> dict[str, Any]:
            before, after = typed.split("|")
            one.open(path, before + after)
            place = one.at(path, before.count("\n"), len(before.split("\n")[-1]))
            answer = one.ask("textDocument/completion", place)
            return {item["label"]: applied(before + after, [item["textEdit"]]) for item in answer["items"]}

        fields = offered("docs/a.md", "---\ntitle: A\nau|\n---\n")
        assert fields["audience"] == "---\ntitle: A\naudience: \n---\n"
        assert "title" not in fields
        assert "faq" in offered("docs/a.md", "---\ntype: |\n---\n")
        links = offered("docs/a.md", "# A\n\n[x](|)\n")
        assert [*links] == ["index.md", "pay/card.md", "../kb/faq/b%20c.md"]
        assert links["pay/card.md"] == "# A\n\n[x](pay/card.md)\n"
        assert [*offered("docs/a.md", "# A\n\n[x](../kb/f|)\n")] == ["../kb/faq/b%20c.md"]
        assert [*offered("docs/a.md", "# A\n\n[x](card|)\n")] == ["pay/card.md"]
        assert [*offered("docs/a.md", '# A\n\n--8<-- "|"\n')] == ["sub/note.md"]


def test_definitions(editor: Any) -> None:
    text = (
        FRONT.format("Home")
        + '# Home\n\n[a](pay/card.md#fees) ![x](pay/logo.png)\n\n--8<-- "note.md"\n\n[o](https://x.org)\n'
    )
    files = {**FILES, "mkdocs.yml": SNIPPETS, "parts/note.md": "Note.\n", "docs/index.md": text}
    with editor(files) as one:
        one.open("docs/index.md")

        def goal(line: int, character: int) -> tuple[str, int] | None:
            found = one.ask("textDocument/definition", one.at("docs/index.md", line, character))
            return (found["uri"], found["range"]["start"]["line"]) if found else None

        assert goal(7, 6) == (one.uri("docs/pay/card.md"), 7)
        assert goal(7, 30) == (one.uri("docs/pay/logo.png"), 0)
        assert goal(9, 9) == (one.uri("parts/note.md"), 0)
        assert goal(11, 8) is None
        assert goal(5, 0) is None


# --- doing something ---


def actions(one: Editor, path: str, line: int, *only: str) -> dict[str, dict[str, Any]]:
    ends = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 200}}
    context: dict[str, Any] = {"diagnostics": [], **({"only": [*only]} if only else {})}
    document = {"uri": one.uri(path)}
    found = one.ask("textDocument/codeAction", {"textDocument": document, "range": ends, "context": context})
    return {item["title"]: item for item in found}


def edited(one: Editor, path: str, text: str, action: dict[str, Any]) -> str:
    return applied(text, action["edit"]["changes"][one.uri(path)])


def test_quick_fixes_and_all_safe_ones(editor: Any) -> None:
    text = FRONT.format("Home").replace("owner: docs", "owner: Support\ntags: [Cards]") + "# Home\n\nText.\n"
    with editor() as one:
        assert len(one.open("docs/index.md", text)) == 2
        offered = actions(one, "docs/index.md", 3)
        fix = next(item for item in offered.values() if item.get("isPreferred"))
        assert fix["kind"] == "quickfix"
        mended = edited(one, "docs/index.md", text, fix)
        assert "owner: support\n" in mended
        [everything] = actions(one, "docs/index.md", 0, "source.fixAll").values()
        assert everything["kind"] == "source.fixAll.kept"
        mended = edited(one, "docs/index.md", text, everything)
        assert "owner: support\ntags: [cards]\n" in mended
        assert one.write("docs/index.md", mended) == []
        assert actions(one, "docs/index.md", 3) == {}


BODIES = [
    (7, "[x](gone.md)\n"),
    (9, "Text.\n\n[x](gone.md)\n"),
    (8, "Text\nand [x](gone.md) more.\n"),
    (9, "| a | b |\n| --- | --- |\n| [x](gone.md) | y |\n"),
    (8, "- one\n- [x](gone.md)\n"),
    (7, "> [x](gone.md)\n"),
]


def test_a_finding_is_silenced_where_it_stands(editor: Any) -> None:
    with editor() as one:
        for line, body in BODIES:
            text = FRONT.format("Home") + "# Home\n\n" + body
            assert codes(one.open("docs/index.md", text)) == ["K401"]
            action = actions(one, "docs/index.md", line)["Silence K401 broken-link here"]
            silenced = edited(one, "docs/index.md", text, action)
            assert "K401" in silenced
            assert codes(one.write("docs/index.md", silenced)) == ["K702"]  # the reason is the writer's


def test_a_finding_in_the_front_matter_is_silenced_there(editor: Any) -> None:
    text = FILES["docs/index.md"].replace("owner: docs", "owner: sales")
    with editor() as one:
        assert codes(one.open("docs/index.md", text)) == ["K105"]
        action = actions(one, "docs/index.md", 3)["Silence K105 unknown-term here"]
        silenced = edited(one, "docs/index.md", text, action)
        assert "owner: sales # kept: ignore K105\n" in silenced
        assert codes(one.write("docs/index.md", silenced)) == ["K702"]


def test_a_renamed_file_takes_its_links_with_it(editor: Any) -> None:
    nav = CONFIGURATION + "nav: [index.md, pay/card.md]\n"
    with editor({**FILES, "mkdocs.yml": nav, "docs/more.md": "# More\n\n[Pay](pay/card.md)\n"}) as one:
        text = FILES["docs/index.md"] + "\nNot saved: [pay](pay/card.md).\n"
        one.open("docs/index.md", text)
        files = [{"oldUri": one.uri("docs/pay/card.md"), "newUri": one.uri("docs/cards/pay.md")}]
        changes = one.ask("workspace/willRenameFiles", {"files": files})["changes"]
        assert applied(text, changes[one.uri("docs/index.md")]) == text.replace("pay/card.md", "cards/pay.md")
        assert applied(nav, changes[one.uri("mkdocs.yml")]) == nav.replace("pay/card.md", "cards/pay.md")
        assert one.uri("docs/more.md") in changes
        moved = applied(FILES["docs/pay/card.md"], changes[one.uri("docs/pay/card.md")])
        assert "redirect_from: [pay/card.md]" in moved
        taken = [{"oldUri": one.uri("docs/pay/card.md"), "newUri": one.uri("docs/index.md")}]
        assert one.ask("workspace/willRenameFiles", {"files": taken}) is None
        assert "docs/index.md" in one.messages[-2]["params"]["message"]
        outside = [{"oldUri": "untitled:a", "newUri": "file:///b.md"}]
        assert one.ask("workspace/willRenameFiles", {"files": outside}) is None


def test_the_page_behind_a_link_is_renamed(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        place = one.at("docs/index.md", 7, 8)
        assert one.ask("textDocument/prepareRename", place)["placeholder"] == "card.md"
        assert one.ask("textDocument/prepareRename", one.at("docs/index.md", 5, 0)) is None
        changes = one.ask("textDocument/rename", {**place, "newName": "by-card"})["documentChanges"]
        assert changes[-1]["kind"] == "rename"
        assert changes[-1]["newUri"] == one.uri("docs/pay/by-card.md")
        edits = {item["textDocument"]["uri"]: item["edits"] for item in changes[:-1]}
        assert "pay/by-card.md#fees" in applied(FILES["docs/index.md"], edits[one.uri("docs/index.md")])
        for name in ("../index.md", "../../../../x.md"):
            assert one.ask_raw("textDocument/rename", {**place, "newName": name})["error"]["code"] == -32803


# --- what nobody should send ---


def test_nothing_that_is_sent_ends_it(editor: Any) -> None:
    with editor() as one:
        one.open("docs/index.md")
        far = {"line": 900, "character": 900}
        one.change("docs/nowhere.md", {"range": {"start": far, "end": far}, "text": "x"})
        one.tell("textDocument/didClose", {"textDocument": {"uri": one.uri("docs/nowhere.md")}})
        one.tell("textDocument/didSave", {"textDocument": {"uri": "file:///"}})
        one.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": "nonsense", "type": 1}]})
        one.tell("textDocument/didOpen", {"wrong": True})
        one.tell("no/suchThing", None)
        one.send_bytes(b"Content-Length: 5\r\n\r\n{nope")
        one.send({"id": 900, "method": "textDocument/hover", "params": {"wrong": 1}})
        for method in ("hover", "definition", "completion"):
            for path in ("docs/nowhere.md", "README.md", "docs/index.md"):
                assert not (one.ask(f"textDocument/{method}", {**one.at(path, 900, 900)}) or {}).get("items")
        back = {"line": 3, "character": 5}
        one.change("docs/index.md", {"range": {"start": far, "end": back}, "text": "\ud83d\0"})
        one.found("docs/index.md", 2)
        assert one.write("docs/index.md", FILES["docs/index.md"]) == []


URIS = (
    "untitled:Untitled-1",
    "vscode-notebook-cell:/a/b.md#1",
    "file:///a%00b.md",
    "file:///docs/../../..",
    "http://x.org/a.md",
    "::",
    "",
)


def test_documents_that_are_no_files_are_left_alone(editor: Any) -> None:
    with editor() as one:
        for uri in URIS:
            document = {"uri": uri, "languageId": "markdown", "version": 1, "text": "[x](gone.md)"}
            one.tell("textDocument/didOpen", {"textDocument": document})
            place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}}
            assert one.ask("textDocument/hover", place) is None
            one.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert one.open("docs/index.md") == []


def test_without_a_configuration_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[x](gone.md)\n", encoding="utf-8")
    with Editor(Thread(tmp_path), tmp_path) as one:
        one.show("a.md")
        assert one.ask("textDocument/hover", one.at("a.md", 0, 5)) is None
        assert one.close() == 0
        assert not [item for item in one.messages if item.get("method") == "textDocument/publishDiagnostics"]


def test_two_knowledge_bases_in_one_editor(tmp_path: Path) -> None:
    for name, target in (("one", "gone.md"), ("two", "index.md")):
        folder = tmp_path / name
        (folder / "docs").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        text = FRONT.format("A") + f"# A\n\n[x]({target})\n"
        (folder / "docs/index.md").write_text(text, encoding="utf-8")
    with Editor(Thread(tmp_path), tmp_path) as one:
        assert codes(one.open("one/docs/index.md")) == ["K401"]
        assert one.open("two/docs/index.md") == []
        assert one.close() == 0


def test_a_configuration_can_be_named(project: Project) -> None:
    folder = project({**FILES, "mkdocs.yml": "broken: [", "other.yml": CONFIGURATION})
    with Editor(Process(folder, "--config", "other.yml"), folder) as one:
        assert one.open("docs/index.md") == []
        assert one.close() == 0
        assert one.noise == b""


def test_the_end_of_the_input_is_the_end(project: Project) -> None:
    folder = project(FILES)
    with Editor(Process(folder), folder) as one:
        one.server.input.close()
        assert one.server.wait(60) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--root", "."), "--root goes with --config"),
        (("--stdio", "--tcp", "7000"), "--stdio and --tcp exclude each other"),
    ],
)
def test_options_that_do_not_fit(cli: Any, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = cli("lsp", *arguments, cwd=tmp_path)
    assert result.exit_code == 2
    assert said in result.stderr


# --- values ---


@given(TEXTS_OF_LINES, TEXTS_OF_LINES)
def test_edits_make_one_text_of_another(before: str, after: str) -> None:
    edits = edits_between(before, after)
    assert written(before, edits) == after
    ends = {at for edit in edits for at in edit.span}
    assert not any(before[at - 1 : at + 1] == "\r\n" for at in ends if at)


TEXTS = st.text(alphabet="a\r\n\u2028é🐘\ufeff", max_size=20)


@given(TEXTS, st.integers(0, 25), st.sampled_from([*Unit]))
def test_a_place_leads_back_to_its_offset(text: str, offset: int, unit: Unit) -> None:
    one = EditorText(Source("a.md", text))
    offset = min(offset, len(one.source.text))
    between = one.source.text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert one.offset(one.place(offset, unit), unit) == (offset - 1 if between else offset)


@given(TEXTS, st.integers(0, 25), st.integers(0, 25), TEXTS, st.sampled_from([*Unit]))
def test_changes_are_made_where_they_are_meant(text: str, a: int, b: int, new: str, unit: Unit) -> None:
    before = EditorText(Source("a.md", text))
    raw = EditorText(Source("a.md", "x" + text))  # without a mark, so that offsets are those of the whole
    start, end = sorted((min(a, len(text)) + 1, min(b, len(text)) + 1))
    if "\r\n" in (raw.raw.text[start - 1 : start + 1], raw.raw.text[end - 1 : end + 1]):
        return
    change = Change(new, raw.place(start, unit), raw.place(end, unit))
    assert raw.changed([change], unit).raw.text == "x" + text[: start - 1] + new + text[end - 1 :]
    assert before.changed([Change(new)], unit).raw.text == new


def test_the_span_of_a_location() -> None:
    one = EditorText(Source("a.md", "\ufeffab\r\nc🐘d"))
    place = Location.of(one.source, Span(4, 6))
    assert one.source.slice(one.span(place)) == "c🐘"


WRITTEN = st.lists(
    st.tuples(
        st.sampled_from(["docs/a.md", "docs/b.md", "docs/new.md"]),
        st.sampled_from(
            [
                "",
                FRONT.format("One"),
                FRONT.format("one"),
                "---\ntitle: [\n---\n",
                "---\nstatus: draft\n---\n",
            ]
        ),
        st.lists(
            st.sampled_from(["# One\n", "## Two\n", "[x](b.md#two)\n", "[y](new.md)\n", "[z](a.md)\n"]),
            max_size=4,
        ),
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(WRITTEN)
def test_what_is_typed_is_what_would_be_found_on_the_disk(writes: list[tuple[str, str, list[str]]]) -> None:
    with TemporaryDirectory() as name:
        folder = write_files(Path(name), {"docs/a.md": "# A\n", "docs/b.md": "# B\n\n[a](a.md)\n"})
        found = config.load(folder / "mkdocs.yml")
        now = project.load(found, TODAY, no_history, lambda settings: None)
        for path, front, lines in writes:
            text = front + "\n".join(lines)
            now, _ = project.with_text(now, path, EditorText(Source(path, text)))
            (folder / path).write_text(text, encoding="utf-8")
        whole = run.check(load(found), TODAY)
        for path in now.opened:
            assert list(now.findings(path)) == [one for one in whole if one.location.path == path]


def test_an_index_with_one_article_replaced_is_the_one_made_anew(project: Project) -> None:
    files = {f"docs/{name}.md": f"# {title}\n" for name, title in zip("abcd", "XYXX", strict=True)}
    index = load(config.load(project(files) / "mkdocs.yml")).index
    names = ("by_path", "by_site_path", "by_url", "by_title", "by_stem", "by_folder", "asset_names")
    for title in ("Y", "X", "Z", "Y"):
        for name in names:
            getattr(index, name)
        new = index.by_path["docs/c.md"]._replace(title=title)
        index = index.replacing("docs/c.md", new)
        again = Index(index.facts, index.assets)
        assert all(getattr(index, name) == getattr(again, name) for name in names)


def test_logs_do_not_stand_among_the_messages(project: Project) -> None:
    folder = project(FILES)
    with Editor(Process(folder), folder) as one:
        one.open("docs/index.md")
        one.send_bytes(b"Content-Length: 2\r\n\r\n[]")
        assert one.close() == 0
        assert all(item["jsonrpc"] == "2.0" for item in one.messages)
        assert one.noise.startswith(b"kept lsp: ")
