"""What a process apart does: it prepares the site by itself, then makes some of its pages.

Such a process is a worker of a cluster, or one that was spawned here.

A worker has the project's files at the same path. It is sent numbers of pages and what has become of them so
far, and sends back what it made of them; it writes nothing but to a folder of its own that is deleted.
Workers may do several tasks at once in threads, which MkDocs can't, so there is one at a time.
"""

from __future__ import annotations

import importlib.metadata
import pickle
import platform
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import kept
from kept import library
from kept.config import load
from kept.contents import Contents
from kept.site import engine, inputs
from kept.site.held import held
from kept.site.loading import load as load_configuration
from kept.site.memory import Memory
from kept.site.moment import at_moment
from kept.site.plugin import diagrams_of
from kept.site.prepared import PREPARED, Prepared
from kept.site.results import Result
from kept.values import dataclass

R = TypeVar("R")

Versions = tuple[tuple[str, str], ...]
"""Names and numbers."""

PACKAGES = (*inputs.PACKAGES, "distributed")

OF_ONE_PAGE = {"content", "markdown", "toc", "asked", "present_anchor_ids", "links_to_anchors"}
"""Attributes of a page that no other page shows."""


class WorkerDiffers(Exception):
    """A worker would make other pages; the message says why, to be read after the worker's name."""


class WorkerFailed(Exception):
    """Something else went wrong on a worker; the message says what, to be read after the worker's name."""


Task = Callable[..., R]


def _told(task: Task[R]) -> Task[R]:
    """The task with errors that can be sent; those of Python may hold anything, and the sender would wait."""

    @wraps(task)
    def run(*arguments: Any) -> R:
        try:
            return task(*arguments)
        except WorkerDiffers as error:
            failed: Exception = WorkerDiffers(str(error))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is told of)
            failed = WorkerFailed(f"failed: {type(error).__name__}: {' '.join(str(error).split())}")
        raise failed

    return run


@dataclass(frozen=True, slots=True)
class Order:
    """A build that workers take part in: what they need to prepare the site themselves."""

    name: str
    """One that no other build has."""
    config_path: str
    root: str
    audience: str
    today: date
    epoch: str
    """The moment of the build, as `SOURCE_DATE_EPOCH` has it."""
    versions: Versions


@dataclass(slots=True)
class _Site:
    """A site as a worker has prepared it."""

    site: engine.Site
    keys: Mapping[str, str]
    folder: TemporaryDirectory[str]
    """It is deleted with this."""
    began: int
    """When its texts were read (ns since the epoch)."""
    has_environment: bool = False


_SITES: dict[str, _Site] = {}
_ONE_AT_A_TIME = threading.Lock()


def versions() -> Versions:
    """What must be the same everywhere for the bytes to be the same."""
    found = [(name, _version(name)) for name in PACKAGES]
    return (("Python", platform.python_version()), ("kept", kept.__version__), *found)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def page_keys(site: engine.Site) -> Mapping[str, str]:
    """Digests of everything that each page is made of; none when that can't be said."""
    nowhere = Path(site.config.site_dir, "no-cache")
    return Memory.of(site.pages, site.nav, site.config, site.files, nowhere).keys


@_told
def prepare(order: Order) -> dict[str, str]:
    """Get ready; the digests of all pages, by their paths in the site. Raises `WorkerDiffers`."""
    with _working_on(order) as found:
        return dict(found.keys)


@_told
def read(order: Order, keys: Mapping[int, str]) -> list[Result]:
    """Read and render the pages of these numbers, which are made of what the digests say."""
    with _working_on(order) as found:
        _compare(found, keys)
        results = engine.read_here(found.site, list(keys))
        _forget_pages(found.site, list(keys))
        return results


