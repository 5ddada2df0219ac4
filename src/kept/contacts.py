"""What looks like a person's data in a text: email addresses, phone numbers and names.

Addresses of the domains for examples and fictitious numbers are nobody's. That a name is a person's shows in
a title in front of it, or in a given name: the common ones that are not names of places or firms as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from kept.late_patterns import late_pattern
from kept.text import Span

_NAME = late_pattern(r"(?<![\w.+/:@-])[A-Za-z0-9][\w.+-]{0,63}\Z")
_HOST = late_pattern(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@:/-])")
_RESERVED = late_pattern(
    r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost|local|internal|email-address\.com|domain\.com|company\.com"
    r"|email\.com|yourdomain\.\w+|acme\.com|mail\.com|users\.noreply\.github\.com)$",
    re.IGNORECASE,
)
_MAILBOXES = late_pattern(
    r"(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|icloud|aol|gmx|web|protonmail|proton|mail|qq|163|yandex)"
    r"\.(?:com|net|org|de|fr|me|ru|at|ch|it|es|co\.uk|co\.jp)$",
    re.IGNORECASE,
)
_PERSON = late_pattern(r"[a-z]{1,20}[._][a-z]{2,20}\d{0,4}$", re.IGNORECASE)
_ROLE = late_pattern(
    r"(?:^|[._+-])(?:test\w*|user\w*|example|sample|foo|bar|you|your\w*|name|first\w*|last\w*|me|someone|somebody|"
    r"john[._]?(?:doe|smith)?|jane[._]?(?:doe|smith)?|joe[._]bloggs|max[._]mustermann|admin\w*|support|help\w*|"
    r"info|sales|contact|security|privacy|abuse|billing|service|services|team|office|press|media|legal|jobs|"
    r"careers|hello|no[._-]?reply|feedback|account\w*|customer\w*|partner\w*|dev\w*|ops|it|hr|desk|group|list|bot|"
    r"hubot|git|root|postmaster|webmaster|hostmaster|marketing|community|docs|data|payments?|orders?)(?:$|[._+-])",
    re.IGNORECASE,
)
_PHONE = late_pattern(r"\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d(?:[ .-]?\d){5,11}(?![\w-])")
_LOCAL_PHONE = late_pattern(r"\(\d{3}\) ?\d{3}[-. ]\d{4}(?![\w-])")


def emails(text: str) -> Iterator[tuple[str, Span]]:
    """Every email address and its place."""
    at = text.find("@")
    while at >= 0:
        host = _HOST.match(text, at + 1)
        name = _NAME.search(text, max(0, at - 65), at) if host else None
        if host and name:
            yield f"{name.group()}@{host.group()}", Span(name.start(), host.end())
        at = text.find("@", at + 1)


def is_private(address: str, *, is_strict: bool) -> bool:
    """Whether an address is a person's; with `is_strict` whether it is anybody's at all."""
    name, _, host = address.partition("@")
    if _RESERVED.search(host) or name == "git":
        return False
    if is_strict:
        return True
    if _ROLE.search(name):
        return False
    return bool(_MAILBOXES.match(host) or _PERSON.match(name))


def is_listed(address: str, allowed: tuple[str, ...]) -> bool:
    """Whether an address is one of those that readers should have."""
    return any(fnmatchcase(address.lower(), pattern.lower()) for pattern in allowed)


def digits(text: str) -> str:
    """The digits of a phone number, by which it is recognised."""
    return re.sub(r"\D", "", text)


def phones(text: str, start: int = 0) -> Iterator[tuple[str, Span]]:
    """Every phone number that somebody could have, and its place."""
    ends = set()
    for form in (_PHONE, _LOCAL_PHONE):
        for found in form.finditer(text, start):
            if found.end() in ends:  # `+1 (…) …` is one number
                continue
            ends.add(found.end())
            if _is_phone(digits(found.group())) and not _is_in_address(text, found.start()):
                yield found.group().strip(), Span(*found.span())


def _is_phone(number: str) -> bool:
    """Whether somebody could have the number: it is neither one for films and examples nor made up."""
    fictitious = re.search(r"55501\d\d$|^1?\d{3}555\d{4}$|0000|1234|9876|(\d)\1{4}", number)
    return not fictitious and len(number) >= 8


def _is_in_address(text: str, offset: int) -> bool:
    """Whether it is a part of a word, a formula or the address of a page."""
    begin = max(text.rfind(" ", 0, offset), text.rfind("\n", 0, offset)) + 1
    return "://" in text[begin:offset] or bool(re.search(r"[\w+.@/=#-]\Z", text[begin:offset]))


_GIVEN_NAMES = """
    Agnes Aisha Alejandro Alexandre Alice Amélie Amit Ana Andrea Andreas Andrzej Anita Anja Anna Anne
    Annette Antonio Barbara Beatriz Benjamin Bernd Birgit Brian Carlos Carmen Caroline Catherine Chiara
    Christina Christine Christopher Claire Claudia Daniel Daniela David Deborah Diego Dmitri Dorothy
    Edward Elena Elizabeth Emily Emma Eric Fatima Felix Fernando Francesca Franz François Friedrich
    Giovanni Giulia Giuseppe Hannah Hans Harald Heike Helen Helga Henrik Hiroshi Ines Ingrid Isabella
    Ivan Jane Javier Jean Jennifer Jessica Jim Joanna Johann Johanna John Jonas Jose José Juan Julia
    Julie Jürgen Karen Karin Katarzyna Katharina Katherine Kathleen Kenji Kimberly Klaus Kristin Lars
    Laura Lena Linda Lisa Louise Lucas Lucia Luis Luisa Lukas Magdalena Manuel Marco Marcus Margaret
    Maria Marie Mariana Marta Martha Martina Mary Matthew Melissa Michael Michelle Miguel Mohamed
    Mohammed Monika Muhammad Nadia Nancy Natalia Natasha Nicolas Nicole Nina Noah Olga Olivia Omar Pablo
    Pamela Patricia Paula Pedro Petra Philipp Pierre Pranav Priya Rachel Rahul Rebecca Renate Richard
    Robert Roberto Ruth Sabine Samantha Sandra Sanjay Sara Sarah Sebastian Sergei Sergio Sophie Stefan
    Stefanie Stephanie Steven Sunita Susan Susanne Svetlana Tatiana Teresa Thomas Tomasz Ursula Uwe
    Valentina Vanessa Vladimir Wolfgang Yuki Yusuf Zoe
