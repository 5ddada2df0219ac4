"""What a link has to say so that it leads to the same page as before, in the form in which it was written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from kept.content.article import Article
from kept.library import Library, Resolution, site_path
from kept.values import dataclass


@dataclass(frozen=True)
class Move:
    """The library before and after; `paths` are the old paths of all files that get a new one."""

    before: Library
    after: Library
    paths: Mapping[str, str]

    def wanted(self, found: Resolution) -> str:
        """The new path of what a link leads to; empty when it leads to no file of the project."""
        path = found.page.path if found.page else found.asset
        return self.paths.get(path, path)

    def leads_to(self, article: Article, target: str) -> str:
        """The path of what a link in an article leads to afterwards."""
        found = self.after.resolve(article, target)
        return found.page.path if found.page else found.asset

    def address(self, article: Article, target: str, *, is_pointed: bool = False) -> str | None:
        """What a link in an article (as it was before) must say; `None` when nothing can be found.

        It stays as it is wherever it leads to the same file in its new place.
        """
        found = self.before.resolve(article, target)
        wanted = self.wanted(found)
        moved = self.after.by_path[self.paths.get(article.path, article.path)]
        if found.leads_nowhere:
            return self._nowhere(article, moved, target)
        path, rest = _divided(target.strip())
        is_right = not wanted or self.leads_to(moved, target) == wanted
        if is_right and not self._is_plain(article, path, found):
            return target
        for form in self._forms(article, moved, unquote(path) if "%" in path else path, wanted):
            for written in _spelled(form, is_pointed=is_pointed):
                if self.leads_to(moved, written + rest) == wanted:
                    return written + rest
        return None

    def _is_plain(self, article: Article, path: str, found: Resolution) -> bool:
        """Whether it is the shortest way to or from the old place of what moves; so is the new one then."""
        old = found.page.path if found.page else found.asset
        is_moved = article.path in self.paths or old in self.paths
        if not path or not old or not is_moved:
            return False
        return path == posixpath.relpath(old, posixpath.dirname(article.path) or ".")

    def _nowhere(self, article: Article, moved: Article, target: str) -> str:
        """A relative address at which there is nothing means the same place as before, in case it appears."""
        path, rest = _divided(target)
        folder, new_folder = posixpath.dirname(article.path), posixpath.dirname(moved.path)
        if not path.strip() or path.startswith("/") or folder == new_folder:
            return target
        slash = "/" if path.endswith("/") else ""
        new = posixpath.relpath(posixpath.join(folder, path), new_folder or ".") + slash + rest
        return new if not self.leads_to(moved, new) else target

    def _forms(self, article: Article, moved: Article, path: str, wanted: str) -> Iterator[str]:
        """Addresses of a file, those first that are written as the old one was."""
        settings = self.after.settings
        old = next((one for one, new in self.paths.items() if new == wanted), wanted)
        page = self.after.index.by_path.get(wanted)
        on_disk = posixpath.relpath(wanted, posixpath.dirname(moved.path) or ".")
        in_site = posixpath.relpath(site_path(wanted, settings), posixpath.dirname(moved.site_path) or ".")
        url = page.url if page else site_path(wanted, settings)
        by_url = _relative_url(moved.url, url)
        if path.startswith("/"):
            below = posixpath.normpath(path.lstrip("/"))
            if below == old:
                yield "/" + wanted
            if below == site_path(old, settings):
                yield "/" + site_path(wanted, settings)
            yield from _like("/" + url, path)
            return
        folder = posixpath.dirname(article.path)
        if posixpath.normpath(posixpath.join(folder, path)) == old:
            yield on_disk
        if posixpath.normpath(posixpath.join(posixpath.dirname(article.site_path), path)) == site_path(
            old, settings
        ):
            yield in_site
        if posixpath.splitext(path)[1].lower() == posixpath.splitext(old)[1].lower():
            yield from (on_disk, in_site)
        yield from _like(by_url, path)
        yield from (on_disk, in_site)


def _divided(target: str) -> tuple[str, str]:
    """The path of an address, and what follows it as it is written."""
    end = re.search(r"[#?]|\Z", target)
    at = end.start() if end else len(target)
    return target[:at], target[at:]


def _relative_url(source: str, target: str) -> str:
    """The address of a page relative to that of another one."""
    folder = posixpath.dirname("/" + source)
    found = posixpath.relpath("/" + target, folder)
    return found + "/" if target.endswith("/") or not target else found


def _like(url: str, path: str) -> Iterator[str]:
    """An address with the ending that another one had: a slash, `index.html`, or nothing."""
    if url.endswith("/"):
        if path.endswith("index.html"):
            yield url + "index.html"
        elif not path.endswith("/"):
            yield url.rstrip("/")
    yield url


def _spelled(path: str, *, is_pointed: bool) -> Iterator[str]:
    """A path as it can stand in a link, as plainly as possible."""
    is_plain = not re.search(r"[<>\\&\r\n%]" if is_pointed else r"[\s<>\\&\"'%]", path)
    if is_plain and (is_pointed or path.count("(") == path.count(")")) and ":" not in path.split("/")[0]:
        yield path
    yield quote(path, safe="/~-_!$'*+,;=:@")
    yield quote("./" + path, safe="/~-_!$'*+,;=:@")
