"""The MkDocs plugin: the documents decide what is in the site, MkDocs makes pages of it.

`kept build` and plain `mkdocs build` both go this way. What a build needs from other rooms (the checker's
findings, the day that counts as today) comes in through the methods that a subclass gives.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from jinja2.environment import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from kept.cache_folder import digest
from kept.config import Settings
from kept.contents import Contents, Sheet
from kept.diagram.drawing import Refused
from kept.diagram.drawing.known import Drawings
from kept.diagram.drawing.left import Left, counted
from kept.globs import matches_any
from kept.library import facts_of
from kept.parse.files import decode
from kept.parse.suppressions import without_comments
from kept.records.graphs import Graphs
from kept.site.categories import category_html, category_toc, is_generated, plain_title, with_categories
from kept.site.drawing import drawer, drawing_styles, made_by
from kept.site.figure_words import figure_words
from kept.site.figures import NEEDS, Needs, needs, with_figures
from kept.site.frame import is_known
from kept.site.graphs import ASKED, GraphFences
from kept.site.mount import ChangedMeanwhile, led_from, mounted
from kept.site.nav import site_nav
from kept.site.neighbours import Neighbours
from kept.site.output import write_marker
from kept.site.policy import policy_of_site, refused, server_files, with_policy
from kept.site.prepared import PREPARED, Prepared
from kept.site.sanitise import escaped_values, sanitised
from kept.site.taken import Taken
from kept.site.theme_words import words_of_theme
from kept.site.view import day_of_update, page_view, with_search_words

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.kept")

STYLES = "assets/kept/drawing.css"
"""Where the colours of drawings are in the site."""

SCRIPTS: tuple[tuple[Needs, str], ...] = (
    ("drawn", "assets/kept/figure."),
    ("drawn", STYLES),
    ("browser", "assets/kept/diagram."),
    ("browser", "assets/kept/mermaid."),
)
"""Beginning of the paths of what pages with diagrams ask for, and of its licence."""

ADDRESS = ":/?#[]@!$&()*+,;=%~"
"""Characters that an address may hold as they are."""

SNIPPETS = "pymdownx.snippets"

THEME, ITEMS = Path(__file__).parent / "theme", Path(__file__).parent / "items"
SHOWN_FINDINGS = 30
"""Findings that a failing build prints; `kept check` prints them all."""


LOOKS: ContextVar[bool] = ContextVar("looks", default=True)
"""Whether the plugin looks through the site at its end; else whoever puts it together does it."""


class StopBuild(PluginError):
    """The build cannot go on; each line has been logged."""

    is_told = True
    """There is nothing to add to its message."""

    def __init__(self, lines: list[str]) -> None:
        for line in lines[:SHOWN_FINDINGS]:
            log.error(line)
        count = len(lines)
        more = f", {SHOWN_FINDINGS} of them shown" if count > SHOWN_FINDINGS else ""
        noun = "error" if count == 1 else "errors"
        super().__init__(f"kept found {count} {noun}{more}; `kept check` says how to mend them")


class _AnyOptions(Config):  # type: ignore[no-untyped-call]
    """The options are read by kept itself."""


class SitePlugin(BasePlugin[_AnyOptions]):  # type: ignore[no-untyped-call]
    """The plugin without the checker; the subclass that users list as `kept` adds it."""

    is_serving = False
    policy = ""
    """The Content-Security-Policy of every page; known before the first page is templated."""
    graphs: GraphFences
    contents: Contents
    today: date
    neighbours: Neighbours | None = None
    shows_days = True
    """Whether a page may show the day that the sitemap has of it."""
    titled: set[str]
    """The pages of the navigation that have the titles of their documents."""
    drawings: Drawings
    """What was drawn before."""

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[list[Any], list[Any]]:
        """Take the options as they are: kept's own reader has better messages, with line and column."""
        self.config = _AnyOptions()
        return [], []

    def prepare(self, config_path: Path) -> Prepared:
        """Settings, today and the contents. Raises `StopBuild` when the configuration cannot be used."""
        raise NotImplementedError

    def problems(self, prepared: Prepared) -> Iterable[str]:
        """The findings that must stop a build, a line each."""
        raise NotImplementedError

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which goes on in spite of findings."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs touches a file; make the theme ask no third party."""
        prepared = PREPARED.get()
        if prepared is None or prepared.contents is None:
            prepared = self.prepare(Path(config.config_file_path))
        assert prepared.contents is not None
        self.today, self.contents = prepared.today, prepared.contents
        self.shows_days = not is_known(config)
        if not prepared.is_checked:
            self.tell_problems(prepared)
        made_by(self.contents.settings)  # which says what is missing before anything is made
        given = PREPARED.get()
        self.drawings = Drawings(given.cache.parent if given is not None and given.cache else None)
        _quiet_validation(config)
        _first_party_only(config)
        self.graphs = GraphFences(self, Graphs(prepared.cache is not None))
        self.graphs.use(config)
        _classes_for_styles(config)
        _warn_of_refused(config, self.contents.settings)
        if any(name.partition(":")[0] == SNIPPETS for name in config.markdown_extensions):
            from kept.site.snippets import keep_snippets_inside

            keep_snippets_inside(config, self.contents.settings.root)
        return config

    def tell_problems(self, prepared: Prepared) -> None:
        """No site from documents with errors; a preview only says so."""
        lines = list(self.problems(prepared))
        if lines:
            stop = StopBuild(lines)
            if not self.is_serving:
                raise stop
            log.error(str(stop))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Mount the content folders, and leave out what is not published."""
        found = mounted(files, self.contents, config, self.today)
        if config.theme.name == "material":
            found.append(File.generated(config, STYLES, abs_src_path=drawing_styles()))
        if config.nav:
            config.nav = site_nav(config.nav, found, self.contents)
        found.others[ASKED] = self.graphs.answer
        return found

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name the sections that nobody has named; the sitemap gives each page the day of its review."""
        self.titled = set()
        for file in files.documentation_pages():
            if file.page is not None:
                sheet = self.contents.by_site_path.get(file.src_uri)
                file.page.update_date = day_of_update(sheet, self.today)
                if sheet and file.page.title is None:
                    file.page.title = escape(sheet.title, quote=False)  # before it is read
                    self.titled.add(file.src_uri)
                if file.page.edit_url:
                    file.page.edit_url = quote(file.page.edit_url, safe=ADDRESS)
        if config.nav is None:
            self._name_sections(nav.items)
        self.neighbours = None
        if config.theme.name == "material":
            self.neighbours = with_categories(nav, files, self.contents, config)
        return nav

    def _name_sections(self, items: list[StructureItem]) -> None:
        """A section has the title of its index page, not the name of its folder."""
        for section in items:
            if not isinstance(section, Section):
                continue
            index = next((one for one in section.children if isinstance(one, Page) and one.is_index), None)
            sheet = self.contents.by_site_path.get(index.file.src_uri) if index else None
            title = sheet.title if sheet is not None else section.title
            section.title = escape(title, quote=False)
            self._name_sections(section.children)

    @event_priority(100)  # before plugins that give another text
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Read an article as MkDocs does. Raises `ChangedMeanwhile` if it isn't the one that was looked at.

        Who has changed it meanwhile may have made it private, and written down what nobody may read.
        """
        sheet = self.contents.published(self.today).get(page.file.src_uri)
        place = page.file.abs_src_path
        if sheet is None or place is None or not place.endswith(os.sep + sheet.facts.path):
            return None  # of a plugin
        with open(place, "rb", buffering=0) as file:
            source, _ = decode(sheet.facts.path, file.read())
        if sheet.digest:
            is_same = digest(source.text, "") == sheet.digest
        else:
            now = self.contents.article(sheet.facts.path)  # which may be that of before, or read just now
            is_shown = facts_of(now).is_published(self.contents.settings, self.today)
            is_same = is_shown and now.document.source.text == source.text
        if not is_same:
            raise ChangedMeanwhile(sheet.facts.path)
        text = source.text
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Give the theme the fields under our names and with their defaults."""
        self.graphs.page, self.graphs.files = page, files
        if is_generated(page):
            return ""
        sheet = self.contents.by_site_path.get(page.file.src_uri)
        page.meta = {str(key): escaped_values(value) for key, value in page.meta.items()}
        if sheet is not None:
            if (title := self._written_title(page, sheet)) is not None:
                page.meta["title"] = escape(title, quote=False)  # themes take it for HTML
            if sheet.metadata.tags:
                page.meta["tags"] = [escape(tag) for tag in sheet.metadata.tags]
            if sheet.metadata.searched:
                page.meta.setdefault("search", {"boost": 2})  # it answers what other pages only mention
            page.meta.pop("status", None)  # Material gives this name a meaning of its own
            if sheet.metadata.summary:
                page.meta["description"] = escape(sheet.metadata.summary)
        return None

    def _written_title(self, page: Page, sheet: Sheet) -> str | None:
        """The title for browsers and search engines: its own, else that in the navigation.

        A home page that doesn't write one has the name of the site, as with MkDocs.
        """
        fields = (theirs for theirs, ours in self.contents.settings.fields if ours == "title")
        if any(page.meta.get(name) for name in ("title", *fields)):
            return sheet.title
        return None if page.is_homepage else plain_title(str(page.title))

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the words that customers search by into the index; take out what is for kept, or could run.

        It is the last to see the text: other plugins make HTML of what writers wrote, too.
        """
        if is_generated(page):
            page.toc = category_toc(page)
            return category_html(page)
        html = without_comments(html)
        sheet = self.contents.by_site_path.get(page.file.src_uri)
        if sheet is not None:
            html = with_search_words(html, sheet)
        is_trusted = sheet is not None and matches_any(sheet.facts.path, self.contents.settings.trusted_html)
        html = html if is_trusted else sanitised(html)
        return self._with_figures(html, page, config, files) if config.theme.name == "material" else html

    def _with_figures(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The text with its diagrams; what was drawn anew goes with the page: a worker may have made it."""
        left: list[Refused] = []
        draw = drawer(self.contents.settings, self.drawings, left)
        words = figure_words(config.theme.get("language"))
        made = with_figures(html, draw, words, partial(led_from, page.file, files))
        vars(page)["left"] = counted(left)
        if self.drawings.news:
            vars(page)["drawings"], self.drawings.news = self.drawings.news, {}
        return made

    def shown(self, page: Page) -> tuple[object, ...]:
        """All that the events of this plugin bring to a page."""
        sheet = self.contents.by_site_path.get(page.file.src_uri)
        place = self.neighbours.described(page) if self.neighbours is not None else None
        around = (place, page.update_date if self.shows_days else "")
        if sheet is None:
            return around
        state = sheet.metadata.freshness(self.today, self.contents.settings.due_soon).state
        own = (sheet.title, sheet.facts.type, sheet.metadata._replace(assets=()))
        return (own, state.value, around)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Name the scripts for diagrams that pages need; a site has those that one of its pages needs."""
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        for page in pages:
            self.drawings.learn(vars(page).pop("drawings", {}))
        needed = {page.url: diagrams_of(page) for page in pages}
        most: Needs = max(needed.values(), key=NEEDS.index, default="")
        if "navigation.instant" in config.theme.get("features", ()):
            needed = dict.fromkeys(needed, most)  # a reader keeps the scripts of the first page
        env.globals["kept_diagrams"] = needed
        self.give_to_templates(env, config)
        if self.neighbours is not None:
            env.globals["kept_place"] = self.neighbours.place(None)  # for templates that are no page
        self._add_server_files(config, files)
        unused = tuple(beginning for need, beginning in SCRIPTS if NEEDS.index(need) > NEEDS.index(most))
        for file in [file for file in files if file.src_uri.startswith(unused)]:
            files.remove(file)
        return env

    def give_to_templates(self, env: Environment, config: MkDocsConfig) -> None:
        """Give the templates what they need for any page."""
        extra = self.contents.settings.content_security_policy
        if extra is not None and config.theme.name == "material":
            self.policy = policy_of_site(env, config, THEME, extra)
        env.globals["kept_word"] = words_of_theme(env, config)

    def _add_server_files(self, config: MkDocsConfig, files: Files) -> None:
        if not self.policy:
            return
        taken = Taken(file.dest_uri for file in files)
        for file in server_files(self.policy, config):
            if taken.take(file.dest_uri):
                files.append(file)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write the policy into the page."""
        return with_policy(output, self.policy) if self.policy else output

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Write the policy into pages that have no source, such as that for what is not found."""
        return with_policy(output, self.policy) if self.policy and template_name.endswith(".html") else output

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what it shows around the text."""
        sheet = self.contents.by_site_path.get(page.file.src_uri)
        if sheet is not None:
            view = page_view(sheet, self.contents.settings, self.today)
            context["kept"] = view  # type: ignore[typeddict-unknown-key]
        if self.neighbours is not None:
            context["kept_place"] = self.neighbours.place(page)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)  # after the search and all others that write files at the end
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Mark the folder as one that kept made, and so may replace; nothing private may be in it."""
        write_marker(Path(config.site_dir))
        self.drawings.save()
        if LOOKS.get() and not self.is_serving:
            self.refuse_leaks(config, Path(config.site_dir))

    def refuse_leaks(self, config: MkDocsConfig, site: Path) -> None:
        """Nothing private may be in a site. Raises `LeakFound`."""
        if not self.contents.is_all_published(self.today):
            from kept.site.leaks import LastLook, refuse_leaks  # which most sites have no use for

            given = PREPARED.get()
            jobs = given.processes if given is not None else 1
            memory = given.cache.with_suffix(".leaks.sqlite") if given is not None and given.cache else None
            look = LastLook.at(self.contents, config, self.today, memory)
            refuse_leaks(look, site, jobs)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content folders, the contracts and the vocabulary too."""
        settings = self.contents.settings
        watched = [folder for folder, _ in settings.folders()]
        for name in (*watched, settings.templates, settings.vocabulary, settings.records):
            location = settings.root / name
            if location.exists():
                server.watch(str(location))
        return server


