"""Reading a template, `templates/<type>.md`, into the content type that its contract describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from kept.content.contract import (
    ContentType,
    LabelSpec,
    SectionSpec,
    folded,
    folded_names,
    lacking,
    matched,
    outline,
    unmet,
)
from kept.content.fields import COMMON_FIELDS, KINDS, FieldSpec, Reading, is_empty, read_field
from kept.content.vocabulary import Vocabularies
from kept.diagnostic import Problem
from kept.durations import Duration, parse_duration
from kept.near import did_you_mean
from kept.parse.document import Document
from kept.text import Span
from kept.yaml_nodes import Mapping, Node, Scalar, Sequence

CONTRACT_KEYS = ("summary", "folder", "review_every", "review_at_most", "fields", "sections")
FIELD_KEYS = ("type", "of", "required", "help", "default", "values", "items", "fields", "single")
SECTION_KEYS = (
    "name",
    "pattern",
    "also",
    "optional",
    "repeat",
    "labels",
    "checklist",
    "steps",
    "prerequisites",
    "sections",
)
LABEL_KEYS = ("name", "also", "of", "type")
LABEL_KINDS = ("text", "duration")
_TYPE_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def read_contract(
    document: Document, vocabularies: Vocabularies, *, has_scaffold: bool = True
) -> ContentType:
    """Read a template. What is wrong with it is in `problems` (K005), each at its own place.

    Without `has_scaffold` the body of the document was not parsed, and is not held against the contract.
    """
    return _ContractReader(document, vocabularies, has_scaffold).read()


class _ContractReader:
    def __init__(self, document: Document, vocabularies: Vocabularies, has_scaffold: bool) -> None:
        self.document = document
        self.vocabularies = vocabularies
        self.has_scaffold = has_scaffold
        self.name = PurePosixPath(document.path).stem
        self.problems: list[Problem] = [
            Problem("K005", problem.span, problem.message, problem.help) for problem in document.problems
        ]

    def problem(self, node: Node | Span, message: str, help: str = "") -> None:
        span = node if isinstance(node, Span) else node.span
        self.problems.append(Problem("K005", span, message, help))

    def read(self) -> ContentType:
        if not _TYPE_NAME.fullmatch(self.name):
            message = f'"{self.name}" cannot be the name of a content type'
            self.problem(Span(0, 0), message, "name the file in lower case with hyphens: `how-to.md`")
        contract = self.document.front.get("contract") if self.document.front else None
        if not isinstance(contract, Mapping):
            if not self.problems:
                where = contract.span if contract else Span(0, 0)
                self.problem(where, "the template has no contract", "write `contract:` in its front matter")
            return ContentType(self.name, self.document, problems=tuple(self.problems))
        self.known(contract, CONTRACT_KEYS, "a contract")
        content_type = ContentType(
            self.name,
            self.document,
            summary=self.text(contract, "summary"),
            folder=self.folder(contract),
            review_every=self.interval(contract, "review_every"),
            review_at_most=self.ceiling(contract),
            own_fields=tuple(self.fields(contract.get("fields"))),
            sections=tuple(self.sections(contract.get("sections"))),
        )
        if not self.problems and self.has_scaffold:
            self.scaffold(content_type)
        return replace(content_type, problems=tuple(self.problems))

    def known(self, node: Mapping, keys: tuple[str, ...], what: str) -> None:
        for key in node.entries:
            if key[0].raw not in keys:
                message = f'{what} has no "{key[0].raw}"' + did_you_mean(key[0].raw, keys)
                self.problem(key[0], message, f"known are: {', '.join(keys)}")

    def text(self, node: Mapping, key: str) -> str:
        value = node.get(key)
        if value is None:
            return ""
        if isinstance(value, Scalar):
            return value.raw
        self.problem(value, f"`{key}` must be text")
        return ""

    def flag(self, node: Mapping, key: str) -> bool:
        value = node.get(key)
        if value is None:
            return False
        if isinstance(value, Scalar) and isinstance(value.value, bool):
            return value.value
        self.problem(value, f"`{key}` must be true or false")
        return False

    def words(self, node: Mapping, key: str) -> tuple[str, ...]:
        value = node.get(key)
        if value is None:
            return ()
        if isinstance(value, Sequence) and all(isinstance(item, Scalar) for item in value.items):
            return tuple(item.raw for item in value.items if isinstance(item, Scalar))
        self.problem(value, f"`{key}` must be a list of words", "write `[one, two]`")
        return ()

    def folder(self, contract: Mapping) -> str:
        folder = self.text(contract, "folder").strip("/")
        if ".." in folder.split("/"):
            self.problem(contract.get("folder") or contract, "`folder` must lie in the project")
        return folder

    def interval(self, contract: Mapping, key: str) -> Duration | None:
        node = contract.get(key)
        if node is None:
            return None
        duration = parse_duration(node.raw) if isinstance(node, Scalar) else None
        if duration is None:
            self.problem(node, f"`{key}` must be a length of time", "write `180d`, `6 months` or `1y`")
        return duration

    def ceiling(self, contract: Mapping) -> Duration | None:
        """The longest interval allowed; the type's own must fit below it."""
        usual, longest = contract.get("review_every"), contract.get("review_at_most")
        every = parse_duration(usual.raw) if isinstance(usual, Scalar) else None
        if longest is None:
            return every
        most = self.interval(contract, "review_at_most")
        if every and most and every.is_longer_than(most):
            message = "`review_every` is longer than `review_at_most`, so that no document could follow both"
            self.problem(longest, message, "raise `review_at_most`, or shorten `review_every`")
        return most or every

    def fields(self, node: Node | None) -> Iterator[FieldSpec]:
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return
        if not isinstance(node, Mapping):
            self.problem(node, "`fields` must be `name: {type: …}` lines")
            return
        common = {spec.name: spec for spec in COMMON_FIELDS}
        for key, value in node.entries:
            yield self.field(key, value, common.get(key.raw))

    def field(self, key: Scalar, node: Node, common: FieldSpec | None = None) -> FieldSpec:
        if isinstance(node, Scalar) and node.value is None:
            return common or FieldSpec(key.raw)
        if not isinstance(node, Mapping):
            self.problem(
                node,
                f"the field `{key.raw}` must be a mapping",
                "write `{type: text, required: true}`",
            )
            return common or FieldSpec(key.raw)
        self.known(node, FIELD_KEYS, "a field")
        kind = self.text(node, "type") or (common.kind if common else "text")
        if kind not in KINDS:
            given = node.get("type") or node
            self.problem(
                given,
                f'there is no kind of field "{kind}"' + did_you_mean(kind, KINDS),
                f"kinds are: {', '.join(KINDS)}",
            )
            kind = "text"
        if common and kind != common.kind:
            self.problem(
                node.get("type") or node,
                f"`{key.raw}` is a field of every type and is {_article(common.kind)}, not {_article(kind)}",
                "leave out its `type`",
            )
        spec = FieldSpec(
            name=key.raw,
            kind=kind,
            of=self.text(node, "of") or (common.of if common else ""),
            required=self.flag(node, "required")
            if node.get("required")
            else bool(common and common.required),
            help=self.text(node, "help") or (common.help if common else ""),
            default=node.get("default"),
            values=self.words(node, "values") or (common.values if common else ()),
            items=self.items(key, node) or (common.items if common else None),
            fields=tuple(self.fields(node.get("fields"))) if node.get("fields") else (),
            single=self.flag(node, "single") or bool(common and common.single),
        )
        self.agrees(spec, node, key)
        return spec

    def items(self, key: Scalar, node: Mapping) -> FieldSpec | None:
        items = node.get("items")
        if items is None:
            return None
        return self.field(Scalar(key.raw, key.raw, items.span), items)

    def agrees(self, spec: FieldSpec, node: Mapping, key: Scalar) -> None:
        """Whether what the contract says about a field fits together."""
        if spec.kind == "enum" and not spec.values:
            self.problem(key, f"`{spec.name}` is an enum without `values`", "write `values: [one, two]`")
        if spec.kind == "terms" and not spec.of:
            self.problem(
                key,
                f"`{spec.name}` is of kind terms and names no vocabulary",
                "write `of: products`",
            )
        if spec.kind == "terms":
            self.has_vocabulary(node.get("of"), spec.of)
        if spec.default is not None and not is_empty(spec.default):
            for problem in read_field(spec, spec.default, Reading(self.vocabularies)).problems:
                self.problem(spec.default, f"the default does not fit: {problem.message}", problem.help)

    def has_vocabulary(self, named: Node | None, name: str) -> None:
        """Whether there is a vocabulary of a name; a project without any accepts every term."""
        by_name = self.vocabularies.by_name
        if named and by_name and name not in by_name:
            self.problem(
                named,
                f'there is no vocabulary "{name}"' + did_you_mean(name, by_name),
                f"{self.vocabularies.source.path} has: {', '.join(by_name)}",
            )

    def sections(self, node: Node | None) -> Iterator[SectionSpec]:
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return
        if not isinstance(node, Sequence):
            self.problem(node, "`sections` must be a list", "write one `- Name` a line")
            return
        seen: dict[str, str] = {}
        for item in node.items:
            spec = self.section(item)
            if spec is None:
                continue
            for name in sorted({folded(word) for word in (spec.name, *spec.also) if word}):
                if name in seen:
                    self.problem(item, f'"{name}" names two sections: "{seen[name]}" and "{spec.shown}"')
                seen[name] = spec.shown
            yield spec

    def section(self, node: Node) -> SectionSpec | None:
        if isinstance(node, Scalar):
            if node.raw.strip() and node.value is not None:
                return SectionSpec(node.raw, span=node.span)
            self.problem(node, "a section needs a name")
            return None
        if not isinstance(node, Mapping):
            self.problem(node, "a section must be a name or `{name: …}`")
            return None
        self.known(node, SECTION_KEYS, "a section")
        spec = SectionSpec(
            name=self.text(node, "name"),
            also=self.words(node, "also"),
            pattern=self.text(node, "pattern"),
            optional=self.flag(node, "optional"),
            repeat=self.flag(node, "repeat"),
            labels=tuple(self.labels(node)),
            checklist=self.has_checklist(node),
            checklist_items=self.checklist_items(node),
            numbered_steps=self.numbered(node),
            prerequisites=self.flag(node, "prerequisites"),
            sections=tuple(self.sections(node.get("sections"))),
            span=node.span,
        )
        if not spec.name and not spec.pattern:
            self.problem(node, "a section needs a `name` or a `pattern`")
            return None
        for inner in spec.sections:
            if inner.prerequisites:
                message = f'"{inner.shown}" cannot hold the prerequisites: it lies within "{spec.shown}"'
                self.problem(inner.span, message, "move it to the top level, before the steps")
        if spec.repeat and not spec.pattern:
            self.problem(node.get("repeat") or node, "only a section with a `pattern` can `repeat`")
        return spec

    def labels(self, node: Mapping) -> Iterator[LabelSpec]:
        value = node.get("labels")
        if value is None or (isinstance(value, Scalar) and value.value is None):
            return
        if not isinstance(value, Sequence):
            self.problem(value, "`labels` must be a list", "write `[Duration, Responsible]`")
            return
        seen: set[str] = set()
        for item in value.items:
            spec = self.label(item)
            if spec is None:
                continue
            for name in sorted(folded_names(spec.name, spec.also) & seen):
                self.problem(item, f'"{name}" names two labels')
            seen |= folded_names(spec.name, spec.also)
            yield spec

    def label(self, node: Node) -> LabelSpec | None:
        if isinstance(node, Scalar) and node.raw.strip() and node.value is not None:
            return LabelSpec(node.raw)
        if not isinstance(node, Mapping):
            self.problem(node, "a label must be a name or `{name: …}`", "write `Duration`")
            return None
        self.known(node, LABEL_KEYS, "a label")
        spec = LabelSpec(
            self.text(node, "name"),
            self.words(node, "also"),
            self.text(node, "of"),
            self.text(node, "type") or "text",
        )
        if not spec.name:
            self.problem(node, "a label needs a `name`")
            return None
        if spec.kind not in LABEL_KINDS:
            message = f'a label cannot be of type "{spec.kind}"' + did_you_mean(spec.kind, LABEL_KINDS)
            help = "write `type: duration`, or `of:` with a vocabulary, or neither"
            self.problem(node.get("type") or node, message, help)
        if spec.of and spec.kind == "duration":
            message = f'the label "{spec.name}" cannot be both a length of time and a term'
            self.problem(node.get("of") or node, message, "write `type` or `of`")
        self.has_vocabulary(node.get("of"), spec.of)
        return spec

    def has_checklist(self, node: Mapping) -> bool:
        value = node.get("checklist")
        if value is None or (isinstance(value, Scalar) and isinstance(value.value, bool)):
            return value is not None and bool(value.value)
        if not isinstance(value, Sequence):
            self.problem(
                value,
                "`checklist` must be true or false, or a list of its items",
                'write `["Tell the team"]`',
            )
        return isinstance(value, Sequence)

    def checklist_items(self, node: Mapping) -> tuple[str, ...]:
        items = node.get("checklist")
        if not isinstance(items, Sequence):
            return ()
        found: list[str] = []
        for item in items.items:
            if not isinstance(item, Scalar) or item.value is None or not folded(item.raw):
                self.problem(item, "an item of a checklist must be text", 'write `- "Tell the team"`')
            elif folded(item.raw) in map(folded, found):
                self.problem(item, f'the checklist asks for "{item.raw}" twice', "keep it once")
            else:
                found.append(item.raw)
        return tuple(found)

    def numbered(self, node: Mapping) -> bool:
        value = node.get("steps")
        if value is None:
            return False
        if isinstance(value, Scalar) and value.raw == "numbered":
            return True
        self.problem(value, "`steps` can only be `numbered`", "write `steps: numbered`, or leave it out")
        return False

    def scaffold(self, content_type: ContentType) -> None:
        """The scaffold must itself have the sections and checklist items that the contract asks for."""
        for spec, _ in unmet(content_type.sections, outline(self.document)):
            self.problem(
                spec.span,
                f'the contract asks for a section "{spec.shown}" that the scaffold below does not have',
                "add the heading to the scaffold, or write `optional: true`",
            )
        for spec, section in matched(content_type.sections, outline(self.document)):
            for item in lacking(spec, section, self.document):
                message = (
                    f'the contract asks for "{item}", which is not in the checklist of the scaffold below'
                )
                self.problem(spec.span, message, f"add `- [ ] {item}` to the scaffold")


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
