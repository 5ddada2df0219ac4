"""What a build is doing right now, so that whatever stops it can be told by its name.

Plugins, hooks, templates and Markdown extensions belong to the user, and may raise anything, end the process,
print, or never come back. Each event of each plugin, each page and each template is a step that is noted; an
error is told with the step and with the line of the file that is to be mended. A step that takes long is
named, and one that takes longer than it may is stopped. This works in forked workers as well.

Cost: two looks at the clock a step, some microseconds a page.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from dataclasses import field
from functools import lru_cache, wraps
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NamedTuple, NoReturn

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.commands import build as stages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kept.values import dataclass

Say = Callable[[str], None]

FIRST_NOTICE = 10.0
"""Seconds after which a step is named for the first time; then after twice as many, and so on."""

LOOKED_AT = 1.0
"""Seconds between two looks."""

GRACE = 5.0
"""Seconds that a step has to end once it is stopped; one that does not is ended with the process."""

FAILED = 2
"""The exit code of a build that failed."""


EXIT = "_exit"
_exit: Callable[[int], NoReturn] = getattr(os, EXIT)
_signal, _setitimer = signal.signal, signal.setitimer


class StepFailed(Exception):
    """A step of the build failed; the message names the place, the step and the reason."""


class _TooLong(BaseException):
    """Raised within a step that takes longer than it may; no `except Exception` of its own catches it."""


class _Left(BaseException):
    """Raised within a step that would end the process at once, without a word and with any exit code."""


class _Ended(KeyboardInterrupt):
    """The process was told to end (`SIGTERM`): as with Ctrl-C, what was begun is cleared away first."""


class Step(NamedTuple):
    """Something that a build does: a word for it, who does it, and for which page or template."""

    name: str
    who: str = ""
    subject: Page | str = ""

    def text(self, root: Path) -> str:
        """The step as a part of a sentence; made only when it is told, since there are many steps a page."""
        subject = page_path(self.subject, root) if isinstance(self.subject, Page) else self.subject
        parts = (self.name, self.who and f"of {self.who}", subject and f"for {subject}")
        return " ".join(part for part in parts if part)


class _Doing:
    """A step while it is being done. A class, since this is entered several times a page."""

    __slots__ = ("step", "watch")

    def __init__(self, watch: Watch, step: Step) -> None:
        self.watch = watch
        self.step = step

    def __enter__(self) -> None:
        self.watch.steps.append(self.step)
        self.watch.begin()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.watch.steps.pop()
        self.watch.begin()
        if error is None or isinstance(error, (KeyboardInterrupt, StepFailed)) or _has_spoken(error):
            return
        if isinstance(error, _TooLong):
            raise StepFailed(self.watch.too_long(self.step)) from None
        raise StepFailed(told(error, self.step, self.watch.root)) from error


@dataclass(slots=True)
class Watch:
    """The steps of a running build; `limit` is the number of seconds that one may take."""

    root: Path
    limit: float
    say: Say
    steps: list[Step] = field(default_factory=list)
    began: float = 0.0
    notice: float = 0.0
    is_stopping: bool = False
    guarded_in: int = 0
    """The process in which a thread looks at the steps."""

    def step(self, step: Step) -> _Doing:
        """Note that a step is being done, and tell its failure by its name. The block raises `StepFailed`."""
        return _Doing(self, step)

    def begin(self) -> None:
        """Begin to measure."""
        self.began, self.notice, self.is_stopping = time.monotonic(), FIRST_NOTICE, False

    def look(self, *_: object) -> None:
        """Look at the step that is being done: name it, stop it, or end the process; called by a timer."""
        if not self.steps:
            return
        step, taken = self.steps[-1], time.monotonic() - self.began
        self.end_if_overdue()
        if taken >= self.limit and not self.is_stopping:
            self.is_stopping = True
            raise _TooLong
        if taken >= self.notice and not self.is_stopping:
            self._speak(f"Still at {step.text(self.root)} after {taken:.0f} seconds …")
            self.notice *= 2

    def end_if_overdue(self, times: int = 1) -> None:
        """End the process if a step goes on that should have been stopped."""
        steps, taken = self.steps[-1:], time.monotonic() - self.began
        if steps and taken >= self.limit + times * min(GRACE, self.limit):
            self._speak(f"kept: {self.too_long(steps[0])}")
            _exit(FAILED)

    def too_long(self, step: Step) -> str:
        """What to say of a step that did not end."""
        return (
            f"{step.text(self.root)} did not end within {self.limit:g} seconds; "
            "mend it, or give it more time with `--timeout`"
        )

    def guard(self) -> None:
        """Look at the steps from a thread of this process: only to end it, for a thread can stop nothing."""
        if self.guarded_in != os.getpid():
            self.guarded_in = os.getpid()
            threading.Thread(target=self._guard, daemon=True).start()

    def _guard(self) -> None:
        while self in _watches:
            time.sleep(min(LOOKED_AT, self.limit / 4))
            self.end_if_overdue(times=2)

    def _speak(self, line: str) -> None:
        try:
            self.say(line)
        except (RuntimeError, OSError):
            return  # the step was just writing to the same channel


_watches: list[Watch] = []
"""Those of the builds that this process works on; the last one counts."""


def _current() -> Watch | None:
    return _watches[-1] if _watches else None


@contextmanager
def watched(root: Path, limit: float, say: Say) -> Iterator[Watch]:
    """Watch the steps of a build. What plugins print goes to the error channel, and errors are told once."""
    with redirect_stdout(sys.stderr), _told_once(), _stages_noted(), _staying(), _timer_noted():
        watch = Watch(root, limit, say)
        _watches.append(watch)
        restore = _timer()
        try:
            yield watch
        except _Ended:
            raise SystemExit(128 + signal.SIGTERM) from None
        except _Left as error:  # between two steps
            raise StepFailed(reason(error, root)) from None
        except _TooLong:  # the step was just over
            raise StepFailed(f"a step of the build did not end within {limit:g} seconds") from None
        finally:
            restore()
            _watches.pop()


def _timer() -> Callable[[], None]:
    """Look at the steps every second, and hear `SIGTERM`, where this thread may.

    Gives the function that ends it.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    handlers = {signal.SIGALRM: _look, signal.SIGTERM: _end}
    before = {number: _signal(number, handler) for number, handler in handlers.items()}
    _wind()

    def restore() -> None:
        _setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            _signal(number, handler)

    return restore


