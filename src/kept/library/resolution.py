"""Where links lead."""

from __future__ import annotations

from collections.abc import Iterable

from kept.index import Facts
from kept.parse.document import Link
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads: a page, another file, out of the site, or nowhere.

    `suggestion` is the address that was probably meant when it leads nowhere.
    """

    page: Facts | None = None
    asset: str = ""
    is_external: bool = False
    fragment: str = ""
    suggestion: str = ""

    @property
    def leads_nowhere(self) -> bool:
        """Whether there is nothing at the address."""
        return self.page is None and not self.asset and not self.is_external


OUT = Resolution(is_external=True)


def page_targets(links: Iterable[tuple[Link, Resolution]]) -> tuple[str, ...]:
    """The paths of the pages that links lead to."""
    return tuple(sorted({found.page.path for _, found in links if found.page}))
