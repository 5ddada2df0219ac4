"""The parts that rules about structure stand on: lengths of time, words to write, letters, tiers, fixes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify
from projects import TODAY, Files

from kept import config, library
from kept.check.rule import find_rule
from kept.check.run import check
from kept.config import MarkdownSettings
from kept.content.letter_case import recased
from kept.content.tiers import Tier, cycles
from kept.content.vocabulary import read_vocabularies
from kept.diagnostic import Diagnostic
from kept.durations import Duration, Timespan, parse_timespan
from kept.parse import parse
from kept.parse.prose import prose
from kept.text import Source, Span
from kept.yaml_nodes import Mapping


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("4 hours", 240, 240),
        ("5 to 15 minutes", 5, 15),
        ("5–15 min", 5, 15),
        ("about 5 minutes per case", 5, 5),
        ("1h 30m", 90, 90),
        ("1 hour and 15 minutes", 75, 75),
        ("15 minutes to 1 hour", 15, 60),
        ("half an hour", 30, 30),
        ("1.5 hours", 90, 90),
        ("1,5 hours", 90, 90),
        ("20 minutes a day", 20, 20),
        ("2 working days", 960, 2880),
        ("One day", 480, 1440),
        ("30 seconds", 0.5, 0.5),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, shortest: float, longest: float) -> None:
    assert parse_timespan(text) == Timespan(shortest, longest)


@pytest.mark.parametrize("text", ["", "soon", "5", "24/7", "3 monkeys", "ongoing", "several", "1.2.3"])
def test_what_is_no_length_of_time(text: str) -> None:
    assert parse_timespan(text) is None


@given(st.text(alphabet="0123456789 -–,.andtohmsuriefl", max_size=200))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    found = parse_timespan(text)
    assert found is None or (found.shortest >= 0 and found.longest >= 0)


@pytest.mark.parametrize(
    ("own", "limit", "is_longer"),
    [
        (Duration(months=6), Duration(whole_days=180), False),
        (Duration(months=12), Duration(whole_days=365), False),
        (Duration(whole_days=181), Duration(whole_days=180), True),
        (Duration(months=24), Duration(months=12), True),
        (Duration(months=1), Duration(months=1), False),
    ],
)
def test_an_interval_is_longer_only_beyond_doubt(own: Duration, limit: Duration, is_longer: bool) -> None:
    assert own.is_longer_than(limit) is is_longer


VOCABULARY = """\
products: {hub: Home Hub}
roles: {agent: Support agent}
terms:
  email: [e-mail]
  GitHub: [Github]
  internet: [Internet]
  sign in: {instead: [log in, login]}
  email address: [mail address]
"""


def found_words(text: str, vocabulary: str = VOCABULARY) -> list[tuple[str, str]]:
    wording = read_vocabularies(Source("v.yml", vocabulary)).wording
    for one in wording.find(text):
        assert " ".join(text[one.span.start : one.span.end].split()) == one.form
    return [(one.form, one.word) for one in wording.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An e-mail.", [("e-mail", "email")]),
        ("E-mails and E-MAIL", [("E-mails", "Emails"), ("E-MAIL", "EMAIL")]),
        ("Log\nin, login", [("Log in", "Sign in"), ("login", "sign in")]),
        ("On Github and GitHub and github", [("Github", "GitHub")]),
        ("the Internet", [("Internet", "internet")]),
        ("email address, mail address", [("mail address", "email address")]),
        ("(e-mail), 'e-mail', e-mail/phone", [("e-mail", "email"), ("e-mail", "email")]),
        ("https://a.b/e-mail e-mail@a.b e-mail.md /e-mail a_e-mail login() $login x.login {#e-mail}", []),
        ("catalog in blogin loginname email sign in", []),
    ],
)
def test_words_to_avoid_are_found_as_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert found_words(text) == expected


@given(st.lists(st.sampled_from(["e-mail", "Log in", "email", "the", "Github", "mail address", "."])))
def test_what_is_written_instead_is_not_found_again(words: list[str]) -> None:
    wording = read_vocabularies(Source("v.yml", VOCABULARY)).wording
    text = " ".join(words)
    for one in reversed(list(wording.find(text))):
        text = text[: one.span.start] + one.word + text[one.span.end :]
    assert list(wording.find(text)) == []


def test_prose_is_what_readers_read() -> None:
    text = """\
# Head

Text **bold** `code` <kbd>key</kbd> [link](target.md "title") ![alt](x.png) <https://example.com>

    indented

- item
    - nested

!!! note "Title"
    Inside

| cell |
|---|
| body |

```text
fenced
```

