"""K417 near-duplicate."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity

_TEXT = (
    "Unplug the router from the wall, not from the socket at its back.\n"
    "Wait for a minute, until all of its lights are out.\n"
    "Hold the small button beside the antenna with a pen for ten seconds.\n"
    "Plug the router in again, and wait until the green light stays on.\n"
    "The name of the network and its password are those on the label again.\n"
    "Connect your computer with a cable, and open the page that the label names.\n"
    "Write down the settings of your provider before you save anything.\n"
    "Every device that was connected asks for the password once more.\n"
)
_PAGE = "---\ntitle: {}\naudience: public\n---\n{}{}\n"


@rule(
    "K417",
    on=Article,
    severity=Severity.INFO,
    bad=(
        {
            "docs/reset.md": _PAGE.format("Reset your router", _TEXT, "It takes five minutes."),
            "docs/router.md": _PAGE.format(
                "A new start for the router", _TEXT, "Call us if it does not help."
            ),
        },
    ),
    good=(
        {
            "docs/reset.md": _PAGE.format("Reset your router", _TEXT, "It takes five minutes."),
            "docs/router.md": _PAGE.format("When the router is slow", "See [how](reset.md).\n", ""),
        },
    ),
)
def near_duplicate(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Two articles that say almost the same compete in every search, and one of them grows old unseen.

    Lines and sentences are compared, so a text that was copied and edited here and there is found. Articles
    of fewer than 60 words, drafts and archived articles are left alone. The share is an estimate.
    """
    if article.status != "published":
        return
    page = context.library.facts(article)
    for share, other in context.library.alike(page, LEAST):
        is_live = other.is_live(context.today) and other.status == "published"
        if is_live and other.path < article.path:
            message = f'about {share:.0%} of what this article says is also said in "{other.path}"'
            advice = "make one of the two, and name the other's address in its `redirect_from`"
            yield context.diagnostic(article.title_span, message, advice)
            return


LEAST = 0.7
"""The share from which on two articles are taken for one that was copied."""
