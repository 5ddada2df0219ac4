"""The quick reader of records: where it answers at all, it answers as the one that knows all of YAML."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kept.records.quick import QuickReader
from kept.records.read import INVALID, read_file
from kept.records.rows import Row, rows_of
from kept.text import Source


def read_with_care(text: str) -> list[Row] | None:
    """The rows that the other reader finds; `None` when it finds something wrong."""
    file = read_file(Source("kb/records/a.yml", text))
    return None if any(one.code == INVALID for one in file.problems) else rows_of(file)


USUAL = [
    "p-1",
    "product/p-1",
    "null",
    "'null'",
    '"null"',
    "Null",
    "''",
    '""',
    "12",
    "'it''s'",
    "it's",
    "''''",
]
USUAL += ["2026-02-30", "Größe 12", '"quoted, [twice]"', "'a, b'", "yes", "a  b", "'a: b'", "1e9999"]
ODD = [
    "~",
    "a: b",
    "a #b",
    '"a\\n"',
    "a ",
    "[b",
    "b]",
    "- a",
    "? a",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "@a",
    "`a",
    "%a",
]
ODD += ["{b", "=", "a\tb", "a\u2028b", "a\u0301", "x" * 1100, "'a \n      b'", "a \n      b", "<<", "a?b", ""]
ALONE = ["a, b]", "a:b", "10:30", "https://a.b/c", "a\n      b", "a\n     b", "a\n      b: c", "a\n      - b"]
ALONE += [
    "'a: b\n      c'",
    "'\n      b'",
    "'a\n      \n      b'",
    "'a\n        b'",
    "a\n      b  c\n      d",
]
ALONE += ["'a''\n      '", "'a\n      b '", "a\n      'b'"]
KEYS = ["name", "products", "part_of", "customers", "articles", "audience", "x"]


@st.composite
def record(draw: st.DrawFn, is_odd: bool) -> str:
    """One record, in one of its shapes."""
    is_flow = draw(st.booleans())
    in_line = st.sampled_from(USUAL + ODD * is_odd)
    words = st.sampled_from(USUAL + ODD * is_odd + ALONE * (is_odd or not is_flow))
    keys = st.sampled_from(KEYS + ["a b", "<<", "?"] * is_odd)
    lists = st.lists(in_line, max_size=3).map(", ".join).map("[{}]".format)
    pairs = draw(st.lists(st.tuples(keys, words | lists), max_size=3, unique_by=lambda pair: pair[0]))
    id = draw(st.sampled_from(["a", "b", "c.1", "null", "Ö", "d", "e", *["d e", "-", "y" * 1100] * is_odd]))
    if is_flow:
        return f"  {id}: {{{', '.join(f'{key}: {value}' for key, value in pairs)}}}\n"
    lines = [f"    {key}: {value}\n" for key, value in pairs]
    for key in draw(st.lists(keys, max_size=1)):
        indent = draw(st.sampled_from(["    ", "      ", *["   "] * is_odd]))
        lines += [f"    {key}:\n", *(f"{indent}- {word}\n" for word in draw(st.lists(words, max_size=2)))]
    comment = draw(
        st.sampled_from(["", "\n", "  # ours\n", "# it's\n", "    # a\n", " \n", *["\t\n"] * is_odd])
    )
    return f"  {id}:\n{''.join(lines)}{comment}"


@st.composite
def text(draw: st.DrawFn) -> str:
    """Some records; every other text is not quite right."""
    is_odd = draw(st.booleans())
    sections = st.sampled_from(
        ["products:\n", "tickets:\n", "others:\n", *["products: {}\n", "---\n"] * is_odd]
    )
    parts = draw(st.lists(st.tuples(sections, st.lists(record(is_odd), max_size=2)), max_size=2))
    return "".join(section + "".join(records) for section, records in parts)


SLIPS = st.tuples(st.integers(0, 200), st.sampled_from("\n\r\t :,-[]{}'\"#&*!|>?%@~=<.\\\ufeff\x85\0"))


@given(text(), st.just([]) | st.lists(SLIPS, max_size=1), st.sampled_from(["\n", "\r\n"]))
@example("products:\n  a:\n    name: b\n    part_of:\n    - c\n    - null\n  b:\n", [], "\n")
@example("products:\n  a: {name: 'b, c', part_of: [null, 'null', \"d\"]}", [], "\r\n")
def test_both_readers_find_the_same(text: str, slips: list[tuple[int, str]], line_end: str) -> None:
    for at, char in slips:
        text = text[:at] + char + text[at:]
    text = text.replace("\n", line_end)
    found = QuickReader().rows(text)
    assert found is None or found == read_with_care(text)


COMMON = {
    "products": {"p-1": {"name": "Größe: 12", "status": "active"}, "p-2": {"part_of": "p-1", "version": "1"}},
    "tickets": {
        "t-1": {
            "name": "It's late (again), " + "and so it goes " * 9 + "on",
            "summary": "It goes: " + "on and " * 20 + "on",
            "products": ["p-1", "product/p-2"],
            "customers": [],
            "opened": date(2026, 11, 20),
            "articles": ["kb/a.md"],
            "audience": "public",
        }
    },
}  # fmt: skip


@pytest.mark.parametrize("is_flow", [None, False], ids=["records of one line", "records of several"])
def test_what_programs_write_is_read_quickly(is_flow: bool | None) -> None:
    text = yaml.safe_dump(COMMON, default_flow_style=is_flow, allow_unicode=True, sort_keys=False)
    if is_flow is None:
        sections = (
            "".join(f"  {id}: {_in_line(one)}\n" for id, one in below.items()) for below in COMMON.values()
        )
        text = "".join(f"{name}:\n{lines}" for name, lines in zip(COMMON, sections, strict=True))
    found = QuickReader().rows(f"# Ours\n\n{text}")
    assert found == read_with_care(text)
    assert found
    assert found[2] == Row(
        "ticket/t-1",
        "ticket",
        COMMON["tickets"]["t-1"]["name"],
        "public",
        ["product/p-1", "product/p-2"],
        [],
        ["kb/a.md"],
    )


def _in_line(fields: object) -> str:
    return yaml.safe_dump(
        fields, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000
    ).strip()


@pytest.mark.parametrize(
    "text",
    [
        "products:\n  a: {}\n  a: {}\n",
        "products:\n  a: {name: a, name: b}\n",
        "products:\nproducts:\n",
        "  a: {}\n",
    ],
)
def test_what_could_be_wrong_is_left_to_the_other(text: str) -> None:
    assert QuickReader().rows(text) is None
