"""Which files among the pages are expected to be published: all are, unless they are Markdown."""

from __future__ import annotations

import posixpath

from kept.config import Settings
from kept.globs import matches_any

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff")
_FILMS = (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".vtt", ".srt")
_FONTS = (".woff", ".woff2", ".ttf", ".otf", ".eot")
_USUAL = frozenset((*_PICTURES, *_FILMS, *_FONTS, ".pdf", ".css"))
_EXPECTED = (
    *(f"*{extension}" for extension in sorted(_USUAL)),
    *("robots.txt", "humans.txt", "security.txt", "CNAME", "LICENSE", "LICENSE.*", "COPYING"),
)


def is_listed(asset: str, settings: Settings) -> bool:
    """Whether the type of a file is a usual one, or the setting `assets` names it."""
    stem, extension = posixpath.splitext(asset)
    path = stem + extension.lower()
    if extension.lower() in _USUAL and not settings.assets:
        return True
    return matches_any(path, _EXPECTED + settings.assets)
