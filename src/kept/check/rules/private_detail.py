"""K510 private-detail."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity

_SETTINGS = (
    "site_name: Help\nplugins:\n  - kept:\n      private:\n"
    '        - {name: customer id, pattern: "CUST-[0-9]{6}"}\n'
)


@rule(
    "K510",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        {
            "mkdocs.yml": _SETTINGS,
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\n"
            "As with CUST-204411, press it twice.\n",
        },
    ),
    good=(
        {
            "mkdocs.yml": _SETTINGS,
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\nPress it twice.\n",
            "docs/case.md": "---\ntitle: Case\naudience: internal\n---\nAs with CUST-204411.\n",
        },
    ),
)
def private_detail(article: Article, context: Context) -> Iterator[Diagnostic]:
    """What the setting `private` describes, such as the id of a customer, stands where everyone can read it.

    Each pattern has a name and a regular expression in the syntax of RE2, which cannot hang whatever it
    says.
    """
    settings = context.library.settings
    if not settings.private or article.audience != settings.audiences[0]:
        return
    for pattern in settings.private:
        for span in pattern.find(article.document.source.text):
            message = f"a {pattern.name} stands in an article for {article.audience} readers"
            yield context.diagnostic(span, message, "remove it, or describe the case without it")
