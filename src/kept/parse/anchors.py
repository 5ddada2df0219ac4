"""The ids of headings in the built page, computed as Python-Markdown's `toc` extension does.

Source: Python-Markdown, `markdown/extensions/toc.py` (`TocTreeprocessor`): ids given by `attr_list` are kept;
every other heading gets the slug of its text, made unique among all ids of the page.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from unicodedata import normalize

from kept.config import MarkdownSettings, SlugSetting
from kept.values import dataclass

Slugger = Callable[[str, str], str]

_TRUSTED = ("markdown.extensions.toc", "pymdownx.slugs", "slugify")
"""Modules whose slug functions may be run without being named in `trusted_modules`.

Whole packages would be too many: `markdown.markdownFromFile` writes files.
"""

_ID = re.compile(r"(?:^|\s)(?:#(?P<hash>[^\s#=}]+)|id=(?P<quote>[\"']?)(?P<value>[^\s\"']+)(?P=quote))")
_NOT_IN_IDS = re.compile(r"[^\w\s-]")
_TOC_LABEL = re.compile(r"data-toc-label=")
_EMOJI = re.compile(r":[a-z0-9+_-]+:", re.IGNORECASE)
_INLINE_LISTS = re.compile(r"\{:?([^{}\n#]*#[^{}\n]*)\}")
_HTML_ID = re.compile(
    r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\"'\s>]+))", re.IGNORECASE
)


class UntrustedSlugger(Exception):
    """The slug function is in a module that kept was not told to run."""


def is_known(function: str) -> bool:
    """Whether a slug function is one that anybody may have run."""
    return function.rpartition(".")[0] in _TRUSTED


def slugger(setting: SlugSetting, trusted_modules: tuple[str, ...] = ()) -> Slugger:
    """The function that makes ids out of heading text.

    Raises `UntrustedSlugger` for a function outside of the well-known modules and `trusted_modules`, and
    `ImportError`, `AttributeError` or `TypeError` for one that does not exist or cannot be made.
    """
    if not setting.function:
        return _remembered(slugify)
    module_name, _, name = setting.function.rpartition(".")
    package = module_name.split(".")[0]
    if not {package, module_name} & set(trusted_modules) and not is_known(setting.function):
        raise UntrustedSlugger(setting.function)
    function = getattr(importlib.import_module(module_name), name)
    if setting.is_factory:
        function = function(*setting.arguments, **dict(setting.keywords))
    if not callable(function):
        raise TypeError(f"{setting.function} is not a function")
    return _remembered(function)


def slugify(text: str, separator: str) -> str:
    """The id of a heading as Python-Markdown makes it unless it is told otherwise.

    Source: `slugify` in `markdown/extensions/toc.py`, written again because importing that package takes
    longer than all else that a run does in which one file changed.
    """
    if not text.isascii():
        text = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(rf"[{separator}\s]+", separator, _NOT_IN_IDS.sub("", text).strip().lower())


def _remembered(function: Slugger) -> Slugger:
    """The same function for headings that many pages have: "Symptoms", "Cause", "Resolution"."""
    return lru_cache(maxsize=4096)(function)


def split_attributes(text: str) -> tuple[str, str | None]:
    """Heading text without its trailing attribute list, and the id which that list gives."""
    written = text.removesuffix("\n").rstrip(" ")
    end = len(written) - 1
    start = text.find("{", 1 + max(text.rfind("}", 0, end), text.rfind("\n", 0, end)))
    if not written.endswith("}") or start < 0 or not text[start + 1 : end].strip(" "):
        return text, None
    return text[:start].rstrip(), _id_of(text[start + 1 : end].removeprefix(":"))


def _id_of(attributes: str) -> str | None:
    found = _ID.search(attributes)
    return _ESCAPE.sub("", found["hash"] or found["value"]) if found else None


_ESCAPE = re.compile(r"\\(?!$)")
"""As in `#upgrade-to-7\\.0`: Markdown looks for escapes before it looks for attributes."""


class Code(str):
    """A part of a heading that is code: `:wrench:` and `{#name}` mean nothing in it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class HeadingText:
    """The text of a heading as readers see it, that of which its id is made, and the id it gives itself."""

    text: str
    for_slug: str
    explicit: str | None = None


def heading_text(parts: Sequence[str], settings: MarkdownSettings) -> HeadingText:
    """What a heading says, from the parts that it is written in."""
    if len(parts) == 1 and ":" not in parts[0] and "}" not in parts[0]:
        return HeadingText(parts[0].strip(), parts[0])  # most: there is nothing that means another thing
    runs = [(is_code, "".join(run)) for is_code, run in groupby(parts, lambda part: isinstance(part, Code))]
    explicit = None
    if settings.attr_list and runs and not runs[-1][0]:
        rest, explicit = split_attributes(runs[-1][1])
        runs[-1] = (False, rest)
    for_slug = (_EMOJI.sub("", run) if settings.emoji and not is_code else run for is_code, run in runs)
    return HeadingText("".join(run for _, run in runs).strip(), "".join(for_slug), explicit)


def anchors_of(headings: Iterable[HeadingText], settings: MarkdownSettings, make: Slugger) -> list[str]:
    """The id of each heading, in order."""
    given = list(headings)
    used = {heading.explicit for heading in given if heading.explicit}
    separator = settings.slug.separator
    last: dict[str, str] = {}
    return [
        heading.explicit or _unique(make(" ".join(heading.for_slug.split()), separator), used, last)
        for heading in given
    ]


def _unique(slug: str, used: set[str], last: dict[str, str]) -> str:
    """Python-Markdown's `unique`, which counts up from 1 again for each of many equal headings.

    What it counted through the last time (to `last`) is still used, so counting can go on from there.
    """
    if slug and slug not in used:
        used.add(slug)
        last[slug] = slug
        return slug
    from markdown.extensions.toc import unique  # slow to import, and few pages have a heading twice

    last[slug] = unique(last.get(slug, slug), used)
    return last[slug]


def ids_in_html(text: str) -> set[str]:
    """The values of `id` and `name` in HTML as written."""
    return {one or two or bare for one, two, bare in _HTML_ID.findall(text)} if "<" in text else set()


def ids_in_attribute_lists(text: str) -> set[str]:
    """The ids that attribute lists (`{: #name }`) anywhere in a text give."""
    if "{" not in text:
        return set()
    return {name for found in _INLINE_LISTS.findall(text) if (name := _id_of(found))}
