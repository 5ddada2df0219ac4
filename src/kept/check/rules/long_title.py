"""K209 long-title."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity

SHOWN = 60
"""Letters of a title that a search result shows.

Google has given a title 600 pixels since May 2016; at about ten pixels for an average letter that is 60. The
width of letters differs, so that the number is a rule of thumb: 60 is where most titles are still whole.
"""


@rule(
    "K209",
    on=Article,
    severity=Severity.INFO,
    bad=(
        (
            "---\n"
            "title: What you can do when the router in your office does not answer any more\n"
            "audience: public\n"
            "---\n"
            "Text\n"
        ),
    ),
    good=("---\ntitle: The router does not answer\naudience: public\n---\nText\n",),
)
def long_title(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A title of more than about 60 letters is cut off in search results, often before what matters.

    The number is what a result of Google holds: a title has 600 pixels there, and an average letter takes
    ten. Chinese, Japanese and Korean signs are twice as wide and count twice.
    """
    width = _width(article.title)
    if width > SHOWN:
        message = f"the title takes {width} letters, and search results show about {SHOWN}"
        cut = article.title[:SHOWN].rsplit(" ", 1)[0] if width == len(article.title) else ""
        seen = f'; all they show is "{cut} …"' if cut else ""
        advice = "begin with the words that customers look for, and leave the rest to the text"
        yield context.diagnostic(article.title_span, message + seen, advice)


def _width(title: str) -> int:
    """The letters that a title takes; wide ones take the place of two."""
    if title.isascii():
        return len(title)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in title)
