"""K522 unclosed-fence."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.parse.document import Document, Fence
from kept.text import Span


@rule(
    "K522",
    on=Article,
    severity=Severity.ERROR,
    bad=(
        "---\ntitle: Reset your router\naudience: public\n---\n```sh\nreset\n\n## Then\n\nWait.\n",
        "---\ntitle: Reset your router\naudience: public\n---\n1. Run:\n   ```sh\n   reset\n```\n\n## Then\n",
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n~~~~sh\n```\nreset\n~~~~\n\n"
            "1. Run:\n\n    ```sh\n    reset\n    ```\n\n## Then\n"
        ),
    ),
)
def unclosed_fence(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A code block that is never closed swallows what follows: the rest of the page is code, or comes out
    garbled.

    Programs that read Markdown disagree about it: for some the rest of the page is code, for others the
    block is none at all. A closing line further to the left or right than its list item does not close the
    block.
    """
    document = article.document
    skip = -1
    for number, fence in enumerate(document.fences):
        if number == skip or _is_closed(document, fence):
            continue
        following = document.fences[number + 1] if number + 1 < len(document.fences) else None
        opening = document.source.position(fence.span.start).line
        mark = _mark(document, fence.span.start)
        start = fence.span.start
        span = Span(start, start + len(document.source.line(opening).strip(" \t>")))
        if following and not following.info and not _text_between(document, fence, following):
            skip = number + 1  # the closing line, which opens another block because it stands elsewhere
            line = document.source.position(following.span.start).line
            message = f"line {line} does not close this code block: it is indented differently"
            yield context.diagnostic(span, message, f'indent "{mark}" in line {line} as in line {opening}')
        else:
            message = "this code block is never closed, so the text below it is shown as code"
            yield context.diagnostic(span, message, f'write a line "{mark}" where the code ends')


def _mark(document: Document, start: int) -> str:
    text = document.source.text
    end = start
    while end < len(text) and text[end] == text[start]:
        end += 1
    return text[start:end]


def _is_closed(document: Document, fence: Fence) -> bool:
    text = document.source.text
    character = text[fence.span.start : fence.span.start + 1]
    if character not in ("`", "~"):
        return True  # its place is not known for sure
    last = text[fence.span.start : fence.span.end].rstrip()
    end = max(last.rfind("\n"), last.rfind("\r"))
    closing = last[end + 1 :].strip(" \t>")
    mark = _mark(document, fence.span.start)
    return end >= 0 and len(closing) >= len(mark) and not closing.strip(character)


def _text_between(document: Document, one: Fence, other: Fence) -> str:
    return document.source.text[one.span.end : other.span.start].strip(" \t>\r\n")
