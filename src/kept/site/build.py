"""Driving MkDocs: one build into a folder, or a preview that follows every edit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import mkdocs.commands.build
import mkdocs.commands.serve
from mkdocs.exceptions import Abort, MkDocsException

from kept.site.loading import ConfigurationRefused, load, one_line
from kept.site.output import NoPlace, swapped_in
from kept.site.plugin import PREPARED, Prepared
from kept.site.steps import Step, StepFailed, note_events, told, watched

Say = Callable[[str], None]

TIMEOUT = 600.0
"""Seconds that one step of a build may take, unless the command line says otherwise."""


class BuildFailed(Exception):
    """MkDocs could not build the site; the message says why."""


def build_site(prepared: Prepared, target: Path, say: Say, timeout: float = TIMEOUT) -> None:
    """Build the site into `target`; one step may take `timeout` seconds. Raises `BuildFailed`."""
    root = prepared.settings.root
    try:
        with (
            _handed_over(prepared),
            _messages(say),
            watched(root, timeout, say) as watch,
            swapped_in(target) as staging,
        ):
            with watch.step(Step("loading the configuration, its plugins and hooks")):
                config = load(prepared.settings, prepared.trust, site_dir=str(staging))
            note_events(config)
            try:
                config.plugins.on_startup(command="build", dirty=False)
                mkdocs.commands.build.build(config)
            finally:
                config.plugins.on_shutdown()
    except (Abort, StepFailed, NoPlace, ConfigurationRefused) as error:
        raise BuildFailed(str(error) or "MkDocs gave up") from None
    except MkDocsException as error:
        raise BuildFailed(one_line(error)) from None
    except Exception as error:  # between two steps
        raise BuildFailed(told(error, Step("building the site"), root)) from error


def serve_site(prepared: Prepared, address: str, say: Say) -> None:
    """Serve a preview on `address` (`host:port`) until interrupted."""
    settings = prepared.settings
    assert settings.config_path is not None
    with _handed_over(prepared), _messages(say, logging.INFO):
        try:
            mkdocs.commands.serve.serve(
                config_file=str(settings.config_path),
                dev_addr=address,
                docs_dir=str(settings.root / settings.docs_dir),
            )
        except (Abort, MkDocsException) as error:
            raise BuildFailed(one_line(error)) from None


@contextmanager
def _handed_over(prepared: Prepared) -> Iterator[None]:
    """Let the plugin, which MkDocs makes, have what is already known."""
    token = PREPARED.set(prepared)
    try:
        yield
    finally:
        PREPARED.reset(token)


class _Teller(logging.Handler):
    def __init__(self, say: Say, level: int) -> None:
        super().__init__(level)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        self.say(f"{record.levelname.lower()}: {' '.join(record.getMessage().split())}")


@contextmanager
def _messages(say: Say, level: int = logging.WARNING) -> Iterator[None]:
    """Pass on what MkDocs says."""
    logger = logging.getLogger("mkdocs")
    handler = _Teller(say, level)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
