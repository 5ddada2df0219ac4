"""Other servers, as kept meets them: a local one that plays them all, and rows as linkchecker writes them."""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

WORKS = ("200 OK", "", "", True)
GONE = ("404 Not Found", "", "", False)
REFUSED = ("403 Forbidden", "", "", False)
BROKEN = ("500 Internal Server Error", "", "", False)
BUSY = ("429 Too Many Requests", "Rate limited (Retry-After: 7)", "", True)
NOBODY = ("ConnectionError: Max retries exceeded with url: / (Caused by NameResolutionError(…", "", "", False)

Row = tuple[str, str, str, bool]
HEAD = "# created by LinkChecker at 2026-11-20 10:57:44+000\n# Read the documentation\n"
COLUMNS = "urlname;parentname;base;result;warningstring;infostring;valid;url;line;column;name\n"


def moved(*targets: str, status: str = "301 Moved Permanently") -> Row:
    """The row of an address that redirects."""
    return ("200 OK", "\n".join(f"Redirected to `{one}' status: {status}." for one in targets), "", True)


def lines(rows: Mapping[str, Row]) -> Iterator[str]:
    """What linkchecker writes about these addresses, line by line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    for address, (result, warnings, notes, valid) in rows.items():
        writer.writerow((address, "", "", result, warnings, notes, valid, address, "", -1, 0, 0.02, 0, 0, ""))
    yield from io.StringIO(f"{HEAD}{COLUMNS}{text.getvalue()}# Stopped checking\n")


class Fake:
    """Stands in the door: it answers for linkchecker, and remembers what was asked."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.asked: list[list[str]] = []
        self.pauses: list[float] = []
        self.configuration = ""

    def answer(self, address: str, *rows: Row) -> None:
        """What is answered from now on, one row a question; the last one stays."""
        self.rows[address] = list(rows)

    def stream(self, command: tuple[str, ...], folder: Path, given: str, **_: Any) -> Iterator[str]:
        """As `kept.door.stream`."""
        self.configuration = Path(command[2]).read_text(encoding="utf-8")
        self.asked.append(given.split())
        yield from lines({one: self._next(one) for one in self.asked[-1]})

    def _next(self, address: str) -> Row:
        rows = self.rows.get(address, [WORKS])
        return rows.pop(0) if len(rows) > 1 else rows[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        """The last part of the path says what to answer."""
        word = self.path.rstrip("/").rpartition("/")[2]
        if word == "robots.txt":
            self._answer(404)
        elif word == "moved":
            self._answer(301, Location="http://new.kept-docs.net/manual")
        elif word == "loop":
            self._answer(302, Location=self.path)
        elif word == "slow":
            time.sleep(0.3)
            self._answer(200)
        else:
            self._answer(int(word) if word.isdigit() else 200)

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "LinkChecker": "fast", "Content-Length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def whole_web() -> Iterator[dict[str, str]]:
    """A proxy that plays every server there is; yields the variables that lead a program to it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield {"http_proxy": f"http://127.0.0.1:{server.server_port}", "no_proxy": ""}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
