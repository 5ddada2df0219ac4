"""Diagrams: read by Mermaid's own grammar, and what it refuses is said at the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import orjson
import pytest
from click.testing import Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from projects import TODAY, Files

from kept import config, library
from kept.check import incremental
from kept.check.run import check
from kept.diagnostic import Diagnostic
from kept.diagram import engine
from kept.diagram.engine import Engine, about, parse, version
from kept.diagram.faults import examine
from kept.diagram.known import NAME, Diagrams
from kept.diagram.places import place
from kept.diagram.prepared import Traced, of_flowchart, prepared
from kept.fix.rounds import mend
from kept.text import Span

PACKAGE = Path(engine.__file__).parent
HEAD = "---\ntitle: Reset your router\naudience: public\n---\n"

KINDS = {
    kind: dedent(text).strip()
    for kind, text in {
        "flowchart-v2": """
            flowchart LR
                a[Unplug] -->|then| b{Lights?}
                subgraph off
                    b --> c
                end
        """,
        "sequence": """
            sequenceDiagram
                loop daily
                    You->>+Router: reset
                    Router-->>-You: done
                end
        """,
        "classDiagram": """
            classDiagram
                class Router~T~ {
                    +reset() bool
                }
                Router "1" --> "*" Light
        """,
        "stateDiagram": """
            stateDiagram-v2
                [*] --> on
                state on {
                    red --> green
                }
        """,
        "er": """
            erDiagram
                ROUTER ||--o{ LIGHT : has
                ROUTER {
                    string name PK
                }
        """,
        "gantt": """
            gantt
                dateFormat YYYY-MM-DD
                section Reset
                Unplug: a, 2026-05-01, 1d
                Wait: after a, 2d
        """,
        "journey": """
            journey
                title Reset
                section Try
                    Unplug: 3: You, Support
        """,
        "pie": """
            pie title Lights
                "red" : 3
                "green" : 4
        """,
        "gitGraph": """
            gitGraph
                commit id: "one"
                branch fix
                checkout fix
                commit
                checkout main
                merge fix
        """,
        "mindmap": """
            mindmap
              root((Router))
                Lights
                Cables
        """,
        "timeline": """
            timeline
                title Reset
                2025 : first : second
                2026 : third
        """,
        "quadrantChart": """
            quadrantChart
                x-axis Slow --> Fast
                "Reset": [0.3, 0.6]
        """,
        "xychart": """
            xychart-beta
                x-axis [May, June]
                bar [1, 2]
        """,
        "sankey": """
            sankey-beta
            power,router,2
            router,lights,1
        """,
        "block": """
            block-beta
                columns 2
                a b
                a --> b
        """,
        "packet": """
            packet-beta
                0-3: "kind"
                4-7: "length"
        """,
        "kanban": """
            kanban
              todo[To do]
                t1[Reset]
        """,
        "architecture": """
            architecture-beta
                service a(server)[A]
                service b(disk)[B]
                a:R -- L:b
        """,
        "radar": """
            radar-beta
                axis a["A"], b["B"], c["C"]
                curve x["X"]{1, 2, 3}
        """,
        "treemap": """
            treemap-beta
            "Router"
                "Lights": 3
        """,
        "requirement": """
            requirementDiagram
                requirement one {
                    id: 1
                    text: resets
                    risk: high
                }
        """,
        "c4": """
            C4Context
                Person(you, "You")
                System(router, "Router")
                Rel(you, router, "resets")
        """,
    }.items()
}
"""A diagram of each kind."""

TOLERANT = {"kanban", "mindmap", "timeline", "stateDiagram"}
"""Kinds for which any line says something."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_diagram_is_read(kind: str) -> None:
    verdict = parse(KINDS[kind])
    assert (verdict.accepted, verdict.kind, verdict.obstacle) == (True, kind, ""), verdict.message


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TOLERANT])
def test_a_line_that_is_no_part_of_a_diagram_is_found_there(kind: str) -> None:
    lines = KINDS[kind].split("\n")
    broken = [*lines[:1], "    %% a comment", "", "    ]] ?? [[", *lines[1:]]
    text = "\n".join(["---", "title: Reset", "---", "%%{init: {'theme': 'neutral'}}%%", "", *broken])
    found = examine(text)
    assert found.kind == ""
    assert text.count("\n", 0, found.faults[0].span.start) == 8, found


