"""Driving MkDocs: one build into a folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kept.site import engine
from kept.site.frame import NotNoted, read_frame
from kept.site.held import held
from kept.site.loading import ConfigurationRefused, load, one_line
from kept.site.output import NoPlace, exchanged, swapped_in
from kept.site.prepared import PREPARED, TIMEOUT, Prepared
from kept.site.retouch import Retoucher
from kept.site.spare import make_spare
from kept.site.standing import SAME
from kept.site.steps import Step, StepFailed, Watch, note_events, told, watched
from kept.site.workers import WorkerLost

Say = Callable[[str], None]


class BuildFailed(Exception):
    """MkDocs could not build the site; the message says why."""


def build_site(prepared: Prepared, target: Path, say: Say, timeout: float = TIMEOUT) -> engine.Made:
    """Build the site into `target`; one step may take `timeout` seconds. Raises `BuildFailed`."""
    root = prepared.settings.root
    try:
        with (
            held(PREPARED, prepared),
            messages(say),
            at_moment(moment_of(prepared.today)),
            watched(root, timeout, say) as watch,
        ):
            return make_some(prepared, target, watch) or make_whole(prepared, target, watch, say)
    except (Abort, StepFailed, NoPlace, ConfigurationRefused, WorkerLost) as error:
        raise BuildFailed(str(error) or "MkDocs gave up") from None
    except MkDocsException as error:
        raise BuildFailed(one_line(error)) from None
    except Exception as error:  # between two steps
        raise BuildFailed(told(error, Step("building the site"), root)) from error


def make_whole(prepared: Prepared, target: Path, watch: Watch, say: Say) -> engine.Made:
    """Make the whole site."""
    with (
        swapped_in(target, prepared.spare, lambda: prepared.standing.intact) as staging,
        _loaded(prepared, staging, watch) as config,
        _elsewhere(prepared) as there,
    ):
        return engine.build(
            config,
            jobs=max(prepared.processes, 2 if there else 1),
            stateless=prepared.settings.stateless,
            cache=prepared.cache,
            standing=prepared.standing,
            began=prepared.began,
            tell=prepared.tell,
            say=say,
            elsewhere=there,
        )


def make_some(prepared: Prepared, target: Path, watch: Watch) -> engine.Made | None:
    """Make the pages whose texts have changed, and take over all others; nothing when that isn't enough."""
    task, standing, spare, cache = prepared.retouch, prepared.standing, prepared.spare, prepared.cache
    frame = read_frame(task.frame, task.key) if task is not None else None
    if task is None or frame is None or spare is None or cache is None:
        return None
    try:
        with exchanged(target, spare) as exchange:
            is_ready = standing.is_spare(spare)
            if not is_ready and not standing.is_whole():
                raise NotNoted("another build has come before this one")
            with _loaded(prepared, exchange.new, watch) as config:
                retoucher = Retoucher.of(config, frame, cache)
                keys = retoucher.retouch(task.pages, target, prepared.began or 0)
                if not is_ready:
                    make_spare(spare, target)
                exchange.put()
                with held(SAME, standing.files.keys() - set(exchange.paths)):
                    retoucher.plugin.refuse_leaks(config, spare)
    except (NotNoted, OSError):
        return None
    replaced = frozenset(exchange.paths) if is_ready else None
    return engine.Made({**standing.pages, **keys}, standing.places, replaced=replaced)


@contextmanager
def _loaded(prepared: Prepared, folder: Path, watch: Watch) -> Iterator[MkDocsConfig]:
    """The configuration for a build into a folder, with plugins that know of its beginning and end."""
    with watch.step(Step("loading the configuration, its plugins and hooks")):
        config = load(prepared.settings, prepared.trust, site_dir=str(folder))
    note_events(config)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        yield config
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _elsewhere(prepared: Prepared) -> Iterator[engine.Elsewhere | None]:
    if not prepared.cluster:
        yield None
        return
    from kept.site.cluster import connected

    with connected(prepared) as cluster:
        yield cluster


def prepare_site(prepared: Prepared, folder: str) -> engine.Site:
    """The site before its pages are made, in a process that makes some of them into `folder`."""
    with held(PREPARED, prepared):
        config = load(prepared.settings, prepared.trust, site_dir=folder)
        config.plugins.on_startup(command="build", dirty=False)
        return engine.prepared(config)


def moment_of(today: date) -> str:
    """The moment that is given, else the beginning of the day that counts as today; themes may show it."""
    return os.environ.get(EPOCH, str(int(datetime.combine(today, time.min, UTC).timestamp())))


@contextmanager
def at_moment(epoch: str) -> Iterator[None]:
    """Let MkDocs take a moment, as `SOURCE_DATE_EPOCH` has it, for that of the build."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = epoch
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


EPOCH = "SOURCE_DATE_EPOCH"
"""Where MkDocs takes the moment of a build from (https://reproducible-builds.org/specs/source-date-epoch/)."""


class _Teller(logging.Handler):
    def __init__(self, say: Say, level: int) -> None:
        super().__init__(level)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        self.say(f"{record.levelname.lower()}: {' '.join(record.getMessage().split())}")


@contextmanager
def messages(say: Say, level: int = logging.WARNING) -> Iterator[None]:
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
