"""The block between `---` lines at the top of a file, in the format of python-frontmatter and MkDocs."""

from __future__ import annotations

import re

from kept.diagnostic import Edit, Fix, Problem, Safety
from kept.text import Source, Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, YamlError, read

SIZE_BUDGET = 64 * 1024
"""Characters that a front matter may have; real ones have a few hundred."""

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_LATE = re.compile(
    r"(?:[ \t]*+(?:\r\n|\n|\r))++(?P<sign>---)[ \t]*(?:\r\n|\n|\r)[ ]{0,3}[A-Za-z_][\w-]*+[ ]?:"
    rf"[^\r\n]*+(?=[\r\n])[\s\S]{{0,{SIZE_BUDGET}}}?[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)"
)
"""A front matter with nothing but empty lines above it."""

_FOREIGN = re.compile(
    r"(?P<toml>\+\+\+)[ \t]*(?:\r\n|\n|\r)(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*+"
    r"(?:[\w.\"'-]+[ \t]*=|\[|\+\+\+)"
    r"|\{\s*+\"[\w.-]+\"\s*+:"
    r"|---[ \t]*(?P<named>json5?|toml|ya?ml|js|javascript)[ \t]*[\r\n]"
)
"""The front matter of other systems, such as Hugo and Eleventy: in `+++`, in braces, or with its name."""

_KEY_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:([ \t]|\r|\n|\Z)")
_LOOKS_LIKE_YAML = re.compile(r"\s*+(?:#[^\r\n]*+[\r\n]\s*+)*+[A-Za-z_][\w-]*+\s*+:")
"""Nothing in it may match in two ways, or a page of comments could take for ever."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a file, where they stand, and where the body begins."""

    fields: Mapping | None
    span: Span
    body_start: int
    problems: tuple[Problem, ...] = ()


def read_front_matter(source: Source) -> FrontMatter:
    """Split a file into front matter and body; whatever is wrong is returned as problems."""
    text = source.text
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(None, Span(0, 0), 0, _missing_fence(text))
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return FrontMatter(None, Span(0, 0), opening.end(), (_never_closed(text, opening.end()),))
    span = Span(opening.end(), closing.start())
    if span.end - span.start > SIZE_BUDGET:
        message = f"the front matter is longer than {SIZE_BUDGET // 1024} KiB"
        problem = Problem("K002", Span(0, 3), message, "keep long text in the body")
        return FrontMatter(None, span, closing.end(), (problem,))
    fields, problems = _read_fields(text, span)
    return FrontMatter(fields, span, closing.end(), problems)


def _read_fields(text: str, span: Span) -> tuple[Mapping | None, tuple[Problem, ...]]:
    try:
        node, problems = read(text[span.start : span.end], span.start)
    except YamlError as error:
        message = f"the front matter cannot be read: {error.message}"
        return None, (Problem("K002", error.span, message, error.help),)
    if node is None or isinstance(node, Mapping):
        return node, tuple(problems)
    kind = "a list" if not hasattr(node, "value") else "a single value"
    message = f"the front matter is {kind}, not `key: value` lines"
    return None, (Problem("K002", node.span, message, "write one `key: value` a line"),)


def _missing_fence(text: str) -> tuple[Problem, ...]:
    """MkDocs takes `key: text` at the very top for metadata and drops it from the page."""
    late = _LATE.match(text)
    if late:
        message = "the front matter begins below empty lines, where MkDocs shows it as text and reads nothing"
        help = "write its `---` in the first line of the file"
        fix = Fix("remove the empty lines above it", Safety.SAFE, (Edit(Span(0, late.start("sign")), ""),))
        return (Problem("K002", Span(*late.span("sign")), message, help, fix),)
    if foreign := _FOREIGN.match(text):
        name = "TOML" if foreign["toml"] else f"marked `{foreign['named']}`" if foreign["named"] else "JSON"
        message = f"the front matter is {name}, of which MkDocs reads nothing and shows it as text"
        help = "write it as `key: value` lines between two lines of `---`"
        return (Problem("K002", Span(0, 1 if text[0] == "{" else 3), message, help),)
    if not _KEY_LINE.match(text):
        return ()
    end = re.search(r"\r\n|\n|\r|\Z", text)
    span = Span(0, end.start() if end else 0)
    message = "the file begins with `key: text` but has no `---` line above it, so this line would vanish"
    help = "put `---` lines above and below the fields, or begin the text with a heading"
    return (Problem("K004", span, message, help, _fence_fix(text)),)


def _fence_fix(text: str) -> Fix | None:
    """Fence the leading `key: text` lines, when they end at a blank line."""
    block = re.match(r"(?:[ ]{0,3}[A-Za-z0-9_-]+:[^\r\n]*(\r\n|\n|\r))+(?=\r\n|\n|\r|\Z)", text)
    if not block:
        return None
    newline = block[1]
    edits = (
        Edit(Span(0, 0), f"---{newline}"),
        Edit(Span(block.end(), block.end()), f"---{newline}"),
    )
    return Fix("fence the fields with `---` lines", Safety.UNSAFE, edits)


def _never_closed(text: str, start: int) -> Problem:
    if _LOOKS_LIKE_YAML.match(text, start):
        message = "the front matter is opened with `---` and never closed"
        return Problem("K002", Span(0, 3), message, "write a line `---` below the last field")
    message = "the file begins with `---`, which opens a front matter, and has no second `---`"
    return Problem("K002", Span(0, 3), message, "remove it, or close it with a second `---`")
