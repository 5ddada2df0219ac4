"""K218 avoided-term."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.wording import Avoided
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.parse.prose import Prose, prose
from kept.text import Source, Span
from kept.yaml_nodes import Scalar

_VOCABULARY = "terms:\n  email: [e-mail]\n  sign in: {instead: [log in]}\n"


@rule(
    "K218",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "docs/router.md": "---\ntitle: Reset your router\naudience: public\n---\nWe send an e-mail.\n",
        },
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "docs/router.md": (
                "---\ntitle: How to log in\naudience: public\n---\n| Step |\n|---|\n| Log in |\n"
            ),
        },
    ),
    good=(
        {
            "kb/vocabulary.yml": _VOCABULARY,
            "docs/router.md": (
                "---\n"
                "title: Reset your router\n"
                "audience: public\n"
                "---\n"
                "We send an email to `e-mail@example.com`. Choose **Log in** on [our site](e-mail.md).\n"
            ),
            "docs/e-mail.md": "---\ntitle: Email\naudience: public\n---\nText\n",
        },
    ),
)
def avoided_term(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Two words for one thing: readers take them for two things, and a search for one misses the other.

    The words are those under `terms` in the vocabulary. They are looked for in the title, in the summary and
    in what readers read; not in code, addresses and HTML, nor in bold text and in quotes, which name what
    stands on a screen. A form that is only another spelling is mended safely, except in a heading, whose
    address could change.
    """
    wording = context.library.vocabularies.wording
    if not wording.preferences:
        return
    document = article.document
    found = list(wording.find(document.source.text))
    stretches = prose(document) if found and found[-1].span.start >= document.body.start else ()
    starts = [stretch.span.start for stretch in stretches]
    fields = _fields(article)
    for avoided in found:
        in_field = any(span.start <= avoided.span.start < span.end for span in fields)
        stretch = _stretch(avoided.span, stretches, starts)
        if not in_field and (stretch is None or stretch.is_bold or _is_quoted(document.source, avoided.span)):
            continue
        if avoided.is_capital_only and _begins_a_sentence(document.source.text, avoided.span.start):
            continue
        moves = bool(stretch and stretch.in_heading)
        yield _finding(avoided, moves, context)


def _finding(avoided: Avoided, moves: bool, context: Context) -> Diagnostic:
    word = avoided.preference.word
    what = "is spelled" if avoided.is_spelling else "is called"
    message = f'"{avoided.form}" {what} "{word}" in this knowledge base'
    reason = avoided.preference.why or "one word for one thing is found by every search"
    safety = Safety.SAFE if avoided.is_spelling and not moves else Safety.UNSAFE
    fix = Fix(f'write "{avoided.word}"', safety, (Edit(avoided.span, avoided.word),))
    if avoided.is_plural and not avoided.is_spelling:
        return context.diagnostic(avoided.span, message, f'write a form of "{word}": {reason}')
    return context.diagnostic(avoided.span, message, f'write "{avoided.word}": {reason}', fix=fix)


def _fields(article: Article) -> list[Span]:
    """Where the front matter speaks to readers."""
    given = (article.given.get(name) for name in ("title", "summary", "description"))
    return [one.node.span for one in given if one and not one.is_default and isinstance(one.node, Scalar)]


def _stretch(span: Span, stretches: tuple[Prose, ...], starts: list[int]) -> Prose | None:
    """The stretch of text that a span begins in; one whose last letter is no text has none."""
    index = bisect_right(starts, span.start) - 1
    last = bisect_right(starts, span.end - 1) - 1
    if index < 0 or span.start >= stretches[index].span.end or span.end > stretches[last].span.end:
        return None
    return stretches[index]


def _is_quoted(source: Source, span: Span) -> bool:
    """Whether it stands in quotes on its line, and the line is not the title of an admonition."""
    begin = source.text.rfind("\n", 0, span.start) + 1
    end = source.text.find("\n", span.end)
    before, after = source.text[begin : span.start], source.text[span.end : end if end >= 0 else None]
    if before.lstrip().startswith(("!!!", "???", "===")):
        return False
    straight = before.count('"') % 2 == 1 and '"' in after
    curly = before.rfind("“") > before.rfind("”") and "”" in after
    single = before[-1:] in ("'", "‘") and after[:1] in ("'", "’")
    return straight or curly or single


_SENTENCE = re.compile(r"(?:^|[\n.!?:;|>#*+–—-]|\d[.)])[\s*_\"'“(\[]*\Z")


def _begins_a_sentence(text: str, start: int) -> bool:
    """Whether a capital is in order here: at the begin of a sentence, a line, an item or a cell."""
    return bool(_SENTENCE.search(text[max(0, start - 40) : start]))