"""
_TITLE = r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|Madame|Mme|Monsieur|Señora?|Signora?|Sr|Sra)"
_SURNAME = (
    r"(?:(?:van|von|de|der|den|da|di|del|la|le|el|al)[ -]){0,2}"
    r"[A-ZÀ-ÖØ-Þ][\w'’]{1,30}(?:-[A-ZÀ-ÖØ-Þ]\w{1,30})?"
)
_FIRM = late_pattern(
    r"[ ,]+(?:&|and Sons|(?:Inc|Ltd|Limited|LLC|LLP|PLC|plc|GmbH|AG|SE|SA|SAS|SpA|BV|NV|AB|Oy|Co|Corp"
    r"|Corporation|Company|Bank|Group|Holdings?|Industries|Systems|Solutions|Technologies|Labs?|Foundation"
    r"|University|Hospital)\b)"
)
_PERSON_WITH_TITLE = late_pattern(rf"(?<![\w.-]){_TITLE}\.?[ ](?:[A-Z]\.[ ]?){{0,2}}{_SURNAME}")
_PERSON_BY_NAME = late_pattern(
    rf"(?<![\w.@/-])(?:{'|'.join(_GIVEN_NAMES.split())})(?:-[A-Z][a-zß-ÿ]+)?(?:[ ][A-Z]\.)?[ ]{_SURNAME}"
)


def persons(text: str) -> Iterator[tuple[str, Span]]:
    """What is surely the name of a person, and its place."""
    end = 0
    found = [*_PERSON_WITH_TITLE.finditer(text), *_PERSON_BY_NAME.finditer(text)]
    for match in sorted(found, key=lambda one: one.start()):
        if match.start() >= end and not _FIRM.match(text, match.end()):
            end = match.end()
            yield match.group(), Span(*match.span())
