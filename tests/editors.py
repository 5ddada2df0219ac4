"""An editor, as far as `kept lsp` can tell: messages of its protocol, to a process or to a thread."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, Self

from projects import TODAY

from kept.commands.known_findings import read_baseline
from kept.commands.mv import configuration_files
from kept.commands.options import chosen_day, git_history, settings
from kept.editor.server import Server
from kept.editor.session import Ways

PATIENCE = 30
"""Seconds after which an answer counts as missing; a slow machine needs a few."""

CAPABILITIES = {
    "workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "fileOperations": {"willRename": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]},
    }
}


class Process:
    """`kept lsp` as an editor starts it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "kept", "lsp", *arguments],
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self.input: IO[bytes] = process.stdin
        self.output: IO[bytes] = process.stdout
        self.errors: IO[bytes] = process.stderr
        self.wait, self.kill = process.wait, process.kill


class Thread:
    """The same server in this process, which is there at once."""

    def __init__(self, folder: Path, config: str | None = None) -> None:
        theirs, ours = os.pipe()
        self.input: IO[bytes] = os.fdopen(ours, "wb")
        given = os.fdopen(theirs, "rb")
        ours, theirs = os.pipe()
        self.output: IO[bytes] = os.fdopen(ours, "rb")
        answers = os.fdopen(theirs, "wb")
        self.errors: IO[bytes] = open(os.devnull, "rb")  # noqa: SIM115 (it is read to the end)
        ways = Ways(settings, read_baseline, git_history, partial(chosen_day, TODAY), configuration_files)
        server = Server(ways, folder / config if config else None, None)

        def serve() -> None:
            with given, answers:
                server.start_io(given, answers)

        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()

    def wait(self, patience: float = 0) -> int:
        self.thread.join(patience)
        return int(self.thread.is_alive())

    def kill(self) -> None:
        self.input.close()


class Editor:
    """Talks to `kept lsp` in a folder; every message that comes is kept in `messages`."""

    def __init__(
        self, server: Process | Thread, folder: Path, *, encodings: tuple[str, ...] = (), start: bool = True
    ) -> None:
        self.folder = folder
        self.server = server
        self.inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.messages: list[dict[str, Any]] = []
        self.noise = b""
        self.number = 0
        self.versions: dict[str, int] = {}
        self.readers = [threading.Thread(target=one, daemon=True) for one in (self._read, self._listen)]
        for one in self.readers:
            one.start()
        if start:
            general = {"general": {"positionEncodings": [*encodings]}} if encodings else {}
            self.capabilities = self.ask(
                "initialize",
                {"processId": None, "rootUri": folder.as_uri(), "capabilities": {**CAPABILITIES, **general}},
            )["capabilities"]
            self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.server.kill()
        self.server.wait(PATIENCE)

    def _read(self) -> None:
        while True:
            length = 0
            while line := self.server.output.readline().strip():
                name, _, value = line.partition(b":")
                if name == b"Content-Length":
                    length = int(value)
            if not length:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(self.server.output.read(length)))

    def _listen(self) -> None:
        for line in self.server.errors:
            self.noise += line

    def send_bytes(self, data: bytes) -> None:
        self.server.input.write(data)
        self.server.input.flush()

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))

    def tell(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def ask_raw(self, method: str, params: object) -> dict[str, Any]:
        """The whole answer to a request, also one that is an error."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        wanted = self.number
        return next(one for one in self.coming() if one.get("id") == wanted and "method" not in one)

    def ask(self, method: str, params: object) -> Any:
        answer = self.ask_raw(method, params)
        assert "error" not in answer, answer
        return answer.get("result")

    def coming(self) -> Iterator[dict[str, Any]]:
        """Messages as they come; requests of the server are answered with nothing."""
        while True:
            message = self.inbox.get(timeout=PATIENCE)
            assert message is not None, f"the server has ended: {self.noise.decode()}"
            self.messages.append(message)
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})
            yield message

    # --- documents ---

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str | None = None) -> list[dict[str, Any]]:
        """Open a document and wait for what is found in it."""
        self.show(path, text)
        return self.found(path)

    def show(self, path: str, text: str | None = None) -> None:
        """Open a document."""
        text = (self.folder / path).read_bytes().decode() if text is None else text
        uri = path if ":" in path else self.uri(path)
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, path: str, *changes: dict[str, Any]) -> None:
        uri = self.uri(path)
        self.versions[uri] = self.versions.get(uri, 0) + 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [*changes]})

    def write(self, path: str, text: str) -> list[dict[str, Any]]:
        """Replace the whole text of a document."""
        self.change(path, {"text": text})
        return self.found(path, self.versions[self.uri(path)])

    def found(self, path: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next findings that are published for a document (of a version)."""
        uri = path if ":" in path else self.uri(path)
        for message in self.coming():
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri and (version is None or params.get("version") == version):
                    return list(params["diagnostics"])
        raise AssertionError

    def at(self, path: str, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}

    def close(self) -> int:
        """End the server as an editor does."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.server.wait(PATIENCE)
