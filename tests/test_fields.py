"""Fields: each kind with what it accepts, what it refuses, and how another system's forms are understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from projects import Files

from kept.content.article import is_shown
from kept.content.fields import COMMON_FIELDS, KINDS, FieldSpec, Read, Reading, is_empty, read_field
from kept.content.vocabulary import Vocabularies, read_vocabularies
from kept.diagnostic import Diagnostic
from kept.durations import Duration, Timespan
from kept.library import Library
from kept.text import Source
from kept.yaml_nodes import Mapping, plain, read

VOCABULARIES = read_vocabularies(
    Source(
        "kb/vocabulary.yml",
        "products:\n  router: {name: Router, also: [Gateway]}\n  switch: Switch\n"
        "owners: [support, billing]\nmany: ["
        + ", ".join(f"t{number}" for number in range(12))
        + "]\nnone:\n",
    )
)
PHONE = FieldSpec("phone", "number")
TEAM = FieldSpec("team", "terms", of="owners", single=True, required=True, help="Who answers.")


def field(kind: str, text: str, *, is_foreign: bool = False, **options: Any) -> tuple[Read, str]:
    """A field `f` of a kind, read from YAML; with the YAML, in which spans can be looked up."""
    written = f"f: {text}"
    node, _ = read(written)
    assert isinstance(node, Mapping)
    value = node.get("f")
    assert value is not None
    return read_field(FieldSpec("f", kind, **options), value, Reading(VOCABULARIES, is_foreign)), written


GOOD: list[tuple[str, str, dict[str, Any], object]] = [
    ("text", "Reset it", {}, "Reset it"),
    ("text", "2.40", {}, "2.40"),
    ("text", "'yes'", {}, "yes"),
    ("list", "[one, 2.40]", {}, ("one", "2.40")),
    ("list", "[1d, 6 months]", {"items": FieldSpec("", "duration")}, (Duration(0, 1), Duration(6))),
    ("list", "[one, null]", {}, ("one",)),
    ("terms", "[router, switch]", {"of": "products"}, ("router", "switch")),
    ("terms", "router, switch", {"of": "products"}, ("router", "switch")),
    ("terms", "router", {"of": "products", "single": True}, "router"),
    ("terms", "[anything]", {"of": "unknown"}, ("anything",)),
    ("terms", "['']", {"of": "products"}, ()),
    ("date", "2026-11-20", {}, date(2026, 11, 20)),
    ("date", "20 Nov 2026", {}, date(2026, 11, 20)),
    ("duration", "26w", {}, Duration(0, 182)),
    ("timespan", "4 hours", {}, Timespan(240, 240)),
    ("tiers", "[{name: L1, response: 1h}]", {}, ({"name": "L1", "response": Timespan(60, 60)},)),
    ("boolean", "true", {}, True),
    ("boolean", "off", {}, False),
    ("number", "3", {}, 3),
    ("number", "3.5", {}, 3.5),
    ("enum", "basic", {"values": ("basic", "advanced")}, "basic"),
    ("url", "https://example.com/a?b#c", {}, "https://example.com/a?b#c"),
    ("url", "mailto:support@example.com", {}, "mailto:support@example.com"),
    ("path", "old/router.md", {}, "old/router.md"),
    ("path", "a..b/c.md", {}, "a..b/c.md"),
    ("reference", "../kb/a.md#part", {}, "../kb/a.md#part"),
    ("mapping", "{team: billing, phone: 112}", {"fields": (TEAM, PHONE)}, {"team": "billing", "phone": 112}),
]


@pytest.mark.parametrize(("kind", "text", "options", "expected"), GOOD)
def test_a_value_of_the_kind_is_read(kind: str, text: str, options: dict[str, Any], expected: object) -> None:
    found, _ = field(kind, text, **options)
    assert found == Read(expected)
    assert type(found.value) is type(expected)


def test_every_kind_has_a_good_and_a_bad_value() -> None:
    assert {kind for kind, *_ in GOOD} == {kind for kind, *_ in BAD} == set(KINDS)


BAD: list[tuple[str, str, dict[str, Any], list[tuple[str, str, str]]]] = [
    ("text", "[a]", {}, [("K103", "[a]", "`f` must be text, not a list")]),
    ("text", "{a: b}", {}, [("K103", "{a: b}", "`f` must be text, not a mapping")]),
    ("list", "one", {}, [("K103", "one", '`f` must be a list, not "one"')]),
    ("list", "[[a]]", {}, [("K103", "[a]", "`f` must be text, not a list")]),
    (
        "list",
        "[1d, soon]",
        {"items": FieldSpec("", "duration")},
        [("K103", "soon", '`f` must be a length of time, not "soon"')],
    ),
    (
        "terms",
        "{a: b}",
        {"of": "products"},
        [("K103", "{a: b}", "`f` must be a list of terms, not a mapping")],
    ),
    (
        "terms",
        "[router]",
        {"of": "products", "single": True},
        [("K103", "[router]", "`f` must be one term, not a list")],
    ),
    ("terms", "[[a]]", {"of": "products"}, [("K103", "[a]", "`f`: a term must be a word, not a list")]),
    (
        "terms",
        "[ruoter, GATEWAY, fridge]",
        {"of": "products"},
        [
            ("K105", "ruoter", '`f`: "ruoter" is not a term of "products": did you mean "router"?'),
            ("K105", "GATEWAY", '`f`: "GATEWAY" is not a term of "products": did you mean "router"?'),
            ("K105", "fridge", '`f`: "fridge" is not a term of "products"'),
        ],
    ),
    (
        "terms",
        "'router,  fridge'",
        {"of": "products"},
        [("K105", "fridge", '`f`: "fridge" is not a term of "products"')],
    ),
    ("terms", "a", {"of": "none"}, [("K105", "a", '`f`: "a" is not a term of "none"')]),
    ("date", "2026-02-30", {}, [("K104", "2026-02-30", '`f`: the calendar has no day "2026-02-30"')]),
    ("date", "03/04/2026", {}, [("K103", "03/04/2026", '`f`: "03/04/2026" can be two different days')]),
    ("date", "soon", {}, [("K103", "soon", '`f` must be a date, not "soon"')]),
    ("date", "[2026-11-20]", {}, [("K103", "[2026-11-20]", "`f` must be a date, not a list")]),
    ("duration", "often", {}, [("K103", "often", '`f` must be a length of time, not "often"')]),
    ("duration", "{a: b}", {}, [("K103", "{a: b}", "`f` must be a length of time, not a mapping")]),
    ("timespan", "soon", {}, [("K103", "soon", '`f` must say how long, not "soon"')]),
    ("timespan", "5", {}, [("K103", "5", '`f` must say how long, not "5"')]),
    ("timespan", "[1h]", {}, [("K103", "[1h]", "`f` must say how long, not a list")]),
    ("tiers", "L1", {}, [("K103", "L1", '`f` must be a list of tiers, not "L1"')]),
    ("tiers", "[L1]", {}, [("K103", "L1", '`f` must be `name: value` lines, not "L1"')]),
    (
        "tiers",
        "[{nme: L1, resolution: soon}]",
        {},
        [
            ("K101", "nme", '`f` has no field "nme": did you mean "name"?'),
            ("K103", "soon", '`resolution` must say how long, not "soon"'),
            ("K102", "{nme: L1, resolution: soon}", "`f` needs `name`"),
        ],
    ),
    ("boolean", "perhaps", {}, [("K103", "perhaps", '`f` must be true or false, not "perhaps"')]),
    ("boolean", "'true'", {}, [("K103", "'true'", '`f` must be true or false, not "true"')]),
    ("number", "'3'", {}, [("K103", "'3'", '`f` must be a number, not "3"')]),
    ("number", "true", {}, [("K103", "true", '`f` must be a number, not "true"')]),
    ("number", "[3]", {}, [("K103", "[3]", "`f` must be a number, not a list")]),
    (
        "enum",
        "bsic",
        {"values": ("basic", "advanced")},
        [("K103", "bsic", '`f` cannot be "bsic": did you mean "basic"?')],
    ),
    ("enum", "[basic]", {"values": ("basic",)}, [("K103", "[basic]", "`f` cannot be a list")]),
    ("url", "example.com", {}, [("K103", "example.com", '`f` must be an address, not "example.com"')]),
    (
        "url",
        "javascript:alert(1)",
        {},
        [("K103", "javascript:alert(1)", '`f` must be an address, not "javascript:alert(1)"')],
    ),
    ("url", "[a]", {}, [("K103", "[a]", "`f` must be an address, not a list")]),
    ("path", "../a.md", {}, [("K103", "../a.md", '`f` must be a path below the site, not "../a.md"')]),
    (
        "path",
        "https://a/b",
        {},
        [("K103", "https://a/b", '`f` must be a path below the site, not "https://a/b"')],
    ),
    ("path", "a\\b", {}, [("K103", "a\\b", '`f` must be a path below the site, not "a\\b"')]),
    ("path", "[a]", {}, [("K103", "[a]", "`f` must be a path below the site, not a list")]),
    ("reference", "[a]", {}, [("K103", "[a]", "`f` must be text, not a list")]),
    ("mapping", "a", {"fields": (TEAM,)}, [("K103", "a", '`f` must be `name: value` lines, not "a"')]),
    ("mapping", "{phone: 1}", {"fields": (TEAM, PHONE)}, [("K102", "{phone: 1}", "`f` needs `team`")]),
    (
        "mapping",
        "{team: [a], tem: b, phone: x}",
        {"fields": (TEAM, PHONE)},
        [
            ("K103", "[a]", "`team` must be one term, not a list"),
            ("K101", "tem", '`f` has no field "tem": did you mean "team"?'),
            ("K103", "x", '`phone` must be a number, not "x"'),
        ],
    ),
]


@pytest.mark.parametrize(("kind", "text", "options", "expected"), BAD)
def test_a_value_of_another_kind_is_refused_at_its_place(
    kind: str, text: str, options: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    found, written = field(kind, text, **options)
    problems = [
        (problem.code, written[problem.span.start : problem.span.end], problem.message)
        for problem in found.problems
    ]
    assert problems == expected


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "null", "~", "''", "'  '", "[]", "{}"])
def test_an_empty_value_is_none_and_no_problem(kind: str, text: str) -> None:
    assert field(kind, text)[0] == Read()


@pytest.mark.parametrize(
    ("kind", "text", "options", "expected"),
    [
        ("list", "a,b , c", {}, ("a", "b", "c")),
        ("list", "a", {}, ("a",)),
        ("list", "',a,,'", {}, ("a",)),
        ("terms", "router,switch", {"of": "products"}, ("router", "switch")),
    ],
)
def test_another_systems_list_may_be_words_with_commas(
    kind: str, text: str, options: dict[str, Any], expected: object
) -> None:
    assert field(kind, text, is_foreign=True, **options)[0] == Read(expected)


@pytest.mark.parametrize(
    ("kind", "text", "options", "fixed"),
    [
        ("list", "one", {}, "f: [one]"),
        ("list", "one, two", {}, None),
        ("list", "{a: b}", {}, None),
        ("enum", "bsic", {"values": ("basic",)}, "f: basic"),
        ("enum", "else", {"values": ("basic",)}, None),
        ("terms", "[gateway]", {"of": "products"}, "f: [router]"),
        ("terms", "[fridge]", {"of": "products"}, None),
    ],
)
def test_a_fix_makes_the_problem_go_away(
    kind: str, text: str, options: dict[str, Any], fixed: str | None
) -> None:
    found, written = field(kind, text, **options)
    (problem,) = found.problems
    if problem.fix is None:
        assert fixed is None
        return
    for edit in reversed(problem.fix.edits):
        written = written[: edit.span.start] + edit.text + written[edit.span.end :]
    assert written == fixed
    assert field(kind, written.removeprefix("f: "), **options)[0].problems == ()


def test_a_long_vocabulary_is_shown_in_part() -> None:
    found, _ = field("terms", "[zebra]", of="many")
    assert found.problems[0].help == (
        "write one of: t0, t1, t2, t3, t4, t5, t6, t7, …; or add the term to the vocabulary"
    )


def test_a_mapping_without_fields_takes_anything() -> None:
    found, _ = field("mapping", "{a: 1, b: [c]}")
    assert {name: plain(node) for name, node in found.value.items()} == {"a": 1, "b": ["c"]}
    assert found.problems == ()


def test_is_empty_tells_nothing_from_something() -> None:
    node, _ = read("a:\nb: ''\nc: []\nd: {}\ne: 0\nf: false\ng: [x]\n")
    assert isinstance(node, Mapping)
    assert [key.raw for key, value in node.entries if is_empty(value)] == ["a", "b", "c", "d"]


def test_vocabularies_know_names_and_synonyms() -> None:
    products = VOCABULARIES.get("products")
    assert products is not None
    assert products.words() == ("router", "switch")
    assert [products.meant(word) for word in ("ROUTER", "gateway", "hub")] == ["router", "router", None]
    assert [products.display(word) for word in ("router", "hub")] == ["Router", "hub"]
    assert VOCABULARIES.get("nothing") is None
    assert VOCABULARIES.problems == ()


def test_an_empty_vocabulary_file_has_no_vocabularies() -> None:
    source = Source("kb/vocabulary.yml", "# later\n")
    assert read_vocabularies(source) == Vocabularies(source)


AUDIENCES = ("public", "customers", "internal")
CONFIGURATION = """\
site_name: Help
plugins:
  - kept:
      audiences: [public, customers, internal]
      audience: {}