def test_the_parser_is_that_of_the_mermaid_that_the_site_ships() -> None:
    shipped = PACKAGE.parent / "site/theme/assets/kept/mermaid.min.js"
    assert f'version:"{version()}"' in shipped.read_text(encoding="utf-8")


def test_the_files_of_the_parser_are_those_that_were_made() -> None:
    files = about()["files"]
    folder = PACKAGE / "mermaid"
    assert {path.name for path in folder.glob("*.js")} == set(files)
    assert [name for name, one in files.items() if _sha256(folder / name) != one["sha256"]] == []
    assert about()["integrity"].startswith("sha512-")


def _sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_what_the_parser_asks_the_browser_for_is_there() -> None:
    ours = Engine()
    ours.parse("flowchart LR\n a --> b")
    names = (
        "TextEncoder",
        "TextDecoder",
        "structuredClone",
        "URL",
        "btoa",
        "atob",
        "CSSStyleSheet",
        "document",
    )
    assert [name for name in names if ours.ask(f"typeof {name}") == "undefined"] == []
    assert ours.ask("new TextEncoder().encode('ä€😀').join()") == "195,164,226,130,172,240,159,152,128"
    assert ours.ask("new TextDecoder().decode(new TextEncoder().encode('ä€😀'))") == "ä€😀"
    assert ours.ask("atob(btoa('reset')) + btoa('a') + btoa('ab')") == "resetYQ==YWI="
    assert ours.ask("URL.canParse('https://example.com/a') && !URL.canParse('reset')") is True
    assert ours.ask(
        "JSON.stringify(structuredClone({ a: [1, { b: null }], c: new Map([[1, 2]]).size }))"
    ) == ('{"a":[1,{"b":null}],"c":1}')


def test_a_diagram_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS", 0.05)
    ours = Engine()
    assert ours.parse("flowchart LR\n" + "    a --> b\n" * 20_000).is_undecided
    monkeypatch.undo()
    assert ours.parse("flowchart LR\n    a --> b").accepted, "the next one is read again"


def test_a_diagram_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMORY", 12 << 20)
    verdict = Engine().parse("flowchart LR\n" + "".join(f"    a{n}[{'x' * 300}]\n" for n in range(20_000)))
    assert verdict.is_undecided


def test_a_diagram_that_is_nested_too_deep_is_given_up() -> None:
    text = "railroad-ebnf-beta\na = " + "(" * 3_000 + "b" + ")" * 3_000 + ";\n"
    assert [one.kind for one in examine(text).faults] == ["no-answer"]
    assert parse("flowchart LR\n    a --> b").accepted


WORKFLOW = """\
flowchart TD
    subgraph "Requests"
        direction LR
        In[Request <br>(mail, phone)] --> A[1. Write it down];
        A --> B{2. What is it?};
        B -- No answer yet --> C[3a. Answer <i>(with an article)</i>];
        B -- Fault --> D[3b. Report --> engineering];
        C --> F((Solved));
        D --> F; % a fault that is known
        A --> F; % nothing to do
    end
    C -- often --> G[Article];
    G -- helps --> A; % the next time
    style F fill:#f9f,stroke:#333;
"""


