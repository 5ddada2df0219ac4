"""K404 missing-image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity


@rule(
    "K404",
    on=Article,
    severity=Severity.ERROR,
    bad=(("---\ntitle: Reset your router\naudience: public\n---\n![The button](button.png)\n"),),
    good=(
        {
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\n![The button](button.png)\n"
            ),
            "docs/button.png": "PNG",
        },
    ),
)
def missing_image(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An image that does not exist leaves a hole where the reader should see what to do."""
    for image in article.document.images:
        found = context.library.resolve(article, image.target)
        if found.is_external or found.asset:
            continue
        near = context.library.near_asset(posixpath.basename(image.target))
        message = f'there is no image at "{image.target}"'
        message += f': did you mean "{near}"?' if near else ""
        advice = "write the path of the image, relative to this file"
        yield context.diagnostic(image.target_span, message, advice)
