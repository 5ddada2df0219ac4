"""HTML from which nothing would be taken out, recognised by one regular expression.

Most pages are headings, paragraphs, lists, tables and code, with nothing in them that could run. A page that
is wholly made of elements, attributes and characters that are listed here is harmless as it stands, and as
the sanitiser would write it but for a few signs. Any other page goes to the sanitiser.

Elements lie in each other only where browsers leave them there: no block in a paragraph, no link in a link,
no text between the rows of a table. Cost: linear in the page.
"""

from __future__ import annotations

from itertools import count

from kept.late_patterns import late_pattern

_numbers = count()

_TEXT = r"(?:[^<>&\x00-\x08\x0b-\x1f\x7f-\xa0]++|&(?:amp|gt|lt|para|quot|#39);)"
_NAME = r"[A-Za-z0-9][\w .-]*+"
_CLASS = rf"(?: class=\"{_NAME}\")?+"
_SERVER = r"https?://(?:[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+\.)++[a-z]++(?=[/\"])"
_ADDRESS = rf"(?:{_SERVER})?+[\w./#?=%+~-]*+"
"""A colon stands only behind `http` and `https`; no label of the server's name is in Punycode."""
_PICTURE = r"<img alt=\"[\w .,-]*+\" src=\"[\w./-]*+\" />"
_WORDS = rf"(?:{_TEXT}|<code>{_TEXT}*+</code>|<br />|{_PICTURE})*+"
_LINK = rf"<a (?:class=\"{_NAME}\" )?+href=\"{_ADDRESS}\"(?: title=\"{_NAME}\")?+>{_WORDS}</a>"
_CODE = (
    rf"<div class=\"{_NAME}\">(?:<span class=\"filename\">{_TEXT}*+</span>)?+<pre><span></span><code>"
    rf"(?:{_TEXT}|<span class=\"{_NAME}\">{_TEXT}*+</span>)*+</code></pre></div>"
)


def _element(names: str, attributes: str, inside: str) -> str:
    name = f"n{next(_numbers)}"
    return rf"<(?P<{name}>{names}){attributes}>{inside}</(?P={name})>"


def _line() -> str:
    marked = _element("em|strong|ins|del|kbd|mark|sub|sup", "", _WORDS)
    return rf"(?:{_TEXT}|<code>{_TEXT}*+</code>|<br />|{_PICTURE}|{marked}|{_LINK})*"


def _blocks(depth: int) -> str:
    """Blocks in a row; lists and boxes in them hold other blocks down to a depth."""
    named = rf"(?: (?:class|id)=\"{_NAME}\"| hidden)?+"
    lines = _element("h[1-6]|p|summary", named, _line())
    cells = _element("t[dh]", r"(?: align=\"[a-z]++\")?+", _line())
    parts = _element("thead|tbody", "", rf"\n(?:<tr>\n(?:{cells}\n)*</tr>\n)*")
    kinds = [lines, _CODE, rf"<table>\n(?:{parts}\n)+</table>", "<hr />"]
    items = rf"(?:<li>{_line()}{_blocks(depth - 1) if depth else ''}</li>\n)*"
    kinds.append(_element("[ou]l", "", rf"\n{items}"))
    if depth:
        kinds.append(_element("blockquote|details|div", _CLASS, rf"\n{_blocks(depth - 1)}"))
    return rf"(?:(?:{'|'.join(kinds)})\n*+)*"


_WRITTEN = (
    *((" />", ">"), (" hidden>", ' hidden="">')),
    *(("&para;", "\xb6"), ("&quot;", '"'), ("&#39;", "'")),
)
"""What may stand in such a page, and how the sanitiser writes it."""

_PAGE = late_pattern(_blocks(1))


def settled(html: str) -> str | None:
    """HTML as the sanitiser would write it; `None` where it must look itself."""
    if not _PAGE.fullmatch(html):
        return None
    for written, meant in _WRITTEN:
        html = html.replace(written, meant)
    return html
