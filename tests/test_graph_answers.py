"""What a `kept-graph` fence is answered: what its readers may see, as if there were nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import Files

from kept import config
from kept.config import Settings
from kept.records import memory
from kept.records.answer import answer, is_as_before, key_of, visible_part
from kept.records.fence import Form, Wanted, Wrong, read_fence
from kept.records.graphs import Graphs
from kept.records.memory import load_network
from kept.records.network import ARTICLE, Network, Point
from kept.records.read import load_records
from kept.text import Span

AUDIENCES = ("public", "partners", "internal")
WORDS = ("", "public", "partners", "internal", "pubic")
KINDS = ("product", "customer", ARTICLE)
PLACES = st.integers(0, 7)


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(WORDS)), min_size=8, max_size=8),
    st.lists(st.tuples(PLACES, PLACES), max_size=20, unique=True),
    st.lists(PLACES, min_size=1, max_size=2, unique=True),
    st.integers(1, 4),
    st.sampled_from(AUDIENCES),
    st.sampled_from(AUDIENCES),
)
def test_what_is_not_for_the_readers_is_as_if_it_were_not_there(
    given_points: list[tuple[str, str]],
    arrows: list[tuple[int, int]],
    starts: list[int],
    depth: int,
    page: str,
    site: str,
) -> None:
    points = [Point(str(at), kind, str(at), audience) for at, (kind, audience) in enumerate(given_points)]
    network = Network(tuple(points), tuple(end for pair in arrows for end in pair))
    wanted = Wanted(tuple(map(str, starts)), depth)
    settings = Settings(Path(), audiences=AUDIENCES, audience=site)
    found = visible_part(network, wanted, page, settings, lambda path: int(path) % 2 == 0)

    widest = min(AUDIENCES.index(page), AUDIENCES.index(site))
    may = {
        int(point.key)
        for point in points
        if (int(point.key) % 2 == 0 if point.kind == ARTICLE else True)
        and (point.kind == ARTICLE or (point.audience or "internal") in AUDIENCES[: widest + 1])
    }
    left = sorted(may)
    numbers = {number: at for at, number in enumerate(left)}
    inner = [numbers[end] for pair in arrows if may.issuperset(pair) for end in pair]
    alone = Network(tuple(points[number] for number in left), tuple(inner))
    if may.issuperset(starts):
        assert found is not None
        expected = alone.around(wanted.starts, depth)
        assert {one.key for one in found.points} == {one.key for one in expected.points}
        assert len(found.arrows) == len(expected.arrows)
    else:
        assert found is None
    if page == site:
        told = answer(network, wanted, page, AUDIENCES)
        hidden = [at for at in starts if points[at].kind != ARTICLE and at not in may]
        assert [key for key, _ in told.hidden] == [str(at) for at in hidden]


def test_a_change_out_of_reach_or_out_of_sight_changes_no_answer(
    project: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder(records: str) -> tuple[Graphs, Settings]:
        return Graphs(), config.load(project({"kb/records/a.yml": records}) / "mkdocs.yml")

    records = """products: {a: {audience: public}, b: {audience: public, part_of: a}, d: {part_of: b}}
customers: {c: {name: C, products: a}}
"""
    wanted = Wanted(("product/a",))
    graphs, settings = folder(records)
    key = key_of(graphs.answer(wanted, "public", settings), wanted, "public")
    kept = Graphs(use_cache=True)
    kept.network(settings, load_records(settings))
    monkeypatch.setattr(memory, "read_records", None)
    assert load_network(settings) == graphs.network(settings)
    monkeypatch.undo()
    for changed in (records.replace("name: C", "name: Other"), records.replace("d: {", "e: {")):
        assert is_as_before(key, *folder(changed))
    for changed in (records.replace("part_of: a", "name: B"), records.replace("a: {", "z: {"), "products: ["):
        assert not is_as_before(key, *folder(changed))


def test_names_may_be_longer_than_what_mermaid_reads() -> None:
    points = tuple(Point(f"product/{at}", "product", "A name " * 4000) for at in range(2))
    network = Network(points, (0, 1))
    assert answer(network, Wanted(("product/0",)), "internal", AUDIENCES).is_too_large
    assert not answer(
        network, Wanted(("product/0",), kinds=("customer",)), "internal", AUDIENCES
    ).is_too_large


def test_a_fence_says_what_it_wants() -> None:
    code = "from: [ticket/a, ticket/a]\ndepth: 3\nkinds: product\ndirection: TD\nas: table\ntitle: 12\n"
    wanted = Wanted(("ticket/a",), 3, ("product",), "TD", Form.TABLE, "12")
    assert read_fence(code).wanted == wanted
    assert read_fence("from: docs/a.md").wanted == Wanted(("docs/a.md",))
    assert read_fence("form: ticket/a\ndepth: true").wrong == (
        Wrong(
            Span(0, 4),
            'a graph has no option "form": did you mean "from"?',
            "write one of: from, kinds, direction, as, title",
            "from",
        ),
        Wrong(Span(22, 26), '`depth`: "true" is no number of steps from 1 to 20', "write `depth: 2`"),
    )


@given(st.text(alphabet="from: [a,]{}\n-!*&\"'|>#d1/\t\0", max_size=30) | st.text(max_size=20))
def test_no_code_of_a_fence_is_too_strange(code: str) -> None:
    found = read_fence(code)
    assert bool(found.wrong) is (found.wanted is None)
    assert all(0 <= one.span.start <= one.span.end <= len(code) + 1 and one.message for one in found.wrong)
