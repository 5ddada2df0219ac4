"""K204 title-case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.content.letter_case import recased
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.document import Document
from kept.text import Span


@rule(
    "K204",
    on=Article,
    severity=Severity.INFO,
    bad=(
        "---\ntitle: RESET YOUR ROUTER\naudience: public\n---\nText\n",
        "---\ntitle: Reset Your Router\naudience: public\n---\nText about a router.\n",
        "---\naudience: public\n---\n# Change the Network Password\n\nThe password of your network.\n",
    ),
    good=(
        "---\ntitle: Reset your router\naudience: public\n---\nText\n",
        "---\ntitle: 'FAQ: What does the DNS Server do?'\naudience: public\n---\nText about a server.\n",
        "---\ntitle: Install Contoso Home Connect\naudience: public\n---\nIt connects your home.\n",
        {
            "kb/vocabulary.yml": "products: {network-manager: Network Manager}\n",
            "docs/router.md": "---\ntitle: Open Network Manager\naudience: public\n---\nYour network.\n",
        },
    ),
)
def title_case(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Capitals In Every Word, or THROUGHOUT, make a title slow to read and hide the names in it.

    Capitals are kept where they belong: names of the vocabularies, acronyms, code and quotes. Otherwise there
    must be proof that a word is no name: it is a small one ("Your"), or the article writes it without a
    capital elsewhere, and more often than with one.
    """
    document = article.document
    if "title" in article.given and article.given["title"].is_default:
        return  # `nav:` gives it
    names = context.library.vocabularies.proper_words
    evidence = _Evidence(document)
    titles = [(article.title, article.title_span)]
    heading = document.title_heading
    if heading and heading.span != article.title_span and heading.text != article.title:
        titles.append((heading.text, heading.span))
    for title, span in titles:
        found = recased(title, names, evidence)
        if found is not None:
            better = found.of(title)
            wrong = ", ".join(f'"{change.word}"' for change in found.changes)
            what = (
                "is in capitals throughout"
                if found.is_shouted
                else f"has capitals that begin no name: {wrong}"
            )
            places = [span] if heading is None or heading.span == span else [span, heading.span]
            edits = tuple(edit for place in places for edit in _edits(title, better, place, context))
            fix = Fix(f'write "{better}"', Safety.UNSAFE, edits) if edits else None
            advice = f'write "{better}": a capital for the first word and for names'
            yield context.diagnostic(span, f'the title "{title}" {what}', advice, fix=fix)


class _Evidence:
    """What the text says of the words of its title; only read for a title that looks wrong."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def text(self) -> str:
        """The text without headings, code and addresses."""
        hidden = [item.span for item in self.document.headings]
        hidden += [item.span for item in self.document.fences]
        parts, at = [], self.document.body.start
        for start, end in sorted(hidden):
            parts.append(self.document.source.text[at : max(at, start)])
            at = max(at, end)
        return _UNREAD.sub("`", "\n".join((*parts, self.document.source.text[at:])))

    def is_common(self, word: str) -> bool:
        """Whether the text writes it without a capital, and more often than with one."""
        lowered, capital = re.escape(word), re.escape(word.capitalize())
        without = len(re.findall(rf"(?<![\w./\\@#-]){lowered}(?![\w/\\@-]|\.\w)", self.text))
        named = len(re.findall(rf"(?<=[\w,] ){capital}(?!\w)", self.text)) if without else 0
        return without > named

    def is_name(self, words: str) -> bool:
        """Whether the text has the words together, with their capitals."""
        return words in self.text


_UNREAD = late_pattern(r"`[^`\n]{0,300}`|(?<!\w)\w{1,12}://[^\s)\]]+|\]\([^)\n]{0,500}\)|<[^<>\n]{0,300}>")


def _edits(title: str, better: str, place: Span, context: Context) -> Iterator[Edit]:
    """The change of a title where it stands as it is, without escapes."""
    at = context.source.text.find(title, place.start, place.end)
    if at >= 0:
        yield Edit(Span(at, at + len(title)), better)
