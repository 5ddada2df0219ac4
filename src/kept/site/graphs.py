"""`kept-graph` fences of pages become the graph they ask for: a diagram, and a table of it for everybody.

The diagram is handed on as a `mermaid` fence, so whatever a site does with those it does with these. A record
that isn't for the readers of the page is not there, and nothing at all is shown of a graph that can't be
understood or begins at such a record: `kept check` says why, and this is the second wall behind it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any, Protocol

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from kept.cache_folder import digest
from kept.content.article import is_shown
from kept.contents import Contents, Sheet
from kept.diagram.flowchart import shown, written
from kept.diagram.limits import MOST_ARROWS, is_too_long
from kept.records.answer import visible_part
from kept.records.fence import LANGUAGE, Form, Wanted, read_fence
from kept.records.graphs import Graphs
from kept.records.network import ARTICLE, Part, Point
from kept.site.figure_words import ENGLISH, FigureWords, figure_words
from kept.site.figures import TOLD
from kept.site.mount import MountedFiles
from kept.values import dataclass

log = logging.getLogger("mkdocs.plugins.kept")

SUPERFENCES, EXTRA = "pymdownx.superfences", "pymdownx.extra"
ASKED = "kept-graph\n"
"""What the paths begin with under which a page remembers graphs: no path of a file holds a line end."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A graph as it is shown: its Mermaid, if it is drawn, and its table, as HTML."""

    form: Form
    mermaid: str
    table: str


NOTHING = Drawn(Form.TABLE, "", "")


class OfSite(Protocol):
    """What graphs are made from, as it is at the moment."""

    contents: Contents
    today: date


@dataclass
class GraphFences:
    """All graphs of a site, and the page that is being made, with the files of the site as it sees them."""

    site: OfSite
    graphs: Graphs
    page: Page | None = None
    files: Files | None = None
    words: FigureWords = ENGLISH

    def use(self, config: MkDocsConfig) -> None:
        """Let the Markdown extension for fences hand ours over."""
        self.words = figure_words(config.theme.get("language"))
        options = _options(config)
        if options is not None:
            fences = options.get("custom_fences") or []
            own = {"name": LANGUAGE, "class": LANGUAGE, "format": self.html, "validator": _anything}
            options["custom_fences"] = [*fences, own]

    def html(
        self, source: str, language: str, class_name: str, options: object, md: Markdown, **given: Any
    ) -> str:
        """What stands in the page in place of a fence."""
        if self.page is None:
            return ""
        uri = self.page.file.src_uri
        drawn = self.drawn(uri, source)
        if isinstance(self.files, MountedFiles):
            self.files.asked[f"{ASKED}{uri}\n{source}"] = _digest(drawn)
        if drawn is NOTHING:
            log.warning(f"{uri}: a graph is left out; `kept check` says why")
            return ""
        if drawn.form is Form.MERMAID:
            code = f"<pre><code>{escape(drawn.mermaid)}</code></pre>"
            return f'<div class="highlight" data-search-exclude>{code}</div>'
        if not drawn.mermaid:
            return f'<div class="kept-graph">{drawn.table}</div>'
        picture = _as_mermaid(drawn.mermaid, md)
        summary = f"<summary>{self.words.relations}</summary>"
        more = f'<details class="kept-diagram__text">\n{summary}\n{drawn.table}\n</details>'
        return f'<div class="kept-graph">{picture}{more}</div>'

    def answer(self, path: str) -> str | None:
        """What a page was told under a path that begins with `ASKED`, if it were told now."""
        uri, _, source = path.removeprefix(ASKED).partition("\n")
        return _digest(self.drawn(uri, source))

    def drawn(self, uri: str, source: str) -> Drawn:
        """The graph that a fence on a page asks for."""
        wanted = read_fence(source).wanted
        contents = self.site.contents
        sheet, settings = contents.by_site_path.get(uri), contents.settings
        network = self.graphs.network(settings) if wanted and sheet else None
        if wanted is None or sheet is None or network is None:
            return NOTHING
        audience = sheet.facts.audience or ""

        def is_article_shown(path: str) -> bool:
            found = contents.by_path.get(path)
            return (
                found is not None
                and found.facts.is_published(settings, self.site.today)
                and is_shown(found.facts.audience, audience, settings.audiences)
            )

        part = visible_part(network, wanted, audience, settings, is_article_shown)
        if part is None:
            return NOTHING
        return self._drawn(_titled(part, contents.by_path), wanted, sheet)

    def _drawn(self, part: Part, wanted: Wanted, sheet: Sheet) -> Drawn:
        starts = ", ".join(one.name for one in part.points[: len(wanted.starts)])
        title = wanted.title or self.words.around.format(starts)
        text = written(part.chart(title, wanted.direction)) if wanted.form is not Form.TABLE else ""
        if len(part.arrows) > MOST_ARROWS or is_too_long(text):
            text = ""
        form = wanted.form if text else Form.TABLE
        return Drawn(form, text, self._table(part, title, sheet))

    def _table(self, part: Part, title: str, sheet: Sheet) -> str:
        names = [self._name(point, sheet) for point in part.points]
        targets: dict[int, list[str]] = {}
        for start, end in part.arrows:
            targets.setdefault(start, []).append(names[end])
        rows = (
            f'<tr>\n<th scope="row">{name}</th>\n<td>{point.kind}</td>\n'
            f"<td>{', '.join(targets.get(number, ()))}</td>\n</tr>"
            for number, (point, name) in enumerate(zip(part.points, names, strict=True))
        )
        head = (
            f'<th scope="col">{word}</th>'
            for word in (self.words.record, self.words.kind, self.words.leads_to)
        )
        lines = (  # apart, since search takes what has nothing between it for one word
            f"<table>\n<caption>{_text(title)}</caption>\n<thead>\n<tr>",
            *(*head, "</tr>\n</thead>\n<tbody>", *rows),
            "</tbody>\n</table>",
        )
        return "\n".join(lines)

    def _name(self, point: Point, sheet: Sheet) -> str:
        if point.kind != ARTICLE:
            return _text(point.name)
        url = get_relative_url(self.site.contents.by_path[point.key].facts.url or ".", sheet.facts.url)
        return f'<a href="{escape(url)}">{_text(point.name)}</a>'


