"""The function that makes anchors of headings, as the site has it."""

from __future__ import annotations

from kept.config import ConfigurationError, Settings
from kept.diagnostic import Problem
from kept.parse.anchors import Slugger, UntrustedSlugger, slugger
from kept.text import Source, Span


def make_slugger(settings: Settings) -> Slugger:
    """The slug function of the site. Raises `ConfigurationError` when it may not or cannot be run."""
    name = settings.markdown.slug.function or "of Python-Markdown"
    try:
        function = slugger(settings.markdown.slug, settings.trusted_modules)
        made: object = function("A heading", settings.markdown.slug.separator)  # which may be no pattern
        if isinstance(made, str):
            return function
        reason = "it gives no text"
    except UntrustedSlugger as error:
        message = f"the slug function {name} is not one that kept runs unasked"
        help = f"if you trust it, name its module under `trusted_modules`: [{name.rpartition('.')[0]}]"
        raise _slug_error(settings, message, help) from error
    except Exception as error:  # noqa: BLE001 (a module of the user's may raise anything)
        reason = str(error)
    message = f"the slug function {name} cannot be used: {reason}"
    raise _slug_error(settings, message, "mend `toc: slugify:`")


def _slug_error(settings: Settings, message: str, help: str) -> ConfigurationError:
    source = Source(settings.config_name, "")
    return ConfigurationError(source, (Problem("K007", Span(0, 0), message, help),))
