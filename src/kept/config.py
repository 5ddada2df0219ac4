"""The one configuration file, `mkdocs.yml`: the site's settings, and kept's under `plugins: - kept:`.

MkDocs is not needed to read it: tags such as `!!python/name:` and `!ENV` are read as words, never run.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, fields, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kept.diagnostic import Problem, Severity
from kept.durations import parse_duration
from kept.globs import is_pattern
from kept.near import did_you_mean
from kept.patterns import NamedPattern, PatternError, compiled
from kept.text import Source, Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, plain, read


@dataclass(frozen=True, slots=True)
class SlugSetting:
    """Which function makes ids out of headings; an empty name is Python-Markdown's own."""

    function: str = ""
    is_factory: bool = False
    arguments: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()
    separator: str = "-"


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """What of `markdown_extensions` changes the meaning of a document."""

    slug: SlugSetting = SlugSetting()
    attr_list: bool = False
    emoji: bool = False
    snippets: tuple[tuple[str, Any], ...] | None = None
    """The options of pymdownx.snippets, when it is on."""
    superfences: bool = False


@dataclass(frozen=True, slots=True)
class PathDefaults:
    """Values that documents under a path have unless they say otherwise; later entries win."""

    path: str
    values: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """Rules whose findings are not reported below a path, why, and where the configuration says so."""

    path: str
    rules: tuple[tuple[str, Span], ...]
    reason: str
    span: Span
    source: Source = Source("", "")


@dataclass(frozen=True, slots=True)
class ExternalSettings:
    """How the servers of other websites are asked, by `kept check --external` alone."""

    max_age: int = 7
    """Days for which an answer is believed; an address that fails is asked each time."""
    fail_after: int = 14
    """Days that an address must fail before the link counts as dead."""
    rate: float = 1.0
    """The most questions a second to one server."""
    ignore: tuple[str, ...] = ()
    """Hosts, or addresses with `https://`, that are never asked; `*` stands for anything."""

    def __str__(self) -> str:
        return (
            f"{{max_age: {self.max_age}d, fail_after: {self.fail_after}d, rate: {self.rate:g}, ignore: []}}"
        )


WAYS_TO_DRAW = ("built-in", "chromium", "browser")


@dataclass(frozen=True, slots=True)
class DiagramSettings:
    """How diagrams are drawn."""

    draw: str = "built-in"
    """By kept while the site is built; what it can't draw is left to the reader's browser. With `chromium`
    that is drawn by Chromium during the build, with `browser` the reader's browser draws everything."""

    def __str__(self) -> str:
        return f"{{draw: {self.draw}}}"


