"""K512 personal-contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from kept.check.rule import Context, rule
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.parse.code import Places, code_of
from kept.text import Span


@rule(
    "K512",
    on=Article,
    severity=Severity.WARNING,
    bad=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "Call +44 20 7183 8750 and ask for the button.\n"
        ),
    ),
    good=(
        (
            "---\ntitle: Reset your router\naudience: public\n---\n"
            "Write to support@router-makers.com or to jane.doe@example.com, or call +1 202 555 0123.\n"
        ),
        {
            "mkdocs.yml": (
                "site_name: Help\nplugins:\n  - kept:\n      allowed_contacts: ['+44 20 7183 8750']\n"
            ),
            "docs/router.md": "---\ntitle: Router\naudience: public\n---\nCall +44 (20) 7183-8750.\n",
        },
    ),
)
def personal_contact(article: Article, context: Context) -> Iterator[Diagnostic]:
    """An e-mail address or phone number of a person in a public article is harvested, and stays after they
    left.

    Addresses that look like a person's (`first.last@`, or at a provider of private mailboxes) and phone
    numbers are reported. Those of the domains for examples (`example.com`, `.test`, `.invalid`) and
    fictitious numbers (555-0100) may stand. Name in `allowed_contacts` what readers should have; then all
    others are reported.
    """
    settings = context.library.settings
    document = article.document
    text = document.source.text
    if article.audience != settings.audiences[0]:
        return
    allowed = settings.allowed_contacts
    for address, span in _emails(text):
        if _is_private(address, is_strict=bool(allowed)) and not _is_listed(address, allowed):
            message = f'readers, and robots, would see the address "{address}"'
            yield context.diagnostic(span, message, _ADVICE)
    numbers = {_digits(one) for one in allowed}
    code: Places | None = None
    for found in (
        *_PHONE.finditer(text, document.body.start),
        *_LOCAL_PHONE.finditer(text, document.body.start),
    ):
        digits = _digits(found.group())
        if digits in numbers or not _is_phone(digits) or _is_in_address(text, found.start()):
            continue
        code = code or code_of(document)
        if found.start() not in code:
            message = f'readers would see the phone number "{found.group().strip()}"'
            yield context.diagnostic(Span(*found.span()), message, _ADVICE)


_ADVICE = "remove it, or list it under `allowed_contacts` if readers should have it"
_NAME = re.compile(r"(?<![\w.+/:-])[A-Za-z0-9][\w.+-]{0,63}\Z")
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@:/-])")
_RESERVED = re.compile(
    r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost|local|internal|email-address\.com|domain\.com|company\.com"
    r"|email\.com|yourdomain\.\w+|acme\.com|mail\.com|users\.noreply\.github\.com)$",
    re.IGNORECASE,
)
_MAILBOXES = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|icloud|aol|gmx|web|protonmail|proton|mail|qq|163|yandex)"
    r"\.(?:com|net|org|de|fr|me|ru|at|ch|it|es|co\.uk|co\.jp)$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[a-z]{1,20}[._][a-z]{2,20}\d{0,4}$", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:^|[._+-])(?:test\w*|user\w*|example|sample|foo|bar|you|your\w*|name|first\w*|last\w*|me|someone|somebody|"
    r"john[._]?(?:doe|smith)?|jane[._]?(?:doe|smith)?|joe[._]bloggs|max[._]mustermann|admin\w*|support|help\w*|"
    r"info|sales|contact|security|privacy|abuse|billing|service|services|team|office|press|media|legal|jobs|"
    r"careers|hello|no[._-]?reply|feedback|account\w*|customer\w*|partner\w*|dev\w*|ops|it|hr|desk|group|list|bot|"
    r"hubot|git|root|postmaster|webmaster|hostmaster|marketing|community|docs|data|payments?|orders?)(?:$|[._+-])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d(?:[ .-]?\d){5,11}(?![\w-])")
_LOCAL_PHONE = re.compile(r"\(\d{3}\) ?\d{3}[-. ]\d{4}(?![\w-])")


def _emails(text: str) -> Iterator[tuple[str, Span]]:
    """Every e-mail address and its place."""
    at = text.find("@")
    while at >= 0:
        host = _HOST.match(text, at + 1)
        name = _NAME.search(text, max(0, at - 65), at) if host else None
        if host and name:
            yield f"{name.group()}@{host.group()}", Span(name.start(), host.end())
        at = text.find("@", at + 1)


def _is_private(address: str, *, is_strict: bool) -> bool:
    """Whether an address is a person's; with `is_strict` whether it is anybody's at all."""
    name, _, host = address.partition("@")
    if _RESERVED.search(host) or name == "git":
        return False
    if is_strict:
        return True
    if _ROLE.search(name):
        return False
    return bool(_MAILBOXES.match(host) or _PERSON.match(name))


def _is_listed(address: str, allowed: tuple[str, ...]) -> bool:
    return any(fnmatchcase(address.lower(), pattern.lower()) for pattern in allowed)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_phone(digits: str) -> bool:
    """Whether somebody could have the number: it is neither one for films and examples nor made up."""
    fictitious = re.search(r"55501\d\d$|^1?\d{3}555\d{4}$|0000|1234|9876|(\d)\1{4}", digits)
    return not fictitious and len(digits) >= 8


def _is_in_address(text: str, offset: int) -> bool:
    """Whether it is a part of a word, a formula or the address of a page."""
    begin = max(text.rfind(" ", 0, offset), text.rfind("\n", 0, offset)) + 1
    return "://" in text[begin:offset] or bool(re.search(r"[\w+.@/=#-]\Z", text[begin:offset]))