<div>html</div>
"""
    document = parse(Source("page.md", text), MarkdownSettings(), slugify)
    found = prose(document)
    spans = {one: found.span(one) for one in found.stretches}
    words = " ".join(text[span.start : span.end] for span in spans.values()).split()
    assert [word for word in words if word.strip("|-!")] == [
        "Head", "Text", "bold", "link", "alt", "item", "nested", "note", '"Title"', "Inside", "cell", "body"
    ]  # fmt: skip
    assert [document.source.slice(span) for one, span in spans.items() if one.is_bold] == ["bold"]
    assert [document.source.slice(span) for one, span in spans.items() if one.in_heading] == ["Head"]
    for offset in range(len(text)):
        assert found.at(offset) == next(
            (one for one, span in spans.items() if span.start <= offset < span.end), None
        )


class Text:
    """What an article says of the words of its title."""

    def __init__(self, *common: str) -> None:
        self.common = common

    def is_common(self, word: str) -> bool:
        return word in self.common

    def is_name(self, words: str) -> bool:
        return words == "Control Panel"


NAMES = {"hub": "Hub", "home": "Home"}


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Reset Your Router", "Reset your router"),
        ("RESET YOUR ROUTER", "Reset your router"),
        ("KNOWN ISSUES", "Known issues"),
        ("CONNECT THE HUB", "Connect the Hub"),
        ("How To Reset A Router", "How to reset a router"),
        ("Change the Router Password", "Change the router password"),
        ("FAQ: Reset Your Router", "FAQ: Reset your router"),
    ],
)
def test_a_title_in_title_case_is_found(title: str, better: str) -> None:
    found = recased(title, NAMES, Text("router", "password", "reset"))
    assert found is not None
    assert found.of(title) == better
    again = recased(better, NAMES, Text("router", "password", "reset"))
    assert again is None


@pytest.mark.parametrize(
    "title",
    [
        "Reset your router",
        "Reset",
        "FAQ",
        "HTTP API",
        "VPN: DNS",
        "Install Google Chrome",
        "Connect Home Hub",
        "Import from CSV into PostgreSQL",
        "Errors in Page Router when saving",
        "What does `Router Password` mean?",
        'The message "Router Password Wrong"',
        "Router: Password: Reset",
        "1. Router",
        "Passwort Und Router zurücksetzen",
        "Änderung der Einstellungen",
        "Use the Control Panel",
        "Changes in Monday Reports",
        "What's new in Router 2.4",
        "",
    ],
)
def test_a_title_in_sentence_case_is_left_alone(title: str) -> None:
    assert recased(title, NAMES, Text("router", "password", "panel", "control", "monday")) is None


@given(st.text(max_size=80))
def test_any_title_is_read_and_keeps_its_letters(title: str) -> None:
    found = recased(title, NAMES, Text("a"))
    if found is not None:
        assert found.of(title).casefold() == title.casefold()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=8))
def test_every_circle_of_tiers_is_found_once(pairs: list[tuple[int, int]]) -> None:
    node = Mapping((), Span(0, 0))
    tiers = tuple({a: Tier(str(a), node, above=str(b)) for a, b in pairs}.values())
    above = {tier.name: tier.above for tier in tiers}
    found = list(cycles(tiers))
    members = [tier.name for cycle in found for tier in cycle]
    assert len(members) == len(set(members))
    for cycle in found:
        assert [tier.above for tier in cycle] == [tier.name for tier in (*cycle[1:], cycle[0])]
    endless = {name for name in above if _comes_back(name, above)}
    assert set(members) == endless


def _comes_back(name: str, above: dict[str, str]) -> bool:
    here = above.get(name)
    for _ in above:
        if here == name:
            return True
        here = above.get(here) if here else None
    return False


def test_a_successor_is_somebody_who_is_still_there() -> None:
    text = (
        "owners: {a: {left: 2026-01-01, successor: b}, b: {left: 2026-06-01, successor: c}, "
        "c: C, d: {left: true}}"
    )
    vocabularies = read_vocabularies(Source("v.yml", text))
    owners = vocabularies.get("owners")
    assert owners is not None
    assert vocabularies.problems == ()
    first = owners.terms[0]
    assert [term.has_left(date(2026, 3, 1)) for term in owners.terms] == [True, False, False, True]
    assert owners.successor(first, date(2026, 3, 1)) is owners.terms[1]
    assert owners.successor(first, date(2026, 7, 1)) is owners.terms[2]
    assert owners.offered() == ("c",)


def mended(text: str, finding: Diagnostic) -> str:
    """The text with the fix of a finding applied."""
    assert finding.fix is not None
    for edit in sorted(finding.fix.edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


WITH_FIX = ["K204", "K210", "K214", "K215", "K216", "K218", "K306"]


@pytest.mark.parametrize("code", WITH_FIX)
def test_after_a_fix_the_finding_is_gone(code: str, project: Callable[[Files], Path]) -> None:
    one = find_rule(code)
    assert one is not None
    example = one.bad[0]
    files = {"docs/example.md": example} if isinstance(example, str) else dict(example)
    root = project({"templates/none.txt": "", **files})
    path = next(name for name in files if name.startswith("docs/"))

    def findings() -> list[Diagnostic]:
        found = check(library.load(config.load(root / "mkdocs.yml")), TODAY)
        return [item for item in found if item.code == code]

    before = findings()
    assert before
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(mended(text, before[0]), encoding="utf-8")
    assert len(findings()) == len(before) - 1


def test_a_title_is_mended_in_the_front_matter_and_in_the_heading(project: Callable[[Files], Path]) -> None:
    text = '---\ntitle: "Reset Your Router"\naudience: public\n---\n# Reset Your Router #\n\nA router.\n'
    root = project({"docs/index.md": text})
    found = check(library.load(config.load(root / "mkdocs.yml")), TODAY, ["docs/index.md"])
    (one,) = [item for item in found if item.code == "K204"]
    assert mended(text, one) == text.replace("Your Router", "your router")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_missing_item_is_added_on_a_line_of_its_own(end: str, project: Callable[[Files], Path]) -> None:
    template = (
        "---\ncontract:\n  folder: docs/days\n  sections:\n    - {name: Day, checklist: [One, Two]}\n---\n"
        "## Day\n\n- [ ] One\n- [ ] Two\n"
    )
    text = (
        f"---{end}title: Day{end}audience: public{end}---{end}# Day{end}{end}## Day{end}{end}* [x] Two{end}"
    )
    root = project({"templates/day.md": template, "docs/days/a.md": text})
    found = check(library.load(config.load(root / "mkdocs.yml")), TODAY, ["docs/days/a.md"])
    (one,) = [item for item in found if item.code == "K215"]
    assert mended(text, one) == text.replace("* [x] Two", f"* [ ] One{end}* [x] Two")
