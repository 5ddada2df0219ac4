"""What in a record looks like a person's name, address, number or bank account.

More is looked for than in public articles, where offices and hotlines have addresses and numbers that readers
should have. A record needs none, so a false alarm costs a rewording; but what tickets are full of (versions,
serial numbers, days, machines) must not be taken for any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.contacts import digits, emails, is_listed, is_private, persons, phones
from kept.records.record import Record
from kept.text import Span
from kept.values import dataclass
from kept.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class Personal:
    """What was found: the words, what they look like, and where."""

    words: str
    looks_like: str
    span: Span


def personal(text: str, allowed: tuple[str, ...]) -> Iterator[Personal]:
    """What looks like a person's in the text of a file, without contacts that may stand there."""
    for name, span in persons(text):
        yield Personal(name, "the name of a person", span)
    for found in _said(_NAMED, _NAMING, text):
        yield Personal(found[1], "the name of a person", Span(*found.span(1)))
    for address, span in emails(text):
        if is_private(address, is_strict=bool(allowed)) and not is_listed(address, allowed):
            yield Personal(address, "a person's address", span)
    numbers = {_called(one) for one in allowed}
    for number, span in _numbers(text):
        if _called(number) not in numbers:
            yield Personal(number, "a phone number", span)
    for found in _IBAN.finditer(text):
        if _is_iban(found[0]):
            yield Personal(found[0], "a bank account", Span(*found.span()))
    for found in _streets(text):
        yield Personal(found[0], "the address of a house", Span(*found.span()))


def _called(number: str) -> str:
    """The digits of a phone number; a country is begun by `+` or by two noughts."""
    return digits(number).removeprefix("00")


def persons_in_fields(record: Record) -> Iterator[Personal]:
    """The names of persons in fields that ask for one, such as `contact` or `reported_by`."""
    for key, value in record.node.entries:
        if _ASKING.fullmatch(key.raw) and isinstance(value, Scalar) and _is_name(value.raw):
            yield Personal(value.raw, "the name of a person", value.span)


