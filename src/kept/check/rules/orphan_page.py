"""K409 orphan-page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.globs import matches_any
from kept.index import Facts
from kept.library import Library
from kept.text import Source, Span

_SITE = "site_name: Help\nnav: [index.md]\n"
_PAGE = "---\ntitle: {}\naudience: public\n---\nText\n{}"
_LINK = "\nSee [the router](router.md).\n"


@rule(
    "K409",
    on=Library,
    severity=Severity.WARNING,
    bad=(
        {
            "mkdocs.yml": _SITE,
            "docs/index.md": _PAGE.format("Home", ""),
            "docs/router.md": _PAGE.format("Reset your router", ""),
        },
    ),
    good=(
        {
            "mkdocs.yml": _SITE,
            "docs/index.md": _PAGE.format("Home", _LINK),
            "docs/router.md": _PAGE.format("Reset your router", ""),
        },
        {
            "mkdocs.yml": _SITE.replace("index.md", "index.md, router.md"),
            "docs/index.md": _PAGE.format("Home", ""),
            "docs/router.md": _PAGE.format("Reset your router", ""),
        },
        {
            "mkdocs.yml": _SITE.replace("index.md", "index.md, docs/router.md"),
            "docs/index.md": _PAGE.format("Home", ""),
            "docs/router.md": _PAGE.format("Reset your router", ""),
        },
        {
            "docs/index.md": _PAGE.format("Home", ""),
            "docs/router.md": _PAGE.format("Reset your router", ""),
        },
    ),
)
def orphan_page(library: Library, context: Context) -> Iterator[Diagnostic]:
    """A page that no other page links to, and that the navigation leaves out, is found by search alone.

    Without a `nav:` in the configuration every page is in the navigation; with one, a page that is not in it,
    nor in a folder that it lists (`kb/`), needs a link from a page of the site. The first pages of
    folders, `404.md` and `tags.md` are no orphans, nor are the pages that `not_in_nav:` names and the posts
    of a blog, which its plugin lists.
    """
    settings = library.settings
    if settings.nav is None:
        return
    listed = _Listed(settings.nav, settings.docs_dir)
    left_out = [
        one
        for one in library.index.facts
        if one not in listed
        and not one.site_path.startswith(settings.listed_elsewhere)
        and posixpath.splitext(posixpath.basename(one.path))[0] not in _LANDING
        and one.is_published(settings, context.today)
        and not matches_any(one.site_path, settings.not_in_nav)
    ]
    linked = library.linked(context.today) if left_out else frozenset()
    for one in left_out:
        if one.path not in linked:
            message = "no page of the site links to this one, and the navigation leaves it out"
            advice = "link to it where readers would look, or list it under `nav:` or `not_in_nav:`"
            yield context.diagnostic(Span(0, 0), message, advice, source=Source(one.path, ""))


_LANDING = frozenset({"index", "README", "404", "tags", "SUMMARY"})


class _Listed:
    """The pages that a `nav:` lists by their path (in the site or the project), or with their folder."""

    def __init__(self, nav: tuple[str, ...], docs_dir: str) -> None:
        self.paths = {posixpath.normpath(entry) for entry in nav if "://" not in entry}
        self.on_disk = {posixpath.normpath(posixpath.join(docs_dir, path)) for path in self.paths}
        folders = (entry.partition("*")[0] for entry in nav if entry.endswith("/") or "*" in entry)
        self.folders = tuple("" if folder in ("./", "/") else folder.lstrip("/") for folder in folders)

    def __contains__(self, page: Facts) -> bool:
        return (
            page.site_path in self.paths
            or page.path in self.on_disk
            or page.path in self.paths
            or (bool(self.folders) and page.site_path.startswith(self.folders))
        )
