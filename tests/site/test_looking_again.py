"""Looking again at a site of which something is known finds what looking at all of it finds."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kept.leaks.gathering import Gathered, gathered
from kept.leaks.given import Given, Written, private_text, public_text
from kept.leaks.memory import TEXTS, Known, Memory
from kept.leaks.reading import LARGE, parts, readable, texts
from kept.leaks.scan import Scanner
from kept.leaks.verdicts import Verdicts

WORDS = (
    "router",
    "contoso",
    "treaty",
    "merger",
    "button",
    "salary",
    "plan",
    "offices",
    "doubled",
    "the",
    "of",
)

PIECES = [
    "a <b>whale</b>", "a <b", "c> d", "x %3Cb%3Ewhale", "&lt;p title='a'&gt;b&amp;amp;c",
    "&#60;b&#62;blue", "100%", "\\u0042lue", "Cafe\u0301", "\N{LATIN SMALL LIGATURE FI}sh \u00e9",
    "<img alt='a &amp; b'>",
    "&amp;#60;i>x", "<x<p>y>", "a&nbsp;b<br/>", "%26lt;b%26gt;", "<a title='%41&quot;'>",
]  # fmt: skip
"""Texts as the web writes them, whole and broken."""

TEXT = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=4
).map(". ".join)

Edit = tuple[str, str, str | None]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["private", "public", "public", "site", "site", "programs"]),
        st.sampled_from(["a.html", "b.html", "c.json"]),
        st.none() | TEXT,
    ),
    min_size=1,
    max_size=4,
)


@dataclass
class World:
    """A knowledge base, the site made of it, and what programs say, each by name."""

    private: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    site: dict[str, str] = field(default_factory=dict)
    programs: dict[str, str] = field(default_factory=dict)

    def edit(self, edits: list[Edit]) -> None:
        """Write and delete files."""
        for where, name, text in edits:
            files: dict[str, str] = getattr(self, where)
            if text is None:
                files.pop(name, None)
            else:
                files[name] = text


def hidden(name: str, text: str) -> Given[tuple[Written, ...]]:
    title = Written(text.partition(".")[0], "the title", name, is_name=True)
    return private_text((Written(text, "the text", name), title))


def written(path: str, text: str) -> bytes:
    if path.endswith(".json"):
        return json.dumps(text.split(". ")).encode()
    return f"<p>{text}</p>\n<p>Home</p>\n".encode()


Leaks = dict[str, list[tuple[str, str, str]]]
Mutant = Callable[[Verdicts], Verdicts]


def look(world: World, memory: Memory | None, mutant: Mutant | None = None) -> tuple[Leaks, Gathered, int]:
    """The leaks in the site, what is guarded, and how many files were read; no leaks are remembered."""
    known = memory.read() if memory else Known()
    public = [public_text(text) for text in world.public.values()]
    private = [hidden(name, text) for name, text in world.private.items()]
    found = gathered(
        private, public, known.gathered, lambda keys: memory.words(TEXTS, keys) if memory else {}
    )
    harmless = {one.key: one for one in (*map(public_text, world.programs.values()), *public)}
    scanner = Scanner(found, {}, harmless.values)
    verdicts = Verdicts.of(scanner, found, known, memory, lambda: harmless) if memory else Verdicts(scanner)
    if mutant:
        verdicts = mutant(verdicts)
    files = {path: written(path, text) for path, text in world.site.items()}
    before = {path: verdicts.as_before(path, data) for path, data in files.items()}
    looked = {path: before[path] or verdicts.judge(path, data) for path, data in files.items()}
    leaks = {
        path: [(leak.guard.origin, leak.guard.kind, leak.found) for leak in one.leaks]
        for path, one in looked.items()
        if one.leaks
    }
    if not leaks:
        verdicts.remember(list(files), looked)
    return leaks, found, sum(one is None for one in before.values())


def guarded(found: Gathered) -> set[tuple[str, ...]]:
    return {tuple(guard) for phrase in found.phrases for guard in found.of(phrase)}


def memory_at(folder: Path) -> Memory:
    return Memory(folder / ".kept_cache" / "leaks.sqlite", "some code")


@settings(max_examples=150, deadline=None)
@given(st.lists(EDITS, min_size=2, max_size=6))
def test_what_is_known_changes_no_answer(history: list[list[Edit]]) -> None:
    with TemporaryDirectory() as place:
        memory, world = memory_at(Path(place)), World()
        for edits in history:
            world.edit(edits)
            again, found, _ = look(world, memory)
            leaks, all_of_it, _ = look(world, None)

            assert again == leaks
            assert guarded(found) == guarded(all_of_it)


def base() -> World:
    return World(
        private={"plan.md": "We sign the contoso treaty. The merger of router and button offices is doubled"},
        public={"home.md": "Reset the router. The treaty is public, the plan is not"},
        site={"a.html": "Reset the router", "b.html": "The button of the router", "c.json": "A. B"},
    )


def test_a_file_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    memory = memory_at(tmp_path)
    first, second = look(base(), memory), look(base(), memory)

    assert (first[0], first[2]) == ({}, 3)
    assert (second[0], second[2]) == ({}, 0)


def test_a_new_secret_is_looked_for_where_it_can_be(tmp_path: Path) -> None:
    memory, world = memory_at(tmp_path), base()
    look(world, memory)
    world.private["new.md"] = "The wavelength of the merger"

    assert look(world, memory)[2] == 0


def more_is_private(world: World) -> None:
    world.private["new.md"] = "Nobody but us may reset the router"
    world.public["home.md"] = "Nothing at all"


def a_public_text_says_a_phrase_no_more(world: World) -> None:
    world.public["home.md"] = "The router is one. The treaty may be written. Doubled are these"


def a_public_text_says_a_word_no_more(world: World) -> None:
    world.public["home.md"] = "The treaty is public"


def a_file_is_another(world: World) -> None:
    world.site["c.json"] = "A. We sign the contoso treaty"


def a_harmless_text_is_gone(world: World) -> None:
    world.programs.clear()


def leaking(change: Callable[[World], None]) -> World:
    """A world without leaks in which a change makes one."""
    world = base()
    if change is a_public_text_says_a_phrase_no_more:
        world.private = {"plan.md": "These may be router written doubled"}
        world.site = {"a.html": "These may be router written doubled"}
        world.public["home.md"] = "These may be router written doubled"
    if change is a_public_text_says_a_word_no_more:
        world.private = {"plan.md": "The router is reset"}
        world.site = {"a.html": "When the router is reset"}
        world.public["home.md"] = "The router is reset. The treaty is public"
    if change is a_harmless_text_is_gone:
        world.site["a.html"] = "The merger of router and button offices"
        world.public["home.md"] = "Reset"
        world.programs["theme.html"] = "the merger of router and button offices"
    return world


CHANGES = [
    (more_is_private, "a.html"),
    (a_public_text_says_a_phrase_no_more, "a.html"),
    (a_public_text_says_a_word_no_more, "a.html"),
    (a_harmless_text_is_gone, "a.html"),
    (a_file_is_another, "c.json"),
]


@pytest.mark.parametrize(("change", "path"), CHANGES)
def test_a_change_that_makes_a_leak_is_seen(
    tmp_path: Path, change: Callable[[World], None], path: str
) -> None:
    memory, world = memory_at(tmp_path), leaking(change)

    assert look(world, memory)[0] == {}
    change(world)
    assert path in look(world, memory)[0]
    assert look(world, memory)[0] == look(world, None)[0]


def stale_files(verdicts: Verdicts) -> Verdicts:
    """One that believes what is written of a path, whatever its bytes are."""

    class Stale(Verdicts):
        def is_clean(self, path: str, mark: str) -> bool:
            known = self.known.files.get(path)
            return known is not None and self.parts.issuperset(known.parts)

    return Stale(**{one.name: getattr(verdicts, one.name) for one in fields(verdicts)})


def stale_parts(verdicts: Verdicts) -> Verdicts:
    """One that believes that what was clean is clean, whatever is guarded now."""
    known = verdicts.known.files.values()
    return replace(verdicts, parts=frozenset(part for one in known for part in one.parts))


@pytest.mark.parametrize(("change", "path"), CHANGES)
def test_a_memory_that_is_believed_too_much_would_hide_it(
    tmp_path: Path, change: Callable[[World], None], path: str
) -> None:
    memory, world = memory_at(tmp_path), leaking(change)
    look(world, memory)
    change(world)
    mutant = stale_files if change is a_file_is_another else stale_parts

    assert path not in look(world, memory, mutant)[0]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def in_rows(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path)) as rows, rows:
            rows.execute(statement)

    return change


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        cut,
        lambda path: path.write_bytes(b"nothing of ours"),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to(path.parent / "other")),
        in_rows("DELETE FROM rows WHERE name LIKE 'part %'"),
        in_rows("DELETE FROM rows WHERE name LIKE 'text %'"),
        in_rows("DELETE FROM rows WHERE name = 'counts'"),
        in_rows("UPDATE rows SET data = '[]' WHERE name = 'shares'"),
        in_rows("UPDATE rows SET mark = zeroblob(16)"),
        in_rows("UPDATE rows SET data = 5"),
        in_rows("DROP TABLE rows"),
    ],
)
def test_damage_is_the_same_as_knowing_less(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    memory, world = memory_at(tmp_path), leaking(more_is_private)
    look(world, memory)
    damage(memory.path)
    more_is_private(world)

    assert look(world, memory)[0] == look(world, None)[0] != {}


def test_what_other_code_found_out_is_not_believed(tmp_path: Path) -> None:
    memory = memory_at(tmp_path)
    look(base(), memory)

    assert replace(memory, code="other code").read() == Known()
    assert memory.read() != Known()


def index(entries: list[dict[str, str]]) -> bytes:
    whole = {"config": {"lang": ["en"]}, "docs": entries}
    return json.dumps(whole, separators=(",", ":")).encode()


ENTRIES = [
    {"location": f"{page}/{anchor}", "title": f"Title {page}", "text": 'x"},{"location":"y' * 700 + anchor}
    for page in range(9)
    for anchor in ("", "#one", "#two")
]


def strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for pair in data.items() for one in pair for text in strings(one)]
    return [text for one in data for text in strings(one)] if isinstance(data, list) else []


def test_a_search_index_is_looked_at_page_by_page() -> None:
    data = index(ENTRIES)
    found = parts("search/search_index.json", data)
    said = {text for one in found for whole in texts(one) for text in whole.split("\n\0")}

    assert len(data) > LARGE
    assert len(found) == 1 + 9
    assert said - {"", "\0"} == {"search/search_index.json", *strings(json.loads(data))}


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data.replace(b'"location":"4/"', b'"location":"4/'),
        lambda data: data[:-1],
        lambda data: data.replace(b'[{"location":"0/"', b'"[{"location":"0/"', 1),
        lambda data: data.replace(b"]}", b'],"more":[{"a":"b"}]}'),
    ],
)
def test_what_is_no_such_index_is_looked_at_as_a_whole(broken: Callable[[bytes], bytes]) -> None:
    data = broken(index(ENTRIES)) + b" "
    scanner = Scanner(gathered([hidden("a.md", "Contoso treaty")], []), {})
    marked = data.replace(b"Title 5", b"The contoso treaty")

    assert scanner.scan("a.json", data) == []
    assert {leak.found for leak in scanner.scan("a.json", marked)} == {"contoso treaty"}


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=6))
def test_what_is_read_of_a_piece_depends_on_no_other(chosen: list[str]) -> None:
    apart = {line for piece in chosen for line in readable(piece).split("\0")}
    together = set(readable("\0".join(chosen)).split("\0"))

    assert together | {""} == apart | {""}