def _look(number: int, frame: FrameType | None) -> None:
    if watch := _current():
        watch.look()


def _end(number: int, frame: FrameType | None) -> None:
    raise _Ended


def _wind() -> None:
    if watch := _current():
        interval = min(LOOKED_AT, watch.limit / 4)
        _setitimer(signal.ITIMER_REAL, interval, interval)


os.register_at_fork(after_in_child=_wind)  # timers are the only thing that a fork does not copy


@contextmanager
def _staying() -> Iterator[None]:
    """Without `os._exit` in this process; those that are forked from it may end as they like."""
    own = os.getpid()

    def end(code: int) -> NoReturn:
        if os.getpid() != own:
            _exit(code)
        if threading.current_thread() is not threading.main_thread():
            raise SystemExit(code)  # which ends the thread alone, without a word
        raise _Left(code)

    setattr(os, EXIT, end)
    try:
        yield
    finally:
        setattr(os, EXIT, _exit)


_OF_THE_TIMER = ("signal", "alarm", "setitimer")


@contextmanager
def _timer_noted() -> Iterator[None]:
    """A plugin or hook may need the timer for itself, after which a thread looks at the steps, too."""
    before = {name: getattr(signal, name) for name in _OF_THE_TIMER}
    for name, function in before.items():
        setattr(signal, name, _noting(function))
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(signal, name, function)