def test_each_error_of_a_diagram_is_reported_with_a_repair() -> None:
    found = examine(WORKFLOW)
    assert [WORKFLOW.count("\n", 0, one.span.start) + 1 for one in found.faults] == [4, 6, 9, 10, 13]
    text = WORKFLOW
    for one in reversed(found.faults):
        assert one.repair is not None
        assert one.repair.is_safe
        text = text[: one.repair.span.start] + one.repair.text + text[one.repair.span.end :]
    assert examine(text).kind == "flowchart-v2"
    assert "D[3b. Report --> engineering]" in text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("flowchar LR\na --> b", "flowchart LR\na --> b"),
        ("graph LR\nsubgraph Off (now)\na --> b\nend", 'graph LR\nsubgraph "Off (now)"\na --> b\nend'),
        ("graph LR\na -->|no (light)| b", 'graph LR\na -->|"no (light)"| b'),
        ("graph LR\na --> end", 'graph LR\na --> end_["end"]'),
        ("graph LR\na[\"red”] --> b", 'graph LR\na["red"] --> b'),
        ("graph LR\na → b", "graph LR\na --> b"),
        ("graph LR\na[red --> b[green]", 'graph LR\na["red"] --> b[green]'),
        ("graph LR\na --> b ]", "graph LR\na --> b"),
        ("graph LR\nsubgraph x\na --> b", "graph LR\nsubgraph x\na --> b\nend"),
        ("sequenceDiagram\nYou->>Router: off; on", "sequenceDiagram\nYou->>Router: off#59; on"),
        ("pie\nred: 3", 'pie\n"red": 3'),
        ("xychart-beta\nbar [1]\nx-axis [May (5)]", 'xychart-beta\nbar [1]\nx-axis ["May (5)"]'),
        ("quadrantChart\nReset (all): [0.3, 0.6]", 'quadrantChart\n"Reset (all)": [0.3, 0.6]'),
    ],
)  # fmt: skip
def test_a_repair_is_one_that_mermaid_reads(text: str, mended: str) -> None:
    repair = examine(text).faults[0].repair
    assert repair is not None
    assert text[: repair.span.start] + repair.text + text[repair.span.end :] == mended
    assert parse(mended).accepted


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "the diagram is empty"),
        ("---\ntitle: Reset\nflowchart LR\n", 0, "is not closed by a line"),
        ("---\nconfig:\n  look classic\n  theme: x\n---\nflowchart LR\n", 2, "is no YAML"),
        ("flowchart LR\na@{shape: router}", 1, "No such shape: router"),
        ("mindmap\n  a\nb", 2, "There can be only one root"),
        ("pie\n    \"red : 3\n    \"green\" : 4", 1, "Mermaid cannot read"),
        ("flowchart LR\n    a[red\n    b --> c", 1, "Mermaid cannot read"),
        ("block\n    a\n    style b fill:#969", 2, "what is named here is not known at this place"),
    ],
)  # fmt: skip
def test_what_is_said_and_where(text: str, line: int, words: str) -> None:
    (first, *_) = examine(text).faults
    assert text.count("\n", 0, first.span.start) == line
    assert words in first.message


def test_no_more_than_ten_errors_are_reported() -> None:
    text = "flowchart LR\n" + "".join(f"    a{number}[red (light)] --> b\n" for number in range(14))
    assert len(examine(text).faults) == 10


@pytest.mark.parametrize(
    "text",
    [
        "sequenceDiagram\n  A->>B: x\n  box ; -> x\n  B->>A: y\n  end\n",
        "sequenceDiagram\n  A->>B: x\n  end\n  B->>A: y\n  end\n",
        "classDiagram\n  class A\n  class ]] B\n  A <|-- C\n  class ]] D\n",
    ],
)
def test_a_line_that_others_depend_on_is_not_read_over(text: str) -> None:
    """What would be wrong without it is no fault of the writer."""
    assert [text.count("\n", 0, one.span.start) + 1 for one in examine(text).faults] == [3]


def findings(folder: Path) -> list[Diagnostic]:
    return [
        one for one in check(library.load(config.load(folder / "mkdocs.yml")), TODAY) if one.code[:2] == "K8"
    ]


BROKEN = "flowchart LR\n    a[red (light)] --> b; % then\n\n    b --> c"
FENCES = {
    "plain": ("", "```mermaid\n{}\n```"),
    "tildes": ("", "~~~ mermaid\n{}\n~~~"),
    "attributes": ("", '```{{ .mermaid #reset title="Reset" }}\n{}\n```'),
    "list": ("    ", "1. Do:\n\n    ```mermaid\n{}\n    ```"),
    "tabs": ("\t", "- Do:\n\n\t```mermaid\n{}\n\t```"),
    "quote": ("> ", "> Do:\n>\n> ```mermaid\n{}\n> ```"),
    "admonition": ("    ", '!!! note "Do"\n\n    ```mermaid\n{}\n    ```'),
    "tab": ("        ", '=== "Do"\n\n    - this\n\n        ```mermaid\n{}\n        ```'),
}


