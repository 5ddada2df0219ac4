"""Our values as those of the Language Server Protocol (3.17), and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types
from pygls import uris

from kept.diagnostic import Diagnostic, Edit, Severity
from kept.editor.actions import Action
from kept.editor.completion import Kind, Offer, Offers
from kept.editor.places import Help
from kept.editor.positions import Change, EditorText, Place, Unit
from kept.report import rule_url
from kept.text import Span

NAME = "kept"
FIX_ALL = "source.fixAll.kept"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_KINDS = {
    Kind.FIELD: types.CompletionItemKind.Property,
    Kind.VALUE: types.CompletionItemKind.Value,
    Kind.PAGE: types.CompletionItemKind.File,
    Kind.ANCHOR: types.CompletionItemKind.Reference,
    Kind.FILE: types.CompletionItemKind.File,
}


def path_of(uri: str) -> Path | None:
    """The file that a URI names; `None` for a document that is no file, or an address that makes no sense."""
    try:
        name = uris.to_fs_path(uri)
    except (ValueError, AttributeError):
        return None
    if not name or "\0" in name or not Path(name).is_absolute():
        return None
    return Path(name)


def uri_of(path: Path) -> str:
    """The URI of a file."""
    return str(uris.from_fs_path(str(path)))


def unit_of(encoding: types.PositionEncodingKind | str | None) -> Unit:
    """What both sides count; UTF-16 unless they agreed on something else."""
    word = encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding
    return Unit(word) if word and word in [*Unit] else Unit.UTF_16


def place_of(position: types.Position) -> Place:
    """A place."""
    return Place(position.line, position.character)


def change_of(event: types.TextDocumentContentChangeEvent) -> Change:
    """A change of a text."""
    if isinstance(event, types.TextDocumentContentChangePartial):
        return Change(event.text, place_of(event.range.start), place_of(event.range.end))
    return Change(event.text)


def range_of(text: EditorText, span: Span, unit: Unit) -> types.Range:
    """A span as a range."""
    start, end = text.place(span.start, unit), text.place(span.end, unit)
    return types.Range(types.Position(*start), types.Position(*end))


def span_of(text: EditorText, range: types.Range, unit: Unit) -> Span:
    """A range as a span."""
    start, end = text.offset(place_of(range.start), unit), text.offset(place_of(range.end), unit)
    return Span(min(start, end), max(start, end))


def diagnostics(found: Iterable[Diagnostic], text: EditorText, unit: Unit) -> list[types.Diagnostic]:
    """Findings, as editors show them."""
    return [_diagnostic(one, text, unit) for one in found]


def _diagnostic(one: Diagnostic, text: EditorText, unit: Unit) -> types.Diagnostic:
    return types.Diagnostic(
        range_of(text, text.span(one.location), unit),
        one.message + (f"\n{one.help}" if one.help else ""),
        severity=_SEVERITIES.get(one.severity, types.DiagnosticSeverity.Information),
        code=one.code,
        code_description=types.CodeDescription(rule_url(one.rule)),
        source=NAME,
    )


def hover(help: Help, text: EditorText, unit: Unit) -> types.Hover:
    """What is said about a place."""
    content = types.MarkupContent(types.MarkupKind.Markdown, help.markdown)
    return types.Hover(content, range_of(text, help.span, unit))


def completions(offers: Offers, typed: str, text: EditorText, unit: Unit) -> types.CompletionList:
    """What can be written, in our order; when not all are here, every one fits what is `typed`."""
    items = [_item(one, number, typed, offers, text, unit) for number, one in enumerate(offers.items)]
    return types.CompletionList(not offers.is_complete, items)


def _item(
    one: Offer, number: int, typed: str, offers: Offers, text: EditorText, unit: Unit
) -> types.CompletionItem:
    is_path = one.kind in (Kind.PAGE, Kind.FILE)
    return types.CompletionItem(
        one.label,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, one.help) if one.help else None,
        sort_text=f"{number:04}",
        filter_text=f"{typed} {one.label} {one.detail}".strip() if is_path else None,
        text_edit=types.TextEdit(range_of(text, one.span, unit), one.text),
    )


def text_edits(edits: Iterable[Edit], text: EditorText, unit: Unit) -> list[types.TextEdit]:
    """Edits of a text."""
    return [types.TextEdit(range_of(text, one.span, unit), one.text) for one in edits]


def workspace_edit(changes: Mapping[str, list[types.TextEdit]]) -> types.WorkspaceEdit:
    """Edits of several documents, by URI."""
    return types.WorkspaceEdit(changes={uri: [*edits] for uri, edits in changes.items()})


def moving_edit(changes: Mapping[str, list[types.TextEdit]], old: str, new: str) -> types.WorkspaceEdit:
    """Edits of several documents, by URI, and then another URI for one of them."""
    documents = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), [*edits])
        for uri, edits in changes.items()
    ]
    return types.WorkspaceEdit(document_changes=[*documents, types.RenameFile(old, new)])


def code_action(
    action: Action, kind: types.CodeActionKind | str, uri: str, text: EditorText, unit: Unit
) -> types.CodeAction:
    """Something to do about findings."""
    return types.CodeAction(
        action.title,
        kind=kind,
        diagnostics=diagnostics(action.findings, text, unit) or None,
        is_preferred=action.is_preferred or None,
        edit=workspace_edit({uri: text_edits(action.edits, text, unit)}),
    )