_ASKING = re.compile(
    r"(?:.*_)?(?:contact|person|reporter|requester|caller|assignee|agent|engineer|owner|manager|author"
    r"|(?:first|last|full|given|family|sur)_?name|ansprechpartner(?:in)?)(?:_name)?"
    r"|(?:reported|requested|opened|closed|raised|handled|assigned)_(?:by|to)",
    re.IGNORECASE,
)
_LIKE_A_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:[a-z]{2,3} ){0,2}[^\W\d_a-z][\w'’.-]*){1,3}")
_NO_NAME = re.compile(
    r"(?i:(?:team|support|service|desk|department|group|office|operation|product|network|customer|partner|system"
    r"|lead|head|abteilung)s?|engineering|sales|billing|quality|it|qa|platform|infrastructure|security|data|cloud"
    r"|development|research|finance|marketing|training|field|global|technical|first|second|third|level|tier|line"
    r"|none|unknown|anonym\w*|admin\w*|bot|gmbh|ag|inc|ltd|llc)"
)


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(_LIKE_A_NAME.fullmatch(text)) and not any(_NO_NAME.fullmatch(word) for word in words)


_NAMING = ("attn", "attention", "contact person", "ansprechpartner", "c/o")
_NAMED = re.compile(
    r"(?i:\b(?:attn\.?|attention|contact person|ansprechpartner(?:in)?)[: ] ?|(?<!\w)c/o )"
    r"([A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+ [A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+)\b"
)
_CALLING = ("tel", "phone", "mobil", "cell", "fax", "handy", "tél")
_CALLED = re.compile(
    r"(?i:(?<!\w)(?:tel|telephone|phone|mobile|cell|fax|telefon|mobil|handy|tél)\b"
    r"[.:]* ?(?:no\.?|number|nr\.?)?:? ?)(\(?\d[\d ()/.-]{6,18}\d)(?!\w)"
)
_NUMBERS = (
    re.compile(r"(?<!\d )(?<![\w.,:/+-])(00[1-9]\d{0,2}(?:[ /-]?\d{2,}+){2,5}+)(?!\w|[.-]\w)"),
    re.compile(r"(?<!\d )(?<![\w.,:/+-])(0[1-9]\d{0,3}(?: ?/ ?| )\d{3,}+(?: \d{2,4}){0,2}+)(?!\w|[.,:/-]\w)"),
    re.compile(r"(?<!\d )(?<![\w.,:/+-])(0[1-9](?: \d\d){4})(?! ?\d|\w|[.,:/-]\w)"),
    re.compile(r"(?<![\w.,:/+-])([2-9]\d\d([-.])[2-9]\d\d\2\d{4})(?!\w|[.-]\w)"),
)
"""How numbers are written within a country."""


def _numbers(text: str) -> Iterator[tuple[str, Span]]:
    known = set()
    for number, span in phones(text):
        known.add(span.end)
        yield number, span
    for form, fewest in ((_CALLED, 7), *((form, 9) for form in _NUMBERS)):
        for found in _said(form, _CALLING, text) if form is _CALLED else form.finditer(text):
            if found.end(1) not in known and fewest <= len(digits(found[1])) < 15:
                known.add(found.end(1))
                yield found[1], Span(*found.span(1))


def _said(form: re.Pattern[str], words: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """What a form finds that holds one of some words; looking for these first takes less time."""
    folded = text.lower()
    return form.finditer(text) if any(word in folded for word in words) else iter(())


_IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")


def _is_iban(text: str) -> bool:
    """Whether its two digits check the others (ISO 13616)."""
    plain = text.replace(" ", "")
    return len(plain) >= 15 and int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


_HOUSE = r"\d{1,4}(?: ?[a-z]\b)?(?!\w|[.-]\w)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_BEGIN = r"(?<![\w.-])"
_MACHINES = (
    r"\w*(?:[Ff]ertigungs|[Pp]roduktions|[Mm]ontage|[Ww]asch|[Pp]rüf|[Ll]ackier|[Ss]chweiß|[Ff]örder"
    r"|[Vv]erpackungs)s?tra"
)
"""A *Straße* with such a beginning is a line of machines."""

_NO_STREET = "Hard|Disk|Tape|Flash|Google|Solid|Optical|PCIe|Data|Fast"
"""What comes before a *Drive* or a *Lane* that no house stands in."""

_BEFORE_A_NAME = r"(?:d(?:e|u|es) |l(?:a|es?) |[dl]['’])*"
_ENGLISH = "Street|St|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Crescent|Terrace|Parkway"
_FRENCH = "rue|avenue|boulevard|chemin|allée|impasse|quai"
_STREET = re.compile(
    rf"{_BEGIN}(?!{_MACHINES}){_CAPITAL}[\w.-]{{2,30}}(?:[Ss]tr(?:aße|asse|\.)|allee|gasse) {_HOUSE}"
    rf"|{_BEGIN}{_CAPITAL}[\w-]{{2,30}}(?:straat|gracht|laan) {_HOUSE}"
    rf"|{_BEGIN}{_CAPITAL}[\w.-]{{1,30}} (?:Stra(?:ß|ss)e|Allee|Gasse) {_HOUSE}"
    rf"|{_BEGIN}{_CAPITAL}[\w.-]{{2,30}}(?:weg|platz|ring|damm|ufer) {_HOUSE},? \d{{5}} {_CAPITAL}\w+"
    rf"|{_BEGIN}\d{{1,5}}[A-Z]? (?:(?!{_NO_STREET}){_CAPITAL}[\w'’.-]{{1,20}} ){{1,3}}(?:{_ENGLISH})\b"
    rf"|{_BEGIN}\d{{1,4}}(?: ?(?:bis|ter))?,? (?:{_FRENCH}) {_BEFORE_A_NAME}{_CAPITAL}[\w'’-]+"
    rf"|{_BEGIN}(?:Calle|Avenida|Viale|Piazza|Rua) (?:d[aeiou]s? )?{_CAPITAL}[\w'’ -]{{2,30}},? {_HOUSE}"
    rf"|{_BEGIN}(?:P\.? ?O\.? Box|Postfach|Casella Postale|Boîte Postale) \d[\d ]{{1,8}}\b"
)
_SIGNS = (
    *(
        "traße ",
        "trasse ",
        "str. ",
        "Str. ",
        "llee ",
        "asse ",
        "straat ",
        "gracht ",
        "laan ",
        "weg ",
        "platz ",
    ),
    *("ring ", "damm ", "ufer ", "Calle ", "Avenida ", "Viale ", "Piazza ", "Rua ", " Box ", "Postfach "),
    *("Casella ", "Boîte ", *(f" {word}" for word in _ENGLISH.split("|"))),
    *(f" {word} " for word in _FRENCH.split("|")),
)
"""A line without any of these names no street, and needn't be searched for the patterns."""


def _streets(text: str) -> Iterator[re.Match[str]]:
    lines: dict[int, int] = {}
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            lines[text.rfind("\n", 0, at) + 1] = end
            at = text.find(sign, end)
    for begin, end in sorted(lines.items()):
        yield from _STREET.finditer(text, begin, end)
