"""The former addresses of published pages: a small page each, that leads a reader and a search engine on.

Only pages that are in the site have them, so nothing can be learnt from one about a page that is not. The
part of an address after `#` is known to browsers alone, so a script hands it on; without the script the
reader is led to the top of the page. It is a file of its own: a strict policy runs none within a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape, unescape
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from kept.content.redirects import output_file
from kept.contents import Sheet
from kept.site.policy import HEADERS, NGINX, OF_REDIRECTS
from kept.site.taken import Taken

SCRIPT = "assets/kept/redirect.js"
_WRITTEN_LAST = (
    "sitemap.xml.gz",
    HEADERS,
    NGINX,
    *(f"search/{name}" for name in ("search_index.json", "main.js", "worker.js", "lunr.js")),
)
"""What MkDocs, its search and kept write when all other files are there."""
_SCRIPT_TEXT = """\
// Made by kept: hands the place in the page (#…) on to the page that has moved.
location.replace(document.querySelector("a").href + location.hash);
"""

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p><a href="{target}">{title}</a></p>
<script src="{script}"></script>
</body>
</html>
"""


def redirect_pages(files: Sequence[File], published: Sequence[Sheet], config: MkDocsConfig) -> Iterator[File]:
    """A file for each former address at which there is nothing else; the first page to claim one has it."""
    pages = {
        file.src_uri: file
        for file in files
        if file.is_documentation_page() and file.inclusion is not InclusionLevel.EXCLUDED
    }
    templates = {*config.theme.static_templates, *config.extra_templates}
    taken = Taken({*(file.dest_uri for file in files), *templates, *_WRITTEN_LAST})
    is_any = False
    for facts in (one.facts for one in published):
        for address in facts.redirects if facts.site_path in pages else ():
            place = output_file(address)
            if taken.take(place):
                is_any = True
                html = _html(place, pages[facts.site_path], facts.title, config)
                yield File.generated(config, place, content=html)
    if is_any and taken.take(SCRIPT):
        yield File.generated(config, SCRIPT, content=_SCRIPT_TEXT)


def renamed(html: str, place: str, page: File, title: str, config: MkDocsConfig) -> str:
    """What there is at a former address of a page when that has another title; empty if it isn't its own."""
    before = html.partition("<title>")[2].partition("</title>")[0]
    is_own = bool(before) and html == _html(place, page, unescape(before), config)
    return _html(place, page, title, config) if is_own else ""


def _html(place: str, page: File, title: str, config: MkDocsConfig) -> str:
    here = quote(place)
    target = get_relative_url(page.url, here)
    return _PAGE.format(
        language=escape(_language(config)),
        policy=OF_REDIRECTS,
        title=escape(title),
        canonical=escape(
            (config.site_url.rstrip("/") + "/" + page.url.removeprefix("./")) if config.site_url else target
        ),
        target=escape(target),
        script=escape(get_relative_url(SCRIPT, here)),
    )


def _language(config: MkDocsConfig) -> str:
    """The language of the theme (Material names it `language`, MkDocs `locale`)."""
    return str(config.theme.get("language") or getattr(config.theme, "locale", "") or "en").replace("_", "-")
