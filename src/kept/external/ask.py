"""Which addresses are asked, in what order, and how often when a server is only out of sorts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, zip_longest

from kept.external.addresses import host_of
from kept.external.answers import Answers, Reply

PAUSES = (3, 15)
"""Seconds before each repetition, within one run, of questions that a server may answer better later."""

LONGEST_PAUSE = 60
"""Seconds beyond which a server's wish to be asked later is met by the next run."""

ENOUGH_HOSTS = 3
"""Servers that must all be out of reach before it is this computer that counts as cut off."""

Ask = Callable[[list[str]], Iterator[tuple[str, Reply]]]
"""Asks about addresses and gives the replies as they come, in any order."""


def due(addresses: Iterable[str], answers: Answers, today: date, max_age: int) -> list[str]:
    """Addresses without a fresh answer: first those never asked, then the oldest; servers take turns."""
    by_host: dict[str, list[str]] = {}
    for one in sorted(addresses, key=lambda one: (_last(one, answers), one)):
        known = answers.get(one)
        if known is None or not known.is_fresh(today, max_age):
            by_host.setdefault(host_of(one), []).append(one)
    turns = zip_longest(*by_host.values())
    return [one for one in chain.from_iterable(turns) if one is not None]


def _last(address: str, answers: Answers) -> date:
    known = answers.get(address)
    return known.checked if known else date.min


def ask_again(addresses: list[str], ask: Ask, pause: Callable[[float], None]) -> Iterator[tuple[str, Reply]]:
    """One reply an address; those that may pass are asked again a few times before they are believed."""
    left, doubtful = addresses, dict[str, Reply]()
    for wait in (*PAUSES, None):
        for address, reply in ask(left):
            doubtful.pop(address, None)
            if wait is None or not reply.is_temporary or reply.retry_after > LONGEST_PAUSE:
                yield address, reply
            else:
                doubtful[address] = reply
        if not doubtful or wait is None:
            break
        pause(max(wait, *(reply.retry_after for reply in doubtful.values())))
        left = [address for address in addresses if address in doubtful]
    yield from doubtful.items()  # when there was no time to ask them again


def is_cut_off(replies: Mapping[str, Reply]) -> bool:
    """Whether no server at all could be reached, so that the replies say nothing about the links."""
    hosts = {host_of(address) for address in replies}
    return len(hosts) >= ENOUGH_HOSTS and not any(reply.was_reached for reply in replies.values())