def plugin_of(config: MkDocsConfig) -> SitePlugin | None:
    """This plugin in a configuration; a stand-in that another package has registered is none."""
    return next((one for one in config.plugins.values() if isinstance(one, SitePlugin)), None)


def diagrams_of(page: Page) -> Needs:
    """What the diagrams of a page need, which the engine says of those that it doesn't read again."""
    known: Needs | None = vars(page).get("diagrams")
    return needs(page.content or "") if known is None else known


def left_of(page: Page) -> Left:
    """How many diagrams of a page are left to browsers; the engine knows it of those that it doesn't read."""
    known: Left = vars(page).get("left", {})
    return known


def _quiet_validation(config: MkDocsConfig) -> None:
    """Links are checked by kept, with line and column; MkDocs must not warn of them a second time."""
    links = config.validation.links
    links.not_found = links.anchors = links.absolute_links = links.unrecognized_links = logging.DEBUG
    config.validation.nav.omitted_files = config.validation.nav.not_found = logging.DEBUG


def _first_party_only(config: MkDocsConfig) -> None:
    """No fonts from elsewhere, our templates before the theme's, after those of the user."""
    if config.theme.name == "material":
        config.theme["font"] = False
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs[own:own] = [*_item_folders(config.theme.custom_dir), str(THEME)]
        config.extra_css.append("assets/kept/kept.css")
        if "navigation.path" not in config.theme.setdefault("features", []):
            config.theme["features"] = [*config.theme["features"], "navigation.path"]


