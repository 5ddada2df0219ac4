"""How often articles are read, from a file that a web statistic exports (CSV or JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from kept.library import Library

PAGE_COLUMNS = ("path", "url", "page", "page path", "page url", "address")
VIEW_COLUMNS = ("views", "pageviews", "page views", "views count", "count", "hits", "visits")


class ViewsError(Exception):
    """The file cannot be understood; the text says where and what to do."""


def read_views(name: str, data: bytes, library: Library) -> dict[str, int]:
    """Views by the path of an article; rows of one article are added up, those of other pages left out.

    CSV has a header with a column of pages and one of views; JSON is `{"page": views}` or a list of objects
    with these two. A page is the path of a file, or an address with or without the host.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ViewsError(f"{name} is not UTF-8 text; save it as UTF-8") from None
    rows = _json_rows(name, text) if text.lstrip()[:1] in ("{", "[") else _csv_rows(name, text)
    known = _pages(library)
    found: dict[str, int] = {}
    for place, page, views in rows:
        path = known.get(_page(page))
        number = _number(views)
        if number is None:
            raise ViewsError(f'{place}: "{views}" is not a number of views')
        if path:
            found[path] = found.get(path, 0) + number
    return found


def _json_rows(name: str, text: str) -> Iterator[tuple[str, str, object]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ViewsError(f"{name} is not JSON: {error}") from None
    if isinstance(value, dict):
        yield from ((f"{name}: {page}", page, views) for page, views in value.items())
        return
    for number, row in enumerate(value, 1):
        place = f"{name}: entry {number}"
        if not isinstance(row, dict):
            raise ViewsError(f'{place} is not {{"path": …, "views": …}}')
        lowered = {str(key).casefold(): cell for key, cell in row.items()}
        yield (
            place,
            str(lowered[_column(place, lowered, PAGE_COLUMNS)]),
            lowered[_column(place, lowered, VIEW_COLUMNS)],
        )


def _csv_rows(name: str, text: str) -> Iterator[tuple[str, str, object]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        page = header.index(_column(f"{name}:1", header, PAGE_COLUMNS))
        views = header.index(_column(f"{name}:1", header, VIEW_COLUMNS))
        for row in reader:
            if any(cell.strip() for cell in row):
                place = f"{name}:{reader.line_num}"
                if len(row) <= max(page, views):
                    raise ViewsError(f"{place}: the row has fewer cells than the header")
                yield place, row[page], row[views]
    except csv.Error as error:
        raise ViewsError(f"{name}:{reader.line_num}: {error}") from None


def _column(place: str, names: object, wanted: tuple[str, ...]) -> str:
    assert isinstance(names, (list, dict))
    found = next((name for name in wanted if name in names), None)
    if found is None:
        raise ViewsError(f'{place}: there is no column "{wanted[0]}"; give one this name')
    return found


def _number(value: object) -> int | None:
    """A count, also one with separators of thousands (`1,204`)."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip().replace(",", "").replace(" ", "").replace("\u00a0", "").removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _pages(library: Library) -> dict[str, str]:
    """Every form in which a page can be named, with the path of its article."""
    base = _page(library.settings.site_url)
    found: dict[str, str] = {}
    for article in library.articles:
        url = _page(article.url)
        for form in (article.path, article.site_path, url, f"{base}/{url}".strip("/")):
            found.setdefault(form, article.path)
    return found


def _page(address: str) -> str:
    """An address for comparison: without host, query, `index.html` and outer slashes."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        path = address
    return unquote(path).removesuffix("index.html").strip("/")