@pytest.mark.parametrize("where", FENCES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fault_is_reported_at_its_place_wherever_the_fence_stands(
    where: str, line_end: str, project: Callable[[Files], Path]
) -> None:
    before, fence = FENCES[where]
    code = "\n".join(
        (before + line).rstrip() if before.strip() else before + line for line in BROKEN.split("\n")
    )
    text = (HEAD + "\n" + fence.format(code) + "\n").replace("\n", line_end)
    folder = project({"docs/index.md": text, "templates/none.txt": ""})
    found = [one for one in findings(folder) if one.code == "K801"]
    lines = text.split(line_end)
    number = next(at for at, line in enumerate(lines, 1) if "(light)" in line)
    assert [one.location.line for one in found] == [number, number]
    assert lines[number - 1][found[0].location.column - 1 :].startswith("(light)")
    assert lines[number - 1][found[1].location.column - 1 :].startswith("then")
    done = mend(
        library.load(config.load(folder / "mkdocs.yml")), lambda at: check(at, TODAY), lambda fix: True
    )
    mended = done.texts["docs/index.md"].split(line_end)
    assert mended[number - 1 : number + 1] == [f"{before}    %% then", f'{before}    a["red (light)"] --> b;']


def test_a_diagram_of_a_template_is_looked_at(project: Callable[[Files], Path]) -> None:
    contract = "---\ncontract:\n  folder: kb/tips\n---\n"
    template = contract + "# {{ title }}\n\n```mermaid\nflowchart LR\n    a[b (c)]\n```\n"
    found = findings(project({"docs/index.md": HEAD, "templates/tip.md": template}))
    assert [(one.code, one.location.path, one.location.line) for one in found] == [
        ("K801", "templates/tip.md", 9)
    ]


def test_code_that_is_no_diagram_or_comes_from_elsewhere_is_left_alone(
    project: Callable[[Files], Path],
) -> None:
    shown = "````md\n```mermaid\nflowchart LR\na[b (c)]\n```\n````\n"
    included = '```mermaid\n--8<-- "docs/part.mmd"\n```\n'
    assert findings(project({"docs/index.md": HEAD + shown + included, "templates/none.txt": ""})) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_diagram_between_tags_is_looked_at(
    findings_of: Callable[..., list[Diagnostic]], line_end: str
) -> None:
    """The extension for fences makes them before anything is taken for HTML; a comment stays one."""
    broken = "```mermaid\nflowchart LR\n\n    a[{} (it)] --> b\n```\n"
    text = HEAD + "<div>\n{}</div>\n\n<center>\n<!--\n{}-->\n{}</center>\n\n<pre>\n{}</pre>\n"
    text = text.format(*(broken.format(word) for word in ("One", "Hidden", "Three", "As it is")))
    found = findings_of({"docs/index.md": text.replace("\n", line_end)})
    lines = [one.location.line for one in found if one.code == "K801"]
    places = [
        number for number, line in enumerate(text.split("\n"), 1) if "One (" in line or "Three (" in line
    ]

    assert lines == places


LINKING = (
    '```mermaid\nflowchart LR\n    accTitle: A\n    a --> b & c\n    click a "{0}" "Tip"\n'
    '    click b href "#then"\n    click c "../x/" _blank\n```\n\n## Then\n'
)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("x.md", None),
        ("y.md", "docs/index.md:9:14: K401"),
        ("x.md#gone", "docs/index.md:9:14: K402"),
        ("secret.md", "docs/index.md:9:14: K403"),
    ],
)
def test_a_link_of_a_diagram_is_checked_like_any(
    findings_of: Callable[..., list[Diagnostic]], target: str, told: str | None
) -> None:
    found = findings_of(
        {
            "docs/index.md": HEAD + LINKING.format(target).replace("../x/", "x/"),
            "docs/x.md": HEAD.replace("Reset", "Find") + "[back](index.md)\n",
            "docs/secret.md": HEAD.replace("public", "internal").replace("Reset", "Hide"),
        }
    )
    places = [f"{one.location}: {one.code}" for one in found if one.code.startswith("K40")]

    assert [one for one in places if one[-4:] != "K406"] == ([told] if told else [])


