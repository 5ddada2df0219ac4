"""What an editor can do about findings: mend one, mend all that is safe to mend, silence one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kept.diagnostic import Diagnostic, Edit, Fix, Safety
from kept.editor.differences import edits_between
from kept.editor.places import findings_at
from kept.editor.project import Opened, Project, checked_as
from kept.fix.edits import applied
from kept.text import Span
from kept.values import dataclass

ROUNDS = 10
"""Rounds of fixes after which the rest is left to a person."""

ABOUT_SUPPRESSIONS = "K7"
"""The codes of rules on suppressions themselves begin so."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done: edits of the document, and the findings that they are about."""

    title: str
    edits: tuple[Edit, ...]
    findings: tuple[Diagnostic, ...] = ()
    is_preferred: bool = False


def actions(project: Project, opened: Opened, span: Span) -> Iterator[Action]:
    """What can be done about the findings that touch a span."""
    found = [one for one, _ in findings_at(opened, project.findings(opened.path), span)]
    for one in found:
        if one.fix and _fits(one.fix, opened):
            is_safe = one.fix.safety is Safety.SAFE
            note = "" if is_safe else " (look at what it does)"
            title = one.fix.message[:1].upper() + one.fix.message[1:] + note
            yield Action(title, one.fix.edits, (one,), is_safe)
    for one in found:
        if edit := silencing(project, opened, one):
            yield Action(f"Silence {one.code} {one.rule} here", (edit,), (one,))


def all_safe(project: Project, opened: Opened) -> Action | None:
    """All safe fixes of a document, as one change of its text; `None` when there is nothing to mend."""
    before = opened.source.text
    text, found = before, project.findings(opened.path)
    left_out: set[tuple[str, str]] = set()
    mended: list[Diagnostic] = []
    for _ in range(ROUNDS):
        waiting = [one for one in found if _is_safe(one) and _key(one) not in left_out]
        new, done = applied(text, [one.fix for one in waiting if one.fix])
        if new == text:
            break
        after = checked_as(project, opened, new)
        counts = Counter(map(_key, after))
        failed = {_key(waiting[at]) for at in done if counts[_key(waiting[at])]}
        if failed:
            left_out |= failed
            continue
        mended += [waiting[at] for at in done]
        text = new
        known = set(map(_key, mended)) | set(map(_key, project.findings(opened.path)))
        found = tuple(one for one in after if _key(one) in known)
    if text == before:
        return None
    return Action("Mend all that is safe to mend", edits_between(before, text), tuple(mended))


def _is_safe(one: Diagnostic) -> bool:
    return one.fix is not None and one.fix.safety is Safety.SAFE


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.code, one.message


def _fits(fix: Fix, opened: Opened) -> bool:
    return all(0 <= edit.span.start <= edit.span.end <= len(opened.source.text) for edit in fix.edits)


def silencing(project: Project, opened: Opened, finding: Diagnostic) -> Edit | None:
    """A comment that silences a finding and does nothing else, found by trying; it lacks the reason."""
    if finding.code.startswith(ABOUT_SUPPRESSIONS) or finding.code < "K1":
        return None
    before = Counter(map(_key, opened.findings))
    for edit in _comments(opened, finding):
        text = opened.source.text
        new = text[: edit.span.start] + edit.text + text[edit.span.end :]
        after = Counter(
            _key(one)
            for one in checked_as(project, opened, new)
            if not one.code.startswith(ABOUT_SUPPRESSIONS)
        )
        if after[_key(finding)] < before[_key(finding)] and not after - before:
            return edit
    return None


def _comments(opened: Opened, finding: Diagnostic) -> Iterator[Edit]:
    """Where a comment may stand: on a line above the finding, at the end of its line, further up."""
    source, front = opened.source, opened.article.document.front_span
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    number = finding.location.line
    start = source.line_starts[min(number, len(source.line_starts)) - 1]
    end = start + len(source.line(number))
    if front.end and start < front.end:
        if start < front.start:  # the opening fence, which stands for the document as a whole
            yield Edit(Span(front.start, front.start), f"# kept: ignore {finding.code}{line_end}")
        yield Edit(Span(end, end), f" # kept: ignore {finding.code}")
        return
    comment = f"<!-- kept: ignore {finding.code} -->"
    top = start
    while number > 1 and source.line(number - 1).strip() and source.line_starts[number - 2] >= front.end:
        number -= 1
        top = source.line_starts[number - 1]
    yield Edit(Span(start, start), f"{comment}{line_end}")
    yield Edit(Span(end, end), f" {comment}")
    yield Edit(Span(top, top), f"{comment}{line_end}{line_end}")
