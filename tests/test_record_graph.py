"""`kept graph`: what is around a record, what a ticket touches, and which way leads to which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import Files, write_files

from kept import config
from kept.diagram.engine import parse
from kept.records import memory
from kept.records.memory import load_network, network_of
from kept.records.network import Network, Point
from kept.records.read import load_records

ROOT = Path(__file__).parent.parent
ARTICLE = (ROOT / "kb/how-to/find-out-what-a-ticket-touches.md").read_text(encoding="utf-8")
RECORDS = ARTICLE.split("<<'END'\n")[1].split("END\n")[0]
TICKET = "ticket/lights-stay-red"

Cli = Callable[..., Result]


@pytest.fixture
def folder(project: Callable[[Files], Path]) -> Path:
    return project({"kb/records/support.yml": RECORDS})


def test_impact_says_what_a_ticket_touches_as_the_article_shows_it(folder: Path, cli: Cli) -> None:
    shown = dedent(re.findall(r"(?ms)^ *```text\n(.*?)^ *```$", ARTICLE)[0])
    done = cli("graph", "impact", TICKET, cwd=folder)
    assert (done.exit_code, done.output) == (0, shown)
    few = cli("graph", "impact", TICKET, "--limit", "1", cwd=folder).output.splitlines()
    assert (len(few), few[1].split()[2], few[2]) == (3, "customer/c-2077", "4 more; --limit 0 shows all")
    customers = cli("graph", "impact", TICKET, "--kinds", "customer", "--format", "json", cwd=folder)
    found = json.loads(customers.output)
    assert found["record"] == TICKET
    assert [(one["key"], one["weight"], one["steps"], one["via"]) for one in found["touched"]] == [
        ("customer/c-2077", 0.5, 1, TICKET),
        ("customer/c-1042", 0.25, 3, "product/camera"),
    ]


def test_show_and_path_follow_arrows_both_ways(folder: Path, cli: Cli) -> None:
    shown = cli("graph", "show", "product/router", cwd=folder).output.splitlines()
    assert [line.split()[0] for line in shown] == [
        "record",
        "product/router",
        "product/chip",
        "customer/c-2077",
        "customer/c-1042",
    ]
    way = json.loads(cli("graph", "path", TICKET, "customer/c-1042", "--format", "json", cwd=folder).output)
    keys = [one["key"] for one in way["records"]]
    assert (keys[0], len(keys), keys[-1]) == (TICKET, 4, "customer/c-1042")
    assert len(way["relations"]) == 3
    narrow = cli("graph", "show", TICKET, "--kinds", "customer", "--depth", "3", cwd=folder).output
    assert re.findall(r"^\w+/\S+", narrow, re.MULTILINE) == [TICKET, "customer/c-2077"]


ANSWERS = [("impact", TICKET), ("show", TICKET), ("path", TICKET, "product/camera"), ("export",)]


@pytest.mark.parametrize("command", ANSWERS, ids=lambda command: command[0])
def test_every_answer_can_be_drawn(command: tuple[str, ...], folder: Path, cli: Cli) -> None:
    text = cli("graph", *command, "--format", "mermaid", "--direction", "TD", cwd=folder).output
    assert text.startswith("flowchart TD\n    accTitle: ")
    assert parse(text).accepted
    assert "-->" in text
    tree = ElementTree.fromstring(cli("graph", *command, "--format", "graphml", cwd=folder).output)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    ids = {node.get("id") for node in tree.iter(f"{space}node")}
    edges = [(edge.get("source"), edge.get("target")) for edge in tree.iter(f"{space}edge")]
    assert TICKET in ids
    assert edges
    assert {end for edge in edges for end in edge} <= ids


def test_graphml_holds_the_ranks_as_numbers(folder: Path, cli: Cli) -> None:
    text = cli("graph", "impact", TICKET, "--limit", "3", "--format", "graphml", cwd=folder).output
    space = "{http://graphml.graphdrawing.org/xmlns}"
    tree = ElementTree.fromstring(text)
    types = {one.get("id"): one.get("attr.type") for one in tree.iter(f"{space}key")}
    assert types == {"kind": "string", "name": "string", "weight": "double", "steps": "int"}
    ranks = {
        node.get("id"): [data.text for data in node if types[data.get("key")] != "string"]
        for node in tree.iter(f"{space}node")
    }
    assert ranks == {
        TICKET: ["1", "0"],
        "customer/c-2077": ["0.5", "1"],
        "product/chip": ["0.5", "1"],
        "product/camera": ["0.25", "2"],
    }


def test_names_of_any_kind_come_out_whole(project: Callable[[Files], Path], cli: Cli) -> None:
    root = project(
        {"kb/records/a.yml": 'products: {a: {name: "\\e[31m<b>&\\x01\\n]]>", articles: ["kb/\\x02.md"]}}\n'}
    )
    for format in ("table", "json", "mermaid", "graphml"):
        text = cli("graph", "export", "--format", format, cwd=root).output
        assert "\x1b" not in text
        assert "\x01" not in text
        assert "\x02" not in text
    ElementTree.fromstring(text)


LONELY = {"kb/records/b.yml": "products: {lonely: {}}\n"}
BROKEN = {"kb/records/b.yml": "products: [a\n"}
MANY = {"kb/records/b.yml": "products:\n" + "".join(f"  p{n}: {{part_of: router}}\n" for n in range(500))}


@pytest.mark.parametrize(
    ("arguments", "files", "code", "message"),
    [
        (
            ("show", "ticket/light-stays-red"),
            {},
            2,
            f'kept: there is no record "ticket/light-stays-red": did you mean "{TICKET}"?\n',
        ),
        (
            ("show", "a"),
            {},
            2,
            'kept: there is no record "a"; `kept graph export --format table` lists all\n',
        ),
        (
            ("show", "lights-stay-red"),
            {},
            2,
            f'kept: there is no record "lights-stay-red": did you mean "{TICKET}"?\n',
        ),
        (
            ("path", TICKET, "product/lonely"),
            LONELY,
            1,
            f"nothing connects {TICKET} and product/lonely\n",
        ),
        (
            ("export",),
            BROKEN,
            2,
            (
                "kept: kb/records/b.yml:1:11: error K901 the records cannot be read: a `[` is opened and not "
                "closed (close it with `]`)\n"
            ),
        ),
        (
            ("export", "--format", "mermaid"),
            MANY,
            2,
            (
                "kept: this has 506 boxes and 507 relations, more than Mermaid draws: narrow it with "
                "--depth, --kinds or --limit, or write graphml\n"
            ),
        ),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(
    arguments: tuple[str, ...],
    files: Files,
    code: int,
    message: str,
    folder: Path,
    cli: Cli,
) -> None:
    write_files(folder, files)
    done = cli("graph", *arguments, cwd=folder)
    assert (done.exit_code, done.stdout, done.stderr) == (code, "", message)


def test_without_records_there_is_nothing_to_ask(project: Callable[[Files], Path], cli: Cli) -> None:
    done = cli("graph", "export", cwd=project({"docs/index.md": "# Home\n"}))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "kept: there are no records in kb/records; write a file such as kb/records/support.yml, with "
        "`products: {router: {name: Home router}}` to begin with\n"
    )


def test_a_hub_of_many_is_shown_in_lines_of_their_own_width(
    project: Callable[[Files], Path], cli: Cli
) -> None:
    many = "".join(f"  p{number}: {{part_of: hub}}\n" for number in range(3000))
    lines = cli(
        "graph",
        "export",
        "--format",
        "table",
        cwd=project({"kb/records/A.YML": f"products:\n  hub:\n{many}"}),
    )
    assert len(lines.output) < 200_000
    assert "p2999" in lines.output.splitlines()[1]


def test_what_is_remembered_holds_for_the_same_files_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = config.load(folder / "mkdocs.yml")
    fresh = load_network(settings, use_cache=False)
    assert not (folder / ".kept_cache").exists()
    assert load_network(settings) == fresh
    with monkeypatch.context() as patched:
        patched.setattr(memory, "read_records", lambda source, problem: pytest.fail("read again"))
        assert load_network(settings) == fresh
    place = folder / ".kept_cache" / memory.NAME
    data = place.read_bytes()
    for damaged in (
        b"",
        data[:-3],
        data.replace(b"router", b"rooter"),
        b"\xff\n[]",
        data.split(b"\n")[0] + b"\n[]",
    ):
        place.write_bytes(damaged)
        assert load_network(settings) == fresh
    write_files(folder, {"kb/records/more.yml": "products: {switch: {}}\n"})
    assert "product/switch" in load_network(settings).numbers
    assert load_network(settings) == network_of(load_records(settings))


KINDS = ("product", "customer", "ticket", "service", "resolution")


def test_many_records_are_read_by_several_processes(
    project: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "kb/records/a.yml": "products: {a: {audience: public}, b: {part_of: a}}\n",
        "kb/records/b.yml": "products: {a: {name: No}}\ntickets: {t: {products: [a, b], articles: a.md}}\n",
        "kb/records/c.yml": "customers: {c: {products: product/b}}\n",
    }
    settings = config.load(project(files) / "mkdocs.yml")
    alone = load_network(settings, use_cache=False)
    monkeypatch.setattr(memory, "MANY", 1)
    monkeypatch.setattr(memory, "cores", lambda: 2)
    assert load_network(settings, use_cache=False) == alone == network_of(load_records(settings))
    assert [(one.key, one.name, one.audience) for one in alone.points[:2]] == [
        ("product/a", "a", "public"),
        ("product/b", "b", ""),
    ]
    (settings.root / "kb/records/b.yml").write_text("tickets: [\n", encoding="utf-8")
    with pytest.raises(memory.UnreadableRecords, match="cannot be read"):
        load_network(settings, use_cache=False)


PLACES = st.integers(0, 7)


@given(
    st.lists(st.sampled_from(KINDS), min_size=8, max_size=8),
    st.lists(st.tuples(PLACES, PLACES), max_size=16, unique=True),
    PLACES,
    PLACES,
)
def test_ways_are_as_short_as_can_be(
    kinds: list[str], arrows: list[tuple[int, int]], start: int, end: int
) -> None:
    points = tuple(Point(str(number), kind, str(number)) for number, kind in enumerate(kinds))
    network = Network(points, tuple(place for pair in arrows for place in pair))
    steps = {start: 0}
    for distance in range(1, 8):
        border = [number for number, known in steps.items() if known == distance - 1]
        for one, other in [*arrows, *((b, a) for a, b in arrows)]:
            if one in border:
                steps.setdefault(other, distance)
    path = network.path(str(start), str(end))
    assert (len(path.points) - 1 if path else None) == steps.get(end)
    for depth in (1, 3):
        near = {point.key for point in network.around([str(start)], depth).points}
        assert near == {str(number) for number, known in steps.items() if known <= depth}
        touched = network.impact(str(start), depth)
        assert {one.point.key for one in touched} <= near - {str(start)}
        assert all(one.steps >= steps[int(one.point.key)] and one.weight > 0 for one in touched)
        assert [-one.weight for one in touched] == sorted(-one.weight for one in touched)


PAGE = "---\ntitle: {}\naudience: {}\n{}---\nText {}\n"
PAGES = {
    "docs/index.md": PAGE.format("Home", "public", "", "[a](a.md) [b](b.md) [c](c.md) [d](d/e.md)"),
    "docs/a.md": PAGE.format("A [1]", "public", "applies_to: [Router]\n", "[b](b.md) [again](b.md)"),
    "docs/b.md": PAGE.format("B", "internal", "", "[itself](b.md)"),
    "docs/c.md": PAGE.format("C", "public", "", "[home](index.md)"),
    "docs/d/e.md": PAGE.format("E", "public", "applies_to: [Router]\n", ""),
    "docs/d/lost.md": PAGE.format("Lost", "public", "", "[e](e.md)"),
}


def test_the_knowledge_base_is_drawn_with_its_clusters_and_orphans(
    project: Callable[[Files], Path], cli: Cli
) -> None:
    root = project(PAGES)
    assert cli("graph", "articles", cwd=root).output == dedent("""\
        cluster  links in  links out          article
        1        1         1                  docs/a.md
        1        2         0                  docs/b.md
        2        2         0                  docs/d/e.md
        2        0         1          orphan  docs/d/lost.md
        3        1         1                  docs/c.md
        4        1         4                  docs/index.md

        6 articles, 2 clusters of several, 1 orphan
        """)
    found = json.loads(cli("graph", "articles", "--format", "json", cwd=root).output)
    assert found["articles"][4] == {
        "path": "docs/d/lost.md",
        "title": "Lost",
        "cluster": 2,
        "links_in": 0,
        "links_out": 1,
        "is_orphan": True,
    }
    assert {"from": "docs/a.md", "to": "applies-to/Router"} in found["relations"]
    text = cli("graph", "articles", "--format", "mermaid", cwd=root).output
    assert parse(text).accepted
    assert re.findall(r'subgraph g\d+\["(.*)"\]', text) == ["Cluster 1", "Cluster 2"]
    assert text.count('["A #91;1#93;"]') == 1
    lost = re.findall(r'(n\d+)\["Lost"\]', text)[0]
    assert f"    class {lost} orphan\n" in text
    tree = ElementTree.fromstring(cli("graph", "articles", "--format", "graphml", cwd=root).output)
    orphans = [one.text for one in tree.iter() if one.get("key") == "orphan"]
    assert orphans.count("true") == 1


def test_paths_narrow_what_is_drawn_and_not_who_is_an_orphan(
    project: Callable[[Files], Path], cli: Cli
) -> None:
    root = project(PAGES)
    lines = cli("graph", "articles", "docs/d/", "docs/c.md", cwd=root).output.splitlines()
    assert [line.split()[-1] for line in lines[1:4]] == ["docs/d/e.md", "docs/d/lost.md", "docs/c.md"]
    assert [("orphan" in line) for line in lines[1:4]] == [False, True, False]
    assert lines[4:] == ["", "3 articles, 1 cluster of several, 1 orphan"]
    done = cli("graph", "articles", "dosc", cwd=root)
    assert (done.exit_code, done.stderr) == (2, "kept: there is no article below dosc\n")
