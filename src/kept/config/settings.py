"""All settings, each with its help where it is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import field, fields
from pathlib import Path
from typing import Any

from kept.config import values
from kept.config.parts import DiagramSettings, ExternalSettings, Ignored, MarkdownSettings, PathDefaults
from kept.diagnostic import Severity
from kept.patterns import NamedPattern
from kept.values import dataclass
from kept.yaml_nodes import Node


def _setting(default: Any, help: str, read_as: Callable[[Node], Any]) -> Any:
    return field(default=default, metadata={"help": help, "read_as": read_as})


@dataclass(frozen=True)
class Settings:
    """Everything kept reads from `mkdocs.yml`, with the paths resolved against `root`.

    Fields with a `help` in their metadata are kept's own and are written under `plugins: - kept:`.
    """

    root: Path
    config_path: Path | None = None
    site_name: str = ""
    site_url: str = ""
    docs_dir: str = "docs"
    site_dir: str = "site"
    use_directory_urls: bool = True
    nav: tuple[str, ...] | None = None
    """What `nav:` lists; `None` without one, or when a plugin makes the navigation."""
    not_in_nav: tuple[str, ...] = ()
    nav_titles: MappingType[str, str] = field(default_factory=dict, hash=False)
    """The titles that `nav:` gives to pages, by their paths in the site."""
    listed_elsewhere: tuple[str, ...] = ()
    """Folders of the site whose pages a plugin lists."""
    has_plugin: bool = False
    markdown: MarkdownSettings = MarkdownSettings()

    content: tuple[str, ...] = _setting(
        ("kb",),
        "Folders mounted into the site beside `docs_dir`; those that don't exist are left out.",
        values.as_paths,
    )
    templates: str = _setting(
        "templates",
        "The folder of contracts, one Markdown file a content type. Without it, kept's own are used.",
        values.as_path,
    )
    vocabulary: str = _setting(
        "kb/vocabulary.yml",
        "The file of terms: products, versions, owners, roles, tags.",
        values.as_path,
    )
    ledger: str = _setting(
        "kb/published-urls.txt",
        "The file of addresses that have been published; `kept build --update-ledger` writes it.",
        values.as_path,
    )
    records: str = _setting(
        "kb/records",
        "The folder of records: customers, products, tickets and the like. Its files are never published.",
        values.as_path,
    )
    audiences: tuple[str, ...] = _setting(
        ("public", "internal"),
        "The audiences a document may name, widest first; a site shows its own and all wider ones.",
        values.as_some_texts,
    )
    audience: str = _setting("public", "The audience that the site is built for.", values.as_text)
    defaults: tuple[PathDefaults, ...] = _setting(
        (),
        'Fields by path: `- {path: "kb/**", audience: public}`. '
        "Later entries win; a document's own field wins over all.",
        values.as_defaults,
    )
    fields: tuple[tuple[str, str], ...] = _setting(
        (),
        "Names of another system's fields and ours: `last_reviewed_on: reviewed`.",
        values.as_words,
    )
    extra_fields: tuple[str, ...] = _setting(
        (),
        "Field names that are known and are not kept's business (globs allowed).",
        values.as_texts,
    )
    severity: tuple[tuple[str, Severity], ...] = _setting(
        (),
        "Severity of a rule by code or name: `error`, `warning`, `info` or `off`.",
        values.as_severities,
    )
    ignore: tuple[Ignored, ...] = _setting(
        (),
        'Rules that are silent below a path: `- {path: "kb/old/**", rules: [K204], reason: …}`.',
        values.as_all_ignored,
    )
    fail_on: Severity = _setting(
        Severity.WARNING,
        "The lowest severity for which `kept check` exits with 1.",
        values.as_failing_severity,
    )
    due_soon: int = _setting(
        30,
        "How long before its end a review counts as due soon (a duration, `30d`).",
        values.as_days,
    )
    exclude: tuple[str, ...] = _setting(
        (),
        "Files that are not read at all (globs, relative to the configuration's folder).",
        values.as_patterns,
    )
    external: ExternalSettings = _setting(
        ExternalSettings(),
        "How `kept check --external` asks other servers: `max_age`, how long an answer is believed; "
        "`fail_after`, how long a link must fail before it counts as dead; `rate`, the most questions a "
        "second to one server; `ignore`, hosts (`*.intranet.net`) or addresses (`https://shop.net/cart*`) "
        "that are not asked.",
        values.as_external,
    )
    baseline: str = _setting(
        "kept-baseline.json",
        "The file of known findings, which `kept check` hides: `kept adopt` writes it.",
        values.as_path,
    )
    public_text: tuple[str, ...] = _setting(
        (),
        "Files outside of the content folders whose text may be on the site though no page says it, because "
        "a plugin or hook brings it in (globs): the leak scan lets it pass.",
        values.as_patterns,
    )
    trusted_modules: tuple[str, ...] = _setting(
        (),
        "Python modules whose `slugify` function kept may run to compute anchors.",
        values.as_texts,
    )
    trusted_html: tuple[str, ...] = _setting(
        (),
        "Documents in which raw HTML may hold scripts, frames and the like (globs).",
        values.as_patterns,
    )
    stateless: tuple[str, ...] = _setting(
        (),
        "Plugins and hooks, as `plugins` and `hooks` name them, that keep nothing from page to page: a build "
        "may run them in several processes and remember what they made of a page.",
        values.as_texts,
    )
    diagrams: DiagramSettings = _setting(
        DiagramSettings(),
        "How diagrams are drawn. `draw: built-in`: during the build, and what can't be drawn then by the "
        "reader's browser; `draw: chromium`: the rest by Chromium, during the build, too, which must be "
        "installed; `draw: browser`: all of them by the reader's browser.",
        values.as_diagrams,
    )
    content_security_policy: tuple[tuple[str, tuple[str, ...]], ...] | None = _setting(
        (),
        "What pages may load besides the site's own files, by directive: "
        "`{media-src: [https://video.example.com]}`; `false` writes no policy at all.",
        values.as_policy,
    )
    assets: tuple[str, ...] = _setting(
        (),
        "Files that may be published beside pictures, video, sound, PDF, fonts and style sheets (globs); "
        '`"!*.pdf"` forbids some of these.',
        values.as_patterns,
    )
    private: tuple[NamedPattern, ...] = _setting(
        (),
        "What must not stand in a public article, as regular expressions (RE2): "
        '`- {name: customer id, pattern: "CUST-[0-9]{6}"}`.',
        values.as_named_patterns,
    )
    allowed_contacts: tuple[str, ...] = _setting(
        (),
        "Email addresses and phone numbers that readers should have (`*@help.example.com` is possible); "
        "with this list every other one in a public article is reported.",
        values.as_texts,
    )

    @property
    def config_name(self) -> str:
        """The name of the configuration file as messages show it."""
        return self.config_path.name if self.config_path else "mkdocs.yml"

    @property
    def field_names(self) -> MappingType[str, str]:
        """Another system's field names and ours."""
        return dict(self.fields)

    @property
    def own_files(self) -> tuple[str, ...]:
        """Files that are there for kept and are no part of the site, wherever they lie."""
        return (self.vocabulary, self.ledger, self.baseline)

    def is_own_file(self, path: str) -> bool:
        """Whether a file is there for kept alone: one of `own_files`, or a file of records."""
        if path in (self.vocabulary, self.ledger, self.baseline):
            return True
        return path.startswith(f"{self.records}/") and path.lower().endswith((".yml", ".yaml"))

    def folders(self) -> Iterator[tuple[str, str]]:
        """Each content folder and the prefix it has in the site."""
        yield self.docs_dir, ""
        for folder in self.content:
            if self.docs_dir != ".":  # else it is among the pages already
                yield folder, folder + "/"


def kept_settings() -> Iterator[tuple[str, str, object]]:
    """Name, help and default of every setting that is kept's own."""
    for item in fields(Settings):
        if "help" in item.metadata:
            yield item.name, item.metadata["help"], item.default
