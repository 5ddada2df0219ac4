"""K218 avoided-term."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.respelling import part_respelled
from kept.content.wording import Avoided
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
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
        field = next((one for one in fields if one.span.start <= span.start < one.span.end), None)
        stretch = text.at(span.start) if text and field is None else None
        if field is None and (stretch is None or stretch.is_bold or _is_quoted(document.source, span)):
            continue
        if avoided.is_capital_only and _begins_a_sentence(document.source.text, span.start):
            continue
        if field is not None or (text and text.at(span.end - 1)):
            fix = _fix(avoided, field, moves=bool(stretch and stretch.in_heading))
            yield _finding(avoided, fix, context)


def _finding(avoided: Avoided, fix: Fix | None, context: Context) -> Diagnostic:
    word = avoided.preference.word
    what = "is spelled" if avoided.is_spelling else "is called"
    message = f'"{avoided.form}" {what} "{word}" in this knowledge base'
    reason = avoided.preference.why or "one word for one thing is found by every search"
    better = avoided.word if fix else word
    return context.diagnostic(avoided.span, message, f'write "{better}": {reason}', fix=fix)


def _fix(avoided: Avoided, field: Scalar | None, *, moves: bool) -> Fix | None:
    """Another spelling is safe, unless it moves an anchor; another word's plural is for people."""
    if avoided.is_plural and not avoided.is_spelling:
        return None
    safety = Safety.SAFE if avoided.is_spelling and not moves else Safety.UNSAFE
    if field is not None:
        return part_respelled(field, avoided.span, avoided.word, safety)
    return Fix(f'write "{avoided.word}"', safety, (Edit(avoided.span, avoided.word),))


def _fields(article: Article) -> list[Scalar]:
    """Where the front matter speaks to readers."""
    given = (article.given.get(name) for name in ("title", "summary", "description"))
    return [one.node for one in given if one and not one.is_default and isinstance(one.node, Scalar)]


_AROUND = 1_000
"""Characters of a line that are looked through for quotes."""


def _is_quoted(source: Source, span: Span) -> bool:
    """Whether it stands in quotes on its line, and the line is not the title of an admonition."""
    text = source.text
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    if before.lstrip().startswith(("!!!", "???", "===")):
        return False
    straight = before.count('"') % 2 == 1 and '"' in after
    curly = before.rfind("“") > before.rfind("”") and "”" in after
    single = before[-1:] in ("'", "‘") and after[:1] in ("'", "’")
    return straight or curly or single


_SENTENCE = late_pattern(r"(?:^|[\n.!?:;|>#*+–—-]|\d[.)])[\s*_\"'“(\[]*\Z")


def _begins_a_sentence(text: str, start: int) -> bool:
    """Whether a capital is in order here: at the begin of a sentence, a line, an item or a cell."""
    return bool(_SENTENCE.search(text[max(0, start - 40) : start]))
