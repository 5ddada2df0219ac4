"""Driving MkDocs: one build into a folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kept.cache_base import GIVEN_UP
from kept.site import engine
from kept.site.faces import with_faces
from kept.site.frame import NotNoted, read_frame
from kept.site.held import held
from kept.site.loading import ConfigurationRefused, load, one_line
from kept.site.moment import at_moment, moment_of
from kept.site.output import MARKER, NoPlace, exchanged, swapped_in
from kept.site.plugin import LOOKS, plugin_of
from kept.site.prepared import PREPARED, TIMEOUT, Prepared
from kept.site.retouch import Retoucher
from kept.site.spare import HAS_ONE_CASE, Twin, make_spare, new_folder
from kept.site.split import Split
from kept.site.standing import SAME
from kept.site.steps import Step, StepFailed, Watch, note_events, shown, told, watched
from kept.site.workers import WorkerLost, can_fork

Say = Callable[[str], None]


MOST_PAGES = 150
PART = 4
"""Up to so many pages, or such a part of the site, are made without all others."""


class BuildFailed(Exception):
    """MkDocs could not build the site; the message says why."""


def build_site(prepared: Prepared, target: Path, say: Say, timeout: float = TIMEOUT) -> engine.Made:
    """Build the site into `target`; one step may take `timeout` seconds. Raises `BuildFailed`."""
    root, in_use = prepared.settings.root, set[Path]()
    try:
        with (
            held(PREPARED, prepared),
            held(GIVEN_UP, in_use),
            messages(say),
            at_moment(moment_of(prepared.today)),
            watched(root, timeout, say) as watch,
        ):
            made = make_some(prepared, target, watch) or make_whole(prepared, target, watch, say)
            for path in sorted(in_use):
                say(f"{shown(path, root)} is in use by another program: the build went on without it")
            return made
    except (Abort, StepFailed, NoPlace, ConfigurationRefused, WorkerLost) as error:
        raise BuildFailed(str(error) or "MkDocs gave up") from None
    except MkDocsException as error:
        raise BuildFailed(one_line(error)) from None
    except Exception as error:  # between two steps
        raise BuildFailed(told(error, Step("building the site"), root)) from error


def make_whole(prepared: Prepared, target: Path, watch: Watch, say: Say) -> engine.Made:
    """Make the whole site."""
    return _in_the_spare(prepared, target, watch, say) or _anew(prepared, target, watch, say)


def _anew(prepared: Prepared, target: Path, watch: Watch, say: Say) -> engine.Made:
    """Put the whole site together in a new folder."""
    with (
        swapped_in(target, prepared.spare, lambda: prepared.standing.intact) as staging,
        _loaded(prepared, staging, watch) as config,
    ):
        made = _made(prepared, config, say, twin=_twin(prepared, target, staging))
        if not (staging / MARKER).is_file():
            raise NoPlace(_NOT_THERE)
        return made


def _in_the_spare(prepared: Prepared, target: Path, watch: Watch, say: Say) -> engine.Made | None:
    """Put what differs from the site that stands into its spare; nothing where more may look at the files."""
    standing, spare = prepared.standing, prepared.spare
    if spare is None or prepared.cache is None or not HAS_ONE_CASE or not standing.is_spare(spare):
        return None
    try:
        with exchanged(target, spare) as exchange:
            if not (standing.is_spare(spare) and standing.is_whole()):
                raise NotNoted("another build has come before this one")
            with _loaded(prepared, exchange.new, watch) as config:
                if not Split.of(config, 1, prepared.settings.stateless).is_closed:
                    raise NotNoted("a plugin or hook may look at the whole site")
                plugin = plugin_of(config)
                assert plugin is not None
                with held(LOOKS, value=False):
                    made = _made(prepared, config, say, is_there=True)
                try:
                    exchange.complete(standing.files, made.lent)
                except OSError as error:
                    raise NotNoted(str(error)) from None
                with held(SAME, made.lent):
                    plugin.refuse_leaks(config, spare)
    except NotNoted:
        return None
    return replace(made, replaced=frozenset(exchange.paths), gone=frozenset(exchange.gone))


def _made(
    prepared: Prepared, config: MkDocsConfig, say: Say, *, twin: Twin | None = None, is_there: bool = False
) -> engine.Made:
    with _elsewhere(prepared) as there:
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
            twin=twin,
            is_there=is_there,
        )


_NOT_THERE = (
    "the new site is not where it was to be made: a plugin or hook has deleted it, or changed `site_dir`; "
    "name another folder with `--site-dir`"
)


def _twin(prepared: Prepared, target: Path, staging: Path) -> Twin | None:
    """The spare of the first site, which grows with it; later the site that is replaced becomes the spare."""
    if prepared.spare is None or target.exists():
        return None
    with suppress(OSError):
        new_folder(prepared.spare)
        return Twin(str(staging), str(prepared.spare))
    return None


def make_some(prepared: Prepared, target: Path, watch: Watch) -> engine.Made | None:
    """Make the pages that show a change, and take over all others; nothing when that isn't enough."""
    task, standing, spare, cache = prepared.retouch, prepared.standing, prepared.spare, prepared.cache
    frame = read_frame(task.frame, task.key) if task is not None else None
    if task is None or frame is None or spare is None or cache is None:
        return None
    try:
        with exchanged(target, spare) as exchange:
            is_ready = standing.is_spare(spare)
            if not is_ready and not standing.is_whole():
                raise NotNoted("another build has come before this one")
            before, pages = frame, task.pages
            if task.faced and prepared.contents is not None:
                frame, others = with_faces(frame, task.faced, prepared.contents, prepared.today)
                pages = tuple(dict.fromkeys((*pages, *others)))
            if len(pages) > max(MOST_PAGES, len(frame.pages) // PART):
                raise NotNoted("a whole build takes hardly longer")
            with _loaded(prepared, exchange.new, watch) as config:
                retoucher = Retoucher.of(config, frame, cache)
                keys, left = retoucher.retouch(pages, target, prepared.began or 0, prepared.processes)
                retoucher.put_around(before, task.faced, target)
                if not is_ready:
                    make_spare(spare, target)
                exchange.put()
                with held(SAME, standing.files.keys() - set(exchange.paths)):
                    retoucher.plugin.refuse_leaks(config, spare)
    except (NotNoted, OSError):
        return None
    replaced = frozenset(exchange.paths) if is_ready else None
    news = frame if task.faced else None
    return engine.Made({**standing.pages, **keys}, standing.places, news, replaced, left=left)


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
    """Processes that prepare the site themselves, where a cluster is given or nothing can be forked."""
    if prepared.cluster:
        from kept.site.cluster import connected as others
    elif prepared.processes > 1 and prepared.trust is None and not can_fork():
        from kept.site.spawned import spawned as others
    else:
        yield None
        return
    with others(prepared) as apart:
        yield apart


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
