"""What `--update-ledger` of `kept build` does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kept.commands.options import CannotRun
from kept.config import Settings
from kept.index import Facts
from kept.ledger import read_ledger
from kept.review.record import Recorded, write


def update(settings: Settings, all_pages: Iterable[Facts], today: date) -> str:
    """Add every page that is in the site, with its headings, to the ledger; what was done, in a sentence.

    The file is read again: it may have changed while the site was being built.
    """
    ledger = read_ledger(settings.root, settings.ledger)
    if not ledger.is_usable:
        raise CannotRun(f"{settings.ledger} cannot be added to: `kept check` says what is wrong with it")
    pages = [one for one in all_pages if one.is_published(settings, today)]
    text = ledger.with_pages((one.url, one.anchors) for one in pages)
    new = len({one.url for one in pages} - ledger.pages.keys())
    if text != ledger.source.text:
        location = (settings.root / settings.ledger).resolve()
        location.parent.mkdir(parents=True, exist_ok=True)
        location.touch()
        write([Recorded(settings.ledger, location, location.read_bytes(), text.encode())])
    return f"{settings.ledger}: {new} new {'address' if new == 1 else 'addresses'}."
