"""The kinds of front-matter fields: what may stand in them, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from kept.content.dates import AmbiguousDate, ImpossibleDate, likely_date, to_date
from kept.content.respelling import listed, part_respelled, respelled
from kept.content.vocabulary import Vocabularies, Vocabulary
from kept.diagnostic import Edit, Fix, Problem, Safety
from kept.durations import parse_duration, parse_timespan
from kept.near import did_you_mean, nearest
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlError, read

KINDS = (
    "text",
    "list",
    "terms",
    "date",
    "duration",
    "timespan",
    "boolean",
    "number",
    "enum",
    "url",
    "path",
    "reference",
    "mapping",
    "tiers",
)
"""Every kind that a contract may give a field."""

_URL = re.compile(r"(?:https?://[^\s/]+\S*|mailto:\S+@\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a contract says about one field."""

    name: str
    kind: str = "text"
    of: str = ""
    required: bool = False
    help: str = ""
    default: Node | None = None
    values: tuple[str, ...] = ()
    items: FieldSpec | None = None
    fields: tuple[FieldSpec, ...] = ()
    single: bool = False


COMMON_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(
        "title",
        required=True,
        help="What the page is called, in the words of those who search for it.",
    ),
    FieldSpec("type", help="The content type; given by the folder unless written here."),
    FieldSpec("audience", required=True, help="Who may read it: `public`, or an audience of `audiences`."),
    FieldSpec("owner", "terms", of="owners", single=True, help="The team that answers for it."),
    FieldSpec(
        "status",
        "enum",
        values=("draft", "published", "archived"),
        help="Only `published` (the default) is in the site.",
    ),
    FieldSpec("reviewed", "date", help="The day somebody last checked that it is true."),
    FieldSpec("reviewed_by", help="Who checked it; written by `kept review`."),
    FieldSpec("review_fingerprint", help="What was checked; written by `kept review`, never by hand."),
    FieldSpec("review_every", "duration", help="How long a review holds: `180d`, `6 months`, `1y`."),
    FieldSpec("embargo", "date", help="Before this day it is not in the site."),
    FieldSpec("expires", "date", help="From this day on it is not in the site."),
    FieldSpec(
        "watch",
        "list",
        help="Files it depends on (globs, from the configuration's folder); a change reopens its review.",
    ),
    FieldSpec("applies_to", "list", help="Products, plans or versions it is true for."),
    FieldSpec(
        "redirect_from",
        "list",
        items=FieldSpec("", "path"),
        help="Its former paths or addresses, which lead to it.",
    ),
    FieldSpec("tags", "terms", of="tags", help="Subjects it belongs to."),
    FieldSpec("summary", help="One sentence for lists and search results."),
    FieldSpec("description", help="One sentence for search engines."),
    FieldSpec("template", help="Of MkDocs: another template of the theme."),
    FieldSpec("hide", "list", help="Of Material: parts of the page to hide."),
    FieldSpec("search", "mapping", help="Of Material: how search treats the page."),
    FieldSpec("icon", help="Of Material: the icon in the navigation."),
)
"""Fields that every document may have, whatever its type."""

COMMON_BY_NAME = {spec.name: spec for spec in COMMON_FIELDS}
"""The same by their names."""


TIER = FieldSpec(
    "",
    "mapping",
    fields=(
        FieldSpec("name", required=True, help="What the tier is called, for instance `L1`."),
        FieldSpec("takes", help="The cases that it takes."),
        FieldSpec("response", "timespan", help="How long a customer waits for the first answer."),
        FieldSpec("resolution", "timespan", help="How long a customer waits for the solution."),
        FieldSpec("escalates_to", help="The name of the next tier; leave it out of the last one."),
    ),
)
"""An item of a field of kind `tiers`."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value as Python, and what is wrong with it; the value is `None` when it could not be read."""

    value: Any = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a field depends on: the vocabularies, and whether the value is another system's."""

    vocabularies: Vocabularies
    is_foreign: bool = False


