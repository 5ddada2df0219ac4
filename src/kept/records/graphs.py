"""The graphs of a project: its records, read once, when the first page asks about them.

What reads and asks them is imported then, too: most runs have no question.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from kept.config import Settings
from kept.records.record import Records
from kept.values import dataclass

if TYPE_CHECKING:
    from kept.records.answer import Answer
    from kept.records.fence import Wanted
    from kept.records.network import Network

NO_RECORDS = Records()


@dataclass
class Graphs:
    """The records of a project for those who ask about graphs."""

    use_cache: bool = False
    _known: list[Network | None] = field(default_factory=list, repr=False)

    def network(self, settings: Settings, records: Records = NO_RECORDS) -> Network | None:
        """All records, from those that are read already if there are any; `None` when they can't be read."""
        if not self._known:
            self._known.append(self._read(settings, records))
        return self._known[0]

    def _read(self, settings: Settings, records: Records) -> Network | None:
        from kept.records.memory import UnreadableRecords, load_network, network_of, remember

        try:
            if not records.files:
                return load_network(settings, use_cache=self.use_cache)
            network = network_of(records)
        except UnreadableRecords:
            return None
        if self.use_cache:
            remember(settings, records, network)
        return network

    def answer(
        self, wanted: Wanted, audience: str, settings: Settings, records: Records = NO_RECORDS
    ) -> Answer:
        """What rules may say about a graph; nothing while the records can't be read."""
        from kept.records.answer import Answer, answer

        network = self.network(settings, records)
        return answer(network, wanted, audience, settings.audiences) if network else Answer()