def _setting(default: Any, help: str, read_as: Callable[[_Reader, Node], Any]) -> Any:
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
    has_plugin: bool = False
    markdown: MarkdownSettings = MarkdownSettings()

    content: tuple[str, ...] = _setting(
        ("kb",),
        "Folders mounted into the site beside `docs_dir`; those that don't exist are left out.",
        lambda reader, node: tuple(reader.path(item) for item in reader.items(node)),
    )
    templates: str = _setting(
        "templates",
        "The folder of contracts, one Markdown file a content type. Without it, kept's own are used.",
        lambda reader, node: reader.path(node),
    )
    vocabulary: str = _setting(
        "kb/vocabulary.yml",
        "The file of terms: products, versions, owners, roles, tags.",
        lambda reader, node: reader.path(node),
    )
    ledger: str = _setting(
        "kb/published-urls.txt",
        "The file of addresses that have been published; `kept build --update-ledger` writes it.",
        lambda reader, node: reader.path(node),
    )
    records: str = _setting(
        "kb/records",
        "The folder of records: customers, products, tickets and the like. Its files are never published.",
        lambda reader, node: reader.path(node),
    )
    audiences: tuple[str, ...] = _setting(
        ("public", "internal"),
        "The audiences a document may name, widest first; a site shows its own and all wider ones.",
        lambda reader, node: reader.some_texts(node),
    )
    audience: str = _setting(
        "public", "The audience that the site is built for.", lambda reader, node: reader.text(node)
    )
    defaults: tuple[PathDefaults, ...] = _setting(
        (),
        'Fields by path: `- {path: "kb/**", audience: public}`. '
        "Later entries win; a document's own field wins over all.",
        lambda reader, node: reader.defaults(node),
    )
    fields: tuple[tuple[str, str], ...] = _setting(
        (),
        "Names of another system's fields and ours: `last_reviewed_on: reviewed`.",
        lambda reader, node: reader.words(node),
    )
    extra_fields: tuple[str, ...] = _setting(
        (),
        "Field names that are known and are not kept's business (globs allowed).",
        lambda reader, node: reader.texts(node),
    )
    severity: tuple[tuple[str, Severity], ...] = _setting(
        (),
        "Severity of a rule by code or name: `error`, `warning`, `info` or `off`.",
        lambda reader, node: reader.severities(node),
    )
    ignore: tuple[Ignored, ...] = _setting(
        (),
        'Rules that are silent below a path: `- {path: "kb/old/**", rules: [K204], reason: …}`.',
        lambda reader, node: tuple(reader.ignored(item) for item in reader.items(node)),
    )
    fail_on: Severity = _setting(
        Severity.WARNING,
        "The lowest severity for which `kept check` exits with 1.",
        lambda reader, node: reader.severity(node, lowest=Severity.INFO),
    )
    due_soon: int = _setting(
        30,
        "How long before its end a review counts as due soon (a duration, `30d`).",
        lambda reader, node: reader.days(node),
    )
    exclude: tuple[str, ...] = _setting(
        (),
        "Files that are not read at all (globs, relative to the configuration's folder).",
        lambda reader, node: reader.patterns(node),
    )
    external: ExternalSettings = _setting(
        ExternalSettings(),
        "How `kept check --external` asks other servers: `max_age`, how long an answer is believed; "
        "`fail_after`, how long a link must fail before it counts as dead; `rate`, the most questions a "
        "second to one server; `ignore`, hosts (`*.intranet.net`) or addresses (`https://shop.net/cart*`) "
        "that are not asked.",
        lambda reader, node: reader.external(node),
    )
    baseline: str = _setting(
        "kept-baseline.json",
        "The file of known findings, which `kept check` hides: `kept adopt` writes it.",
        lambda reader, node: reader.path(node),
    )
    public_text: tuple[str, ...] = _setting(
        (),
        "Files outside of the content folders whose text may be on the site though no page says it, because "
        "a plugin or hook brings it in (globs): the leak scan lets it pass.",
        lambda reader, node: reader.patterns(node),
    )
    trusted_modules: tuple[str, ...] = _setting(
        (),
        "Python modules whose `slugify` function kept may run to compute anchors.",
        lambda reader, node: reader.texts(node),
    )
    trusted_html: tuple[str, ...] = _setting(
        (),
        "Documents in which raw HTML may hold scripts, frames and the like (globs).",
        lambda reader, node: reader.patterns(node),
    )
    stateless: tuple[str, ...] = _setting(
        (),
        "Plugins and hooks, as `plugins` and `hooks` name them, that keep nothing from page to page: a build "
        "may run them in several processes and remember what they made of a page.",
        lambda reader, node: reader.texts(node),
    )
    diagrams: DiagramSettings = _setting(
        DiagramSettings(),
        "How diagrams are drawn. `draw: built-in`: during the build, and what can't be drawn then by the "
        "reader's browser; `draw: chromium`: the rest by Chromium, during the build, too, which must be "
        "installed; `draw: browser`: all of them by the reader's browser.",
        lambda reader, node: reader.diagrams(node),
    )
    content_security_policy: tuple[tuple[str, tuple[str, ...]], ...] | None = _setting(
        (),
        "What pages may load besides the site's own files, by directive: "
        "`{media-src: [https://video.example.com]}`; `false` writes no policy at all.",
        lambda reader, node: reader.policy(node),
    )
    assets: tuple[str, ...] = _setting(
        (),
        "Files that may be published beside pictures, video, sound, PDF, fonts and style sheets (globs); "
        '`"!*.pdf"` forbids some of these.',
        lambda reader, node: reader.patterns(node),
    )
    private: tuple[NamedPattern, ...] = _setting(
        (),
        "What must not stand in a public article, as regular expressions (RE2): "
        '`- {name: customer id, pattern: "CUST-[0-9]{6}"}`.',
        lambda reader, node: reader.named_patterns(node),
    )
    allowed_contacts: tuple[str, ...] = _setting(
        (),
        "Email addresses and phone numbers that readers should have (`*@help.example.com` is possible); "
        "with this list every other one in a public article is reported.",
        lambda reader, node: reader.texts(node),
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
        return (self.vocabulary, self.ledger)

    def is_own_file(self, path: str) -> bool:
        """Whether a file is there for kept alone: one of `own_files`, or a file of records."""
        return path in self.own_files or (
            path.startswith(self.records + "/") and path.endswith((".yml", ".yaml"))
        )

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


class ConfigurationError(Exception):
    """The configuration cannot be used; `problems` say why, in `source` where there is one."""

    def __init__(self, source: Source, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.source = source
        self.problems = problems


def load(config_path: Path, root: Path | None = None) -> Settings:
    """Read a configuration file; paths in it are relative to `root` (its own folder unless given).

    Raises `ConfigurationError` when it is missing, is not YAML, or has a setting that kept does not know.
    """
    return parse(_source(config_path), config_path, root or config_path.parent)


def _source(config_path: Path) -> Source:
    name = config_path.name
    try:
        return Source(name, _text(config_path))
    except FileNotFoundError:
        message = f"{config_path} does not exist"
        raise _unusable(name, message, "run `kept init`, or name the file with `--config`") from None
    except (OSError, UnicodeDecodeError) as error:
        reason, help = _reason(error)
        raise _unusable(name, f"{config_path} cannot be read: {reason}", help) from None


def parse(source: Source, config_path: Path, root: Path) -> Settings:
    """The settings that a configuration file's text holds. Raises `ConfigurationError`."""
    files = Files(source, config_path)
    reader = _Reader()
    settings = reader.settings(files.read(), root, config_path)
    problems = [*files.problems, *reader.problems]
    if problems:
        raise files.error(problems)
    return replace(settings, ignore=tuple(files.placed(entry) for entry in settings.ignore))


def _text(path: Path) -> str:
    """The text of a file. Raises `OSError`, and `UnicodeDecodeError` for what is not UTF-8."""
    if path.exists() and not path.is_file():
        raise OSError(None, "it is not a plain file")  # reading from a pipe could wait forever
    return path.read_bytes().decode("utf-8-sig")


def _reason(error: OSError | UnicodeDecodeError) -> tuple[str, str]:
    """Why a file cannot be read, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text", "save it as UTF-8"
    return (error.strerror or str(error)).lower(), "put a plain file in its place that you may read"


def _unusable(name: str, message: str, help: str) -> ConfigurationError:
    return ConfigurationError(Source(name, ""), (Problem("K007", Span(0, 0), message, help),))


class Files:
    """A configuration file and those that it inherits from (MkDocs' `INHERIT: base.yml`), read as one.

    So that each key still knows where it stands, the files count as one text: the first file, then the one
    it names, and so on. `problems` are those of the files as YAML.
    """

    def __init__(self, source: Source, path: Path, inside: Path | None = None) -> None:
        self.sources = [source]
        self.paths = [path]
        self.inside = inside
        self.problems: list[Problem] = []

    @classmethod
    def of(cls, path: Path, inside: Path | None = None) -> Files:
        """A file and those that it inherits from, which must lie in the folder `inside`, if that is given."""
        return cls(_source(path), path, inside)

    def read(self) -> Mapping:
        """All keys; a file's own win over those it inherits, and mappings are merged, as MkDocs does."""
        node = self._read_last()
        base = node.get("INHERIT")
        if base is None:
            return node
        if not isinstance(base, Scalar) or not isinstance(base.value, str) or base.tag:
            problem = Problem("K007", base.span, "`INHERIT` must be text", "write the path of one file")
            raise self.error([problem])
        path = self.paths[-1].parent / base.value
        if self.inside is not None and not path.resolve().is_relative_to(self.inside):
            message = f"{base.value} lies outside of the project"
            raise self.error([Problem("K007", base.span, message, "name a file of the project")])
        try:
            text = _text(path)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{base.value} cannot be read: {_reason(error)[0]}"
            problem = Problem("K007", base.span, message, "mend the path, or the file")
            raise self.error([problem]) from None
        if any(path.samefile(one) for one in self.paths if one.exists()):
            problem = Problem("K007", base.span, f"{base.value} inherits from itself", "remove `INHERIT`")
            raise self.error([problem])
        self.sources.append(Source(base.value, text))
        self.paths.append(path)
        return _merged(node, self.read())

    def _read_last(self) -> Mapping:
        source = self.sources[-1]
        offset = self._offset(len(self.sources) - 1)
        try:
            node, problems = read(source.text, offset, tags_allowed=True)
        except YamlError as error:
            message = f"the configuration cannot be read: {error.message}"
            raise self.error([Problem("K007", error.span, message, error.help)]) from None
        if not isinstance(node, Mapping):
            empty = "the configuration is empty"
            message = empty if node is None else "the configuration is not `key: value` lines"
            problem = Problem("K007", Span(offset, offset), message, "write at least `site_name: …`")
            raise self.error([problem])
        self.problems += [replace(problem, code="K007") for problem in problems]
        return node

    def _offset(self, index: int) -> int:
        """Where a file begins in the one text; a place between two belongs to the end of the first."""
        return sum(len(source.text) + 1 for source in self.sources[:index])

    def placed(self, entry: Ignored) -> Ignored:
        """An entry with the file that it stands in, and its places there."""
        offsets = [self._offset(index) for index in range(len(self.sources))]
        index = max(at for at, offset in enumerate(offsets) if offset <= entry.span.start)

        def moved(span: Span) -> Span:
            return Span(span.start - offsets[index], span.end - offsets[index])

        rules = tuple((word, moved(span)) for word, span in entry.rules)
        return replace(entry, rules=rules, span=moved(entry.span), source=self.sources[index])

    def error(self, problems: list[Problem]) -> ConfigurationError:
        """The problems of the first file that has any, at their places in it."""
        for index, source in enumerate(self.sources):
            offset = self._offset(index)
            end = offset + len(source.text)
            own = [problem for problem in problems if offset <= problem.span.start <= end]
            if own:
                shifted = (Span(one.span.start - offset, one.span.end - offset) for one in own)
                found = zip(own, shifted, strict=True)
                return ConfigurationError(source, tuple(replace(one, span=span) for one, span in found))
        raise AssertionError("a problem stands in no file")


def _merged(own: Mapping, base: Mapping) -> Mapping:
    """The keys of `own`, and those of `base` that it does not have; mappings that both have are merged."""
    names = own.keys()
    inherited = tuple((key, value) for key, value in base.entries if key.raw not in names)
    kept = tuple((key, _merged_value(value, base.get(key.raw))) for key, value in own.entries)
    return replace(own, entries=kept + inherited)


def _merged_value(own: Node, base: Node | None) -> Node:
    return _merged(own, base) if isinstance(own, Mapping) and isinstance(base, Mapping) else own


class _Reader:
    """Turns nodes into settings and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, span: Span, message: str, help: str = "") -> None:
        self.problems.append(Problem("K007", span, message, help))

    def settings(self, node: Mapping, root: Path, config_path: Path) -> Settings:
        own = self._plugin(node.get("plugins"))
        settings = Settings(
            root=root.resolve(),
            config_path=config_path.resolve(),
            site_name=self._top_text(node, "site_name", ""),
            site_url=self._site_url(node),
            docs_dir=self._top_path(node, "docs_dir", "docs"),
            site_dir=self._top_text(node, "site_dir", "site"),
            use_directory_urls=plain(node.get("use_directory_urls")) is not False,
            nav=_nav(node.get("nav"), node.get("plugins")),
            not_in_nav=_patterns_of(node.get("not_in_nav")),
            has_plugin=own is not None,
            markdown=_markdown_settings(node.get("markdown_extensions")),
        )
        if isinstance(own, Mapping):
            settings = replace(settings, **dict(self._own(own)))
            self._audience_is_known(own, settings)
        content = own.get("content") if isinstance(own, Mapping) else None
        self._read_once(content or node.get("docs_dir"), settings)
        for name, place in _paths_of_programs(node):
            self._stays_inside(name, place, settings)
        return settings

    def _stays_inside(self, name: str, node: Node, settings: Settings) -> None:
        """What MkDocs would copy into the site, run, or include in a page lies in the project."""
        if not isinstance(node, Scalar) or node.tag or not node.raw:
            return
        try:
            target = (settings.root / node.raw).resolve()
        except (OSError, RuntimeError, ValueError):
            self.problem(node.span, f'`{name}`: no path can be "{node.raw}"', "write the path of a file")
            return
        if not target.is_relative_to(settings.root):
            self.problem(node.span, f"`{name}` leads out of the project", LEADS_OUT_HELP)

    def _audience_is_known(self, own: Mapping, settings: Settings) -> None:
        if settings.audience not in settings.audiences:
            given = own.get("audience") or own.get("audiences") or own
            self.problem(
                given.span,
                f'"{settings.audience}" is not one of the audiences'
                + did_you_mean(settings.audience, settings.audiences),
                f"set `audience` to one of: {', '.join(settings.audiences)}",
            )

    def _read_once(self, place: Node | None, settings: Settings) -> None:
        """A folder within another one would be read, and published, twice."""
        folders = [folder for folder, _ in settings.folders()]
        for folder, other in combinations(folders, 2):
            if place and (_is_within(folder, other) or _is_within(other, folder)):
                message = f'the folders "{folder}" and "{other}" hold the same files'
                self.problem(place.span, message, "name folders that lie beside each other")

    def _top_text(self, node: Mapping, key: str, default: str) -> str:
        value = node.get(key)
        if value is None:
            return default
        if value.tag == "!ENV":
            return _from_environment(value, default)
        if isinstance(value, Scalar) and not value.tag:
            return value.raw if value.value is not None else default
        self.problem(value.span, f"`{key}` must be text", f"write `{key}: …`")
        return default

    def _site_url(self, node: Mapping) -> str:
        """The address of the site, which other modules split without another look."""
        address = self._top_text(node, "site_url", "")
        place = node.get("site_url")
        try:
            urlsplit(address)
        except ValueError as error:
            if place is not None:
                message = f"`site_url` is no address: {str(error)[:1].lower()}{str(error)[1:]}"
                self.problem(place.span, message, "write `site_url: https://help.example.com/`")
            return ""
        return address

    def _top_path(self, node: Mapping, key: str, default: str) -> str:
        """A folder of the project."""
        path = posixpath.normpath(self._top_text(node, key, default) or default)
        value = node.get(key) or node
        if "\0" in path:
            self.problem(value.span, f"`{key}` holds a character that no path has", "delete it")
        elif _leads_out(path):
            self.problem(value.span, f"`{key}` leads out of the project", LEADS_OUT_HELP)
        else:
            return path
        return default

    def _plugin(self, plugins: Node | None) -> Node | None:
        """What stands under `kept:` in the list (or mapping) of plugins; `None` when it is not listed."""
        listed = [(key, value) for key, value in listed_names(plugins) if key.raw == "kept"]
        if not listed:
            return None
        for key, _ in listed[1:]:
            self.problem(key.span, "`kept` is listed twice; only one of the two can count", "keep one")
        if isinstance(plugins, Sequence):
            self._must_be_indented(plugins)
        value = listed[0][1]
        is_empty = isinstance(value, Scalar) and value.value in (None, "kept")
        if not isinstance(value, Mapping) and not is_empty:
            help = "write the settings below `kept:`, one a line: `audience: public`"
            self.problem(value.span, "`kept:` must hold `setting: value` lines", help)
        return value

    def _must_be_indented(self, plugins: Sequence) -> None:
        """Settings at the level of `- kept:` belong to nothing, and would be silently without effect."""
        for item in plugins.items:
            if isinstance(item, Mapping) and item.key("kept") and len(item.entries) > 1:
                stray = next(key for key, _ in item.entries if key.raw != "kept")
                message = f"`{stray.raw}` stands beside `kept:`, not below it"
                self.problem(stray.span, message, "indent the settings further than `kept:`")

    def _own(self, node: Mapping) -> Iterator[tuple[str, Any]]:
        known = {item.name: item for item in fields(Settings) if "read_as" in item.metadata}
        for key, value in node.entries:
            if key.raw not in known:
                self.problem(
                    key.span,
                    f'kept has no setting "{key.raw}"' + did_you_mean(key.raw, known),
                    f"settings are: {', '.join(sorted(known))}",
                )
                continue
            try:
                yield key.raw, known[key.raw].metadata["read_as"](self, value)
            except _Unfit as error:
                self.problem(error.span, f"`{key.raw}`: {error.message}", error.help)

    def text(self, node: Node) -> str:
        if node.tag == "!ENV":
            return _from_environment(node, "")
        if isinstance(node, Scalar) and isinstance(node.value, str) and not node.tag and node.value:
            return node.value
        raise _Unfit(node.span, "must be text", "write a word, in quotes if it looks like a number or a date")

    def items(self, node: Node) -> tuple[Node, ...]:
        if not isinstance(node, Sequence):
            raise _Unfit(node.span, "must be a list", "write `[one, two]` or one `- item` a line")
        return node.items

    def texts(self, node: Node) -> tuple[str, ...]:
        return tuple(self.text(item) for item in self.items(node))

    def some_texts(self, node: Node) -> tuple[str, ...]:
        if not self.items(node):
            raise _Unfit(node.span, "must not be empty", "name at least one, or remove the setting")
        return self.texts(node)

    def patterns(self, node: Node) -> tuple[str, ...]:
        return tuple(self.pattern(item) for item in self.items(node))

    def pattern(self, node: Node) -> str:
        pattern = self.text(node)
        if not is_pattern(pattern):
            raise _Unfit(node.span, f'"{pattern}" is not a pattern for paths', "write for instance `kb/**`")
        return pattern

    def path(self, node: Node) -> str:
        path = posixpath.normpath(self.text(node))
        if "\0" in path:
            raise _Unfit(node.span, f'"{path}" holds a character that no path has', "delete it")
        if _leads_out(path):
            raise _Unfit(node.span, f'"{path}" leads out of the project', LEADS_OUT_HELP)
        return path

    def words(self, node: Node) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, Mapping):
            raise _Unfit(node.span, "must be `name: name` lines", "write `last_reviewed_on: reviewed`")
        return tuple((key.raw, self.text(value)) for key, value in node.entries)

    def severity(self, node: Node, lowest: Severity = Severity.OFF) -> Severity:
        word = node.raw.lower() if isinstance(node, Scalar) else ""
        word = "off" if word in ("off", "false") else word
        names = [severity.word for severity in Severity if severity >= lowest]
        if word not in names:
            raise _Unfit(
                node.span,
                f'"{word}" is not a severity' + did_you_mean(word, names),
                f"write one of: {', '.join(names)}",
            )
        return Severity.from_word(word)

    def severities(self, node: Node) -> tuple[tuple[str, Severity], ...]:
        if not isinstance(node, Mapping):
            raise _Unfit(node.span, "must be `rule: severity` lines", "write `{K401: warning}`")
        return tuple((key.raw, self.severity(value)) for key, value in node.entries)

    def days(self, node: Node) -> int:
        raw = node.raw if isinstance(node, Scalar) else ""
        duration = parse_duration(raw)
        if duration is None:
            raise _Unfit(node.span, f'"{raw}" is not a duration', "write `30d`, `4w`, `6m` or `1y`")
        return duration.days

    def ignored(self, node: Node) -> Ignored:
        help = 'write `- {path: "kb/old/**", rules: [K204], reason: "why it is right as it is"}`'
        path = node.get("path") if isinstance(node, Mapping) else None
        named = node.get("rules") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or path is None or named is None:
            raise _Unfit(node.span, "each entry needs a `path` and `rules`", help)
        for key, _ in node.entries:
            if key.raw not in IGNORED_KEYS:
                raise _Unfit(
                    key.span, f'an entry has no "{key.raw}"' + did_you_mean(key.raw, IGNORED_KEYS), help
                )
        words = self.items(named) if isinstance(named, Sequence) else (named,)
        rules = tuple((self.text(word), word.span) for word in words)
        reason = node.get("reason")
        text = self.text(reason) if reason is not None and plain(reason) not in (None, "") else ""
        return Ignored(self.pattern(path), rules, text, path.span)

    def external(self, node: Node) -> ExternalSettings:
        names = [item.name for item in fields(ExternalSettings)]
        if not isinstance(node, Mapping):
            raise _Unfit(node.span, "must be `name: value` lines", "write `{max_age: 7d, fail_after: 14d}`")
        given: dict[str, Any] = {}
        for key, value in node.entries:
            if key.raw not in names:
                hint = did_you_mean(key.raw, names)
                raise _Unfit(key.span, f'there is no "{key.raw}"{hint}', f"names are: {', '.join(names)}")
            read_as = {"rate": self.rate, "ignore": self.texts}.get(key.raw, self.days)
            given[key.raw] = read_as(value)
        return ExternalSettings(**given)

    def diagrams(self, node: Node) -> DiagramSettings:
        help = "write `{draw: built-in}`, or `chromium` or `browser` in place of `built-in`"
        if not isinstance(node, Mapping):
            raise _Unfit(node.span, "must be a `draw: …` line", help)
        way = DiagramSettings().draw
        for key, value in node.entries:
            if key.raw != "draw":
                raise _Unfit(key.span, f'there is no "{key.raw}"{did_you_mean(key.raw, ("draw",))}', help)
            way = value.raw if isinstance(value, Scalar) and not value.tag else ""
            if way not in WAYS_TO_DRAW:
                hint = did_you_mean(way, WAYS_TO_DRAW)
                raise _Unfit(value.span, f'diagrams are not drawn by "{way}"{hint}', help)
        return DiagramSettings(way)

    def rate(self, node: Node) -> float:
        value = node.value if isinstance(node, Scalar) and not node.tag else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.01 <= value <= 1000:
            raise _Unfit(node.span, "`rate` must be a number of questions a second", "write `1` or `0.5`")
        return float(value)

    def policy(self, node: Node) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        help = "write `{media-src: [https://video.example.com]}`, or `false` for no policy"
        if isinstance(node, Scalar) and node.value is False:
            return None
        if not isinstance(node, Mapping):
            raise _Unfit(node.span, "must be `directive: [source, …]` lines", help)
        return tuple((self.directive(key), self.sources(value)) for key, value in node.entries)

    def directive(self, key: Scalar) -> str:
        if key.raw not in POLICY_DIRECTIVES:
            hint = did_you_mean(key.raw, POLICY_DIRECTIVES)
            names = ", ".join(POLICY_DIRECTIVES)
            raise _Unfit(key.span, f'there is no directive "{key.raw}"{hint}', f"directives are: {names}")
        return key.raw

    def sources(self, node: Node) -> tuple[str, ...]:
        for item in self.items(node):
            if not _POLICY_SOURCE.fullmatch(self.text(item)):
                raise _Unfit(
                    item.span,
                    f'"{self.text(item)}" is not a source',
                    "write a server (`https://video.example.com`), a scheme (`blob:`), or a word in quotes "
                    "within quotes (`\"'unsafe-eval'\"`)",
                )
        return self.texts(node)

    def defaults(self, node: Node) -> tuple[PathDefaults, ...]:
        help = 'write `- {path: "kb/**", audience: public}`'
        if not isinstance(node, Sequence):
            raise _Unfit(node.span, "must be a list of `{path: …, field: value}`", help)
        found = []
        for item in node.items:
            path = item.get("path") if isinstance(item, Mapping) else None
            if not isinstance(item, Mapping) or path is None:
                raise _Unfit(item.span, "each entry needs a `path`", help)
            values = tuple((key.raw, value) for key, value in item.entries if key.raw != "path")
            found.append(PathDefaults(self.pattern(path), values))
        return tuple(found)

    def named_patterns(self, node: Node) -> tuple[NamedPattern, ...]:
        help = 'write `- {name: customer id, pattern: "CUST-[0-9]{6}"}`'
        found = []
        for item in self.items(node):
            if not isinstance(item, Mapping) or sorted(item.keys()) != ["name", "pattern"]:
                raise _Unfit(item.span, "each entry has a `name` and a `pattern`", help)
            (_, name), (_, pattern) = sorted(item.entries, key=lambda entry: entry[0].raw)
            found.append(NamedPattern(self.text(name), self.text(pattern)))
            try:
                compiled(found[-1].pattern)
            except PatternError as error:
                advice = "write it in the syntax of RE2, which has neither lookaround nor back-references"
                raise _Unfit(pattern.span, f"the pattern cannot be used: {error}", advice) from None
        return tuple(found)


IGNORED_KEYS = ("path", "rules", "reason")

POLICY_DIRECTIVES = (
    *("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src"),
    *("worker-src", "manifest-src", "object-src", "form-action", "base-uri"),
)
_POLICY_SOURCE = re.compile(
    r"'(?:self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|strict-dynamic|unsafe-hashes|report-sample)'"
    r"|'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}'|[a-z][a-z0-9+.-]*:"
    r"|(?:[a-z][a-z0-9+.-]*://)?(?:\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*)(?::(?:\d+|\*))?(?:/[\w./~%!$&()*+=:@-]*)?",
    re.ASCII,
)
"""A source as the standard (Content Security Policy Level 3) has it, without what could end it."""

LEADS_OUT_HELP = "write a path below the configuration's folder, or name a folder above both with `--root`"


def _leads_out(path: str) -> bool:
    return posixpath.isabs(path) or path.split("/")[0] == ".."


def _paths_of_programs(node: Mapping) -> Iterator[tuple[str, Node]]:
    """The paths that MkDocs and its extensions read, with the settings that name them."""
    theme = node.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    yield from (("custom_dir", custom),) if custom else ()
    hooks = node.get("hooks")
    yield from (("hooks", one) for one in (hooks.items if isinstance(hooks, Sequence) else ()))
    for name, options in _extensions(node.get("markdown_extensions")):
        bases = options.get("base_path") if isinstance(options, Mapping) else None
        if name.partition(":")[0] == "pymdownx.snippets" and bases is not None:
            listed = bases.items if isinstance(bases, Sequence) else (bases,)
            yield from (("base_path", one) for one in listed)


def _is_within(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(folder + "/")


class _Unfit(Exception):
    """A value that a setting cannot have."""

    def __init__(self, span: Span, message: str, help: str = "") -> None:
        super().__init__(message)
        self.span = span
        self.message = message
        self.help = help


def _from_environment(node: Node, default: str) -> str:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`, as MkDocs reads it."""
    names = [node.raw] if isinstance(node, Scalar) else [str(word) for word in _listed(node)]
    for name in names:
        if name in os.environ:
            return os.environ[name]
    return names[-1] if isinstance(node, Sequence) and len(names) > 1 else default


def _listed(node: Node) -> list[object]:
    value = plain(node)
    return value if isinstance(value, list) else []


_NAV_MAKERS = ("awesome-pages", "awesome-nav", "literate-nav", "mkdocs-nav-weight", "monorepo", "multirepo")
"""Plugins that make a navigation of their own."""


def _nav(nav: Node | None, plugins: Node | None) -> tuple[str, ...] | None:
    if nav is None or plain(nav) is None or any(key.raw in _NAV_MAKERS for key, _ in listed_names(plugins)):
        return None
    return tuple(_nav_entries(nav))


def _nav_entries(nav: Node) -> Iterator[str]:
    if isinstance(nav, Scalar):
        yield nav.raw
    else:
        for item in nav.items if isinstance(nav, Sequence) else (value for _, value in nav.entries):
            yield from _nav_entries(item)


def _patterns_of(node: Node | None) -> tuple[str, ...]:
    """Patterns as MkDocs takes them: one a line, as in `.gitignore`."""
    lines = node.raw.splitlines() if isinstance(node, Scalar) and isinstance(node.value, str) else []
    found = (line.strip() for line in lines)
    return tuple(line for line in found if line and not line.startswith("#") and is_pattern(line))


def _markdown_settings(node: Node | None) -> MarkdownSettings:
    options = dict(_extensions(node))
    toc = options.get("toc") or options.get("markdown.extensions.toc")
    snippets = options.get("pymdownx.snippets")
    return MarkdownSettings(
        slug=_slug_setting(toc),
        attr_list=any(name in options for name in ("attr_list", "markdown.extensions.attr_list")),
        emoji="pymdownx.emoji" in options,
        snippets=_pairs(snippets) if "pymdownx.snippets" in options else None,
        superfences=any(name.partition(":")[0] in _SUPERFENCES for name in options),
    )


_SUPERFENCES = ("pymdownx.superfences", "pymdownx.extra")


def _extensions(node: Node | None) -> Iterator[tuple[str, Node | None]]:
    """Extension names and their options."""
    for key, value in listed_names(node):
        yield key.raw, None if value is key else value


def listed_names(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    """Names and their options, as a mapping or as a list, the two forms that MkDocs takes."""
    if isinstance(node, Mapping):
        yield from node.entries
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield from item.entries
            elif isinstance(item, Scalar):
                yield item, item


def _pairs(node: Node | None) -> tuple[tuple[str, Any], ...]:
    value = plain(node)
    return tuple(value.items()) if isinstance(value, dict) else ()


def _slug_setting(toc: Node | None) -> SlugSetting:
    if not isinstance(toc, Mapping):
        return SlugSetting()
    separator = plain(toc.get("separator"))
    slug = toc.get("slugify")
    setting = SlugSetting(separator=separator if isinstance(separator, str) else "-")
    if slug is None:
        return setting
    if slug.tag.startswith("!!python/name:"):
        return replace(setting, function=slug.tag.removeprefix("!!python/name:"))
    if slug.tag.startswith("!!python/object/apply:"):
        function = slug.tag.removeprefix("!!python/object/apply:")
        value = plain(slug)
        keywords = value.get("kwds") if isinstance(value, dict) else None
        arguments = value.get("args", ()) if isinstance(value, dict) else value
        return replace(
            setting,
            function=function,
            is_factory=True,
            arguments=tuple(arguments) if isinstance(arguments, list) else (),
            keywords=tuple(keywords.items()) if isinstance(keywords, dict) else (),
        )
    return setting
