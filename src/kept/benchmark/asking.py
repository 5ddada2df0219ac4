"""How long records take to be read, and their graph to answer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kept.benchmark.tables import KEPT, Row, megabytes, milliseconds, seconds
from kept.config import load
from kept.door import usage
from kept.records.memory import load_network
from kept.records.network import Network

PER_FILE = 3000
TICKET, CUSTOMER = "ticket/t-1", "customer/c-1"


def record_rows(sizes: list[int], runs: int) -> Iterator[Row]:
    """Reading records that nothing is known of, asking as a command, and answers once they are read.

    Wall seconds of `kept graph impact` with nothing known, and again; CPU seconds of the first; milliseconds
    of what is asked of a network that is in memory; the peak memory of the first.
    """
    questions = _questions()
    yield ("records", "relations", "first", "first CPU", "known", *questions, "memory")
    for size in sizes:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            write_records(folder, size)
            ask = (*KEPT, "graph", "impact", TICKET, "--limit", "1")
            first = [usage((*ask, "--no-cache"), folder) for _ in range(runs)]
            usage(ask, folder)
            known = statistics.median(usage(ask, folder).wall for _ in range(runs))
            network = load_network(load(folder / "mkdocs.yml"))
            yield (
                size,
                len(network.arrows) // 2,
                seconds(statistics.median(one.wall for one in first)),
                seconds(statistics.median(one.cpu for one in first)),
                seconds(known),
                *(milliseconds(_timed(question, network, runs)) for question in questions.values()),
                megabytes(max(one.memory for one in first)),
            )


def _questions() -> dict[str, Callable[[Network], object]]:
    return {
        "show": lambda network: network.around([TICKET], 2),
        "impact": lambda network: network.impact(TICKET, 3),
        "path": lambda network: network.path(TICKET, CUSTOMER),
    }


def _timed(question: Callable[[Network], object], network: Network, runs: int) -> float:
    question(network)  # which makes the network ready
    taken = []
    for _ in range(runs):
        before = time.perf_counter()
        question(network)
        taken.append(time.perf_counter() - before)
    return statistics.median(taken)


def write_records(folder: Path, size: int) -> None:
    """A project with so many records, and five times as many relations."""
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Help\nplugins: [kept]\n", encoding="utf-8")
    chance = Random(1)
    products, customers, resolutions = (max(2, size * part // 100) for part in (1, 30, 9))
    tickets = size - products - customers - resolutions

    def some(kind: str, count: int, most: int) -> str:
        return ", ".join(f"{kind}-{chance.randrange(most)}" for _ in range(count))

    def product(number: int) -> str:
        return f"name: Product {number}, part_of: {some('p', 1, products)}"

    def customer(number: int) -> str:
        return f"name: Customer {number}, products: [{some('p', 5, products)}]"

    def resolution(number: int) -> str:
        return f"name: Resolution {number}, products: [{some('p', 1, products)}]"

    def ticket(number: int) -> str:
        ends = f"customers: [{some('c', 2, customers)}], products: [{some('p', 3, products)}]"
        return f"name: Ticket {number}, {ends}, resolution: {some('r', 1, resolutions)}"

    _write(folder, "products", products, product)
    _write(folder, "customers", customers, customer)
    _write(folder, "resolutions", resolutions, resolution)
    _write(folder, "tickets", tickets, ticket)


def _write(folder: Path, plural: str, count: int, fields: Callable[[int], str]) -> None:
    place = folder / "kb" / "records"
    place.mkdir(parents=True, exist_ok=True)
    for first in range(0, count, PER_FILE):
        numbers = range(first, min(count, first + PER_FILE))
        lines = (f"  {plural[0]}-{number}: {{{fields(number)}}}\n" for number in numbers)
        (place / f"{plural}-{first}.yml").write_text(f"{plural}:\n{''.join(lines)}", encoding="utf-8")
