"""The parts of the settings that have fields of their own."""

from __future__ import annotations

from typing import Any

from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Node


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
    formulas: bool = False
    """Whether what stands between dollars is a formula."""
    templates: bool = False
    """Whether a plugin fills in `{{ … }}` before the text is read."""
    directives: bool = False
    """Whether a line `::: name` is replaced with text and headings that only the build knows."""


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
