"""Records: read with their places, checked whole, in step with their schema, and never published."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from projects import TODAY, Files, write_files

from kept import config
from kept.check import incremental
from kept.commands.schema import all_schemas
from kept.contacts import persons
from kept.diagnostic import Diagnostic
from kept.library import Library
from kept.records.kinds import KINDS
from kept.records.read import read_file
from kept.text import Source

GOOD = """\
customers:
  global-tech:
    name: Global Tech Solutions
    products: [orion-unit-001]
    since: 2025-05-01
products:
  orion: {name: Orion, status: active}
  orion-unit-001: {part_of: orion, version: "1.0"}
services:
  technical-support:
tickets:
  orion-001:
    name: Inference stutters
    customers: customer/global-tech
    products: orion-unit-001
    services: [technical-support]
    history: [open, in-progress]
    status: closed
    resolution: firmware-update
    priority: high
    opened: 2025-07-01
    articles: [docs/stutter.md]
resolutions:
  firmware-update: {version: "1.0.1", release: firmware-1.0.1, status: verified}
releases:
  firmware-1.0.1: {status: released, date: 2025-07-15, products: [orion], audience: public}
"""
PAGES: Files = {"docs/stutter.md": "---\ntitle: It stutters\naudience: public\n---\nText\n"}


def told(found: list[Diagnostic]) -> list[str]:
    return [f"{one.location} {one.code} {one.message}" for one in found if one.code.startswith("K9")]


@pytest.fixture
def tell(findings_of: Callable[[Files], list[Diagnostic]]) -> Callable[[str], list[str]]:
    """What is found in one file of records."""
    return lambda text: told(findings_of({**PAGES, "kb/records/support.yml": dedent(text)}))


def test_good_records_are_accepted_and_know_each_other(
    library_of: Callable[[Files], Library], tell: Callable[[str], list[str]]
) -> None:
    assert tell(GOOD) == []
    records = library_of({**PAGES, "kb/records/support.yml": GOOD}).records
    ticket, source = records.by_key["ticket/orion-001"]
    assert source.path == "kb/records/support.yml"
    assert (ticket.name, ticket.audience) == ("Inference stutters", "")
    assert [one.target for one in ticket.relations()] == [
        "customer/global-tech",
        "product/orion-unit-001",
        "service/technical-support",
        "resolution/firmware-update",
    ]
    assert records.by_key["release/firmware-1.0.1"][0].audience == "public"
    assert records.by_key["service/technical-support"][0].name == "technical-support"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tickets: [a, b\n", "1:10 K901 the records cannot be read: a `[` is opened and not closed"),
        ("- a\n", "1:1 K901 the file is not `customers:` and the like"),
        ("tickets: [a]\n", "1:10 K901 below `tickets` there must be ids, each with its fields"),
        ("tickets: {a: b}\n", '1:14 K901 the record "a" must be `field: value` lines'),
        ("ticket: {a: {}}\n", '1:1 K902 there is no kind of records "ticket": did you mean "tickets"?'),
        ("prodcts: {a: {}}\n", '1:1 K902 there is no kind of records "prodcts": did you mean "products"?'),
        (
            "tickets:\n  a: {statsu: open}\n",
            '2:7 K903 a ticket has no field "statsu": did you mean "status"?',
        ),
        ("tickets:\n  a b: {}\n", '2:3 K904 "a b" cannot be an id'),
        ("tickets:\n  สินค้า-1: {}\n  é b: {}\n", '3:3 K904 "é b" cannot be an id'),
        (
            "tickets:\n  e\u0301: {}\n",
            '2:3 K904 "e\u0301" looks like another id: an accent in it is a character of its own',
        ),
        ("tickets:\n  a: {opened: soon}\n", '2:15 K904 `opened`: "soon" is not a day'),
        ("tickets:\n  a: {customers: {b: 1}}\n", "2:18 K904 `customers`: this is not a single value"),
        ("tickets:\n  a: {customers: [[b]]}\n", "2:19 K904 `customers`: an item of the list is no word"),
        ("tickets:\n  a: {name: }\n", "2:13 K904 `name`: this is not a single value"),
        (
            "tickets:\n  a: {priority: hihg}\n",
            '2:17 K904 `priority`: "hihg" is not one of its values: did you mean "high"?',
        ),
        ("tickets:\n  a: {status: Open}\n", '2:15 K905 a ticket cannot be "Open": did you mean "open"?'),
        (
            "tickets:\n  a: {}\n  a: {}\n",
            '3:3 K906 "a" is written twice; readers of YAML disagree on which one counts',
        ),
        (
            "products: {orion: {}}\ntickets:\n  a: {products: [oriom]}\n",
            '3:18 K907 there is no record "product/oriom": did you mean "product/orion"?',
        ),
        (
            "tickets:\n  a: {products: customer/b}\n",
            '2:17 K907 `products` names "customer/b", which is no product',
        ),
        (
            "tickets:\n  a: {articles: docs/stuter.md}\n",
            '2:17 K907 there is no article "docs/stuter.md": did you mean "docs/stutter.md"?',
        ),
        ("tickets:\n  a: {status: closed}\n", '2:15 K908 a ticket that is "closed" needs `resolution`'),
        (
            "tickets:\n  a: {history: [waiting], status: in-progress}\n",
            '2:17 K908 a ticket cannot begin as "waiting"',
        ),
        (
            "products:\n  a: {history: [planned, retired], status: active}\n",
            '2:44 K908 a product cannot become "active" after "retired"',
        ),
        (
            "products:\n  a: {part_of: [a]}\n",
            '2:17 K917 `part_of` leads back to "product/a": product/a → product/a',
        ),
        (
            "tickets:\n  a: {duplicate_of: b}\n  b: {duplicate_of: c}\n  c: {duplicate_of: ticket/a}\n",
            '2:21 K917 `duplicate_of` leads back to "ticket/a": ticket/a → ticket/b → ticket/c → ticket/a',
        ),
        (
            "customers:\n  a: {name: Maria Keller}\n",
            '2:13 K909 "Maria Keller" looks like the name of a person',
        ),
        (
            "customers:\n  a: {} # max.keller@router-makers.com, max.keller@example.com\n",
            '2:11 K909 "max.keller@router-makers.com" looks like a person\'s address',
        ),
        (
            "customers:\n  a: {summary: +44 20 7183 8750}\n",
            '2:16 K909 "+44 20 7183 8750" looks like a phone number',
        ),
    ],
)
def test_what_is_wrong_with_records_is_said_at_its_place(
    text: str, expected: str, tell: Callable[[str], list[str]]
) -> None:
    assert tell(text) == [f"kb/records/support.yml:{expected}"]


def test_one_id_in_two_files_is_one_too_many(findings_of: Callable[[Files], list[Diagnostic]]) -> None:
    found = findings_of(
        {
            "kb/records/a.yml": "products:\n  kept: {}\n",
            "kb/records/b.yaml": "products:\n  other: {}\n  kept: {}\n",
        }
    )
    assert told(found) == [
        'kb/records/b.yaml:3:3 K906 "product/kept" is in kb/records/a.yml, line 2, already'
    ]


def test_records_may_lie_elsewhere_and_what_is_no_plain_file_is_told(
    project: Callable[[Files], Path], findings_of: Callable[[Files], list[Diagnostic]]
) -> None:
    settings = "site_name: Help\nplugins:\n  - kept:\n      records: crm\n"
    folder = project({})
    (folder / "crm").mkdir()
    (folder / "crm/gone.yml").symlink_to("nowhere.yml")
    found = findings_of({"mkdocs.yml": settings, "crm/a.yml": "tickets: {a b: {}}\n", "crm/e.yml": "\n"})
    assert [(str(one.location), one.code) for one in found] == [
        ("crm/a.yml:1:11", "K904"),
        ("crm/e.yml:1:1", "K901"),
        ("crm/gone.yml:1:1", "K901"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria Keller called", ["Maria Keller"]),
        ("by Jean de la Fontaine, at night", ["Jean de la Fontaine"]),
        ("Dr. Okafor and Herr Müller-Lüdenscheidt", ["Dr. Okafor", "Herr Müller-Lüdenscheidt"]),
        ("Robert Bosch GmbH, Thomas and Sons", []),
        ("Peter Miller & Sons, Anna", []),
        ("JohnDoe, x.Maria Keller, Global Tech Solutions, Drive Letter", []),
    ],
)
def test_names_of_persons_are_known_and_those_of_firms_are_not(text: str, names: list[str]) -> None:
    assert [name for name, _ in persons(text)] == names


def test_a_record_is_never_published(
    project: Callable[[Files], Path], process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    settings = 'site_name: Help\nplugins:\n  - kept:\n      assets: ["**/*.yml"]\n      records: {}\n'
    page = "---\ntitle: Home\naudience: public\n---\n# Home\n\nText [records]({}).\n"
    for number, folder in enumerate(("kb/records", "docs/records")):
        link = "../kb/records/a.yml" if number == 0 else "records/a.yml"
        root = project(
            {
                "mkdocs.yml": settings.format(folder),
                "docs/index.md": page.format(link),
                f"{folder}/a.yml": "customers: {canary-house: {}}\n",
            }
        )
        done = process("build", cwd=root)
        assert [*root.glob("site/**/*.yml")] == [], done.stdout + done.stderr
        assert not any(b"canary-house" in path.read_bytes() for path in root.glob("site/**/*.*"))


def test_a_change_of_a_record_is_seen_by_the_next_run_and_by_no_other(
    project: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project({**PAGES, "kb/records/a.yml": GOOD})
    settings = config.load(root / "mkdocs.yml")

    def found() -> list[str]:
        return told([*incremental.check(settings, TODAY).findings])

    assert found() == []
    write_files(root, {"kb/records/a.yml": GOOD.replace("docs/stutter.md", "docs/sttuter.md")})
    os.utime(root / "kb/records/a.yml", (10**9, 10**9))  # the state of a file that is new is not told by it
    assert [line.split()[1] for line in found()] == ["K907"]
    write_files(root, {"docs/other.md": "---\ntitle: Other\n---\nText\n"})
    assert [line.split()[1] for line in found()] == ["K907"]
    write_files(root, {"docs/sttuter.md": "---\ntitle: Odd\n---\nText\n"})
    assert found() == []
    monkeypatch.setattr(incremental, "load_records", lambda settings: pytest.fail("read again"))
    write_files(root, {"docs/other.md": "---\ntitle: Other\n---\nText, changed\n"})
    assert found() == []


@given(st.text(alphabet="tickets:{}[]- \n\"'#&*!|>%@`,ab?.0", max_size=120))
def test_any_text_is_records_or_a_problem(text: str) -> None:
    file = read_file(Source("kb/records/a.yml", text))
    for record in file.records:
        assert list(record.relations()) is not None
    assert all(0 <= one.span.start <= len(text) for one in file.problems)


def as_an_editor_reads(text: str) -> object:
    return json.loads(json.dumps(yaml.safe_load(text), default=lambda day: day.isoformat()))


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        (GOOD, True),
        ("tickets: {a: {status: closed}}", False),
        ("tickets: {a: {status: closed, resolution: b}}", True),
        ("tickets: {a: {status: Open}}", False),
        ("tickets: {a b: {}}", False),
        ("tickets: {a: {opened: '2026-02-27'}}", True),
        ("tickets: {a: {opened: '2026-02-30'}}", False),
        ("tickets: {a: {opened: 2026-02-27T10:00:00}}", False),
        ("tickets: {-a: {}}", False),
        ("tickets: {.a: {}}", False),
        ("tickets: {a/b: {}}", False),
        ("tickets: {Größe-1.2_b: {}, สินค้า: {}, 0: {}}", True),
        ("ticket: {a: {}}", False),
        ("tickets: {a: {statsu: open}}", False),
        ("customers: {a: {audience: pubic}}", False),
        ("customers: {a: {products: [{b: 1}]}}", False),
    ],
)
def test_the_schema_is_of_one_opinion_with_the_check(
    text: str, is_valid: bool, project: Callable[[Files], Path], tell: Callable[[str], list[str]]
) -> None:
    """Apart from whether other records and articles are there, of which a schema knows nothing."""
    assert ([line for line in tell(text) if " K907 " not in line] == []) is is_valid
    schema = all_schemas(config.load(project({}) / "mkdocs.yml"))["records"]
    errors = [
        *Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).iter_errors(
            as_an_editor_reads(text)
        )
    ]
    assert (errors == []) is is_valid


def test_every_kind_is_whole() -> None:
    names = {kind.name for kind in KINDS}
    for kind in KINDS:
        assert set(kind.needs) <= set(kind.states)
        assert set(kind.needs.values()) <= set(kind.fields)
        assert {state for legal in kind.states.values() for state in legal} <= set(kind.states)
        assert {field.of for field in kind.fields.values()} <= {"", *names}
