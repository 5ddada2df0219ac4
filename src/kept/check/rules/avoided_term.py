"""K218 avoided-term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.wording import Avoided
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.parse.prose import prose
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
    fields = _fields(article)
    text = prose(document) if any(one.span.start >= document.body.start for one in found) else None
    for avoided in found:
        span = avoided.span
        in_field = any(field.start <= span.start < field.end for field in fields)
        stretch = text.at(span.start) if text and not in_field else None
        if not in_field and (stretch is None or stretch.is_bold or _is_quoted(document.source, span)):
            continue
        if avoided.is_capital_only and _begins_a_sentence(document.source.text, span.start):
            continue
        if in_field or (text and text.at(span.end - 1)):
            yield _finding(avoided, bool(stretch and stretch.in_heading), context)


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
