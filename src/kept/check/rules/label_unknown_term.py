"""K210 label-unknown-term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.labels import Value, find_label, labels_in, value_of
from kept.content.vocabulary import Vocabulary
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.near import nearest
from kept.text import Source, Span

_VOCABULARY = "roles:\n  support-agent: Support agent\n  engineer: {name: Engineer, also: [developer]}\n"
_TEMPLATE = (
    "---\n"
    "contract:\n"
    "  folder: docs/sops\n"
    "  sections:\n"
    '    - {pattern: "Step *", repeat: true, labels: [{name: Responsible, of: roles}]}\n'
    "---\n"
    "# {{ title }}\n"
    "\n"
    "## Step 1\n"
)
_ARTICLE = "---\ntitle: Reset a router\naudience: public\n---\n# Reset a router\n\n## Step 1\n\n"


@rule(
    "K210",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "templates/sop.md": _TEMPLATE,
            "docs/sops/router.md": _ARTICLE + "**Responsible**: Suport agent\n",
        },
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "templates/sop.md": _TEMPLATE,
            "docs/sops/router.md": _ARTICLE + "**Responsible**: whoever is there\n",
        },
    ),
    good=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "templates/sop.md": _TEMPLATE,
            "docs/sops/router.md": _ARTICLE
            + "**Responsible**: a support agent, with the developers if needed\n",
        },
    ),
)
def label_unknown_term(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A step in the hands of a role that doesn't exist is a step that nobody takes.

    The contract says of which vocabulary a label's terms are: `{name: Responsible, of: roles}`. The value is
    read as people write it, by name, word or synonym. One of several must be a term; the others may be
    anybody ("with the customer"), unless they are a term with a slip of the pen.
    """
    document = article.document
    for spec, section in article.contracted:
        wanted = [label for label in spec.labels if label.of]
        labels = labels_in(section, document) if wanted else []
        for one in wanted:
            label, vocabulary = find_label(one, labels), context.library.vocabularies.get(one.of)
            if label is not None and vocabulary is not None and vocabulary.terms:
                value = value_of(label, labels, section, document)
                where = f'"{one.name}" of "{section.heading.text}"'
                for part, meant in _unknown(value.text, vocabulary):
                    yield _finding(where, part, meant, value, vocabulary, context)


_SPLIT = late_pattern(r"[,;/&+\n]|\b(?:and|or|with|plus)\b", re.IGNORECASE)
_AROUND = late_pattern(r"^(?:(?:the|an?|one|each|every|together|our)\s+)+|\(.*?\)|[.:!]+$", re.IGNORECASE)


def _unknown(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str | None]]:
    """Parts of a value that name no term but should, with what was probably meant."""
    for number, part in enumerate(
        filter(None, (_AROUND.sub("", one.strip()).strip() for one in _SPLIT.split(text)))
    ):
        if vocabulary.is_mentioned(part):
            continue
        meant = nearest(part, vocabulary.names)
        if number == 0:
            if not vocabulary.is_mentioned(text) or meant:
                yield part, meant
        elif meant and abs(len(meant) - len(part)) <= 2:
            yield part, meant


def _finding(
    where: str, part: str, meant: str | None, value: Value, vocabulary: Vocabulary, context: Context
) -> Diagnostic:
    name = vocabulary.names[meant] if meant else ""
    hint = f': did you mean "{name}"?' if name else ""
    message = f'{where} names no term of "{vocabulary.name}": "{part}"{hint}'
    span = _place(part, value, context.source)
    is_there = bool(name) and context.source.slice(span) == part
    fix = Fix(f'write "{name}"', Safety.UNSAFE, (Edit(span, name),)) if is_there else None
    shown = [term.name for term in vocabulary.terms][:8]
    advice = f"write one of: {', '.join(shown)}; or add it to the vocabulary"
    return context.diagnostic(span, message, advice, fix=fix)


def _place(part: str, value: Value, source: Source) -> Span:
    """Where a part of a value stands; the whole value when it is written in another way."""
    at = source.text.find(part, value.span.start, value.span.end)
    return Span(at, at + len(part)) if at >= 0 else value.span
