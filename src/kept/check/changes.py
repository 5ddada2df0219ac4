"""What has changed since the last run, and which articles asked for it (see `kept.index`).

Cost: the changed articles, and a look at what each of the others asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from kept.check.besides import State
from kept.check.cache import Cache, Entry
from kept.config import Settings
from kept.index import EVIDENCE, GRAPH, LEDGER, NAMES, PAGE, Facts, changed_keys
from kept.library import site_path
from kept.records.graphs import Graphs
from kept.records.record import Records
from kept.values import dataclass

MANY = 40
"""Changed keys from which on it is quicker to split the text of what was asked than to search it for each."""


@dataclass(frozen=True, slots=True)
class Now:
    """All that articles can ask for, as it is now."""

    settings: Settings
    facts: Mapping[str, Facts]
    assets: tuple[str, ...]
    evidence: Mapping[str, str]
    besides: State
    """Told for the moment of the last run."""
    records: Records
    graphs: Graphs


def changed_since(known: Cache, now: Now) -> set[str]:
    """The keys under which there are other answers than at the last run."""
    facts = now.facts
    before = [one.facts for path, one in known.entries.items() if facts.get(path) != one.facts]
    was = {path: entry.facts for path, entry in known.entries.items()}
    after = [one for path, one in facts.items() if was.get(path) != one]
    keys = changed_keys(before, after)
    for path in set(now.assets) ^ set(known.assets):
        keys |= {NAMES, PAGE + path, PAGE + site_path(path, now.settings)}
    if now.besides.ledger != known.besides.ledger:
        keys.add(LEDGER)
    if now.besides.records != known.besides.records:
        keys |= _other_graphs(known, now)
    differing = now.evidence.items() ^ known.evidence.items()
    return keys | {EVIDENCE + path for path, _ in differing}


def concerns(changed: set[str], entry: Entry) -> bool:
    """Whether an article asked for something that has changed."""
    if len(changed) > MANY:
        return not changed.isdisjoint(entry.asked.split("\n"))
    return any(f"\n{key}\n" in entry.asked for key in changed)


def _other_graphs(known: Cache, now: Now) -> set[str]:
    from kept.records.answer import is_as_before  # records change seldom

    asked = (key for one in known.entries.values() for key in _graphs(one))
    return {key for key in asked if not is_as_before(key, now.graphs, now.settings, now.records)}


def _graphs(entry: Entry) -> list[str]:
    """The keys under which an article asked for graphs of records."""
    if f"\n{GRAPH}" not in entry.asked:
        return []
    return [key for key in entry.asked.split("\n") if key.startswith(GRAPH)]