"""


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("public", ["public"]),
        ("customers", ["customers", "public"]),
        ("internal", ["customers", "internal", "public"]),
    ],
)
def test_a_site_shows_its_audience_and_all_wider_ones(
    audience: str, expected: list[str], library_of: Callable[[Files], Library]
) -> None:
    library = library_of(
        {
            "mkdocs.yml": CONFIGURATION.format(audience),
            **{
                f"docs/{name}.md": f"---\ntitle: {name}\naudience: {name}\n---\n"
                for name in (*AUDIENCES, "pubic")
            },
            "docs/none.md": "---\ntitle: None\n---\n",
        }
    )
    shown = [one.title for one in library.articles if one.is_published(library.settings, date(2026, 11, 20))]
    assert shown == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("status: published", True),
        ("status:", True),
        ("status: draft", False),
        ("status: archived", False),
        ("status: publshed", False),
        ("expires: 2026-11-21", True),
        ("expires: 2026-11-20", False),
        ("expires: some day", False),
        ("expires:", True),
        ("reviewed: some day", True),
        ("a: [", False),
    ],
)
def test_only_what_is_surely_published_is_published(
    fields: str, expected: bool, library_of: Callable[[Files], Library]
) -> None:
    library = library_of({"docs/a.md": f"---\ntitle: A\naudience: public\n{fields}\n---\n"})
    assert library.articles[0].is_published(library.settings, date(2026, 11, 20)) is expected


def test_nobody_is_shown_what_an_unknown_audience_asks_for(library_of: Callable[[Files], Library]) -> None:
    (article,) = library_of({"docs/a.md": "---\ntitle: A\naudience: public\n---\n"}).articles
    assert is_shown(article.audience, "internal", ("public", "internal"))
    assert not is_shown(article.audience, "staff", ("public", "internal"))
    assert not is_shown(article.audience, "public", ())


def test_defaults_by_path_give_way_to_what_is_written(library_of: Callable[[Files], Library]) -> None:
    library = library_of(
        {
            "mkdocs.yml": (
                "site_name: Help\nplugins:\n  - kept:\n      defaults:\n"
                '        - {path: "docs/**", audience: public, owner: support}\n'
                "        - {path: docs/b.md, audience: internal}\n"
            ),
            "docs/a.md": "---\nowner:\naudience: ''\n---\n",
            "docs/b.md": "---\nowner: billing\n---\n",
        }
    )
    assert [(one.audience, one.value("owner")) for one in library.articles] == [
        ("public", "support"),
        ("internal", "billing"),
    ]
    assert all(one.field_span("audience") == one.top for one in library.articles)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("docs/reset-router.md", "Text\n", "Reset router"),
        ("docs/a.md", "## Two\n\n# One\n", "One"),
        ("docs/a.md", "---\ntitle: Three\n---\n# One\n", "Three"),
        ("docs/a.md", "---\ntitle: [a]\n---\n# One\n", "One"),
    ],
)
def test_an_article_has_a_title(
    path: str, text: str, expected: str, library_of: Callable[[Files], Library]
) -> None:
    (article,) = library_of({path: text}).articles
    assert article.title == expected


CONTRACT = """\
---
contract:
  folder: {}
  review_every: 90d
  fields: {{level: {{type: number, default: 3}}}}
