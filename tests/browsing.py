"""Chromium, a folder served to it, and a reader who notices what goes wrong there."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from projects import Files, write_files

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a connection for each file takes twice the time

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is not found, as hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium as it is installed, or as CHROMIUM names it."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert executable, "install chromium, or name it in CHROMIUM"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


def build_here(folder: Path, configuration: str, files: Files) -> None:
    """The site of a project, as `kept build` makes it, in a process of its own."""
    write_files(folder, {**files, "mkdocs.yml": configuration})
    command = [sys.executable, "-m", "kept", "build", "--today", "2026-11-21"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

WATCH = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


class Reader:
    """A person at a screen, who notices what goes wrong, and what a site asks of others."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked: list[str] = []
        self.noticed: list[str] = []
        page.add_init_script(WATCH)
        page.on("request", self._asked)
        page.on("console", lambda said: self.noticed.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.noticed.append(str(error)))
        page.on("response", lambda got: self.noticed.append(got.url) if got.status >= 400 else None)

    def _asked(self, request: Any) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.noticed.append(request.url)

    def open(self, path: str) -> Page:
        """A page of the site, with all that it loads."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page


@contextmanager
def reading(browser: Browser, address: str, **options: Any) -> Iterator[Reader]:
    """Read a site on a desktop, unless the options say otherwise; at the end nothing must have gone wrong."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    context.set_default_timeout(20_000)
    yield (someone := Reader(context.new_page(), address))
    context.close()
    assert someone.noticed == []


ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True}