def _noting(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def noted(*arguments: Any, **options: Any) -> Any:
        watch = _current()
        if (
            watch is not None
            and watch.steps
            and (function is not _signal or arguments[:1] == (signal.SIGALRM,))
        ):
            watch.guard()
        return function(*arguments, **options)

    return noted


@contextmanager
def _told_once() -> Iterator[None]:
    """MkDocs' own line about a page with an error says less than ours."""

    def is_ours(record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(("Error reading page", "Error building page"))

    logger = logging.getLogger("mkdocs.commands.build")
    logger.addFilter(is_ours)
    try:
        yield
    finally:
        logger.removeFilter(is_ours)


_STAGES = {
    "_populate_page": "reading and rendering",
    "_build_page": "filling the theme",
    "_build_theme_template": "filling the template",
    "_build_extra_template": "filling the template",
}
"""What MkDocs, and whoever drives its stages, does for one page or template."""


@contextmanager
def _stages_noted() -> Iterator[None]:
    before = {name: getattr(stages, name) for name in _STAGES}
    copy = Files.copy_static_files
    for name, doing in _STAGES.items():
        setattr(stages, name, _noted(before[name], doing))
    setattr(Files, copy.__name__, _noted_copy(copy))
    try:
        yield
    finally:
        setattr(Files, copy.__name__, copy)
        for name, function in before.items():
            setattr(stages, name, function)


def _noted(function: Callable[..., Any], doing: str) -> Callable[..., Any]:
    def stage(subject: Page | str, *arguments: Any, **options: Any) -> Any:
        watch = _current()
        if watch is None:
            return function(subject, *arguments, **options)
        step = Step(f"{doing} {subject}") if isinstance(subject, str) else Step(doing, "", subject)
        with watch.step(step):
            return function(subject, *arguments, **options)

    return stage


def _noted_copy(function: Callable[..., Any]) -> Callable[..., Any]:
    def copy(*arguments: Any, **options: Any) -> Any:
        with watch.step(Step("copying files")) if (watch := _current()) else nullcontext():
            return function(*arguments, **options)

    return copy


def note_events(config: MkDocsConfig) -> None:
    """Note each event of each plugin and hook of a site as a step."""
    plugins: Any = config.plugins
    inside = vars(plugins)
    hooks = set(config.get("hooks") or ())

    def run_event(name: str, item: Any = None, **given: Any) -> Any:
        """As `PluginCollection.run_event`, a method at a time."""
        watch = _current()
        if isinstance(given.get("error"), StepFailed):  # plugins are told of the error as it was
            given["error"] = given["error"].__cause__ or given["error"]
        pass_item = item is not None
        for method in plugins.events[name]:
            origin = inside["_event_origins"].get(method, "<unknown>")
            inside["_current_plugin"] = origin
            arguments = (item,) if pass_item else ()
            if watch is None:
                result = method(*arguments, **given)
            else:
                kind = "the hook" if origin in hooks else "the plugin"
                with watch.step(Step(f"on_{name}", f"{kind} {origin}", _subject(item, given))):
                    result = method(*arguments, **given)
                    if result is not None and isinstance(item, str) and not isinstance(result, str):
                        raise TypeError(f"it returned {type(result).__name__} in place of text")
            if result is not None:
                item = result
        inside["_current_plugin"] = None
        return item

    inside["run_event"] = run_event


def _subject(item: Any, given: dict[str, Any]) -> Page | str:
    """The page or the template that an event is about."""
    page = given.get("page", item)
    return page if isinstance(page, Page) else str(given.get("template_name", ""))


def page_path(page: Page, root: Path) -> str:
    """Where a page lies, as messages name it."""
    path = page.file.abs_src_path
    return shown(path, root) if path else page.file.src_uri


@lru_cache(maxsize=256)  # the events of one page ask for the same path one after the other
def shown(path: str | Path, root: Path) -> str:
    """A path from the project's folder; as it is, when it lies elsewhere."""
    for folder in (root, _real(root)):
        if os.path.isabs(path) and Path(path).is_relative_to(folder):
            return Path(path).relative_to(folder).as_posix()
    return str(path)


@lru_cache(maxsize=16)
def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _has_spoken(error: BaseException) -> bool:
    """Whether it is the end of a check that has already said what is wrong, line by line."""
    return bool(getattr(error, "is_told", False))


def told(error: BaseException, step: Step, root: Path) -> str:
    """One line: the place in the user's file, what was being done, and what went wrong."""
    if isinstance(error, TemplateSyntaxError):
        place = f"{shown(error.filename or error.name or step.name, root)}:{error.lineno}"
        return f"{place}: the template cannot be read: {_words(error)}"
    place = _place(error.__traceback__, root)
    if isinstance(error, SyntaxError) and error.filename:
        place = f"{shown(error.filename, root)}:{error.lineno}"
    where = f"{place}: " if place else ""
    return f"{where}{step.text(root)} failed: {reason(error, root)}"


def reason(error: BaseException, root: Path) -> str:
    """What an error says, with its kind unless its words are for people anyway."""
    match error:
        case MkDocsException() if str(error):
            return _words(error)
        case SystemExit():
            return f"it ended the program (`sys.exit({_words(error)})`)"
        case _Left():
            return f"it ended the program (`os._exit({_words(error)})`)"
        case TemplateNotFound():
            return _missing(str(error.name or _words(error)))
        case SyntaxError():
            return f"SyntaxError: {error.msg}"
        case RecursionError():
            return "it calls itself without an end"
        case OSError() if error.strerror:
            path = (
                error.filename2 or error.filename
            )  # of a copy that cannot be written, not of what is copied
            words = f"{error.strerror}: {shown(path, root)}" if isinstance(path, str) else error.strerror
            return f"{words}; make room on the disk" if error.errno in _FULL else words
    return f"{type(error).__name__}: {_words(error)}" if str(error) else type(error).__name__


def _missing(template: str) -> str:
    """What the theme does not have; an icon and a language are templates, but settings name them."""
    if template.startswith(".icons/"):
        name = template.removeprefix(".icons/").removesuffix(".svg")
        return f"the theme has no icon {name} (it is named under `theme: icon:` or `palette:`, or on a page)"
    if template.startswith("partials/languages/"):
        name = template.removeprefix("partials/languages/").removesuffix(".html")
        return f"the theme has no language {name} (`theme: language:` names it)"
    return f"there is no template {template}"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())


_NOT_TO_BLAME = (
    "mkdocs",
    "jinja2",
    "markdown",
    "pymdownx",
    "kept",
    "importlib",
    "contextlib",
    "concurrent",
    "yaml",
)


def _place(trace: TracebackType | None, root: Path) -> str:
    """The innermost line of a template, else of a file of the project, else of somebody's plugin."""
    templates, own, others = "", "", ""
    while trace is not None:
        frame = trace.tb_frame
        name = frame.f_code.co_filename
        place = f"{shown(name, root)}:{trace.tb_lineno}"
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if "__jinja_exception__" in frame.f_globals:
            templates = place
        elif place.partition(":")[0] != name and "site-packages" not in name and package not in _NOT_TO_BLAME:
            own = place
        elif package not in _NOT_TO_BLAME and package not in sys.stdlib_module_names:
            others = place
        trace = trace.tb_next
    return templates or own or others
