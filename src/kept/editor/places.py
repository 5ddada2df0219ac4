"""What is at a place of an open document: what a hover says about it, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import find_rule
from kept.content.article import reference_fields
from kept.content.fields import FieldSpec
from kept.diagnostic import Diagnostic
from kept.editor.front_matter import field_at
from kept.editor.project import Opened, Project
from kept.editor.snippets import included_file
from kept.index import Facts
from kept.library import Resolution
from kept.parse.document import Document
from kept.report import rule_url
from kept.text import Span
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    """Markdown about what a span covers."""

    markdown: str
    span: Span


@dataclass(frozen=True, slots=True)
class Goal:
    """Where something leads: a file by its path in the project, and a line of it (from 1)."""

    path: str
    line: int
    origin: Span
    """What was asked about."""


def findings_at(
    opened: Opened, shown: tuple[Diagnostic, ...], span: Span
) -> Iterator[tuple[Diagnostic, Span]]:
    """The findings that touch a span, with where they stand."""
    for one in shown:
        place = opened.text.span(one.location)
        if place.start <= span.end and span.start <= place.end:
            yield one, place


def help_at(project: Project, opened: Opened, offset: int) -> Help | None:
    """What can be said about a place: its findings, its field, where its link leads."""
    parts: list[Help] = []
    for finding, place in findings_at(opened, project.findings(opened.path), Span(offset, offset)):
        parts.append(Help(_about_finding(finding), place))
    if found := field_at(project, opened.article, offset):
        spec, span = found
        parts.append(Help(_about_field(project, spec), span))
    if linked := _resolved(project, opened, offset):
        span, there = linked
        if there.page:
            parts.append(Help(_about_page(project, there.page, there.fragment), span))
    if not parts:
        return None
    smallest = min((one.span for one in parts), key=lambda span: span.end - span.start)
    return Help("\n\n---\n\n".join(dict.fromkeys(one.markdown for one in parts)), smallest)


def _about_finding(finding: Diagnostic) -> str:
    rule = find_rule(finding.code)
    link = f"[{finding.code} {finding.rule}]({rule_url(finding.rule)})"
    return f"**{link}** ({finding.severity.word})\n\n{rule.reason if rule else finding.message}"


def _about_field(project: Project, spec: FieldSpec) -> str:
    needed = ", required" if spec.required else ""
    lines = [f"**{spec.name}** ({f'terms of {spec.of}' if spec.of else spec.kind}{needed})"]
    if spec.help:
        lines.append(spec.help)
    vocabulary = project.reader.vocabularies.get(spec.of) if spec.kind == "terms" else None
    words = vocabulary.offered() if vocabulary else spec.values
    if spec.name == "audience":
        words = project.settings.audiences
    if words:
        lines.append(
            "One of: " + ", ".join(f"`{word}`" for word in words[:40]) + ("" if len(words) <= 40 else " …")
        )
    return "\n\n".join(lines)


def _about_page(project: Project, page: Facts, fragment: str) -> str:
    notes = [page.type, page.audience or "no audience", f"owner {page.owner}" if page.owner else ""]
    notes.append("" if page.status == "published" else page.status)
    lines = [f"**{_escaped(page.title)}**", f"`{page.path}` ({', '.join(filter(None, notes))})"]
    if fragment:
        document = project.document(page.path)
        heading = next((one for one in document.headings if one.anchor == fragment), None)
        if heading:
            lines.append(f"Section: {_escaped(heading.text)}")
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in r"\`*_[]<>#" else char for char in text)


def goal_at(project: Project, opened: Opened, offset: int) -> Goal | None:
    """Where the link, the image or the snippet at a place leads."""
    document = opened.article.document
    for snippet in document.snippets:
        if snippet.span.start <= offset <= snippet.span.end:
            found = included_file(project.settings, snippet)
            if found is None:
                return None
            path, line = found
            return Goal(path.relative_to(project.settings.root).as_posix(), line, snippet.span)
    linked = _resolved(project, opened, offset)
    if linked is None:
        return None
    span, there = linked
    if there.page:
        return Goal(there.page.path, _line(project.document(there.page.path), there.fragment), span)
    return Goal(there.asset, 1, span) if there.asset else None


def _line(document: Document, fragment: str) -> int:
    """The line of a heading, else the title."""
    heading = next((one for one in document.headings if fragment and one.anchor == fragment), None)
    heading = heading or document.title_heading
    return document.source.position(heading.span.start).line if heading else 1


def _resolved(project: Project, opened: Opened, offset: int) -> tuple[Span, Resolution] | None:
    """The innermost link or image at a place, or the document that a field names, and where it leads."""
    document = opened.article.document
    places = [(one.span, one.target) for one in document.links]
    places += [(one.span, one.target) for one in document.images]
    places += [(node.span, node.raw) for _, node in reference_fields(opened.article)]
    around = [(span, target) for span, target in places if span.start <= offset <= span.end]
    if not around:
        return None
    span, target = min(around, key=lambda entry: entry[0].end - entry[0].start)
    return span, project.library.resolve(opened.article, target)
