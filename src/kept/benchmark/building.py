"""How long building takes beside other builders: the same articles, the same cores, taking turns in one run.

A builder is measured cold (nothing left of an earlier build), and those that keep something for the next
build also when nothing has changed, after an edit of the text of one article, and of its title, which other
pages show too. An edit counts only when it is seen in the page that was built.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import click
import markdown

from kept.benchmark.builders import Builder, Content, builders
from kept.benchmark.given import Editable, Given
from kept.benchmark.memory import group_memory
from kept.benchmark.tables import Figure, Row, megabytes, milliseconds, ratio, seconds
from kept.cache_folder import FOLDER
from kept.door import ProgramFailed, Usage, measured
from kept.values import dataclass

HEAD = (
    "pages",
    "builder",
    "what",
    "wall",
    "CPU",
    "memory",
    "wall per page",
    "frame",
    "wall / kept",
    "CPU / kept",
)
COLD, UNCHANGED, TEXT, TITLE = "cold", "nothing changed", "one text", "one title"

TEMPORARY = "temporary"
LEFT_BEHIND = ("site", FOLDER, ".cache", "resources", ".hugo_build.lock", TEMPORARY)
"""What the builders leave of a build: the site, locks, caches, and temporary files (caches, too)."""

LOOKED_AT = 50
"""Pages that are looked at after a cold build: whether they are there, and how large they are."""

EXTENSIONS = [
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.tabbed",
]  # fmt: skip
"""Extensions with which the size of an article alone is found out."""

Peers = tuple[tuple[str, int | None], ...]
"""Names of peers, and for how many pages at most they are measured."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A builder with its articles in a folder of its own."""

    builder: Builder
    folder: Path
    articles: tuple[Editable, ...]

    def build(self) -> Usage:
        """Build once."""
        temporary = self.folder.resolve() / TEMPORARY
        temporary.mkdir(exist_ok=True)
        return measured(self.builder.command, self.folder, group_memory, temporary)

    def cold(self) -> Usage:
        """Build with nothing left of an earlier build.

        That is put aside, not deleted: some file systems are slow to make files right after many have gone.
        """
        aside = Path(mkdtemp(prefix=f"{self.folder.name}-", dir=self.folder.parent))
        for name in LEFT_BEHIND:
            if (self.folder / name).exists():
                (self.folder / name).rename(aside / name)
        return self.build()

    def edited(self, number: int, what: str) -> Usage:
        """Build after an edit. Raises `ProgramFailed` when the page doesn't show it."""
        article = self.articles[number * len(self.articles) // 7 % len(self.articles)]
        word = f"edited{number}{'title' if what == TITLE else 'text'}"
        edit(self.folder / article.source, what, word)
        used = self.build()
        if word not in self.page(article).read_text("utf-8"):
            raise ProgramFailed(f"{article.source} was edited, and its page doesn't show it")
        return used

    def page(self, article: Editable) -> Path:
        """The page that was made of an article. Raises `ProgramFailed` when there is none."""
        stem = Path(article.page).with_suffix("")
        for found in (self.folder / "site" / stem / "index.html", self.folder / "site" / f"{stem}.html"):
            if found.is_file():
                return found
        raise ProgramFailed(f"{article.source} has no page in the site")

    def frame(self) -> float:
        """Kilobytes of HTML that a page has beyond what is made of the article alone."""
        convert = markdown.Markdown(extensions=EXTENSIONS)
        beyond = []
        for article in self.articles[:: max(1, len(self.articles) // LOOKED_AT)]:
            text = (self.folder / article.source).read_text("utf-8").partition("\n---\n")[2]
            own = convert.reset().convert(text)
            beyond.append(self.page(article).stat().st_size - len(own.encode()))
        return statistics.mean(beyond) / 1000


def edit(source: Path, what: str, word: str) -> None:
    """Put a word into the text or the title of an article."""
    text = source.read_text("utf-8")
    if what == TITLE:
        before, name, after = text.partition("\ntitle: ")
        title, end, rest = after.partition("\n")
        quote = title[-1:] if title.endswith(("'", '"')) else ""
        text = f"{before}{name}{title.removesuffix(quote)} {word}{quote}{end}{rest}"
    else:
        text = f"{text.rstrip()}\n\nMore about {word}.\n"
    source.write_text(text, encoding="utf-8")


def build_rows(
    sizes: Iterable[int], runs: int, given: Given | None, peers: Peers, peer_path: Path | None
) -> Iterator[Row]:
    """A row for each builder and for each thing that was done; wall and CPU seconds are medians."""
    yield HEAD
    contents = [Content(given=given)] if given else []
    for content in [*contents, *(Content(pages=pages) for pages in sizes)]:
        names = tuple(name for name, most in peers if most is None or content.pages <= most)
        with TemporaryDirectory() as temporary:
            yield from _rows(
                content,
                list(builders(names, peer_path, given if content.given else None)),
                runs,
                Path(temporary),
            )


def _rows(content: Content, found: list[Builder], runs: int, folder: Path) -> Iterator[Row]:
    benches = [_bench(content, builder, folder / builder.name) for builder in found]
    results: dict[tuple[str, str], list[Usage]] = {}
    failed: set[str] = set()
    steps = [(COLD, number) for number in range(runs)]
    steps += [(what, number) for what in (UNCHANGED, TEXT, TITLE) for number in range(runs)]
    for what, number in steps:
        for bench in benches[number % len(benches) :] + benches[: number % len(benches)]:
            name = bench.builder.name
            if name in failed or (what != COLD and not bench.builder.remembers):
                continue
            try:
                done = _done(bench, what, number)
                results.setdefault((name, what), []).append(done)
                click.echo(f"{bench.builder.title}, {what}: {done.wall:.2f} s", err=True)
                if (what, number) == (COLD, 0):
                    bench.frame()
            except ProgramFailed as error:
                failed.add(name)
                click.echo(f"{bench.builder.title}: {error}", err=True)
    kept = {what: _median(used) for (name, what), used in results.items() if name == "kept"}
    for bench in benches:
        for (name, what), used in results.items():
            if name == bench.builder.name and name not in failed:
                frame = Figure(bench.frame(), "kB", 1) if what == COLD else ""
                yield _row(content.count, bench.builder.title, what, _median(used), frame, kept.get(what))


def _done(bench: Bench, what: str, number: int) -> Usage:
    if what == COLD:
        return bench.cold()
    return bench.build() if what == UNCHANGED else bench.edited(number, what)


def _median(used: list[Usage]) -> Usage:
    """Medians of times; the memory is the largest."""
    wall, cpu, memory = zip(*used, strict=True)
    return Usage(statistics.median(wall), statistics.median(cpu), max(memory))


def _row(pages: int, title: str, what: str, used: Usage, frame: Figure | str, kept: Usage | None) -> Row:
    times = (seconds(used.wall), seconds(used.cpu), megabytes(used.memory))
    beside = (ratio(used.wall / kept.wall), ratio(used.cpu / kept.cpu)) if kept else ("", "")
    each = milliseconds(used.wall / pages) if what == COLD else ""
    return (pages, title, what, *times, each, frame, *beside)


def _bench(content: Content, builder: Builder, folder: Path) -> Bench:
    content.written(builder, folder)
    return Bench(builder, folder, content.articles(builder, folder))


def peers_named(text: str, known: Iterable[str]) -> Peers:
    """Peers as the command line names them: `stock:1000,hugo` has stock up to 1,000 pages only.

    Raises `ValueError`.
    """
    names = list(known)
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, colon, most = part.partition(":")
        if name not in names or not (colon == "" or most.isdecimal()):
            raise ValueError(f'"{part}" is not one of {", ".join(names)}, with `:1000` for up to 1,000 pages')
        found.append((name, int(most) if colon else None))
    return tuple(found)
