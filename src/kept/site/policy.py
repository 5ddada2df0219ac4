"""The Content-Security-Policy of a site: what its pages may load and run, which is nearly nothing.

Neither scripts nor styles within a page are allowed, but for those of the theme: these are known by their
hashes, which are taken from the templates before a page is made. What writers put into a page has no part in
it. The policy stands in every page; the files for web servers say the same and more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from jinja2 import TemplateError
from jinja2.environment import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from kept.late_patterns import late_pattern

Sources = tuple[tuple[str, tuple[str, ...]], ...]
"""Directives, each with its sources."""

BASE: Sources = (
    ("default-src", ("'none'",)),
    ("script-src", ("'self'",)),
    ("style-src", ("'self'",)),
    ("img-src", ("'self'", "data:")),  # icons of the theme are in its style sheets
    ("font-src", ("'self'",)),
    ("media-src", ("'self'",)),
    ("connect-src", ("'self'",)),  # the search index, and pages with instant navigation
    ("worker-src", ("'self'",)),  # the search
    ("manifest-src", ("'self'",)),
    ("base-uri", ("'self'",)),
    ("form-action", ("'self'",)),
)
OF_REDIRECTS = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"

HEADERS, NGINX = "_headers", "nginx-headers.conf"

_RENDERED = (
    *("partials/icons.html", "partials/integrations/analytics.html"),
    *(f"partials/javascripts/{name}.html" for name in ("announce", "consent", "content", "palette")),
)
"""Templates of Material whose scripts and styles are the same on every page, but depend on `mkdocs.yml`."""

_INLINE = late_pattern(
    r"<(?P<tag>script|style)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)\s*>", re.IGNORECASE | re.DOTALL
)
_SOURCE = late_pattern(r"\bsrc\s*=|\btype\s*=\s*[\"']?(?:application/(?:ld\+)?json|text/(?!javascript|css))")
_HEAD = late_pattern(r"<head[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def policy_of_site(env: Environment, config: MkDocsConfig, own: Path, extra: Sources) -> str:
    """The policy that all pages share; `own` is the folder of kept's templates."""
    folders = [own, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    texts = [*_rendered(env, config), *(text for folder in folders for text in _written(folder))]
    hashes = {"script": _hashes(texts, "script"), "style": _hashes(texts, "style")}
    directives = {name: list(sources) for name, sources in BASE}
    for kind, found in hashes.items():
        directives[f"{kind}-src"] += found
    for name, sources in extra:
        given = directives.setdefault(name, [])
        given += (source for source in sources if source not in given)
        if len(given) > 1 and "'none'" in given:
            given.remove("'none'")
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def with_policy(html: str, policy: str) -> str:
    """The page with its policy before everything that is loaded."""
    found = _HEAD.search(html)
    if not found:
        return html
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return html[: found.end()] + meta + html[found.end() :]


def server_files(policy: str, config: MkDocsConfig) -> Iterator[File]:
    """What web servers should say about every file, in the forms that they read."""
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    lines = (f"  {name}: {value}\n" for name, value in headers.items())
    yield File.generated(config, HEADERS, content="/*\n" + "".join(lines))
    nginx = (f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    about = "# Made by kept: include this file in the `server` or `location` block of the site.\n"
    yield File.generated(config, NGINX, content=about + "".join(nginx))


def refused(addresses: Iterable[str], directive: str, extra: Sources) -> Iterator[str]:
    """Scripts or style sheets of other servers that the settings list and the policy would not load."""
    allowed = dict(extra).get(directive, ())
    for address in addresses:
        server = _SERVER.match(address)
        scheme, host = (server["scheme"] or "", server["host"]) if server else ("", "")
        if host and not any(_allows(source, scheme.lower(), host) for source in allowed):
            yield address


_SERVER = late_pattern("(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?//(?P<host>[^/?#]+)", re.IGNORECASE)
"""The beginning of an address that names a server (RFC 3986, appendix B)."""


def _allows(source: str, scheme: str, host: str) -> bool:
    pattern = source.split("://")[-1].split("/")[0]
    if source in ("*", f"{scheme}:") or pattern == host:
        return True
    return pattern.startswith("*.") and host.endswith(pattern[1:])


def _rendered(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Templates with the values of the configuration; one that needs a page has nothing to hash."""
    for name in _RENDERED:
        try:
            template = env.get_template(name)
            features = config.theme.get("features") or []
            yield template.render(config=config, features=features, base_url=".", page=None)
        except (TemplateError, LookupError, TypeError):
            continue


def _written(folder: Path) -> Iterator[str]:
    """Templates as they are written: a script in which something is filled in has no hash."""
    for path in sorted(folder.rglob("*.html")):
        yield path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")


def _hashes(texts: Iterable[str], tag: str) -> list[str]:
    found = {
        one["text"]: None
        for text in texts
        for one in _INLINE.finditer(text)
        if one["tag"].lower() == tag and one["text"] and not _SOURCE.search(one["attributes"])
    }
    plain = (text.encode() for text in found if "{{" not in text and "{%" not in text)
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(one).digest()).decode()}'" for one in plain)
