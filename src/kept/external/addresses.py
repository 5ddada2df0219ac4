"""Addresses of other servers: their one form, and which of them are asked."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from urllib.parse import quote, urlsplit, urlunsplit

_HTTP = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_IN_PATH = "/%:@!$&'()*+,;=~"
_IN_QUERY = _IN_PATH + "?[]|"

_RESERVED = ("example", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test")
"""Last labels of names that no public server has (RFC 2606, 6761, 6762 and 7686, and habit)."""

_EXAMPLES = ("example.com", "example.net", "example.org")


def address(written: str) -> str | None:
    """The form in which an address is asked and remembered; `None` for what no server can be asked about.

    Without its fragment, which is not sent, in ASCII, and with the host in lower case.
    """
    written = written.strip()
    if not _HTTP.match(written):
        return None
    try:
        parts = urlsplit(written if written[0] != "/" else f"https:{written}")
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
        path, query = quote(parts.path, safe=_IN_PATH) or "/", quote(parts.query, safe=_IN_QUERY)
    except ValueError:
        return None
    if not _HOST.fullmatch(host) or parts.username is not None or parts.password is not None:
        return None
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme.lower(), place, path, query, ""))


def host_of(address: str) -> str:
    """The host of an address, with its port."""
    return urlsplit(address).netloc


def is_first_page(address: str) -> bool:
    """Whether an address is that of a whole website, to which vanished pages are often redirected."""
    return urlsplit(address).path in ("", "/")


def is_asked(address: str, site_url: str, ignore: tuple[str, ...]) -> bool:
    """Whether a server is asked: it is a public one, not our own site's, and no pattern leaves it out."""
    own = _own(site_url)
    if own and f"{address}/".startswith(own):
        return False
    host = urlsplit(address).hostname or ""
    return _is_public(host) and not any(_matches(address, host, pattern) for pattern in ignore)


def _own(site_url: str) -> str:
    found = address(site_url)
    return found.rstrip("/") + "/" if found else ""


def _is_public(host: str) -> bool:
    """Not a name or number that stands for the reader's own network, or for no server at all."""
    import ipaddress  # only needed when servers are asked

    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    if "." not in host or host.rstrip(".").rpartition(".")[2] in _RESERVED:
        return False
    return not any(host == name or host.endswith(f".{name}") for name in _EXAMPLES)


def _matches(address: str, host: str, pattern: str) -> bool:
    return fnmatchcase(address if "://" in pattern else host, pattern)
