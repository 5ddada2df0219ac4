"""A preview that follows every edit: MkDocs' own, built by our engine.

After an edit of a text only its page is made, with everything else still in memory; after any other, the
whole site is built, of which most pages are taken over. What is shown stays as it is until the next state is
whole, also when that fails.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kept.contents import Contents
from kept.garbage import stays
from kept.site import engine
from kept.site.build import BuildFailed, messages
from kept.site.faces import with_faces
from kept.site.frame import NotNoted
from kept.site.held import held
from kept.site.loading import ConfigurationRefused, load, one_line
from kept.site.moment import at_moment, moment_of
from kept.site.plugin import plugin_of
from kept.site.prepared import PREPARED, Prepared
from kept.site.retouch import Retoucher
from kept.site.standing import NOTHING_STANDS, Standing, standing_now
from kept.site.steps import reason
from kept.site.unchanged import Inputs, inputs_of, state_of
from kept.site.untrusted import Trust
from kept.site.watching import Poller
from kept.site.workers import WorkerLost
from kept.values import dataclass

log = logging.getLogger("mkdocs.plugins.kept")

Say = Callable[[str], None]
Judge = Callable[[], Trust]
"""How far a stranger's project is trusted as it is now. Raises `ConfigurationRefused`."""

PAUSE = 0.05
"""Seconds in which no other file changes before a build begins."""


def serve_site(prepared: Prepared, address: str, say: Say, judged: Judge) -> None:
    """Serve a preview on `address` (`host:port`) until interrupted.

    The project of a stranger is `judged` whenever its configuration is read.
    """
    import mkdocs.commands.serve  # with its web server, which a build has no use for

    settings = prepared.settings
    assert settings.config_path is not None
    with (
        held(PREPARED, prepared),
        messages(say, logging.INFO),
        at_moment(moment_of(prepared.today)),
        TemporaryDirectory(prefix="kept-") as folder,
        _by_engine(preview := _Preview(prepared, Path(folder), judged)),
    ):
        try:
            mkdocs.commands.serve.serve(
                config_file=str(settings.config_path),
                dev_addr=address,
                docs_dir=str(settings.root / settings.docs_dir),
            )
        except (Abort, MkDocsException, WorkerLost) as error:
            raise BuildFailed(one_line(error)) from None
        except OSError as error:
            if preview.standing is NOTHING_STANDS:
                raise BuildFailed(f"the preview cannot be built: {reason(error, settings.root)}") from None
            raise  # of the web server, which begins once there is something to show


@contextmanager
def _by_engine(preview: _Preview) -> Iterator[None]:
    """Let the preview of MkDocs, which has no other door for it, build and watch as we do."""
    from mkdocs.commands import serve

    theirs: Any = serve
    build, server, read = theirs.build, theirs.LiveReloadServer, theirs.load_config

    def our_server(builder: Callable[[], None], **options: Any) -> Any:
        poller = Poller()

        def build_again() -> None:
            with poller.looking_later():
                try:
                    if not preview.retouched():
                        builder()
                except BaseException:
                    _answer_again(made)
                    raise

        made = server(build_again, **options)
        made.observer, made.build_delay = poller, PAUSE
        return made

    theirs.build, theirs.LiveReloadServer = preview.build, our_server
    if preview.prepared.trust is not None:
        theirs.load_config = preview.load
    try:
        yield
    finally:
        theirs.build, theirs.LiveReloadServer, theirs.load_config = build, server, read


def _answer_again(server: Any) -> None:
    """After a build that failed: else a server of MkDocs gives no answer until one succeeds."""
    state = vars(server)
    with state["_epoch_cond"]:
        state["_wanted_epoch"] = state["_visible_epoch"]
        state["_epoch_cond"].notify_all()


@dataclass(frozen=True)
class _Shown:
    """The site that is shown, and all that it was made of."""

    site: Path
    url: str
    made: engine.Made
    configuration: bytes
    contents: Contents
    inputs: Inputs
    state: str
    read: int
    """The moment for which both were made."""


