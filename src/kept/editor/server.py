"""`kept lsp`: messages of the Language Server Protocol, each answered with one call.

Texts are kept by `kept.editor`, not by pygls, which takes other characters than the protocol for line ends.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from kept import __version__
from kept.config import ConfigurationError
from kept.editor import protocol
from kept.editor.actions import actions, all_safe
from kept.editor.completion import offers
from kept.editor.places import goal_at, help_at
from kept.editor.positions import EditorText, Unit
from kept.editor.project import Opened, Project
from kept.editor.renaming import CannotMove, Renaming, new_path, renamable_at, renaming
from kept.editor.session import Home, Session, Ways, read_home
from kept.text import Source, Span
from kept.values import dataclass

log = logging.getLogger("kept.lsp")

MANY = 200
"""Files that changed on the disk at once from which on everything is read again."""


AtPlace = (
    types.HoverParams
    | types.CompletionParams
    | types.DefinitionParams
    | types.PrepareRenameParams
    | types.RenameParams
)

REQUEST_FAILED = -32803
"""The code of a request that makes sense and cannot be fulfilled (LSP 3.17, "ErrorCodes")."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open article that something is asked about, and at which place."""

    home: Home
    project: Project
    opened: Opened
    offset: int = 0


class Server(LanguageServer):
    """A language server and the session it serves."""

    def __init__(self, ways: Ways, config_path: Path | None = None, root: Path | None = None) -> None:
        super().__init__(protocol.NAME, f"v{__version__}")
        self.session = Session(ways, config_path, root)
        self.texts: dict[str, EditorText] = {}
        self.versions: dict[str, int] = {}
        self.loading: dict[Path, asyncio.Task[None]] = {}
        self.stale: set[Path] = set()
        self.shown: dict[str, Home] = {}
        """Documents that have findings, by URI, so that these can be taken back."""
        for name, answer, options in MESSAGES:
            self.feature(name, options)(answer)

    @property
    def unit(self) -> Unit:
        """What both sides count."""
        return protocol.unit_of(self.server_capabilities.position_encoding)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that cannot be answered goes to the log; the editor need not hear of it."""
        log.error("%s: %s", type(error).__name__, error)

    # --- which knowledge base ---

    def home_of(self, uri: str) -> tuple[Home, str] | None:
        """The knowledge base of a document and its path there."""
        path = protocol.path_of(uri)
        return self.session.home_of(path) if path else None

    def uri_in(self, home: Home, path: str) -> str:
        """The URI of a file of a knowledge base; an open one has that which the editor gave it."""
        location = home.config_path if path == home.configuration else home.root / path
        plain = protocol.uri_of(location)
        if plain in self.texts:
            return plain
        same = (uri for uri in self.texts if self.home_of(uri) == (home, path))
        return next(same, plain)

    async def ready(self, uri: str) -> Asked | None:
        """An open article, after its knowledge base has been read."""
        found = self.home_of(uri)
        if found is None or uri not in self.texts:
            return None
        home, path = found
        if home.project is None and home.config_path in self.loading:
            await asyncio.shield(self.loading[home.config_path])
        opened = home.opened(path)
        return Asked(home, home.project, opened) if home.project and opened else None

    async def asked_at(self, params: AtPlace) -> Asked | None:
        """An open article, and the place in it that a message is about."""
        found = await self.ready(params.text_document.uri)
        if found is None:
            return None
        offset = found.opened.text.offset(protocol.place_of(params.position), self.unit)
        return replace(found, offset=offset)

    # --- reading ---

    def load(self, home: Home) -> None:
        """Read a knowledge base in the background, and once more if it is asked for meanwhile."""
        if home.config_path in self.loading:
            self.stale.add(home.config_path)
            return
        self.loading[home.config_path] = asyncio.ensure_future(self._load(home))

    async def _load(self, home: Home) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                self.stale.discard(home.config_path)
                home.take(await loop.run_in_executor(None, read_home, home, self.session.ways))
                if home.config_path not in self.stale:
                    break
        except Exception:  # whatever it is, the editor goes on
            log.exception("the knowledge base at %s cannot be read", home.root)
        finally:
            del self.loading[home.config_path]
        self.show_all(home)

    # --- showing ---

    def show_all(self, home: Home) -> None:
        """Publish what is found in all open documents, and what is wrong with the configuration."""
        self.show(home, {*home.texts, *(home.place_of(one) for one in home.broken)})
        for uri in [uri for uri, other in self.shown.items() if other is home and uri not in self.texts]:
            found = self.home_of(uri)
            if found and not home.findings(found[1]):
                self.publish(uri, None, [])
                del self.shown[uri]

    def show(self, home: Home, paths: Iterable[str]) -> None:
        """Publish what is found in these files."""
        for path in sorted(paths):
            uri, text = self.uri_in(home, path), home.text_of(path)
            found = protocol.diagnostics(home.findings(path), text, self.unit)
            self.publish(uri, self.versions.get(uri), found)
            if found:
                self.shown[uri] = home
            else:
                self.shown.pop(uri, None)

    def publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        """Tell the editor what is found in a document."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def warn(self, message: str) -> None:
        """Tell the person in front of the editor."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"kept: {message}"))

    # --- other paths ---

    async def plan(self, home: Home, old: str, new: str) -> tuple[Renaming, dict[str, list[types.TextEdit]]]:
        """What has to change when a file gets another path: all edits by URI. Raises `CannotMove`."""
        files = dict(self.session.ways.configuration(home.config_path))
        if home.configuration in home.texts:  # which may not be saved yet
            text = home.texts[home.configuration].source.text
            files[home.config_path.name] = (Source(home.config_path.name, text), home.config_path)
        settings = self.session.ways.settings(home.config_path, home.given_root)
        texts = {path: text.source.text for path, text in home.texts.items()}
        sources = [source for source, _ in files.values()]
        work = partial(renaming, settings, texts, old, new, sources)
        made = await asyncio.get_running_loop().run_in_executor(None, work)
        changes = {}
        for path, edits in made.documents.items():
            changes[self.uri_in(home, path)] = protocol.text_edits(edits, home.text_of(path), self.unit)
        for name, edits in made.configuration.items():
            source, location = files[name]
            changes[protocol.uri_of(location)] = protocol.text_edits(edits, EditorText(source), self.unit)
        for note in made.notes:
            self.warn(note)
        return made, {uri: edits for uri, edits in changes.items() if edits}

    # --- texts ---

    def write(self, uri: str, text: EditorText, version: int) -> None:
        """A text was opened or changed."""
        self.texts[uri], self.versions[uri] = text, version
        found = self.home_of(uri)
        if found is None:
            return
        home, path = found
        changed = home.write(path, text)
        is_new = home.project is None and not home.broken
        is_old = home.project is not None and home.project.today != self.session.ways.today()
        if (is_new or is_old) and home.config_path not in self.loading:
            self.load(home)  # a new day brings other findings, too
        if not is_new:
            self.show(home, changed)

    def close(self, uri: str) -> None:
        """A document was closed: what is found in it is no longer shown."""
        self.texts.pop(uri, None)
        self.versions.pop(uri, None)
        found = self.home_of(uri)
        if found is None:
            return
        home, path = found
        changed = home.close(path)
        self.show(home, changed - {path})
        if path == home.configuration:
            self.load(home)  # what was typed and not saved doesn't count
        elif uri in self.shown:
            del self.shown[uri]
        self.publish(uri, None, [])

    def follow(self, uris: Iterable[str]) -> None:
        """Files changed on the disk."""
        by_home: dict[Path, tuple[Home, set[str]]] = {}
        for uri in uris:
            if found := self.home_of(uri):
                home, path = found
                if not home.is_unread(path):
                    by_home.setdefault(home.config_path, (home, set()))[1].add(path)
        for home, paths in by_home.values():
            if not home.texts and home.project is None:
                continue  # nobody has asked about it yet
            changed = home.follow(paths) if len(paths) < MANY else None
            if changed is None:
                self.load(home)
            else:
                self.show(home, changed)


def initialized(ls: Server, params: types.InitializedParams) -> None:
    """Ask to be told of files that change on the disk."""
    capabilities = ls.client_capabilities.workspace
    watched = capabilities.did_change_watched_files if capabilities else None
    if not (watched and watched.dynamic_registration):
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
    one = types.Registration("kept-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(types.RegistrationParams([one]))


def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """A document was opened."""
    document = params.text_document
    ls.write(document.uri, EditorText(Source(document.uri, document.text)), document.version)


def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """A document was changed."""
    document = params.text_document
    before = ls.texts.get(document.uri)
    if before is None:
        log.warning("%s was changed and is not open", document.uri)
        return
    changes = [protocol.change_of(one) for one in params.content_changes]
    ls.write(document.uri, before.changed(changes, ls.unit), document.version)


def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """A document was closed."""
    if params.text_document.uri in ls.texts:
        ls.close(params.text_document.uri)


def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """A document was written to the disk."""
    ls.follow([params.text_document.uri])


def did_change_watched_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Files changed on the disk."""
    ls.follow(one.uri for one in params.changes)


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """What is there to say about a place?"""
    found = await ls.asked_at(params)
    help = help_at(found.project, found.opened, found.offset) if found else None
    return protocol.hover(help, found.opened.text, ls.unit) if found and help else None