@_told
def write(
    order: Order, others: bytes, keys: Mapping[int, str], pages: Mapping[int, dict[str, Any]]
) -> list[Result]:
    """Put pages that have been read into the theme; the value of each result has the page itself too."""
    with _working_on(order) as found:
        _compare(found, keys)
        if not found.has_environment:
            site = found.site
            for page, values in zip(site.pages, unpacked(others), strict=True):
                vars(page).update(values)
            env = site.config.plugins.on_env(site.env, config=site.config, files=site.files)
            found.site, found.has_environment = replace(site, env=env), True
        for number, values in pages.items():
            vars(found.site.pages[number]).update(values)
        remembering = Memory(
            keys={found.site.pages[at].file.src_uri: key for at, key in keys.items()}, began=found.began
        )
        results = engine.write_here(replace(found.site, memory=remembering), list(pages))
        results = [
            replace(result, value=(result.value, _taken(found.site, number)))
            for number, result in zip(pages, results, strict=False)
        ]
        _forget_pages(found.site, list(pages))
        return results


def packed(pages: Sequence[Any]) -> bytes:
    """What pages may show of each other."""
    shown = [
        {name: value for name, value in vars(page).items() if name not in engine.FIXED | OF_ONE_PAGE}
        | {"diagrams": diagrams_of(page)}
        for page in pages
    ]
    return zlib.compress(pickle.dumps(shown), 1)


def unpacked(data: bytes) -> list[dict[str, Any]]:
    """What `packed` has packed, on another machine of the same cluster."""
    found: list[dict[str, Any]] = pickle.loads(zlib.decompress(data))
    return found


def _compare(found: _Site, keys: Mapping[int, str]) -> None:
    for number, key in keys.items():
        uri = found.site.pages[number].file.src_uri if number < len(found.site.pages) else ""
        if found.keys.get(uri) != key:
            raise WorkerDiffers("has other files")


def _taken(site: engine.Site, number: int) -> bytes | None:
    """A page that was written, which is deleted."""
    location = Path(site.pages[number].file.abs_dest_path)
    if not location.exists():
        return None
    data = location.read_bytes()
    location.unlink()
    return data


def _forget_pages(site: engine.Site, numbers: Sequence[int]) -> None:
    """A worker doesn't grow with the pages that it has made."""
    for number in numbers:
        vars(site.pages[number]).update(content=None, markdown=None, toc=None)


@contextmanager
def _working_on(order: Order) -> Iterator[_Site]:
    """The site, prepared once in each process, for one task at a time."""
    if order.versions != (own := versions()):
        raise WorkerDiffers(difference(order.versions, own))
    with _ONE_AT_A_TIME, at_moment(order.epoch):
        if order.name not in _SITES:
            _SITES.clear()  # of a build that was ended without a word
            _SITES[order.name] = _prepared(order)
        yield _SITES[order.name]


def difference(ours: Versions, theirs: Versions) -> str:
    """How the versions of a worker differ."""
    others = dict(theirs)
    return "has " + ", ".join(
        f"{name} {others.get(name, 'missing')} instead of {version}"
        for name, version in ours
        if others.get(name) != version
    )


def _prepared(order: Order) -> _Site:
    began = time.time_ns()
    folder = TemporaryDirectory(prefix="kept-", dir=_scratch(), ignore_cleanup_errors=True)
    try:
        settings = load(Path(order.config_path), Path(order.root))
        settings = replace(settings, audience=order.audience)
        given = Prepared(settings, order.today, Contents.of(library.load(settings)), is_checked=True)
        site = _prepared_in(folder.name, given)
    except Exception as error:  # noqa: BLE001 (whatever it is, this machine has no site)
        reason = " ".join(str(error).split()) or type(error).__name__
        raise WorkerDiffers(f"cannot prepare the site: {reason}") from None
    return _Site(site, page_keys(site), folder, began)


def _prepared_in(folder: str, prepared: Prepared) -> engine.Site:
    """The site before its pages are made; those that this process makes are written into the folder."""
    with held(PREPARED, prepared):
        config = load_configuration(prepared.settings, prepared.trust, site_dir=folder)
        config.plugins.on_startup(command="build", dirty=False)
        return engine.prepared(config)


def _scratch() -> str | None:
    """The folder that a cluster's worker has to itself; others take the system's."""
    if "distributed" not in sys.modules:
        return None
    from distributed import get_worker

    return str(get_worker().local_directory)
