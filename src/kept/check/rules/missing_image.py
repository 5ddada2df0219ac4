"""K404 missing-image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kept.check.outside import has_placeholder, is_outside
from kept.check.rule import Context, rule
from kept.content.addresses import address_span, as_address
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.parse.document import Image


@rule(
    "K404",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        ("---\ntitle: Reset your router\naudience: public\n---\n![The button](button.png)\n"),
        {
            "docs/router.md": (
                "---\ntitle: Reset your router\naudience: public\n---\n![The button](buton.png)\n"
            ),
            "docs/images/button.png": "PNG",
        },
    ),
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
        if found.is_external or found.asset or is_outside(article.path, image.target):
            continue
        if has_placeholder(image.target) and context.library.settings.markdown.templates:
            continue
        near = context.library.near_asset(posixpath.basename(image.target))
        message = f'there is no image at "{image.target}"'
        message += f': did you mean "{near}"?' if near else ""
        advice = "write the path of the image, relative to this file"
        fix = _fix(article, image, near, context) if near else None
        yield context.diagnostic(image.target_span, message, advice, fix=fix)


def _fix(article: Article, image: Image, name: str, context: Context) -> Fix | None:
    """Show the only image of that name."""
    found = {path for path in context.library.index.assets.values() if posixpath.basename(path) == name}
    place = address_span(article.document, image.target, image.target_span)
    if len(found) != 1 or place is None:
        return None
    folder = posixpath.dirname(article.path) or "."
    new = as_address(posixpath.relpath(found.pop(), folder))
    return Fix(f'show "{new}"', Safety.UNSAFE, (Edit(place, new),))