def test_a_diagram_of_an_included_file_is_reported_there(
    findings_of: Callable[..., list[Diagnostic]],
) -> None:
    broken = "```mermaid\nflowchart LR\n    a[{} (it)] --> b\n```\n"
    text = HEAD + '--8<-- "a.md"\n\n1. Do:\n\n    --8<-- "b.md:one"\n\n```mermaid\n--8<-- "c.mmd"\n```\n'
    parts = "<!-- --8<-- [start:one] -->\n{}<!-- --8<-- [end:one] -->\n\n{}"
    found = findings_of(
        {
            "mkdocs.yml": "site_name: Help\nplugins: [kept]\nmarkdown_extensions:\n"
            "  - pymdownx.superfences\n  - pymdownx.snippets: {base_path: [snippets, docs]}\n",
            "docs/index.md": text,
            "docs/again.md": text,
            "snippets/a.md": ("Text.\n\n" + broken.format("One")).replace("\n", "\r\n"),
            "snippets/b.md": parts.format(broken.format("Two"), broken.format("Not shown")),
            "snippets/c.mmd": "flowchart LR\n    a[Three (it)] --> b\n",
        }
    )
    places = [str(one.location) for one in found if one.code == "K801"]

    assert places == ["snippets/a.md:5:11", "snippets/b.md:4:11", "snippets/c.mmd:2:13"]
    assert all(one.fix is None and '["' in one.help for one in found if one.code == "K801")


def test_a_diagram_that_is_too_long_is_not_read(project: Callable[[Files], Path]) -> None:
    code = "flowchart LR\n" + "    %% 😀\n" * 7_000
    found = findings(project({"docs/index.md": f"{HEAD}```mermaid\n{code}```\n", "templates/none.txt": ""}))
    assert [(one.code, one.location.line) for one in found] == [("K803", 5)]


def test_verdicts_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".kept_cache"
    known = Diagrams(folder)
    expected = [known.examine(text) for text in (BROKEN, WORKFLOW, "gantt\n    a: foo", "graph LR\n a --> b")]
    known.save()
    monkeypatch.setattr("kept.diagram.known._examined", lambda text: pytest.fail("it was known"))
    again = Diagrams(folder)
    assert [
        again.examine(text) for text in (BROKEN, WORKFLOW, "gantt\n    a: foo", "graph LR\n a --> b")
    ] == expected


@given(st.binary(max_size=30), st.integers(0, 400))
@example(b"", 0)
@settings(max_examples=60, deadline=None)
def test_a_damaged_memory_is_none(tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int) -> None:
    folder = tmp_path_factory.mktemp("memory")
    known = Diagrams(folder)
    expected = known.examine(BROKEN)
    known.save()
    data = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(data[:at] + damage + data[at + 3 :])
    assert Diagrams(folder).examine(BROKEN) == expected


@pytest.mark.parametrize("rows", [[], {"x": 1}, None])
def test_a_memory_of_another_form_is_none(tmp_path: Path, rows: object) -> None:
    from kept.cache_folder import digest
    from kept.diagram.known import _mark

    body = orjson.dumps({digest(BROKEN): rows})
    (tmp_path / NAME).write_bytes(f"{_mark()} {digest(body)}\n".encode() + body)
    assert Diagrams(tmp_path).examine(BROKEN) == examine(BROKEN)


