"""The values of settings: what a node of the configuration must be, and what it means.

Each function takes a node and returns the setting's value, or raises `Unfit`.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import fields
from typing import Any

from kept.config.parts import WAYS_TO_DRAW, DiagramSettings, ExternalSettings, Ignored, PathDefaults
from kept.diagnostic import Severity
from kept.durations import parse_duration
from kept.globs import is_pattern
from kept.late_patterns import late_pattern
from kept.near import did_you_mean
from kept.patterns import NamedPattern, PatternError, compiled
from kept.text import Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence, plain

IGNORED_KEYS = ("path", "rules", "reason")


POLICY_DIRECTIVES = (
    *("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src"),
    *("worker-src", "manifest-src", "object-src", "form-action", "base-uri"),
)


_POLICY_SOURCE = late_pattern(
    r"'(?:self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|strict-dynamic|unsafe-hashes|report-sample)'"
    r"|'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}'|[a-z][a-z0-9+.-]*:"
    r"|(?:[a-z][a-z0-9+.-]*://)?(?:\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*)(?::(?:\d+|\*))?(?:/[\w./~%!$&()*+=:@-]*)?",
    re.ASCII,
)
"""A source as the standard (Content Security Policy Level 3) has it, without what could end it."""


LEADS_OUT_HELP = "write a path below the configuration's folder, or name a folder above both with `--root`"


class Unfit(Exception):
    """A value that a setting cannot have: what is wrong, where, and what to write."""

    def __init__(self, span: Span, message: str, help: str = "") -> None:
        super().__init__(message)
        self.span = span
        self.message = message
        self.help = help


def as_text(node: Node) -> str:
    if node.tag == "!ENV":
        return from_environment(node, "")
    if isinstance(node, Scalar) and isinstance(node.value, str) and not node.tag and node.value:
        return node.value
    raise Unfit(node.span, "must be text", "write a word, in quotes if it looks like a number or a date")


def as_items(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Sequence):
        raise Unfit(node.span, "must be a list", "write `[one, two]` or one `- item` a line")
    return node.items


def as_texts(node: Node) -> tuple[str, ...]:
    return tuple(as_text(item) for item in as_items(node))


def as_some_texts(node: Node) -> tuple[str, ...]:
    if not as_items(node):
        raise Unfit(node.span, "must not be empty", "name at least one, or remove the setting")
    return as_texts(node)


def as_patterns(node: Node) -> tuple[str, ...]:
    return tuple(as_pattern(item) for item in as_items(node))


def as_pattern(node: Node) -> str:
    pattern = as_text(node)
    if not is_pattern(pattern):
        raise Unfit(node.span, f'"{pattern}" is not a pattern for paths', "write for instance `kb/**`")
    return pattern


def as_path(node: Node) -> str:
    path = posixpath.normpath(as_text(node))
    if "\0" in path:
        raise Unfit(node.span, f'"{path}" holds a character that no path has', "delete it")
    if leads_out(path):
        raise Unfit(node.span, f'"{path}" leads out of the project', LEADS_OUT_HELP)
    return path


def as_paths(node: Node) -> tuple[str, ...]:
    return tuple(as_path(item) for item in as_items(node))


def leads_out(path: str) -> bool:
    """Whether a path leaves the folder that it starts from."""
    return posixpath.isabs(path) or path.split("/")[0] == ".."


def as_words(node: Node) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        raise Unfit(node.span, "must be `name: name` lines", "write `last_reviewed_on: reviewed`")
    return tuple((key.raw, as_text(value)) for key, value in node.entries)


def as_severity(node: Node, lowest: Severity = Severity.OFF) -> Severity:
    word = node.raw.lower() if isinstance(node, Scalar) else ""
    word = "off" if word in ("off", "false") else word
    names = [severity.word for severity in Severity if severity >= lowest]
    if word not in names:
        raise Unfit(
            node.span,
            f'"{word}" is not a severity' + did_you_mean(word, names),
            f"write one of: {', '.join(names)}",
        )
    return Severity.from_word(word)


def as_failing_severity(node: Node) -> Severity:
    return as_severity(node, lowest=Severity.INFO)


def as_severities(node: Node) -> tuple[tuple[str, Severity], ...]:
    if not isinstance(node, Mapping):
        raise Unfit(node.span, "must be `rule: severity` lines", "write `{K401: warning}`")
    return tuple((key.raw, as_severity(value)) for key, value in node.entries)


def as_days(node: Node) -> int:
    raw = node.raw if isinstance(node, Scalar) else ""
    duration = parse_duration(raw)
    if duration is None:
        raise Unfit(node.span, f'"{raw}" is not a duration', "write `30d`, `4w`, `6m` or `1y`")
    return duration.days


def as_ignored(node: Node) -> Ignored:
    help = 'write `- {path: "kb/old/**", rules: [K204], reason: "why it is right as it is"}`'
    path = node.get("path") if isinstance(node, Mapping) else None
    named = node.get("rules") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or path is None or named is None:
        raise Unfit(node.span, "each entry needs a `path` and `rules`", help)
    for key, _ in node.entries:
        if key.raw not in IGNORED_KEYS:
            raise Unfit(key.span, f'an entry has no "{key.raw}"' + did_you_mean(key.raw, IGNORED_KEYS), help)
    words = as_items(named) if isinstance(named, Sequence) else (named,)
    rules = tuple((as_text(word), word.span) for word in words)
    reason = node.get("reason")
    text = as_text(reason) if reason is not None and plain(reason) not in (None, "") else ""
    return Ignored(as_pattern(path), rules, text, path.span)


def as_all_ignored(node: Node) -> tuple[Ignored, ...]:
    return tuple(as_ignored(item) for item in as_items(node))


def as_external(node: Node) -> ExternalSettings:
    names = [item.name for item in fields(ExternalSettings)]
    if not isinstance(node, Mapping):
        raise Unfit(node.span, "must be `name: value` lines", "write `{max_age: 7d, fail_after: 14d}`")
    given: dict[str, Any] = {}
    for key, value in node.entries:
        if key.raw not in names:
            hint = did_you_mean(key.raw, names)
            raise Unfit(key.span, f'there is no "{key.raw}"{hint}', f"names are: {', '.join(names)}")
        read_as = {"rate": _rate, "ignore": as_texts}.get(key.raw, as_days)
        given[key.raw] = read_as(value)
    return ExternalSettings(**given)


def as_diagrams(node: Node) -> DiagramSettings:
    help = "write `{draw: built-in}`, or `chromium` or `browser` in place of `built-in`"
    if not isinstance(node, Mapping):
        raise Unfit(node.span, "must be a `draw: …` line", help)
    way = DiagramSettings().draw
    for key, value in node.entries:
        if key.raw != "draw":
            raise Unfit(key.span, f'there is no "{key.raw}"{did_you_mean(key.raw, ("draw",))}', help)
        way = value.raw if isinstance(value, Scalar) and not value.tag else ""
        if way not in WAYS_TO_DRAW:
            hint = did_you_mean(way, WAYS_TO_DRAW)
            raise Unfit(value.span, f'diagrams are not drawn by "{way}"{hint}', help)
    return DiagramSettings(way)


def _rate(node: Node) -> float:
    value = node.value if isinstance(node, Scalar) and not node.tag else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.01 <= value <= 1000:
        raise Unfit(node.span, "`rate` must be a number of questions a second", "write `1` or `0.5`")
    return float(value)


def as_policy(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    help = "write `{media-src: [https://video.example.com]}`, or `false` for no policy"
    if isinstance(node, Scalar) and node.value is False:
        return None
    if not isinstance(node, Mapping):
        raise Unfit(node.span, "must be `directive: [source, …]` lines", help)
    return tuple((_directive(key), _sources(value)) for key, value in node.entries)


def _directive(key: Scalar) -> str:
    if key.raw not in POLICY_DIRECTIVES:
        hint = did_you_mean(key.raw, POLICY_DIRECTIVES)
        names = ", ".join(POLICY_DIRECTIVES)
        raise Unfit(key.span, f'there is no directive "{key.raw}"{hint}', f"directives are: {names}")
    return key.raw


def _sources(node: Node) -> tuple[str, ...]:
    for item in as_items(node):
        if not _POLICY_SOURCE.fullmatch(as_text(item)):
            raise Unfit(
                item.span,
                f'"{as_text(item)}" is not a source',
                "write a server (`https://video.example.com`), a scheme (`blob:`), or a word in quotes "
                "within quotes (`\"'unsafe-eval'\"`)",
            )
    return as_texts(node)


def as_defaults(node: Node) -> tuple[PathDefaults, ...]:
    help = 'write `- {path: "kb/**", audience: public}`'
    if not isinstance(node, Sequence):
        raise Unfit(node.span, "must be a list of `{path: …, field: value}`", help)
    found = []
    for item in node.items:
        path = item.get("path") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or path is None:
            raise Unfit(item.span, "each entry needs a `path`", help)
        values = tuple((key.raw, value) for key, value in item.entries if key.raw != "path")
        found.append(PathDefaults(as_pattern(path), values))
    return tuple(found)


def as_named_patterns(node: Node) -> tuple[NamedPattern, ...]:
    help = 'write `- {name: customer id, pattern: "CUST-[0-9]{6}"}`'
    found = []
    for item in as_items(node):
        if not isinstance(item, Mapping) or sorted(item.keys()) != ["name", "pattern"]:
            raise Unfit(item.span, "each entry has a `name` and a `pattern`", help)
        (_, name), (_, pattern) = sorted(item.entries, key=lambda entry: entry[0].raw)
        found.append(NamedPattern(as_text(name), as_text(pattern)))
        try:
            compiled(found[-1].pattern)
        except PatternError as error:
            advice = "write it in the syntax of RE2, which has neither lookaround nor back-references"
            raise Unfit(pattern.span, f"the pattern cannot be used: {error}", advice) from None
    return tuple(found)


def from_environment(node: Node, default: str) -> str:
    """`!ENV NAME` or `!ENV [NAME, OTHER, default]`, as MkDocs reads it."""
    names = [node.raw] if isinstance(node, Scalar) else [str(word) for word in _listed(node)]
    for name in names:
        if name in os.environ:
            return os.environ[name]
    return names[-1] if isinstance(node, Sequence) and len(names) > 1 else default


def _listed(node: Node) -> list[object]:
    value = plain(node)
    return value if isinstance(value, list) else []