def _item_folders(custom_dir: str | None) -> list[str]:
    """Material's templates in place of ours, which leave out that the site has its own for the entries."""
    named = (
        (name, Path(custom_dir or "", "partials", f"{name}-item.html")) for name in ("nav", "tabs", "toc")
    )
    return [str(ITEMS / name) for name, own in named if custom_dir and own.is_file()]


def _classes_for_styles(config: MkDocsConfig) -> None:
    """Extensions that would write styles into the text use classes and attributes instead."""
    for name in ("tables", "markdown.extensions.tables"):
        if name in config.markdown_extensions:
            config.mdx_configs.setdefault(name, {})["use_align_attribute"] = True
    for name in ("pymdownx.highlight", "codehilite", "markdown.extensions.codehilite"):
        if name in config.markdown_extensions:
            config.mdx_configs.setdefault(name, {})["noclasses"] = False
    if "pymdownx.fancylists" in config.markdown_extensions:
        options = config.mdx_configs.setdefault("pymdownx.fancylists", {})
        options |= {"inject_style": False, "inject_class": True}


def _warn_of_refused(config: MkDocsConfig, settings: Settings) -> None:
    extra = settings.content_security_policy
    if extra is None:
        return
    for setting, directive in (("extra_javascript", "script-src"), ("extra_css", "style-src")):
        for address in refused(map(str, config[setting]), directive, extra):
            log.warning(
                f"{setting}: browsers will not load {address}; put the file into the project, or allow its "
                f"server: `content_security_policy: {{{directive}: [...]}}` below `kept:`"
            )