def test_only_articles_that_changed_are_read_again(
    project: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project({"docs/index.md": f"{HEAD}```mermaid\n{BROKEN}\n```\n", "templates/none.txt": ""})
    first = incremental.check(config.load(folder / "mkdocs.yml"), TODAY)
    monkeypatch.setattr("kept.diagram.known._examined", lambda text: pytest.fail("it was known"))
    again = incremental.check(config.load(folder / "mkdocs.yml"), TODAY)
    assert again.findings == first.findings
    text = (folder / "docs/index.md").read_text(encoding="utf-8")
    (folder / "docs/index.md").write_text(text + "\nMore.\n", encoding="utf-8")
    changed = incremental.check(config.load(folder / "mkdocs.yml"), TODAY)
    assert [one.code for one in changed.findings] == [one.code for one in first.findings]


LINES = st.sampled_from(
    [
        *("flowchart LR", "    a --> b", "%% note", "   %% {", "%%{init: {'theme': 'base'}}%%", "", "---"),
        *(
            "title: x",
            '    a[<b class="x">y</b>]',
            "    style a fill:#fff;",
            "    b#35;c",
            "    subgraph s }",
        ),
        *("    ", "ä€😀 --> #36;"),
    ]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_what_the_parser_gets_knows_where_it_was_written(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    for made in (prepared(text), of_flowchart(prepared(text))):
        offsets = [made.origin(at) for at in range(len(made.text))]
        assert offsets == sorted(offsets)
        for at, letter in enumerate(made.text[:-1]):
            if letter.isalpha() and letter not in ("ﬂ", "ß"):
                assert text[offsets[at]] == letter


@given(st.lists(LINES, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_our_preparation_is_mermaids(lines: list[str]) -> None:
    verdict = parse("\n".join([*lines, "flowchart LR", "a ]"]))
    if verdict.input is not None:
        made = prepared("\n".join([*lines, "flowchart LR", "a ]"]))
        assert verdict.input in (made.text, of_flowchart(made).text)


@given(st.text(alphabet="abfglowchrt LR\n-->[]{}()|\"'%;:#<>äß😀", max_size=60))
@settings(max_examples=60, deadline=None)
def test_anything_is_read_without_a_failure_and_faults_lie_in_the_text(text: str) -> None:
    text = f"flowchart LR\n{text}"
    found = examine(text)
    assert bool(found.kind) or found.faults
    for one in found.faults:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert one.message
        if one.repair:
            assert 0 <= one.repair.span.start <= one.repair.span.end <= len(text)


@given(st.text(max_size=40), st.data())
@settings(max_examples=100, deadline=None)
def test_changes_of_a_text_know_their_origin(text: str, data: st.DataObject) -> None:
    made = Traced.of(text)
    for _ in range(3):
        start = data.draw(st.integers(0, len(made.text)))
        end = data.draw(st.integers(start, len(made.text)))
        before = made
        made = made.with_change(Span(start, end), data.draw(st.sampled_from(["", "\x00\x00", "\x00"])))
        assert made.text.replace("\x00", "") == (before.text[:start] + before.text[end:]).replace("\x00", "")
    for at, letter in enumerate(made.text):
        if letter != "\x00":
            assert text[made.origin(at)] == letter


def test_a_place_is_on_one_line() -> None:
    text = "flowchart LR\n    a --> b\n    c(d[\n\n    e"
    where = place(text, parse(text))
    assert not re.search(r"\n", text[where.start : where.end])


def test_a_build_knows_what_a_check_found_out(
    project: Callable[[Files], Path], cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project({"docs/index.md": f"{HEAD}```mermaid\n{BROKEN}\n```\n", "templates/none.txt": ""})
    first = cli("check", cwd=folder)
    monkeypatch.setattr("kept.diagram.known._examined", lambda text: pytest.fail("it was known"))
    assert cli("build", cwd=folder).output.count("error K801") == first.output.count("error K801") == 2


def test_a_click_to_what_is_no_address_is_one_to_another_website(project: Callable[[Files], Path]) -> None:
    text = HEAD + '```mermaid\nflowchart LR\n    a --> b\n    click a "//]"\n```\n'
    found = check(library.load(config.load(project({"docs/index.md": text}) / "mkdocs.yml")), TODAY)
    assert [one.message for one in found if one.code == "K807"] == [
        'a click in the diagram leads to another website: "]"'
    ]