async def completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """What can be written at a place?"""
    found = await ls.asked_at(params)
    if found is None:
        return None
    opened = found.opened
    made = offers(found.project, opened, found.offset)
    typed = opened.source.slice(Span(made.items[0].span.start, found.offset)) if made.items else ""
    return protocol.completions(made, typed, opened.text, ls.unit)


async def definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    """Where does something lead?"""
    found = await ls.asked_at(params)
    goal = goal_at(found.project, found.opened, found.offset) if found else None
    if found is None or goal is None:
        return None
    start = types.Position(goal.line - 1, 0)
    return types.Location(ls.uri_in(found.home, goal.path), types.Range(start, start))


async def will_rename_files(ls: Server, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """Files get other paths: links to them follow, and their old addresses lead to them."""
    changes: dict[str, list[types.TextEdit]] = {}
    for one in params.files:
        before, after = ls.home_of(one.old_uri), ls.home_of(one.new_uri)
        if before is None or after is None or before[0] is not after[0]:
            continue
        try:
            _, found = await ls.plan(before[0], before[1], after[1])
        except (CannotMove, ConfigurationError, OSError) as error:
            ls.warn(f"no link was changed: {error}")
            continue
        if found.keys() & changes.keys():
            ls.warn(f"the links to {after[1]} are left as they were: move one file at a time")
            continue
        changes |= found
    return protocol.workspace_edit(changes) if changes else None


async def prepare_rename(
    ls: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Can something be renamed? The page that a link leads to can."""
    found = await ls.asked_at(params)
    there = renamable_at(found.project, found.opened, found.offset) if found else None
    if found is None or there is None:
        return None
    path, span = there
    name = path.rpartition("/")[2]
    return types.PrepareRenamePlaceholder(protocol.range_of(found.opened.text, span, ls.unit), name)


async def rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The page that a link leads to gets another name."""
    found = await ls.asked_at(params)
    there = renamable_at(found.project, found.opened, found.offset) if found else None
    if found is None or there is None:
        return None
    workspace = ls.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    if not (edits and types.ResourceOperationKind.Rename in (edits.resource_operations or ())):
        raise JsonRpcException("this editor cannot rename files for kept: use `kept mv`", REQUEST_FAILED)
    try:
        new = new_path(there[0], params.new_name)
        _, changes = await ls.plan(found.home, there[0], new)
    except (CannotMove, ConfigurationError, OSError) as error:
        raise JsonRpcException(str(error), REQUEST_FAILED) from None
    uris = ls.uri_in(found.home, there[0]), protocol.uri_of(found.home.root / new)
    return protocol.moving_edit(changes, *uris)


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """What can be done about the findings in a range?"""
    uri, wanted = params.text_document.uri, params.context.only
    found = await ls.ready(uri)
    if found is None:
        return None
    text, made = found.opened.text, []
    if _is_wanted(types.CodeActionKind.QuickFix.value, wanted):
        span = protocol.span_of(text, params.range, ls.unit)
        quick = types.CodeActionKind.QuickFix
        offered = actions(found.project, found.opened, span)
        made += [protocol.code_action(one, quick, uri, text, ls.unit) for one in offered]
    if _is_wanted(protocol.FIX_ALL, wanted) and (everything := all_safe(found.project, found.opened)):
        made.append(protocol.code_action(everything, protocol.FIX_ALL, uri, text, ls.unit))
    return made


MESSAGES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (types.INITIALIZED, initialized, None),
    (types.TEXT_DOCUMENT_DID_OPEN, did_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, did_change, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, did_close, None),
    (types.TEXT_DOCUMENT_DID_SAVE, did_save, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_watched_files, None),
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        completion,
        types.CompletionOptions(trigger_characters=["(", "/", "#", ":", " ", "[", ",", '"', "-"]),
    ),
    (types.TEXT_DOCUMENT_DEFINITION, definition, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, rename, types.RenameOptions(prepare_provider=True)),
    (
        types.WORKSPACE_WILL_RENAME_FILES,
        will_rename_files,
        types.FileOperationRegistrationOptions(
            [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]
        ),
    ),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        code_action,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, protocol.FIX_ALL]),
    ),
)
"""Every message that is answered, by what, and what the editor is told about it beforehand."""


def _is_wanted(kind: str, wanted: Iterable[types.CodeActionKind | str] | None) -> bool:
    """Whether actions of a kind are asked for: it, or one that it is a part of."""
    if not wanted:
        return True
    words = (one.value if isinstance(one, types.CodeActionKind) else one for one in wanted)
    return any(word == "" or kind == word or kind.startswith(word + ".") for word in words)
