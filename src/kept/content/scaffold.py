"""A new document of a content type: the scaffold of its contract with a front matter to fill in."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import PurePosixPath

import yaml
from markdown.extensions.toc import slugify, slugify_unicode

from kept.config import Settings
from kept.content.contract import ContentType
from kept.content.fields import FieldSpec
from kept.content.vocabulary import Vocabularies
from kept.globs import matches_any
from kept.yaml_nodes import plain

_MARKUP = re.compile(r"[\\`*_\[\]{}#]")
"""Signs that Markdown gives a meaning in a heading, and takes for themselves after a backslash."""


def file_name(title: str) -> str:
    """The name of the file for a title: its slug, in ASCII where it has any; empty when nothing is left."""
    return slugify(title, "-").strip("-_")[:80].rstrip("-") or slugify_unicode(title, "-").strip("-_")[:60]


def escaped(title: str) -> str:
    """A title as it must be written in Markdown to be read as it is."""
    return html.escape(_MARKUP.sub(r"\\\g<0>", title), quote=False)


def scaffold(
    content_type: ContentType,
    title: str,
    path: PurePosixPath,
    *,
    today: date,
    settings: Settings,
    vocabularies: Vocabularies,
) -> tuple[str, tuple[str, ...]]:
    """The text of a new document, and the fields that its writer has to fill in.

    Fields that the configuration gives by path, or the contract by default, are left out.
    """
    given = _given_by_path(path.as_posix(), settings)
    lines: list[str] = []
    to_fill: list[str] = []
    for spec in content_type.fields:
        if not spec.required or spec.name in given or spec.name == "type":
            continue
        value = _value(spec, title, today, vocabularies)
        if value is None:
            to_fill.append(spec.name)
            lines.append(f"{spec.name}: {_empty(spec)}  # write: {_hint(spec, vocabularies, settings)}")
        else:
            lines.append(f"{spec.name}: {value}")
    if path.parent.as_posix() != content_type.folder:
        lines.insert(1, f"type: {content_type.name}")
    body = content_type.scaffold.replace("{{ title }}", escaped(title))
    body = body.replace("{{ today }}", today.isoformat())
    return "---\n" + "\n".join(lines) + "\n---\n" + body.lstrip("\n"), tuple(to_fill)


def _given_by_path(path: str, settings: Settings) -> set[str]:
    return {
        name for entry in settings.defaults if matches_any(path, (entry.path,)) for name, _ in entry.values
    }


def _value(spec: FieldSpec, title: str, today: date, vocabularies: Vocabularies) -> str | None:
    """What can be known without the writer; `None` for what only the writer knows."""
    if spec.name == "title":
        return one_line_yaml(title)
    if spec.name == "reviewed":
        return today.isoformat()
    if spec.default is not None:
        return one_line_yaml(plain(spec.default))
    vocabulary = vocabularies.get(spec.of) if spec.kind == "terms" else None
    if vocabulary is not None and len(vocabulary.terms) == 1:
        word = one_line_yaml(vocabulary.terms[0].word)
        return word if spec.single else f"[{word}]"
    return None


def _empty(spec: FieldSpec) -> str:
    if spec.kind == "mapping":
        return "{" + ", ".join(f'{item.name}: ""' for item in spec.fields if item.required) + "}"
    return "[]" if spec.kind == "list" or (spec.kind == "terms" and not spec.single) else '""'


def _hint(spec: FieldSpec, vocabularies: Vocabularies, settings: Settings) -> str:
    choices: tuple[str, ...] = spec.values
    if spec.name == "audience":
        return f"who may read it, one of: {', '.join(settings.audiences)}"
    vocabulary = vocabularies.get(spec.of) if spec.kind == "terms" else None
    if vocabulary is not None:
        choices = vocabulary.offered()
    hint = " ".join(spec.help.split())
    return f"{hint} One of: {', '.join(choices)}".strip() if choices else hint or f"a {spec.kind}"


def one_line_yaml(value: object) -> str:
    """A value as one line of YAML, quoted only where it must be."""
    if isinstance(value, str):
        text = yaml.safe_dump(value, allow_unicode=True, width=10**9).removesuffix("\n...\n").strip("\n")
        if len(text.splitlines()) == 1:
            return text
        return yaml.safe_dump(value, allow_unicode=True, width=10**9, default_style='"').strip("\n")
    return (
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9)
        .strip()
        .removesuffix("\n...")
    )
