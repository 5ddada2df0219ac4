"""K509 secret-in-article."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.secrets import mask, secrets

_TOKEN = "ghp_" + "k3Vq8ZtR1mWx7YbN5cLd2PfH9sJg4TaE6uQo"  # in two parts: no scanner of code should stop here
_KEY = "AKIA" + "Q3EGRJDRM5XNBMHT"


@rule(
    "K509",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        f"---\ntitle: Reset your router\naudience: internal\n---\n    curl -H 'Authorization: {_TOKEN}'\n",
        f"---\ntitle: Reset your router\naudience: public\ndescription: {_KEY}\n---\nText\n",
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            f"postgres://admin:{'k8' + 'Zq2w#7x'}@db.internal.net/router\n"
        ),
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "AKIAIOSFODNN7EXAMPLE, `password: <your password>`, `token = xxxxxxxxxxxxxxxx`,\n"
            "`secret: ${SECRET}`,\n"
            "postgres://user:password@db.example.com/router\n"
        ),
    ),
)
def secret_in_article(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A password, key or token in an article is known to everyone who can read the page, or the repository.

    Private keys, tokens of well-known services, passwords in addresses, and random values after `password:`
    or `token=` are looked for in the text, in code and in the front matter. Placeholders such as `<token>`
    are no secrets. Once it has been committed, taking it out is not enough: make it void where it was
    issued.
    """
    text = article.document.source.text
    for secret in secrets(text):
        shown = mask(text[secret.span.start : secret.span.end])[:12]
        message = f"this looks like {secret.kind} ({shown}…)"
        advice = "make it void where it was issued, then write a placeholder such as `<token>`"
        yield context.diagnostic(secret.span, message, advice)
