"""K511 comment-in-public-article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from kept.late_patterns import late_pattern
from kept.parse.code import code_of
from kept.text import Span


@rule(
    "K511",
    on=Article,
    severity=Severity.INFO,
    bad=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "<!-- Ask sales before we say this. -->\nText\n"
        ),
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "<!-- prettier-ignore -->\nText, and `<!-- code -->`\n"
        ),
        (
            "---\ntitle: Reset your router\naudience: internal\n---\n"
            "<!-- Ask sales before we say this. -->\nText\n"
        ),
    ),
)
def comment_in_public_article(article: Article, context: Context) -> Iterator[Diagnostic]:
    """A comment is not shown, but it is in the page: anyone who looks at the source reads it.

    Marks for tools (`prettier-ignore`, `markdownlint-disable`, `vale off`, `more`, `toc`, licence lines, data
    below `YAML` and the like), comments of one word (`overview`) and empty ones are no notes and are left
    alone.
    """
    settings = context.library.settings
    text = article.document.source.text
    if "<" not in text or "<!--" not in text or article.audience != settings.audiences[0]:
        return
    code = None
    for found in _COMMENT.finditer(text, article.document.body.start):
        code = code or code_of(article.document)
        if (
            not found["end"]
            or found.start() in code
            or _MARK.match(found["words"])
            or not found["words"].strip("- \t\r\n")
        ):
            continue
        words = " ".join(found["words"].strip("- \t\r\n").split())
        if _ONE_WORD.fullmatch(words) and words.rstrip(":.").lower() not in _NOTES:
            continue
        shown = words if len(words) <= 40 else words[:39] + "…"
        message = f'readers can find this comment in the source of the page: "{shown}"'
        fix = Fix("remove the comment", Safety.UNSAFE, (Edit(Span(*found.span()), ""),))
        advice = "remove it, or keep it where readers do not look, such as the ticket"
        yield context.diagnostic(Span(*found.span()), message, advice, fix=fix)


_ONE_WORD = late_pattern(r"[\w.=-]+:?")
_NOTES = frozenset(
    ("todo", "fixme", "xxx", "hack", "wip", "draft", "internal", "private", "confidential", "secret")
)
"""Words that are a note by themselves; any other single word (`overview`, `type=misc`) is a mark."""
_COMMENT = late_pattern(r"<!--(?P<words>.*?)(?P<end>-->|\Z)", re.DOTALL)
_MARK = late_pattern(
    r"[-\s]*(?:kept:|write:|more\b|toc\b|tocstop|/?toc|truncate|excerpt|end\b|begin\b|start\b|stop\b|/|\[|md\w*|"
    r"prettier|markdownlint|vale\b|textlint|remark|lint\b|rumdl|cspell|spell|alex\b|write-good|doctoc|"
    r"SPDX-|copyright|©|licen[cs]e|all-contributors|badge|omit\b|no_toc|tabs?:|panels?:|template|snippet|"
    r"include\b|eslint|html-?validate|htmlhint|djlint|ignore\b|disable\b|enable\b|pyml|mkdocs|hugo|ya?ml\b|"
    r"@|#?(?:end)?region|BEGIN_|END_|<!\[|if\s+|endif|[A-Z][A-Z_]*_(?:START|END|BEGIN)\b|:)",
    re.IGNORECASE,
)
"""Words at the beginning of a comment that a tool reads."""
