"""Addresses in templates are those that MkDocs' filter gives."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.environment import Environment
from mkdocs import utils
from mkdocs.utils import get_relative_url, templates

from kept.site.addresses import KNOWN, address, remember_addresses
from kept.site.known_code import fingerprint

PARTS = st.sampled_from(("a", "b", "a.b", "..", ".", "", "https:", "#a", "\\", "\0", "é", "?q=1")) | st.text()
PATHS = st.lists(PARTS, max_size=4).map("/".join)


@given(PATHS, PATHS, st.booleans())
@settings(max_examples=1000, deadline=None)
def test_an_address_is_that_of_mkdocs(text: str, url: str, is_page: bool) -> None:
    page = SimpleNamespace(url=url) if is_page else None
    context = {"page": page, "base_url": get_relative_url(".", url)}
    assert outcome(address, context, text) == outcome(templates.url_filter, context, text)


def outcome(make: object, context: object, text: str) -> str:
    try:
        return make(context, text)  # type: ignore[operator, no-any-return]
    except ValueError as error:  # `urlsplit` refuses some
        return str(error)


def test_only_the_filter_of_mkdocs_is_replaced() -> None:
    env, other = Environment(), Environment()
    env.filters["url"], other.filters["url"] = templates.url_filter, str.upper
    remember_addresses(env)
    remember_addresses(other)
    assert (env.filters["url"], other.filters["url"]) == (address, str.upper)


def test_the_code_that_it_stands_in_for_is_known() -> None:
    assert {one: fingerprint(one) for one in (utils, templates)} == KNOWN, "look at `url_filter` of MkDocs"