---
"""


def test_a_document_has_the_type_it_names_or_that_of_the_innermost_folder(
    library_of: Callable[[Files], Library],
) -> None:
    library = library_of(
        {
            "templates/guide.md": CONTRACT.format("docs/guides"),
            "templates/deep.md": CONTRACT.format("docs/guides/deep"),
            "docs/a.md": "# A\n",
            "docs/guides/a.md": "# A\n",
            "docs/guides/deep/a.md": "# A\n",
            "docs/guides/deep/named.md": "---\ntype: guide\n---\n# A\n",
            "docs/guides/index.md": "# A\n",
            "docs/guides/page.md": "---\ntype: page\n---\n# A\n",
            "docs/guides/typo.md": "---\ntype: giude\n---\n# A\n",
            "docs/guidesque.md": "# A\n",
        }
    )
    assert {one.path.removeprefix("docs/"): one.type_name for one in library.articles} == {
        "a.md": "page",
        "guides/a.md": "guide",
        "guides/deep/a.md": "deep",
        "guides/deep/named.md": "guide",
        "guides/index.md": "page",
        "guides/page.md": "page",
        "guides/typo.md": "page",
        "guidesque.md": "page",
    }
    guide = library.by_path["docs/guides/a.md"]
    assert (guide.value("level"), guide.review_every) == (3, Duration(0, 90))
    assert guide.fields[: len(COMMON_FIELDS)] == COMMON_FIELDS
    assert library.types["guide"].spec("level") == guide.fields[-1]
    assert library.types["guide"].spec("nothing") is None


def test_a_document_without_a_contract_has_no_review_interval(library_of: Callable[[Files], Library]) -> None:
    (article,) = library_of({"docs/a.md": "---\nreviewed: 2026-01-01\n---\n"}).articles
    assert article.review_every is None
    assert article.freshness(date(2026, 11, 20), 30).next_review is None


def test_every_common_field_has_a_name_of_its_own_and_says_what_it_is_for() -> None:
    assert len({spec.name for spec in COMMON_FIELDS}) == len(COMMON_FIELDS)
    assert [spec.name for spec in COMMON_FIELDS if not spec.help] == []


def test_findings_are_the_same_each_time(findings_of: Callable[[Files], list[Diagnostic]]) -> None:
    files = {"docs/a.md": "---\nb: 1\na: 1\n---\n[x](y.md)\n", "docs/b.md": "# A\n\n### B\n"}
    first = findings_of(files)
    assert first == findings_of(files)
    assert [str(one.location) for one in first] == sorted(str(one.location) for one in first)
