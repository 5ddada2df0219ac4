"""The one configuration file, `mkdocs.yml`: the site's settings, and kept's under `plugins: - kept:`.

MkDocs is not needed to read it: tags such as `!!python/name:` and `!ENV` are read as words, never run.
"""

from kept.config.engine import listed_names
from kept.config.files import ConfigurationError, Files
from kept.config.parts import (
    WAYS_TO_DRAW,
    DiagramSettings,
    ExternalSettings,
    Ignored,
    MarkdownSettings,
    PathDefaults,
    SlugSetting,
)
from kept.config.reading import load, parse
from kept.config.settings import Settings, kept_settings

__all__ = [
    "WAYS_TO_DRAW",
    "ConfigurationError",
    "DiagramSettings",
    "ExternalSettings",
    "Files",
    "Ignored",
    "MarkdownSettings",
    "PathDefaults",
    "Settings",
    "SlugSetting",
    "kept_settings",
    "listed_names",
    "load",
    "parse",
]