def read_field(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    """The value of a field; an empty one is `None` without a problem, whether it may be empty or not."""
    if is_empty(node):
        return Read()
    return _READERS[spec.kind](spec, node, reading)


def is_empty(node: Node) -> bool:
    """Whether a field has a key but nothing in it."""
    if isinstance(node, Scalar):
        return node.value is None or not node.raw.strip()
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _wrong(node: Node, message: str, help: str = "", fix: Fix | None = None) -> Read:
    return Read(None, (Problem("K103", node.span, message, help, fix),))


def _shape(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    return "a mapping" if isinstance(node, Mapping) else f'"{node.raw}"'


def _text(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if not isinstance(node, Scalar):
        return _wrong(node, f"`{spec.name}` must be text, not {_shape(node)}", "write one line of text")
    return Read(node.raw)


def _number(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Read(value)
    message = f"`{spec.name}` must be a number, not {_shape(node)}"
    return _wrong(node, message, "write digits without quotes", _unquoted(node, (int, float)))


def _boolean(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return Read(node.value)
    message = f"`{spec.name}` must be true or false, not {_shape(node)}"
    return _wrong(node, message, "write `true` or `false`", _unquoted(node, (bool,)))


def _unquoted(node: Node, kinds: tuple[type, ...]) -> Fix | None:
    """Without its quotes, when it is a value of one of these kinds then."""
    if not isinstance(node, Scalar) or node.style not in ("'", '"'):
        return None
    try:
        plain, _ = read(node.raw)
    except YamlError:
        return None
    if not isinstance(plain, Scalar) or plain.raw != node.raw or type(plain.value) not in kinds:
        return None
    return Fix("write it without quotes", Safety.SAFE, (Edit(node.span, node.raw),))


def _date(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    help = "write it as YYYY-MM-DD"
    if not isinstance(node, Scalar):
        return _wrong(node, f"`{spec.name}` must be a date, not {_shape(node)}", help)
    try:
        day = to_date(node.value, node.raw)
    except ImpossibleDate:
        message = f'`{spec.name}`: the calendar has no day "{node.raw}"'
        return Read(None, (Problem("K104", node.span, message, "write a day that exists, as YYYY-MM-DD"),))
    except AmbiguousDate:
        return _wrong(node, f'`{spec.name}`: "{node.raw}" can be two different days', help)
    if day is None:
        meant = likely_date(node.raw)
        fix = respelled(node, meant.isoformat(), Safety.SAFE) if meant else None
        return _wrong(node, f'`{spec.name}` must be a date, not "{node.raw}"', help, fix)
    return Read(day)


def _duration(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    duration = parse_duration(node.raw) if isinstance(node, Scalar) else None
    if duration is None:
        message = f"`{spec.name}` must be a length of time, not {_shape(node)}"
        return _wrong(node, message, "write `180d`, `26w`, `6 months` or `1y`")
    return Read(duration)


def _timespan(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    span = parse_timespan(node.raw) if isinstance(node, Scalar) else None
    if span is None:
        message = f"`{spec.name}` must say how long, not {_shape(node)}"
        return _wrong(node, message, "write `30 minutes`, `4 hours` or `2 to 3 days`")
    return Read(span)


def _tiers(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if not isinstance(node, Sequence):
        message = f"`{spec.name}` must be a list of tiers, not {_shape(node)}"
        return _wrong(
            node, message, "write `- {name: L1, response: 1 hour, resolution: 4 hours}`, one a line"
        )
    return _list(replace(spec, items=TIER), node, reading)


def _enum(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if isinstance(node, Scalar) and node.raw in spec.values:
        return Read(node.raw)
    raw = node.raw if isinstance(node, Scalar) else ""
    message = f"`{spec.name}` cannot be {_shape(node)}" + did_you_mean(raw, spec.values)
    near = nearest(raw, spec.values)
    fix = respelled(node, near) if near else None
    return _wrong(node, message, f"write one of: {', '.join(spec.values)}", fix)


def _url(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if isinstance(node, Scalar) and _URL.fullmatch(node.raw):
        return Read(node.raw)
    return _wrong(node, f"`{spec.name}` must be an address, not {_shape(node)}", "write `https://…`")


def is_within_site(path: str) -> bool:
    """Whether a file could be written there, and nowhere else, on every disk; also after `%2e` is decoded."""
    return all(
        "\\" not in form
        and form.isprintable()
        and not re.match(r"/*[a-zA-Z]:|~", form)
        and _NOT_A_NAME.isdisjoint(form.split("/"))
        and all(len(part.encode("utf-8", "replace")) <= _NAME_LIMIT for part in form.split("/"))
        and len(form.encode("utf-8", "replace")) <= _PATH_LIMIT
        for form in (path, unquote(path))
    )


_NOT_A_NAME = frozenset({"..", ".kept"})
"""The folder above, and the mark of a site that kept made."""
_NAME_LIMIT = 200
"""Bytes of a name, which no file system may have more than 255 of."""
_PATH_LIMIT = 700
"""Bytes of a path below the site, whose own folder needs some of those that a system takes."""


def _path(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    raw = node.raw if isinstance(node, Scalar) else ""
    if raw and "://" not in raw and is_within_site(raw):
        return Read(raw)
    name = f"`{spec.name}`" if spec.name else "each item"
    return _wrong(node, f"{name} must be a path below the site, not {_shape(node)}", "write `old/path.md`")


def _list(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if isinstance(node, Scalar) and reading.is_foreign:
        return Read(tuple(word.raw for word in _comma_separated(node)))
    if not isinstance(node, Sequence):
        message = f"`{spec.name}` must be a list, not {_shape(node)}"
        return _wrong(
            node,
            message,
            f"write `{spec.name}: [one, two]` or one `- item` a line",
            listed(node),
        )
    item_spec = replace(spec.items or FieldSpec(""), name=f"{spec.name}")
    reads = [read_field(item_spec, item, reading) for item in node.items]
    values = tuple(read.value for read in reads if read.value is not None)
    return Read(values, tuple(problem for read in reads for problem in read.problems))


def _terms(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if isinstance(node, Mapping) or (spec.single and not isinstance(node, Scalar)):
        what = "one term" if spec.single else "a list of terms"
        return _wrong(node, f"`{spec.name}` must be {what}, not {_shape(node)}")
    if isinstance(node, Sequence):
        words = list(node.items)
    else:
        words = [node] if spec.single else list(_comma_separated(node))
    problems: list[Problem] = []
    values: list[str] = []
    vocabulary = reading.vocabularies.get(spec.of)
    taken = {word.raw for word in words if isinstance(word, Scalar)}
    for word in words:
        if not isinstance(word, Scalar):
            problems.append(
                Problem("K103", word.span, f"`{spec.name}`: a term must be a word, not {_shape(word)}")
            )
        elif word.raw.strip():
            values.append(word.raw)
            if vocabulary is not None and word.raw not in vocabulary:
                problems.append(_unknown_term(spec, word, vocabulary, node, taken))
    value: object = (values[0] if values else None) if spec.single else tuple(values)
    return Read(value, tuple(problems))


def _comma_separated(node: Scalar) -> list[Scalar]:
    """`a, b, c` as three words; their spans are exact unless the value is quoted with escapes."""
    words: list[Scalar] = []
    quoted = node.span.end - node.span.start - len(node.raw)
    start = node.span.start + (1 if quoted == 2 else 0)
    for part in node.raw.split(","):
        text = part.strip()
        begin = start + len(part) - len(part.lstrip())
        if text:
            words.append(Scalar(text, text, Span(begin, begin + len(text))))
        start += len(part) + 1
    return words


def _unknown_term(
    spec: FieldSpec, word: Scalar, vocabulary: Vocabulary, field: Node, taken: set[str]
) -> Problem:
    """A term that the vocabulary lacks; `taken` are those that the field has already, or gets by a fix."""
    known = vocabulary.words()
    synonym = vocabulary.meant(word.raw)
    meant = synonym or nearest(word.raw, known)
    message = f'`{spec.name}`: "{word.raw}" is not a term of "{vocabulary.name}"'
    advice = _choose(vocabulary.offered())
    if not meant:
        return Problem("K105", word.span, message, advice)
    fix = None
    if meant not in taken:
        taken.add(meant)
        safety = Safety.SAFE if synonym else Safety.UNSAFE
        if isinstance(field, Scalar) and field is not word:
            fix = part_respelled(field, word.span, meant, safety)
        else:
            fix = respelled(word, meant, safety)
    return Problem("K105", word.span, f'{message}: did you mean "{meant}"?', advice, fix)


def _choose(known: tuple[str, ...]) -> str:
    shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
    return f"write one of: {shown}; or add the term to the vocabulary"


def _mapping(spec: FieldSpec, node: Node, reading: Reading) -> Read:
    if not isinstance(node, Mapping):
        return _wrong(node, f"`{spec.name}` must be `name: value` lines, not {_shape(node)}")
    if not spec.fields:
        return Read({key.raw: value for key, value in node.entries})
    known = {item.name: item for item in spec.fields}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in node.entries:
        if key.raw not in known:
            message = f'`{spec.name}` has no field "{key.raw}"' + did_you_mean(key.raw, known)
            near = nearest(key.raw, [name for name in known if node.get(name) is None])
            fix = respelled(key, near) if near else None
            problems.append(Problem("K101", key.span, message, f"known are: {', '.join(known)}", fix))
            continue
        read = read_field(known[key.raw], value, reading)
        values[key.raw] = read.value
        problems.extend(read.problems)
    for item in spec.fields:
        if item.required and values.get(item.name) is None and not _has_problem(item.name, node, problems):
            message = f"`{spec.name}` needs `{item.name}`"
            problems.append(Problem("K102", node.span, message, item.help))
    return Read(values, tuple(problems))


def _has_problem(name: str, node: Mapping, problems: list[Problem]) -> bool:
    value = node.get(name)
    return value is not None and any(
        value.span.start <= problem.span.start <= value.span.end for problem in problems
    )


_READERS: dict[str, Callable[[FieldSpec, Node, Reading], Read]] = {
    "text": _text,
    "list": _list,
    "terms": _terms,
    "date": _date,
    "duration": _duration,
    "timespan": _timespan,
    "boolean": _boolean,
    "number": _number,
    "enum": _enum,
    "url": _url,
    "path": _path,
    "reference": _text,
    "mapping": _mapping,
    "tiers": _tiers,
}