class _Preview:
    """Builds what is shown, again and again."""

    def __init__(self, prepared: Prepared, folder: Path, judged: Judge) -> None:
        self.prepared = prepared
        self.judged = judged
        self.folder = folder
        self.jobs = prepared.processes
        self.standing: Standing = NOTHING_STANDS
        self.shown: _Shown | None = None
        self.retoucher: Retoucher | None = None
        self.checked: Prepared | None = None
        """What has been found out for a build that is to follow."""

    def load(self, **options: Any) -> MkDocsConfig:
        """As `load_config` of MkDocs; what a stranger has written is held against the lists each time."""
        del options["config_file"]
        try:
            return load(self.prepared.settings, self.judged(), **options)
        except ConfigurationRefused as error:
            raise Abort(str(error)) from None

    def build(self, config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
        """As `build` of MkDocs."""
        began = time.time_ns()
        several, self.jobs = self.jobs, 1  # later there are threads, and forking is unsafe
        self.shown, self.retoucher = None, None
        place = Path(config.site_dir)
        with TemporaryDirectory(prefix="kept-", dir=place.parent) as folder:
            config.site_dir = str(Path(folder, "new"))
            Path(config.site_dir).mkdir(mode=0o700)  # others on this machine need not read it
            checked, self.checked = self.checked, None
            with held(PREPARED, checked or self.prepared):
                made = engine.build(
                    config,
                    jobs=several,
                    stateless=self.prepared.settings.stateless,
                    cache=self.prepared.cache,
                    standing=self.standing,
                    began=began,
                    serve_url=serve_url,
                )
            place.rename(Path(folder, "old"))
            Path(config.site_dir).rename(place)
        self.standing = standing_now(Standing(place, pages=made.pages), None)
        plugin = plugin_of(config)
        if plugin is not None and made.frame is not None:
            contents, state = plugin.contents, state_of(made.places or (), began, since=began)
            inputs = inputs_of(contents, began)
            configuration = self._configuration()
            self.shown = _Shown(place, serve_url or "", made, configuration, contents, inputs, state, began)
        stays()

    def _configuration(self) -> bytes:
        assert self.prepared.settings.config_path is not None
        return self.prepared.settings.config_path.read_bytes()

    def retouched(self) -> bool:
        """Make the pages whose texts have changed, if there is no more to be done."""
        shown = self.shown
        try:
            if shown is None or not (shown.inputs.frame and shown.state):
                return False
            return self._configuration() == shown.configuration and self._retouched(shown)
        except (NotNoted, OSError, MkDocsException):
            return False  # the whole build says what is wrong

    def _retouched(self, shown: _Shown) -> bool:
        began = time.time_ns()
        retoucher = self._ready(shown)
        plugin = retoucher.plugin
        now = self.checked = plugin.prepare(Path(retoucher.config.config_file_path))
        assert now.contents is not None
        inputs = inputs_of(now.contents, shown.read)
        state = state_of(shown.made.places or (), shown.read, since=began)
        if (inputs.frame, state) != (shown.inputs.frame, shown.state):
            return False
        texts = {path for path, _ in inputs.texts.items() ^ shown.inputs.texts.items()}
        faces = {path for path, _ in inputs.faces.items() ^ shown.inputs.faces.items()}
        published = now.contents.published(now.today)
        plugin.contents = now.contents
        pages = [uri for uri, one in published.items() if one.facts.path in texts | faces]
        before, faced = retoucher.frame, [uri for uri in pages if published[uri].facts.path in faces]
        if faces:
            frame, others = with_faces(before, faced, now.contents, now.today)
            retoucher, pages = replace(retoucher, frame=frame), list(dict.fromkeys((*pages, *others)))
        for left in self.folder.iterdir():  # by an edit that needed more
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        retoucher.retouch(pages, shown.site, began, jobs=1)
        retoucher.put_around(before, faced, shown.site)
        self._put(shown.site)
        log.info("Pages made anew: %s", ", ".join(pages) or "none")
        self.shown, self.checked, self.retoucher = replace(shown, inputs=inputs), None, retoucher
        plugin.tell_problems(now)
        return True

    def _ready(self, shown: _Shown) -> Retoucher:
        """A configuration of its own, which knows nothing of the last build."""
        if self.retoucher is None:
            assert shown.made.frame is not None
            assert self.prepared.cache is not None
            with held(PREPARED, replace(self.prepared, contents=shown.contents, is_checked=True)):
                config = load(self.prepared.settings, self.prepared.trust, site_dir=str(self.folder))
                config.site_url = shown.url
                config.plugins.on_startup(command="serve", dirty=False)
                self.retoucher = Retoucher.of(config, shown.made.frame, self.prepared.cache)
        return self.retoucher

    def _put(self, site: Path) -> None:
        """Replace the files that were made anew in the site, the pages last."""
        for path in sorted(self.folder.rglob("*"), key=lambda path: path.suffix == ".html"):
            if path.is_file():
                os.replace(path, site / path.relative_to(self.folder))
