"""`kept check --fix`: what is mended, in rounds, and how files are written: whole, or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from projects import TODAY, Files, write_files

from kept import config
from kept.check.run import check
from kept.content.contract_reader import read_contract
from kept.content.vocabulary import read_vocabularies
from kept.diagnostic import Diagnostic, Edit, Fix, Location, Safety, Severity
from kept.fix.edits import applied
from kept.fix.files import Change, NotWritten, changes
from kept.fix.rounds import Mended, mend
from kept.index import Index
from kept.library import Library, Reader, facts_of, make_slugger
from kept.parse import parse
from kept.parse.document import Document
from kept.text import Source, Span
from kept.yaml_nodes import plain

HEAD = "---\ntitle: Reset your router\naudience: public\n---\n"
SKIPPED = f"{HEAD}# Reset\n\n### Steps\n\nPress.\n"
MENDED = f"{HEAD}# Reset\n\n## Steps\n\nPress.\n"
LINKS = {
    "templates/none.txt": "",
    "docs/a.md": f"{HEAD}# A\n\nSee [b](bb.md) and [c](b.md#setps).\n",
    "docs/b.md": HEAD.replace("Reset your router", "B") + "# B\n\n## Steps\n\nText\n",
}


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix("", Safety.SAFE, tuple(Edit(Span(a, b), text) for a, b, text in edits))


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        ([fix((0, 1, "X"))], ("Xbcdef", (0,))),
        ([fix((1, 3, "")), fix((2, 4, "")), fix((4, 5, "Y"))], ("adYf", (0, 2))),
        ([fix((4, 5, "Y")), fix((0, 1, "X"))], ("XbcdYf", (0, 1))),
        ([fix((0, 1, "X"), (5, 6, "Z")), fix((2, 3, "Y")), fix((5, 6, "W"))], ("XbYdeZ", (0, 1))),
        ([fix((1, 1, "X")), fix((1, 1, "Y"))], ("aXbcdef", (0,))),
        ([fix((1, 2, "X")), fix((1, 2, "X"))], ("aXcdef", (0, 1))),
        ([fix((1, 2, "X")), fix((2, 2, "Y"))], ("aXcdef", (0,))),
        ([fix((0, 3, "X")), fix((3, 6, "Y"))], ("XY", (0, 1))),
        ([fix((0, 7, "X")), fix((3, 2, "X")), fix(), fix((0, 2, ""), (1, 3, ""))], ("abcdef", ())),
    ],
)
def test_fixes_that_overlap_wait(fixes: list[Fix], expected: object) -> None:
    assert applied("abcdef", fixes) == expected


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text(max_size=2)), max_size=3)))
def test_whatever_the_fixes_are_each_is_applied_whole_or_not_at_all(given_fixes: list[object]) -> None:
    text = "abcdefgh"
    fixes = [fix(*edits) for edits in given_fixes]  # type: ignore[misc]
    new, done = applied(text, fixes)
    made = sorted({edit for at in done for edit in fixes[at].edits}, key=lambda edit: edit.span)
    expected, end = "", 0
    for edit in made:
        assert end <= edit.span.start <= edit.span.end <= len(text)
        expected += text[end : edit.span.start] + edit.text
        end = edit.span.end
    assert new == expected + text[end:]


def test_a_safe_fix_is_applied_and_the_rest_is_reported(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    folder = project({"templates/none.txt": "", "docs/a.md": SKIPPED.replace("public", "pubilc")})
    shown = cli("check", "--fix", cwd=folder)
    assert shown.exit_code == 1
    assert shown.output.startswith("Fixed 1 finding in 1 file.\ndocs/a.md:3:11: error K107 ")
    assert (folder / "docs/a.md").read_text() == MENDED.replace("public", "pubilc")
    shown = cli("check", "--fix", "--unsafe", cwd=folder)
    assert (shown.exit_code, shown.output) == (0, "Fixed 1 finding in 1 file.\nNo findings in 1 document.\n")
    assert (folder / "docs/a.md").read_text() == MENDED
    shown = cli("check", "--fix", "--unsafe", cwd=folder)
    assert (shown.exit_code, shown.output) == (0, "Nothing to fix.\nNo findings in 1 document.\n")


def test_unsafe_alone_says_what_is_missing(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    shown = cli("check", "--unsafe", cwd=project({"docs/a.md": SKIPPED}))
    assert shown.exit_code == 2
    assert "add --fix to apply them, or --diff to see them" in shown.output


def test_a_diff_is_one_that_git_applies_and_nothing_is_written(
    project: Callable[[Files], Path], process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    folder = project(
        {
            "templates/none.txt": "",
            "docs/a b.md": b"\xef\xbb\xbf" + SKIPPED.replace("\n", "\r\n").rstrip().encode(),
            "docs/c.md": SKIPPED.replace("Reset your", "Reboot the").replace("Press.\n", "Press 🔧."),
        }
    )
    before = (folder / "docs/a b.md").read_bytes()
    done = process("check", "--diff", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "Would fix 2 findings in 2 files.\n")
    assert (folder / "docs/a b.md").read_bytes() == before
    raw = subprocess.run(
        [sys.executable, "-m", "kept", "check", "--diff"], cwd=folder, capture_output=True, check=False
    ).stdout
    subprocess.run(["git", "apply", "-p1", "--whitespace=nowarn"], cwd=folder, input=raw, check=True)
    assert (folder / "docs/a b.md").read_bytes() == before.replace(b"### ", b"## ")
    done = process("check", "--diff", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing to fix.\n")


def test_paths_narrow_what_is_fixed(project: Callable[[Files], Path], cli: Callable[..., Result]) -> None:
    other = SKIPPED.replace("Reset your", "Reboot the")
    folder = project({"templates/none.txt": "", "docs/a.md": SKIPPED, "docs/b.md": other})
    assert cli("check", "--fix", "docs/b.md", cwd=folder).exit_code == 0
    assert (folder / "docs/a.md").read_text() == SKIPPED
    assert (folder / "docs/b.md").read_text() != other


def test_what_is_silenced_is_not_fixed(project: Callable[[Files], Path], cli: Callable[..., Result]) -> None:
    text = SKIPPED.replace("### Steps", "### Steps <!-- kept: ignore K206 as the vendor has it -->")
    folder = project({"templates/none.txt": "", "docs/a.md": text})
    assert cli("check", "--fix", cwd=folder).exit_code == 0
    assert (folder / "docs/a.md").read_text() == text


def test_a_report_for_programs_stays_whole(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    done = cli("check", "--fix", "--format", "json", cwd=project({"docs/a.md": SKIPPED}))
    assert done.stdout.startswith("{")
    assert done.stderr == "Fixed 1 finding in 1 file.\n"


def test_a_fix_can_make_another_one_possible(library_of: Callable[[Files], Library]) -> None:
    done = mended(library_of(LINKS))
    assert done.findings == ()
    assert done.texts["docs/a.md"].endswith("See [b](b.md) and [c](b.md#steps).\n")


def mended(knowledge: Library, safety: Safety = Safety.UNSAFE) -> Mended:
    def allowed(one: Fix) -> bool:
        return safety is Safety.UNSAFE or one.safety is Safety.SAFE

    return mend(knowledge, lambda at: check(at, TODAY), allowed)


def finding(knowledge: Library, made: Fix, code: str = "K999") -> Diagnostic:
    return Diagnostic(code, "x", Severity.ERROR, Location("docs/a.md", 1, 1, 1, 1), f"bad {code}", "", made)


def test_a_fix_that_does_not_help_is_taken_back(library_of: Callable[[Files], Library]) -> None:
    knowledge = library_of({"docs/a.md": MENDED})
    useless, good = fix((len(MENDED), len(MENDED), "more\n")), fix((0, 3, "---"), (5, 6, "T"))

    def look(at: Library) -> list[Diagnostic]:
        text = at.by_path["docs/a.md"].document.source.text
        found = [finding(at, useless)]
        return found if "\ntiTle" in text else [*found, finding(at, fix((6, 7, "T")), "K998")]

    assert good.edits
    done = mend(knowledge, look, lambda one: True)
    assert done.texts == {"docs/a.md": MENDED.replace("title", "tiTle")}
    assert [item.code for item in done.left_out] == ["K999"]
    assert done.fixed == {"docs/a.md": 1}


def test_one_fix_that_does_not_help_keeps_no_other_from_being_made(
    library_of: Callable[[Files], Library],
) -> None:
    body = "".join(f"wrong {number}\n" for number in range(200))

    def look(at: Library) -> list[Diagnostic]:
        source = at.by_path["docs/a.md"].document.source
        places = [Span(*found.span()) for found in re.finditer("wrong|worse", source.text)]
        return [
            replace(
                finding(at, fix((*place, "right" if number else "worse"))),
                location=Location.of(source, place),
            )
            for number, place in enumerate(places)
        ]

    done = mend(library_of({"docs/a.md": HEAD + body}), look, lambda one: True)
    assert done.texts["docs/a.md"].count("right") == 199
    assert [item.location.line for item in done.left_out] == [HEAD.count("\n") + 1]


def test_a_fix_that_makes_a_file_unreadable_is_taken_back(library_of: Callable[[Files], Library]) -> None:
    def look(at: Library) -> list[Diagnostic]:
        text = at.by_path["docs/a.md"].document.source.text
        return [] if "[" in text else [finding(at, fix((11, 11, "[")))]

    done = mend(library_of({"docs/a.md": MENDED}), look, lambda one: True)
    assert (done.texts, len(done.left_out)) == ({}, 1)


def test_a_fix_that_keeps_coming_back_ends(library_of: Callable[[Files], Library]) -> None:
    looked: list[int] = []

    def look(at: Library) -> list[Diagnostic]:
        looked.append(1)
        return [finding(at, fix((0, 0, "\n") if len(looked) % 2 else (0, 1, "-")), f"K{900 + len(looked)}")]

    done = mend(library_of({"docs/a.md": HEAD + "Text\n"}), look, lambda one: True)
    assert len(looked) < 100
    assert len(done.left_out) >= 1


BYTES = [
    pytest.param(b"\xef\xbb\xbf", "\n", "\n", id="mark"),
    pytest.param(b"", "\r\n", "\r\n", id="crlf"),
    pytest.param(b"", "\r", "\r", id="cr"),
    pytest.param(b"\xef\xbb\xbf", "\r\n", "", id="crlf-mark-no-end"),
    pytest.param(b"", "\n", "  \n\n\n", id="blanks"),
]


@pytest.mark.parametrize(("mark", "newline", "end"), BYTES)
def test_every_other_byte_stays_as_it_is(
    mark: bytes, newline: str, end: str, project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    text = SKIPPED.replace("Press.", "Größe\t🔧 e\u0301 \u2028 x").rstrip().replace("\n", newline) + end
    folder = project({"templates/none.txt": "", "docs/a.md": mark + text.encode()})
    path = folder / "docs/a.md"
    path.chmod(0o640)
    cli("check", "--fix", cwd=folder)
    assert path.read_bytes() == mark + text.replace("### ", "## ").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["a.md"]


def test_mixed_line_ends_stay_mixed(library_of: Callable[[Files], Library]) -> None:
    text = SKIPPED.replace("Press.\n", "Press.\r\nMore\rand\n")
    done = mended(library_of({"templates/none.txt": "", "docs/a.md": text.encode()}))
    assert done.texts["docs/a.md"] == text.replace("### ", "## ")


def test_a_file_that_may_not_be_written_is_one_line_and_the_others_are_mended(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    other = SKIPPED.replace("Reset your", "Reboot the")
    folder = project({"templates/none.txt": "", "docs/a.md": SKIPPED, "docs/b.md": other})
    (folder / "docs/a.md").chmod(0o444)
    shown = cli("check", "--fix", cwd=folder)
    assert shown.exit_code == 2
    assert shown.output.startswith(
        "kept: docs/a.md is not changed: it is read-only; make it writable\nFixed 1 finding in 1 file.\n"
        "docs/a.md:7:1: warning K206"
    )
    assert (folder / "docs/a.md").read_text() == SKIPPED
    assert (folder / "docs/b.md").read_text() != other


def test_a_full_disk_loses_nothing(
    project: Callable[[Files], Path], cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = project({"templates/none.txt": "", "docs/a.md": SKIPPED})
    monkeypatch.setattr("kept.fix.files.os.fsync", full)
    shown = cli("check", "--fix", cwd=folder)
    assert shown.exit_code == 2
    assert shown.output.startswith("kept: docs/a.md is not changed: no space left on device\n")
    assert (folder / "docs/a.md").read_text() == SKIPPED
    assert [one.name for one in (folder / "docs").iterdir()] == ["a.md"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"docs/a.md": "old"})
    (change,) = changes(folder, {"docs/a.md": "old"}, {"docs/a.md": "new"})
    assert isinstance(change, Change)
    (folder / "docs/a.md").write_text("of somebody else")
    with pytest.raises(NotWritten, match=r"docs/a\.md is not changed: somebody has changed it meanwhile"):
        change.write()
    (other,) = changes(folder, {"docs/a.md": "old"}, {"docs/a.md": "new"})
    assert isinstance(other, NotWritten)
    assert (folder / "docs/a.md").read_text() == "of somebody else"
    (folder / "docs/a.md").unlink()
    (gone,) = changes(folder, {"docs/a.md": "old"}, {"docs/a.md": "new"})
    assert str(gone) == "docs/a.md is not changed: no such file or directory"


def test_a_link_stays_a_link_and_its_file_is_changed_once(
    project: Callable[[Files], Path], cli: Callable[..., Result]
) -> None:
    folder = project({"templates/none.txt": "", "docs/a.md": SKIPPED})
    (folder / "docs/b.md").symlink_to("a.md")
    shown = cli("check", "--fix", cwd=folder)
    assert shown.output.startswith("Fixed 1 finding in 1 file.\n")
    assert (folder / "docs/b.md").is_symlink()
    assert (folder / "docs/a.md").read_text() == MENDED


VALUES = {
    "vocabulary.yml": "",
    "kb/vocabulary.yml": (
        "tags: {wifi: {name: Wi-Fi, also: [wlan]}, 'a: b': {name: X, also: [ab]}, cable: Cable}\n"
    ),
}


@pytest.mark.parametrize(
    ("before", "after", "is_safe"),
    [
        ("tags: [WLAN] # old", "tags: [wifi] # old", True),
        ("tags: ['wlan', \"WLAN\"]", "tags: ['wifi', \"WLAN\"]", True),
        ("tags: [wifi, wlan]", "tags: [wifi, wlan]", True),
        ("tags:\n  - ab   # why\n  - wlan", 'tags:\n  - "a: b"   # why\n  - wifi', True),
        ("tags: wlan, cable", "tags: wifi, cable", True),
        ("tags: cable, ab", "tags: cable, ab", True),
        ("tags: 'wlan, cable'", "tags: 'wifi, cable'", True),
        ("tags: [calbe]", "tags: [cable]", False),
        ("reviewed: 20-Nov-2026 # by hand", "reviewed: 2026-11-20 # by hand", True),
        ("reviewed: '2026.11.20'", "reviewed: '2026-11-20'", True),
        ('status: "drfat"', 'status: "draft"', False),
        ("status: drfat", "status: draft", False),
        ("status: >\n  drfat", "status: >\n  drfat", False),
        ("watch: src/**", "watch: [src/**]", False),
        ("watch: 'a: b'", "watch: ['a: b']", False),
        ("watch: a]b", "watch: a]b", False),
        ("sumary: x  # y", "summary: x  # y", False),
        ("tags: [wifi]\ntags: [wifi]", "tags: [wifi]", True),
        ("tags:\n- wifi\ntags:\n- wifi", "tags:\n- wifi", True),
        ("tags: [wifi]\ntags: [wifi] # why", "tags: [wifi]\ntags: [wifi] # why", True),
        ("tags: [wifi]\ntags: [cable]", "tags: [wifi]\ntags: [cable]", True),
        ("tags: [wifi] # kept: ignore K105 x", "tags: [wifi]", True),
        ("# kept: ignore K105 x\ntags: [wifi]", "tags: [wifi]", True),
        ("tags: [nonsense] # kept: ignore K105, K107 x", "tags: [nonsense] # kept: ignore K105 x", True),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_value_is_written_as_it_was_written(
    before: str, after: str, is_safe: bool, newline: str, library_of: Callable[[Files], Library]
) -> None:
    text = f"---\n# first\ntitle: 'It''s'   # a comment\naudience: public\n{before}\n---\n# A\n".replace(
        "\n", newline
    )
    files = {**VALUES, "templates/none.txt": "", "docs/a.md": text}
    done = mended(library_of(files), Safety.SAFE)
    safe = done.texts.get("docs/a.md", text)
    assert safe == (
        text.replace(before.replace("\n", newline), after.replace("\n", newline)) if is_safe else text
    )
    done = mended(done.library)
    both = done.texts.get("docs/a.md", safe)
    assert both == text.replace(before.replace("\n", newline), after.replace("\n", newline))
    assert done.left_out == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Setext\n======\n\nOne\n\nOther\n=====\n\n## Deep",
            "Setext\n======\n\nOne\n\nOther\n-----\n\n### Deep",
        ),
        ("# A\n\n> ### Quoted\n\nText", "# A\n\n> ## Quoted\n\nText"),
        ("# A\n\n!!! note\n\n    ### Within\n\nText", "# A\n\n!!! note\n\n    ## Within\n\nText"),
        ("# A\n\n### One ###\n\n#### Two\n\n## Three\n\nx", "# A\n\n## One ###\n\n### Two\n\n## Three\n\nx"),
        ("# A\n\n#### One\n\n### Two\n\nText", "# A\n\n#### One\n\n### Two\n\nText"),
        ("# A\n\n###Tight\n\nText", "# A\n\n##Tight\n\nText"),
        ("# A\n\n```\n### no\n```\n\n<h3>x</h3>\n\ny", "# A\n\n```\n### no\n```\n\n<h3>x</h3>\n\ny"),
        ("# A\n\nx\n\n# B\n\n###### C\n\nx", "# A\n\nx\n\n## B\n\n### C\n\nx"),
        ("[a](bb.md 'bb.md')", "[a](bb.md 'bb.md')"),
        ("[bb.md](<bb.md>) `bb.md`", "[bb.md](<b.md>) `bb.md`"),
        ("[bb.md][x]\n\n[x]: bb.md 'T'", "[bb.md][x]\n\n[x]: b.md 'T'"),
        ('x <a href="bb.md#x">y</a>', 'x <a href="b.md#x">y</a>'),
        ("# Here\n\n[a](#heer)", "# Here\n\n[a](#here)"),
    ],
)
def test_only_what_is_meant_is_changed(
    before: str, after: str, library_of: Callable[[Files], Library]
) -> None:
    files = {"templates/none.txt": "", "docs/a.md": f"{HEAD}{before}\n", "docs/b.md": "---\ntitle: B\n---\n"}
    done = mended(library_of(files))
    assert done.texts.get("docs/a.md", f"{HEAD}{before}\n") == f"{HEAD}{after}\n"


CONTRACT = (
    "---\ncontract:\n  folder: docs/g\n  sections:\n    - First\n    - {name: Second, sections: [Inner]}\n"
    "    - Third\n---\n# {{ title }}\n\n## First\n\n<!-- write: the first -->\n\n## Second\n\n"
    "### Inner\n\n## Third\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# A\n\nIntro\n\n## Other\n\nx",
            (
                "# A\n\nIntro\n\n## First\n\n<!-- write: the first -->\n\n## Other\n\nx\n\n"
                "## Second\n\n<!-- write: Second -->\n\n### Inner\n\n<!-- write: Inner -->\n\n"
                "## Third\n\n<!-- write: Third -->"
            ),
        ),
        (
            "# A\n\n## Third\n\nc\n\n## First\n\na\n## Second\n\nb\n\n### Inner\n\ni",
            "# A\n\n## First\n\na\n\n## Second\n\nb\n\n### Inner\n\ni\n\n## Third\n\nc",
        ),
        (
            "# A\n\n## Frist\n\na  \n\n## Second\n\n### Inner\n\nb\n\n## Third\n\n```\nx",
            "# A\n\n## First\n\na  \n\n## Second\n\n### Inner\n\nb\n\n## Third\n\n```\nx",
        ),
        (
            "# A\n\n## First\n\n## Second\n\n### Inner\n\n```\nx",
            "# A\n\n## First\n\n## Second\n\n### Inner\n\n```\nx",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_sections_are_added_and_moved_to_their_places(
    before: str, after: str, newline: str, end: str, library_of: Callable[[Files], Library]
) -> None:
    text, expected = (f"{HEAD}{body}{end}".replace("\n", newline) for body in (before, after))
    files = {"templates/g.md": CONTRACT, "docs/g/a.md": text}
    done = mended(library_of(files))
    assert done.texts.get("docs/g/a.md", text) == expected


SETTINGS = config.Settings(Path("/nowhere"), has_plugin=True)
SLUG = make_slugger(SETTINGS)
TERMS = read_vocabularies(Source("kb/vocabulary.yml", VALUES["kb/vocabulary.yml"]))
GUIDE = read_contract(parse(Source("templates/g.md", CONTRACT), SETTINGS.markdown, SLUG), TERMS)
FRONT = [
    "title: 'It''s' # why",
    "tags: [wlan, cable] # x",
    "tags: [wlan]",
    "- item",
    "audience: pubilc",
    'audience: "pubilc"',
    "reviewed: 20-Nov-2026",
    "sumary: >",
    "  folded 🔧",
    "status: drfat",
    "# comment",
    "watch: src/**",
    "<<: {owner: x}",
    "a: &x [1]",
    "b: *x",
    "tags: wlan, ab",
    "type: g",
    "titel: \t x",
    "",
]
LINES = st.lists(st.sampled_from(FRONT), max_size=7)
BODIES = [
    "# Title",
    "## First",
    "### Inner",
    "#### Déép 🔧",
    "## Third",
    "# Other",
    "Other\n=====",
    "text é",
    "[a](bb.md)",
    "[x][y]",
    "[y]: bb.md",
    "```",
    "> ### Quoted",
    "!!! note",
    "    #### Within",
    "- item",
    "\ttab",
    "",
    "\n",
    "<!-- kept: ignore K206 x -->",
    "<!-- kept: ignore-start K401 -->",
    "[h](#frist)",
    "<!-- kept: ignore-end K401 -->\n",
    '<a href="bb.md">x</a>',
    "<div markdown>",
    "---",
    "* a <!-- kept: ignore K405 x -->",
]
BODY = st.lists(st.sampled_from(BODIES), max_size=14)


def shape(document: Document) -> dict[str, object]:
    """What a safe fix never changes."""
    return {
        "headings": [one.text for one in document.headings],
        "anchors": sorted(document.anchors),
        "links": [one.target for one in document.links],
        "images": [one.target for one in document.images],
        "code": [one.code for one in document.fences],
        "admonitions": [one.kind for one in document.admonitions],
        "fields": set(front) if isinstance(front := plain(document.front), dict) else set(),
        "tasks": document.tasks and [one.text for one in document.tasks],
    }


@given(
    LINES,
    BODY,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n"]),
    st.sampled_from(list(Safety)),
)
def test_whatever_is_written_a_fix_helps_or_is_not_made(
    front: list[str], body: list[str], newline: str, end: str, safety: Safety
) -> None:
    text = ("\n".join(["---", *front, "---", *body]) + end).replace("\n", newline)
    other = f"{HEAD}# B\n"
    documents = [
        parse(Source(path, content), SETTINGS.markdown, SLUG)
        for path, content in {"docs/g/a.md": text, "docs/g/b.md": other}.items()
    ]
    reader = Reader(SETTINGS, {"g": GUIDE}, TERMS, SLUG, frozenset())
    articles = tuple(map(reader.article, documents))
    index = Index(tuple(map(facts_of, articles)), {})
    knowledge = Library(SETTINGS, articles, {"g": GUIDE}, TERMS, index)
    done = mended(knowledge, safety)
    new = done.library.by_path["docs/g/a.md"].document
    assert (new.source.text == text) == ("docs/g/a.md" not in done.fixed)
    if new.source.text != text:
        assert len(done.findings) < len(check(knowledge, TODAY)) or safety is Safety.UNSAFE
        assert new.is_readable or not documents[0].is_readable
        for comment in ("# why", "# x", "# comment"):
            assert new.source.text.count(comment) == text.count(comment)
        assert new.source.text.endswith(("\r", "\n")) == text.endswith(("\r", "\n"))
        if newline == "\r\n":
            assert new.source.text.count("\n") == new.source.text.count("\r\n") == new.source.text.count("\r")
    if safety is Safety.SAFE:
        assert shape(new) == shape(documents[0])
    again = mended(done.library, safety)
    left = {(item.code, item.message) for item in done.left_out}
    assert not again.texts or left
