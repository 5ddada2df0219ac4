"""K508 path-outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.outside import is_hidden, is_on_a_disk, is_outside, leads_outside
from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Image, Link
from kept.parse.snippets import base_folders, kept_from, may_include
from kept.text import Span


@rule(
    "K508",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        "---\ntitle: Reset your router\naudience: public\n---\nSee [the list](../../../etc/passwd).\n",
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "See [the plan](file:///S:/plans/router.docx).\n"
        ),
        "---\ntitle: Reset your router\naudience: public\n---\n![The button](C:\\pictures\\button.png)\n",
    ),
    good=(
        {
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\n"
            "[Button](../kb/button.md), `../../x`\n",
            "kb/button.md": "---\ntitle: Find the button\naudience: public\n---\nText\n",
        },
    ),
)
def path_outside(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A path out of the project, or on a writer's disk, leads nowhere for readers and tells names of yours.

    Included files (snippets) must lie in the project too, and may not be hidden ones such as `.env`, unless
    `base_path` of pymdownx.snippets names their folder.
    """
    found: tuple[Link | Image, ...] = (*article.document.links, *article.document.images)
    for item in found:
        if leads_outside(article.path, item.target):
            if context.library.resolve(article, item.target).leads_nowhere:
                message = f'"{item.target}" leads out of the project'
                yield context.diagnostic(item.target_span, message, _ADVICE)
        elif is_on_a_disk(item.target) and _is_nowhere(article, item.target, context):
            message = f'"{item.target}" is a file on a computer that readers do not have'
            yield context.diagnostic(item.target_span, message, _ADVICE)
    for snippet in article.document.snippets:
        yield from _snippet(snippet.target, snippet.span, context)
    yield from _further(article, context)


_ADVICE = "copy the file into the folder of pages and link to it there, or remove the link"


def _is_nowhere(article: Article, target: str, context: Context) -> bool:
    """Whether no page has this address: `/tmp/` may also be one of the site."""
    found = context.library.resolve(article, target)
    return found.is_external or found.leads_nowhere


def _snippet(target: str, span: Span, context: Context) -> Iterator[Diagnostic]:
    if is_outside("", target) or target.startswith(("/", "~")):
        message = f'"{target}" would be read from outside of the project'
    elif is_hidden(target):
        message = f'"{target}" is a hidden file, which readers must not see'
    elif re.match(r"https?:", target):
        message = f'"{target}" would be loaded from the network into the page, with whatever it says that day'
    else:
        return
    yield context.diagnostic(span, message, "include a file that lies in the project")


def _further(article: Article, context: Context) -> Iterator[Diagnostic]:
    """Files that the included files include in turn."""
    snippets, settings = article.document.snippets, context.library.settings
    options = settings.markdown.snippets
    if not snippets or options is None:
        return
    bases = base_folders(settings.root, dict(options))
    for path in may_include(article.document, settings.root, dict(options)):
        location = settings.root / path
        if any(path.endswith(one.target.lstrip("./")) for one in snippets) or not location.is_file():
            continue
        if reason := kept_from(location, settings.root, bases):
            message = f'"{path}", which an included file includes, {reason}'
            yield context.diagnostic(snippets[0].span, message, "include a file that lies in the project")
