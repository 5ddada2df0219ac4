"""Front matter and YAML: what is written is read, each value at its place; nothing breaks the reader."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kept.parse.front_matter import SIZE_BUDGET, read_front_matter
from kept.text import Source, Span
from kept.yaml_nodes import (
    ALIAS_BUDGET,
    DEPTH_BUDGET,
    NODE_BUDGET,
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlError,
    _QuickReader,
    _read_with_care,
    _Unusual,
    plain,
    read,
)

NAMES = st.from_regex(r"[A-Za-zé_][A-Za-z0-9_-]{0,12}", fullmatch=True)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\x85"), max_size=30
    ),  # which PyYAML writes and reads otherwise
    st.sampled_from(
        [
            "Größe 日本語 🔧",
            "a: b",
            "# a",
            "yes",
            "2026-02-30",
            "1e3",
            "",
            "---",
            "*a",
            "line\nline",
            "\ta",
            "'\"",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=8,
)
FIELDS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=6)
BODIES = st.sampled_from(["", "\n", "# Title\n", "Text\n---\nMore\n", "---\n"])


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [scalar for item in node.items for scalar in scalars(item)]
    return [scalar for key, value in node.entries for scalar in (key, *scalars(value))]


@given(FIELDS, BODIES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([None, True, False]))
def test_what_is_written_is_read_at_its_place(
    fields: dict[str, Any], body: str, newline: str, flow: bool | None
) -> None:
    written = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    text = f"---\n{written}---\n{body}".replace("\n", newline)
    source = Source("docs/page.md", text)
    front = read_front_matter(source)
    assert front.problems == ()
    assert front.fields is not None
    assert plain(front.fields) == fields
    assert source.slice(front.span) == written.replace("\n", newline)
    assert text[front.body_start :] == body.replace("\n", newline)
    for scalar in scalars(front.fields):
        raw = source.slice(scalar.span)
        if "\n" not in raw and "\r" not in raw:
            assert yaml.safe_load(raw or "null") == scalar.value
            assert scalar.raw in (raw, raw[1:-1].replace("''", "'")) or raw.startswith('"')
    for key, _ in front.fields.entries:
        position = source.position(key.span.start)
        if flow is False:
            assert position.column == 1
            assert source.line(position.line).lstrip("'\"").startswith(key.raw)


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=9,
)
YAMLISH = st.lists(
    st.sampled_from(
        [
            *"ab:-[]{},&*!|>'\"%@`#? \t\n\r.~=<é🔧0",
            "\r\n",
            "  ",
            ": ",
            "- ",
            "--- ",
            "...",
            "<<: ",
            "!!",
            "&a ",
            "*a ",
            "a: ",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(YAMLISH, st.text()), st.booleans())
def test_nothing_that_looks_like_yaml_breaks_the_reader(text: str, tags_allowed: bool) -> None:
    try:
        node, problems = read(text, 7, tags_allowed=tags_allowed)
        spans = [scalar.span for scalar in scalars(node)] if node is not None else []
        spans += [problem.span for problem in problems]
    except YamlError as error:
        spans = [error.span]
    assert all(7 <= span.start <= span.end <= 7 + len(text) for span in spans)


@given(st.one_of(YAMLISH, st.text(), VALUES.map(yaml.safe_dump)))
def test_the_quick_reader_reads_what_the_careful_one_does(text: str) -> None:
    try:
        quick = _QuickReader(text, 3, NODE_BUDGET).document()
    except (_Unusual, yaml.YAMLError):
        return
    assert repr(quick) == repr(_read_with_care(text, 3, tags_allowed=False, most=NODE_BUDGET))


@pytest.mark.parametrize(("count", "is_quick"), [(9_999, True), (10_000, False)])
def test_the_quick_reader_keeps_the_budgets(count: int, is_quick: bool) -> None:
    for text in ("a: 1\n" * count, "\n".join(f"a{n}: 1" for n in range(count)), "[" * 99 + "]" * 99):
        try:
            _QuickReader(text, 0, NODE_BUDGET).document()
        except _Unusual:
            assert not is_quick
        else:
            assert is_quick or text[0] == "["
    with pytest.raises(_Unusual):
        _QuickReader("[" * 101 + "]" * 101, 0, NODE_BUDGET).document()


@given(st.one_of(YAMLISH, st.text()), st.sampled_from(["---\n", "--- \r\n", "---\r", "...\n", "---"]))
def test_no_front_matter_breaks_the_reader(text: str, close: str) -> None:
    source = Source("docs/page.md", f"---\n{text}\n{close}")
    front = read_front_matter(source)
    assert 0 <= front.span.start <= front.span.end <= front.body_start <= len(source.text)
    for problem in front.problems:
        assert problem.code in ("K002", "K003")
        assert 0 <= problem.span.start <= problem.span.end <= len(source.text)
    if front.fields is None and any(problem.code == "K003" for problem in front.problems):
        pytest.fail("fields with a repeated key were lost")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# a comment\n", {}),
        ("a: &x [1, 2]\nb: *x\n", {"a": [1, 2], "b": [1, 2]}),
        ("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n", {"a": {"k": 1, "l": 2}, "b": {"k": 3, "l": 2}}),
        (
            "a: &x {k: 1}\nb: &y {l: 2}\nc: {<<: [*x, *y]}\n",
            {"a": {"k": 1}, "b": {"l": 2}, "c": {"k": 1, "l": 2}},
        ),
        ("a: 2026-02-30\n", {"a": "2026-02-30"}),
        ("a: 2026-11-20\n", {"a": date(2026, 11, 20)}),
        ("a: 0b12\n", {"a": "0b12"}),
        ("a: =\n", {"a": "="}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("1: one\ntrue: two\n", {"1": "one", "true": "two"}),
    ],
)
def test_yaml_is_read_as_the_safe_loader_reads_it(text: str, expected: object) -> None:
    node, problems = read(text)
    assert (plain(node) or {}) == expected
    assert problems == []


def test_a_repeated_key_keeps_its_first_value() -> None:
    node, problems = read("a: 1\nb: 2\na: 3\n")
    assert plain(node) == {"a": 1, "b": 2}
    assert [(problem.code, problem.span) for problem in problems] == [("K003", Span(10, 11))]


def test_a_mapping_finds_its_keys() -> None:
    node, _ = read("a: 1\nb: [x]\n")
    assert isinstance(node, Mapping)
    assert node.keys() == ("a", "b")
    assert node.get("c") is None
    assert node.key("c") is None
    key = node.key("b")
    assert key is not None
    assert key.span == Span(5, 6)


def test_tags_are_words_where_they_are_allowed() -> None:
    node, _ = read("a: !ENV [A, b]\nb: !!python/name:os.system\nc: !x {k: 1}\n", tags_allowed=True)
    assert isinstance(node, Mapping)
    assert [value.tag for _, value in node.entries] == ["!ENV", "!!python/name:os.system", "!x"]
    assert plain(node) == {"a": ["A", "b"], "b": "", "c": {"k": 1}}


def test_the_budget_of_aliases_is_kept() -> None:
    accepted, _ = read("a: &a 1\nb: [" + ", ".join(["*a"] * ALIAS_BUDGET) + "]\n")
    assert plain(accepted) == {"a": 1, "b": [1] * ALIAS_BUDGET}
    with pytest.raises(YamlError, match="^more than 50 aliases"):
        read("a: &a 1\nb: [" + ", ".join(["*a"] * (ALIAS_BUDGET + 1)) + "]\n")


def test_the_budget_of_nesting_is_kept() -> None:
    accepted, _ = read("[" * DEPTH_BUDGET + "]" * DEPTH_BUDGET)
    assert isinstance(accepted, Sequence)
    with pytest.raises(YamlError, match="^nested more than 100 levels deep$"):
        read("[" * (DEPTH_BUDGET + 1) + "]" * (DEPTH_BUDGET + 1))


def test_an_alias_in_itself_is_refused() -> None:
    with pytest.raises(YamlError, match="^aliases .* expand beyond all bounds$"):
        read("a: &a [*a]\n")


def test_the_size_of_a_front_matter_is_limited() -> None:
    def problems(size: int) -> list[str]:
        text = "---\n" + "# ".ljust(size - 1, "x") + "\n---\n"
        return [problem.message for problem in read_front_matter(Source("docs/page.md", text)).problems]

    assert problems(SIZE_BUDGET) == []
    assert problems(SIZE_BUDGET + 1) == ["the front matter is longer than 64 KiB"]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (
            "title: Router\naudience: public\n\n# Reset\n",
            "---\ntitle: Router\naudience: public\n---\n\n# Reset\n",
        ),
        ("title: Router\r\n\r\nText\r\n", "---\r\ntitle: Router\r\n---\r\n\r\nText\r\n"),
        ("title: Router\n", "---\ntitle: Router\n---\n"),
        ("title: Router\nText that follows\n", None),
        ("title: Router", None),
    ],
)
def test_fields_without_a_fence_are_fenced_by_the_fix(text: str, fixed: str | None) -> None:
    (problem,) = read_front_matter(Source("docs/page.md", text)).problems
    assert problem.code == "K004"
    if problem.fix is None:
        assert fixed is None
        return
    for edit in reversed(problem.fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == fixed
    assert read_front_matter(Source("docs/page.md", text)).problems == ()


@pytest.mark.parametrize(
    "text",
    ["# Title\n", "Text: with\n", "Note that: this\n", "", "https://example.com\n", "----\n", " ---\n"],
)
def test_a_file_without_fields_is_all_body(text: str) -> None:
    front = read_front_matter(Source("docs/page.md", text))
    assert (front.fields, front.body_start) == (None, 0)
    assert [problem.code for problem in front.problems] == (["K004"] if text == "Text: with\n" else [])


def test_an_unclosed_page_of_comments_is_read_at_once() -> None:
    text = "---\n" + "#  \t \n" * 2_000 + "?"
    front = read_front_matter(Source("docs/page.md", text))
    assert [problem.code for problem in front.problems] == ["K002"]
