"""The kinds of records: which fields each has, which states, and what it may lead to.

One table that reading, rules, the schema and the reference page are made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property

from kept.values import dataclass


class Holds(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    AUDIENCE = "audience"
    STATE = "state"
    STATES = "states"
    RECORD = "record"
    RECORDS = "records"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `of` is the kind of record that it names.

    With `is_backward` the other record is the one that leads to this one: a ticket names its customers, and
    the graph shows customers that have tickets.
    """

    name: str
    holds: Holds
    help: str
    of: str = ""
    values: tuple[str, ...] = ()
    is_backward: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of record; `name` stands in references (`ticket/…`), `plural` in the files."""

    name: str
    plural: str
    summary: str
    states: Mapping[str, tuple[str, ...]]
    """Each state and those that may follow on it; the first is the one in which a record begins."""
    own: tuple[Field, ...]
    needs: Mapping[str, str] = field(default_factory=dict)
    """States that a record may only be in when it has a certain field."""
    prefixes: tuple[str, ...] = ()
    """What names of such records begin with in Python: `SupportTicket_Orion_001`."""
    fill: str = ""
    ink: str = ""
    """The colours of its nodes."""

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """All its fields by name."""
        state = Field("status", Holds.STATE, "The state that it is in now.", values=tuple(self.states))
        past = Field("history", Holds.STATES, "The states before that, oldest first.", values=state.values)
        return {one.name: one for one in (_NAME, _SUMMARY, state, past, *self.own, _ARTICLES, _AUDIENCE)}

    @property
    def begin(self) -> str:
        """The state in which a record begins."""
        return next(iter(self.states))


_NAME = Field("name", Holds.TEXT, "What people call it; its id without one.")
_SUMMARY = Field("summary", Holds.TEXT, "A sentence about it.")
_ARTICLES = Field("articles", Holds.ARTICLES, "Articles about it, by their paths in the project.")
_AUDIENCE = Field("audience", Holds.AUDIENCE, "Who may see it; without one the narrowest audience.")
_VERSION = Field("version", Holds.TEXT, "Its version, in quotes.")


def _products(help: str) -> Field:
    return Field("products", Holds.RECORDS, help, of="product")


KINDS = (
    Kind(
        "customer",
        "customers",
        "An organisation that uses products. Never a person.",
        {"active": ("former",), "former": ("active",)},
        (
            _products("The products that it has bought."),
            Field("region", Holds.TEXT, "Where it is, as roughly as will do."),
            Field("since", Holds.DAY, "The day from which it has been a customer."),
        ),
        prefixes=("Customer",),
        fill="#ffd700",
        ink="#000000",
    ),
    Kind(
        "product",
        "products",
        "Something that customers buy, or a unit of it.",
        {"planned": ("active", "retired"), "active": ("retired",), "retired": ()},
        (
            _VERSION,
            Field(
                "part_of", Holds.RECORDS, "The products that it is a part of.", of="product", is_backward=True
            ),
        ),
        prefixes=("Product",),
        fill="#1565c0",
        ink="#ffffff",
    ),
    Kind(
        "ticket",
        "tickets",
        "A question or a complaint, and how far it is.",
        {
            "open": ("in-progress", "waiting", "closed"),
            "in-progress": ("waiting", "closed"),
            "waiting": ("in-progress", "closed"),
            "closed": ("open",),
        },
        (
            Field(
                "customers", Holds.RECORDS, "The customers who reported it.", of="customer", is_backward=True
            ),
            _products("The products that it is about."),
            Field("services", Holds.RECORDS, "The services that answer it.", of="service"),
            Field("resolution", Holds.RECORD, "What resolved it; a closed ticket has one.", of="resolution"),
            Field("duplicate_of", Holds.RECORD, "The ticket about the same defect.", of="ticket"),
            Field(
                "priority", Holds.CHOICE, "How urgent it is.", values=("low", "normal", "high", "critical")
            ),
            Field("opened", Holds.DAY, "The day on which it came in."),
        ),
        {"closed": "resolution"},
        prefixes=("SupportTicket", "Ticket"),
        fill="#32cd32",
        ink="#000000",
    ),
    Kind(
        "service",
        "services",
        "A service that is sold with products: technical support, training, repair.",
        {"planned": ("active", "retired"), "active": ("retired",), "retired": ()},
        (_products("The products that it is for."),),
        prefixes=("ServiceProduct", "Service"),
        fill="#bf360c",
        ink="#ffffff",
    ),
    Kind(
        "resolution",
        "resolutions",
        "What makes a defect go away: an update, a setting, a repair.",
        {"proposed": ("verified", "withdrawn"), "verified": ("withdrawn",), "withdrawn": ("proposed",)},
        (
            _VERSION,
            _products("The products that it changes."),
            Field("release", Holds.RECORD, "The release that brings it.", of="release"),
            Field("since", Holds.DAY, "The day from which customers could have it."),
        ),
        prefixes=("Resolution",),
        fill="#e1bee7",
        ink="#000000",
    ),
    Kind(
        "release",
        "releases",
        "A version that customers get on a certain day.",
        {"planned": ("released", "withdrawn"), "released": ("withdrawn",), "withdrawn": ("planned",)},
        (
            _VERSION,
            _products("The products that it is a release of."),
            Field("date", Holds.DAY, "The day on which it came out, or will."),
        ),
        {"released": "date"},
        prefixes=("Release",),
        fill="#455a64",
        ink="#ffffff",
    ),
)

BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_PLURAL: Mapping[str, Kind] = {kind.plural: kind for kind in KINDS}