def _titled(part: Part, articles: Mapping[str, Sheet]) -> Part:
    """Articles by their titles, not by their paths."""
    points = (
        Point(one.key, one.kind, articles[one.key].title) if one.kind == ARTICLE else one
        for one in part.points
    )
    return Part(tuple(points), part.arrows)


def _text(text: str) -> str:
    return escape(" ".join(shown(text).split()))


def _digest(drawn: Drawn) -> str:
    return digest(drawn.form, drawn.mermaid, drawn.table)


def _as_mermaid(text: str, md: Markdown) -> str:
    """What the site makes of a `mermaid` fence with this text."""
    fences: Any = md.preprocessors["fenced_code_block"]
    found = [one for one in fences.extension.superfences if one["name"] == "mermaid"]
    given = {"src": text, "language": "mermaid", "options": {}, "md": md}
    given |= {"classes": [TOLD], "id_value": "", "attrs": {}}
    if found:
        return str(found[-1]["formatter"](**given))
    return f'<pre class="{TOLD} mermaid"><code>{escape(text, quote=False)}</code></pre>'


def _anything(language: str, inputs: object, options: object, attrs: dict[str, str], md: Markdown) -> bool:
    """Take a fence whatever stands behind its name: its code must not be shown."""
    return True


def _options(config: MkDocsConfig) -> dict[str, Any] | None:
    """The options of the extension for fences; `None` when the site doesn't use it."""
    given: dict[str, dict[str, Any]] = config.mdx_configs
    for name in config.markdown_extensions:
        plain = str(name).partition(":")[0]
        if plain == SUPERFENCES:
            return given.setdefault(name, {})
        if plain == EXTRA:
            extra: dict[str, dict[str, Any]] = given.setdefault(name, {})
            return extra.setdefault(SUPERFENCES, {})
    return None
