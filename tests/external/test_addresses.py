"""Addresses of other servers: one form for all spellings, and which of them are asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kept.external.addresses import address, is_asked
from kept.external.built import addresses_in


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://Vendor.net/Manual", "https://vendor.net/Manual"),
        (" HTTPS://vendor.net ", "https://vendor.net/"),
        ("//vendor.net/a", "https://vendor.net/a"),
        ("https://vendor.net/a#part", "https://vendor.net/a"),
        ("https://vendor.net/a b?q=ü", "https://vendor.net/a%20b?q=%C3%BC"),
        ("https://vendor.net/a%20b", "https://vendor.net/a%20b"),
        ("https://bücher.net:8443/", "https://xn--bcher-kva.net:8443/"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("mailto:help@vendor.net", None),
        ("router.md", None),
        ("/router", None),
        ("https://", None),
        ("https://vendor.net:99999/", None),
        ("https://ven dor.net/", None),
        ("https://[::1/", None),
        ("https://name:secret@vendor.net/", None),
        ("https://a..b/", None),
        ("https://vendor.net/\ud800", None),
    ],
)
def test_an_address_has_one_form(written: str, expected: str | None) -> None:
    assert address(written) == expected


@pytest.mark.long
@given(some.text(max_size=40), some.sampled_from(["", "http://", "https://", "//", "https://a.net/"]))
def test_whatever_is_written_is_an_address_of_one_line_or_none(text: str, start: str) -> None:
    found = address(start + text)
    if found is not None:
        assert found.isascii()
        assert len(found.split()) == 1
        assert address(found) == found


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("https://vendor.net/manual", True),
        ("https://8.8.8.8/", True),
        ("https://help.kept-docs.net/kept/page/", False),
        ("https://help.kept-docs.net/kept", False),
        ("https://help.kept-docs.net/other/", True),
        ("http://localhost:8000/", False),
        ("http://router/", False),
        ("http://192.168.1.1/", False),
        ("http://[::1]/", False),
        ("https://example.com/a", False),
        ("https://www.example.org/", False),
        ("https://shop.example/", False),
        ("https://wiki.intra.net/page", False),
        ("https://vendor.net/cart?item=1", False),
    ],
)
def test_only_public_servers_of_others_are_asked(one: str, expected: bool) -> None:
    ignore = ("*.intra.net", "https://vendor.net/cart*")
    assert is_asked(one, "https://help.kept-docs.net/kept/", ignore) is expected


def test_a_page_holds_what_it_leads_to_and_what_it_loads() -> None:
    page = """
    <link rel="canonical" href="https://canonical.net/"><link rel="stylesheet" href="//cdn.net/a.css">
    <a href="https://vendor.net/a?x=1&amp;y=2#part">a</a> <a href='page/'>b</a> <a name="c">c</a>
    <a rel="edit nofollow" href="https://code.net/edit/docs/a.md">edit</a>
    <img src="https://images.net/a.png"><p title="<a href='https://no.net/'>">text
    <!-- <a href="https://comment.net/"> --> <script>"<a href='https://script.net/'>"</script>
    """
    expected = {"https://cdn.net/a.css", "https://vendor.net/a?x=1&y=2", "https://images.net/a.png"}
    assert addresses_in(page) == expected
