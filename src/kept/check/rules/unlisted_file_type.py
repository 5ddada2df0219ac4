"""K507 unlisted-file-type."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.content.listed import is_listed
from kept.diagnostic import Diagnostic, Severity
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
    for asset in dict.fromkeys(library.index.assets.values()):
        if not asset.startswith(docs) or posixpath.basename(asset) == settings.config_name:
            continue
        if is_listed(asset, settings):
            continue
        extension = posixpath.splitext(asset)[1]
        what = f"a file of type {extension.lower()}" if extension else "a file without a type"
        message = (
            f"{what} lies among the pages and would be published: {_DANGERS.get(extension.lower(), _WHY)}"
        )
        advice = f'move it out of {docs or "the folder"}, or allow it: `assets: ["{asset}"]`'
        yield context.diagnostic(Span(0, 0), message, advice, source=Source(asset, ""))


_WHY = "is it meant to be?"
_DANGERS = {
    ".html": "an HTML file is served as it is, with all its scripts",
    ".htm": "an HTML file is served as it is, with all its scripts",
    ".js": "a script is served as it is, and any page can load it",
    ".py": "programs are rarely meant for readers",
    ".exe": "readers would be offered a program to run",
}
