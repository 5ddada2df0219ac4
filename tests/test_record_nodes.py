"""Records in Python: nodes for any name, legal changes of their states, and the edges of their graph."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from projects import Files

from kept.diagram.engine import parse
from kept.library import Library
from kept.records.kinds import KINDS
from kept.records.nodes import Graph, IllegalChange, Node

ROOT = Path(__file__).parent.parent


def edges(text: str) -> set[tuple[str, str]]:
    """The edges of a flowchart, by labels."""
    labels = dict(re.findall(r'^    (n\d+)\["(.*)"\]$', text, re.MULTILINE))
    return {(labels[a], labels[b]) for a, b in re.findall(r"^    (n\d+) --> (n\d+)$", text, re.MULTILINE)}


def interaction() -> Node:
    """A customer of a product, with a ticket that a service answers and an update closes."""
    records = Graph()
    customer = records.Customer_GlobalTechSolutions
    unit = records.Orion_BGA_Unit_001
    ticket = records.SupportTicket_Orion_001
    update = records.Resolution_Firmware_Update
    customer.add(unit)
    customer.add(ticket)
    ticket.add(unit)
    ticket.add(records.ServiceProduct_Technical_Support)
    ticket.metadata["status"] = "Open"
    ticket.metadata["issue_description"] = "AI_Inferencing_Stutter_Issue"
    ticket.metadata["priority"] = "High"
    ticket.metadata["status"] = "Closed"
    ticket.metadata["resolution"] = update
    update.metadata["version"] = "1.0.1"
    update.metadata["release_date"] = "2025-07-15"
    return customer


def test_a_support_interaction_has_just_the_edges_that_were_added() -> None:
    text = interaction().to_mmd()
    assert edges(text) == {
        ("Customer_GlobalTechSolutions", "Orion_BGA_Unit_001"),
        ("Customer_GlobalTechSolutions", "SupportTicket_Orion_001"),
        ("SupportTicket_Orion_001", "ServiceProduct_Technical_Support"),
        ("SupportTicket_Orion_001", "Orion_BGA_Unit_001"),
    }
    assert text.count("-->") == 4
    assert parse(text).accepted
    assert text.startswith("flowchart TD\n")
    for number, kind in enumerate(("customer", "product", "ticket", "service")):
        assert f"    class n{number} {kind}\n" in text


def test_a_name_is_always_the_same_node() -> None:
    records = Graph()
    assert records.Customer_A is records.Customer_A
    assert records.Customer_A is not records.Ticket_A
    assert records.SupportTicket_A is records.Ticket_A
    assert repr(records.Customer_A.add(records.Ticket_A).leads_to) == "(<Ticket_A>,)"
    with pytest.raises(AttributeError):
        _ = records._repr_html_  # notebooks ask for such things
    assert [node.name for node in copy.copy(records)] == ["Customer_A", "Ticket_A"]


def test_what_is_no_node_is_refused_where_it_is_added() -> None:
    records = Graph()
    with pytest.raises(
        TypeError, match=r"^Customer_A leads to nodes alone, and 'Ticket_B' is none: ask the graph"
    ):
        records.Customer_A.add(records.Ticket_A, "Ticket_B")  # type: ignore[arg-type]


def test_a_circle_is_drawn_once() -> None:
    records = Graph()
    records.Customer_A.add(records.Ticket_B, records.Ticket_B)
    records.Ticket_B.add(records.Customer_A)
    text = records.Customer_A.to_mmd("LR", title='Who asks "what"?')
    assert edges(text) == {("Customer_A", "Ticket_B"), ("Ticket_B", "Customer_A")}
    assert parse(text).accepted


@pytest.mark.parametrize(
    ("states", "message"),
    [
        (["Closed"], 'Ticket_A: a ticket cannot begin as "closed"; it can be: open'),
        (["Opne"], 'Ticket_A: a ticket cannot be "opne": did you mean "open"?'),
        (
            ["Open", "Closed", "In Progress"],
            'Ticket_A: a ticket cannot become "in-progress" after "closed"; it can be: open',
        ),
    ],
)
def test_an_illegal_change_is_refused_at_once(states: list[str], message: str) -> None:
    ticket = Graph().Ticket_A
    *before, last = states
    for state in before:
        ticket.metadata["status"] = state
    with pytest.raises(IllegalChange, match=f"^{re.escape(message)}$"):
        ticket.metadata["status"] = last


def test_the_last_state_is_said_to_be_one() -> None:
    product = Graph().Product_A
    for state in ("planned", "active", "active", "retired"):
        product.metadata["status"] = state
    with pytest.raises(IllegalChange, match='cannot become "active" after "retired"; "retired" is its last'):
        product.metadata["status"] = "active"


def test_a_ticket_is_not_drawn_closed_before_it_is_resolved() -> None:
    records = Graph()
    ticket = records.Ticket_A
    records.Customer_A.add(ticket)
    ticket.metadata.update(status="open")
    ticket.metadata["status"] = "closed"
    with pytest.raises(IllegalChange, match=r'^Ticket_A is "closed", which needs metadata\["resolution"\]$'):
        records.Customer_A.to_mmd()
    for nothing in (None, ""):
        ticket.metadata["resolution"] = nothing
        with pytest.raises(IllegalChange, match="needs metadata"):
            ticket.to_mmd()
    ticket.metadata["resolution"] = records.Resolution_B
    assert edges(records.Customer_A.to_mmd()) == {("Customer_A", "Ticket_A")}
    del ticket.metadata["resolution"]
    assert (len(ticket.metadata), repr(ticket.metadata)) == (1, "{'status': 'closed'}")


def test_a_name_without_a_kind_may_be_in_any_state() -> None:
    unit = Graph().Orion_Unit
    unit.metadata["status"] = "On the shelf"
    assert unit.metadata["status"] == "On the shelf"
    assert "class n0 product\n" in unit.to_mmd()


RECORDS = """\
customers: {global-tech: {name: "Global Tech: #1", products: [unit-1]}}
products: {unit-1: {part_of: orion}, orion: {}}
tickets:
  orion-001: {customers: global-tech, products: unit-1, status: closed, resolution: update, services: gone}
