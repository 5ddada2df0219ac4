"""How linkchecker is asked, and what its answers mean.

linkchecker (https://linkchecker.github.io/linkchecker/) runs as a program of its own. It reads addresses from
its standard input and writes one CSV row an address; it follows redirects, obeys `robots.txt`, and waits
between two questions to one server.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kept.external.addresses import address
from kept.external.answers import Reply, Verdict

PROGRAM = "linkchecker"
ARGUMENTS = ("--output", "csv/utf_8", "--stdin")
VARIABLES = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONIOENCODING": "utf-8"}
"""Its words are read here, so they must not be translated."""

FINE = (0, 1)
"""Exit codes of a run that did what it was asked to; 1 means that an address failed."""

TIMEOUT = 30
"""Seconds that a server has for each step of an answer."""

_STATUS = re.compile(r"(\d{3})\b ?(.*)")
_HOP = re.compile(r"Redirected to [`'\"](.+?)['\"] status: (\d{3})")
_WAIT = re.compile(r"Rate limited \(Retry-After: (\d{1,6})\)")
_PERMANENT = ("301", "308")
_GONE = ("404", "410")
_LATER = ("429", "503")
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_SIGN_IN = re.compile(r"\b(?:log-?in|sign-?in|sso|oauth2?|consent|captcha)\b", re.IGNORECASE)

_REASONS = (
    (("NameResolutionError", "Hostname not found", "getaddrinfo"), "leads to a server that does not exist"),
    (("CERTIFICATE_VERIFY_FAILED", "SSLCertVerification", "certificate"), "has no valid certificate"),
    (("SSLError", "SSL:"), "cannot be opened over an encrypted connection"),
    (("Timeout", "timed out"), "does not answer in time"),
    (("TooManyRedirects",), "redirects in a circle"),
    (("Connection refused", "ECONNREFUSED"), "leads to a server that refuses the connection"),
)


def configuration(rate: float, seconds: int) -> str:
    """A configuration file that asks about exactly the addresses given, and follows no link of theirs."""
    return f"""\
[checking]
threads=10
timeout={TIMEOUT}
recursionlevel=0
allowedschemes=http,https
robotstxt=1
maxrequestspersecond={rate:.3f}
maxrunseconds={seconds}
aborttimeout={TIMEOUT}

[filtering]
checkextern=1

[output]
status=0
verbose=1
warnings=1
"""


def replies(lines: Iterable[str]) -> Iterator[tuple[str, Reply]]:
    """Each address as it was given, with its reply, as soon as its row is there."""
    try:
        for row in csv.reader(lines, delimiter=";"):
            if len(row) > 6 and row[6] in ("True", "False"):
                given, result, warnings, notes, valid = row[0], *row[3:7]
                yield given, read(given, result, warnings, notes, is_valid=valid == "True")
    except csv.Error:
        return  # what comes after is asked again in the next run


def read(given: str, result: str, warnings: str, notes: str, *, is_valid: bool) -> Reply:
    """What the columns of a row mean."""
    status, words = _status(result)
    if status in _LATER:
        wait = _WAIT.search(warnings)
        seconds = int(wait[1]) if wait else 0
        return Reply(Verdict.LATER, _says(status, words), is_temporary=True, retry_after=seconds)
    if is_valid:
        if not status:  # only the form of the address was looked at
            return Reply(Verdict.REFUSED, "may not be asked for by programs (robots.txt)")
        return Reply(Verdict.WORKS, moved_to=_moved_to(given, warnings))
    if not status:
        return _without_status(result)
    if status.startswith("5") or status == "408":
        return Reply(Verdict.FAILS, _says(status, words), is_temporary=True)
    return Reply(Verdict.FAILS if status in _GONE else Verdict.REFUSED, _says(status, words))


def _status(result: str) -> tuple[str, str]:
    found = _STATUS.match(result)
    return (found[1], found[2].strip()) if found else ("", "")


def _says(status: str, words: str) -> str:
    return f'answers "{status} {words}"' if words else f'answers "{status}"'


def _without_status(result: str) -> Reply:
    """No server answered: it is not there, is too slow, or the way to it is closed."""
    if "Unable to connect to proxy" in result:
        return Reply(Verdict.LATER, "is behind a proxy that cannot be reached", was_reached=False)
    for signs, reason in _REASONS:
        if any(sign in result for sign in signs):
            is_loop = reason == "redirects in a circle"
            return Reply(Verdict.FAILS, reason, is_temporary=not is_loop, was_reached=is_loop)
    reason = f"cannot be opened ({' '.join(result.split())[:120]})"
    return Reply(Verdict.FAILS, reason, is_temporary=True, was_reached=False)


def _moved_to(given: str, warnings: str) -> str:
    """Where the address has moved for good; empty when it has not, or not to the same thing."""
    hops = _HOP.findall(warnings)
    addresses = [address(target) or "" for target, _ in hops]
    if given in addresses:  # asked together with one that leads to it, it is told of that one's way, too
        last = len(addresses) - addresses[::-1].index(given)
        hops, addresses = hops[last:], addresses[last:]
    if not hops or any(status not in _PERMANENT for _, status in hops) or not addresses[-1]:
        return ""
    return addresses[-1] if _is_same_page(given, addresses[-1]) else ""


def _is_same_page(old: str, new: str) -> bool:
    """Whether a redirect is a new address, rather than a choice of language, a session or a sign-in page."""
    before, now = urlsplit(old), urlsplit(new)
    if _SIGN_IN.search(new) and not _SIGN_IN.search(old):
        return False
    if now.query and now.query != before.query:
        return False
    if before.hostname == now.hostname and before.path.rstrip("/") != now.path.rstrip("/"):
        return _without_locale(before.path) != _without_locale(now.path)
    return True


def _without_locale(path: str) -> list[str]:
    return [part for part in path.split("/") if part and not _LOCALE.fullmatch(part)]
