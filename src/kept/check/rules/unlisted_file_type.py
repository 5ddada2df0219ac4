"""K507 unlisted-file-type."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.diagnostic import Diagnostic, Severity
from kept.globs import matches_any
from kept.library import Library
from kept.text import Source, Span


@rule(
    "K507",
    on=Library,
    severity=Severity.WARNING,
    bad=({"docs/customers.xlsx": "PK"}, {"docs/old/page.html": "<p>Text</p>\n"}, {"docs/reset.py": "1\n"}),
    good=(
        {"docs/router.PNG": "PNG", "docs/robots.txt": "User-agent: *\n", "kb/notes.csv": "a\n"},
        {
            "mkdocs.yml": 'site_name: Help\nplugins:\n  - kept:\n      assets: ["docs/downloads/*.zip"]\n',
            "docs/downloads/settings.zip": "PK",
        },
    ),
)
def unlisted_file_type(library: Library, context: Context) -> Iterator[Diagnostic]:
    """Every file in the folder of pages is published, also the one that was put there by mistake.

    Pictures, video, sound, PDF, fonts and style sheets are expected, and a few files for robots. Anything
    else (a table of customers, a program, a page of HTML with its scripts) must be named in the setting
    `assets`. Hidden files are never published. Files of the folders under `content` are published only when
    a page shows them, and are not looked at.
    """
    settings = library.settings
    docs = "" if settings.docs_dir in ("", ".") else posixpath.normpath(settings.docs_dir) + "/"
    allowed = _EXPECTED + settings.assets
    for asset in dict.fromkeys(library.index.assets.values()):
        if not asset.startswith(docs) or posixpath.basename(asset) == settings.config_name:
            continue
        stem, extension = posixpath.splitext(asset)
        path = stem + extension.lower()
        if (extension.lower() in _USUAL and not settings.assets) or matches_any(path, allowed):
            continue
        what = f"a file of type {extension.lower()}" if extension else "a file without a type"
        message = (
            f"{what} lies among the pages and would be published: {_DANGERS.get(path[len(stem) :], _WHY)}"
        )
        advice = f'move it out of {docs or "the folder"}, or allow it: `assets: ["{asset}"]`'
        yield context.diagnostic(Span(0, 0), message, advice, source=Source(asset, ""))


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff")
_FILMS = (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".vtt", ".srt")
_FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")
_USUAL = frozenset((*_PICTURES, *_FILMS, *_FONTS, ".pdf", ".css"))
_EXPECTED = (
    *(f"*{extension}" for extension in sorted(_USUAL)),
    *("robots.txt", "humans.txt", "security.txt", "CNAME", "LICENSE", "LICENSE.*", "COPYING"),
)
_WHY = "is it meant to be?"
_DANGERS = {
    ".html": "an HTML file is served as it is, with all its scripts",
    ".htm": "an HTML file is served as it is, with all its scripts",
    ".js": "a script is served as it is, and any page can load it",
    ".py": "programs are rarely meant for readers",
    ".exe": "readers would be offered a program to run",
}
