"""K512 personal-contact."""

from __future__ import annotations

from collections.abc import Iterator

from kept.check.rule import Context, rule
from kept.contacts import digits, emails, is_listed, is_private, phones
from kept.content.article import Article
from kept.diagnostic import Diagnostic, Severity
from kept.parse.code import Places, code_of


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
    """An email address or phone number of a person in a public article is harvested, and stays after they
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
    for address, span in emails(text):
        if is_private(address, is_strict=bool(allowed)) and not is_listed(address, allowed):
            message = f'readers, and robots, would see the address "{address}"'
            yield context.diagnostic(span, message, _ADVICE)
    numbers = {digits(one) for one in allowed}
    code: Places | None = None
    for number, span in phones(text, document.body.start):
        if digits(number) in numbers:
            continue
        code = code or code_of(document)
        if span.start not in code:
            yield context.diagnostic(span, f'readers would see the phone number "{number}"', _ADVICE)


_ADVICE = "remove it, or list it under `allowed_contacts` if readers should have it"