resolutions: {update: {}}
"""


def test_the_records_of_the_files_are_nodes(library_of: Callable[[Files], Library]) -> None:
    graph = Graph(library_of({"kb/records/a.yml": RECORDS}).records)
    assert graph.Customer_GlobalTech is graph["customer/global-tech"]
    assert graph.SupportTicket_Orion_001 is graph["ticket/orion-001"]
    assert graph["ticket/orion-001"].metadata["status"] == "closed"
    assert edges(graph["product/orion"].to_mmd()) == {("orion", "unit-1")}
    text = graph.Customer_GlobalTech.to_mmd()
    assert edges(text) == {
        ("Global Tech#58; #35;1", "unit-1"),
        ("Global Tech#58; #35;1", "orion-001"),
        ("orion-001", "unit-1"),
        ("orion-001", "update"),
    }
    assert parse(text).accepted
    assert len(list(graph)) == 5
    graph.Customer_New.add(graph["product/orion"])
    assert edges(graph.Customer_New.to_mmd()) == {("Customer_New", "orion"), ("orion", "unit-1")}
    with pytest.raises(KeyError, match='there is no record "customer/global-tec": did you mean "customer/gl'):
        _ = graph["customer/global-tec"]
    with pytest.raises(KeyError, match='there is no record "client/a"'):
        _ = graph["client/a"]


def test_the_program_of_the_article_runs() -> None:
    article = (ROOT / "kb/how-to/draw-records-with-python.md").read_text(encoding="utf-8")
    program = "".join(map(dedent, re.findall(r"(?ms)^ *```python\n(.*?)^ *```$", article)))
    shown = dedent("".join(re.findall(r"(?ms)^ *```text\n(.*?)^ *```$", article)))
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (shown, "")


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_labels_can_be_read_on_the_colour_of_their_kind(kind: object) -> None:
    dark, light = sorted((luminance(kind.fill), luminance(kind.ink)))  # type: ignore[attr-defined]
    assert (light + 0.05) / (dark + 0.05) >= 4.5
