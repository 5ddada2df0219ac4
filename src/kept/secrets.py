"""What looks like a password, a key or a token, so that it is found before it is published, and never shown.

The forms are those that the services document; a value after `password:` counts only when it looks random.
Examples of documentation (`AKIAIOSFODNN7EXAMPLE`, `<token>`, `xxxx`) are no secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kept.late_patterns import late_pattern
from kept.text import Span
from kept.values import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """What kind of secret it is, and where it stands."""

    kind: str
    span: Span


_PRIVATE_KEY = "a private key"


@dataclass(frozen=True, slots=True)
class _Family:
    """Tokens of one form. `before` is what stands in front of what `form` finds.

    Each form begins with a plain letter or sign: looking for that is what most texts cost.
    """

    kind: str
    form: re.Pattern[str]
    before: re.Pattern[str] = late_pattern(r"(?<!\w)\Z")


_FAMILIES = (
    _Family(
        "an access key",  # of AWS, of Google, of Azure storage
        late_pattern(r"A(?:(?:KIA|SIA)[A-Z2-7]{16}\b|Iza[\w-]{35}(?![\w-])|ccountKey=[A-Za-z0-9+/]{86}==)"),
    ),
    _Family(
        "a token",  # of GitHub, Stripe, npm
        late_pattern(
            r"_(?:(?<=gh[pousr]_)[A-Za-z0-9]{36,255}|(?<=github_pat_)\w{60,255}|(?<=[rs]k_live_)[A-Za-z0-9]{16,}"
            r"|(?<=whsec_)[A-Za-z0-9+/]{32,}|(?<=npm_)[A-Za-z0-9]{36})\b"
        ),
        late_pattern(r"(?<!\w)[a-z_]{2,10}\Z"),
    ),
    _Family(
        "a token",  # of GitLab, Slack, OpenAI and Anthropic, PyPI, Google
        late_pattern(
            r"-(?=[A-Za-z0-9][\w-]{19})(?:(?:(?<=glpat-)|(?<=glptt-)|(?<=gl[rd]t-)|(?<=xox[abeprs]-)|(?<=GOCSPX-)"
            r"|(?<=sk-)(?=proj-|ant-|svcacct-)|(?<=pypi-)(?=AgEI))[\w-]{20,})"
        ),
        late_pattern(r"(?<![\w-])[A-Za-z]{2,6}\Z"),
    ),
    _Family(
        "the address of a Slack hook",
        late_pattern(r"hooks\.slack\.com/services/T\w{6,}/B\w{6,}/\w{20,}"),
        late_pattern(r"\Z"),
    ),
    _Family("an access key", late_pattern(r"SG\.[\w-]{22}\.[\w-]{43}")),  # of SendGrid
    _Family(
        "a signed token (JWT)",
        late_pattern(r"\.eyJ[\w-]{10,}\.[\w-]{20,}"),
        late_pattern(r"(?<!\w)eyJ[\w-]{10,400}\Z"),
    ),
    _Family(
        _PRIVATE_KEY,
        late_pattern(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{1,300}?[A-Za-z0-9+/]{40}"),
        late_pattern(r"\Z"),
    ),
)
_IN_ADDRESS = late_pattern(r"://[^\s/:@<>\"'`]{1,64}:(?P<word>[^\s/@<>\"'`]{6,128})@[\w.-]+")
_VALUE = r"[ \t]*[\"'`]?(?P<value>[^\s\"'`<>{}$()\[\],;|]{12,200})"
_ASSIGNED = (late_pattern(rf":(?!//)=?{_VALUE}"), late_pattern(rf"=>?{_VALUE}"))
_NAME = late_pattern(
    r"(?:passw(?:or)?d|passwd|pwd|secret|token|credential"
    r"|(?:api|access|secret|private|account|auth|signing|encryption)[_-]?key)s?[\"'`]?[ \t]*\Z",
    re.IGNORECASE,
)
"""What stands before the sign: `password: …`, `"api_key" => "…"`."""

_PLACEHOLDER = late_pattern(
    r"example|sample|placeholder|changeme|change-me|dummy|fake|redacted|replace|your[-_]|_here|-here|"
    r"(?P<same>[\w*.-])(?P=same){3}|\.\.\.|…|\*\*|123456789|abcdef|passw(?:or)?d|secret|^[a-z]+$|^[A-Z_]+$|"
    r"%[A-Za-z_]+%|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    re.IGNORECASE,
)
"""What writers put where a secret would stand; the last is the signature of a well-known sample of a JWT."""

_EXAMPLE_HOST = late_pattern(
    r"@(?:localhost|127\.0\.0\.1|(?:[\w-]+\.)*(?:example(?:\.\w+)?|test|invalid|localhost))$"
)
_RANDOM_CHANGES = 0.3
"""How often the kind of character changes in a random text: 0.47 in hexadecimal, 0.4 in base 36."""

_MADE_OF_WORDS = late_pattern(r"[A-Z](?=[a-z]{2})|[-_.]")
"""What joins words: a capital in front of small letters, a hyphen, an underscore."""


def secrets(text: str) -> Iterator[Secret]:
    """Everything in a text that looks like a secret, by place."""
    found = [secret for family in _FAMILIES for secret in _tokens(text, family)]
    if "@" in text:
        found += _in_addresses(text)
    taken = [one.span for one in found]
    found += (one for one in _assigned(text) if not any(_overlap(one.span, span) for span in taken))
    yield from sorted(found, key=lambda one: one.span)


def _tokens(text: str, family: _Family) -> Iterator[Secret]:
    for match in family.form.finditer(text):
        before = family.before.search(text, max(0, match.start() - 400), match.start())
        if before and (
            family.kind == _PRIVATE_KEY or not _PLACEHOLDER.search(text, before.start(), match.end())
        ):
            yield Secret(family.kind, Span(before.start(), match.end()))


def _in_addresses(text: str) -> Iterator[Secret]:
    for match in _IN_ADDRESS.finditer(text):
        if _is_password(match["word"]) and not _EXAMPLE_HOST.search(match.group()):
            yield Secret("a password in an address", Span(*match.span("word")))


def _is_password(word: str) -> bool:
    """Whether a word of an address is a real password: it has a digit or a sign, and is no placeholder."""
    return not word.isalpha() and "$" not in word and "{" not in word and not _PLACEHOLDER.search(word)


def _assigned(text: str) -> Iterator[Secret]:
    for match in (found for form in _ASSIGNED for found in form.finditer(text)):
        if not _NAME.search(text, max(0, match.start() - 24), match.start()):
            continue
        value = match["value"].rstrip(".:")
        if _is_random(value) and not _PLACEHOLDER.search(value):
            start = match.start("value")
            yield Secret("a password or key", Span(start, start + len(value)))


def _is_random(value: str) -> bool:
    """Whether a person would hardly have made it up: a digit, and the kind of character changes often."""
    if len(value) < 12 or value.startswith(("/", "./", "http", "arn:")) or not re.search(r"\d", value):
        return False
    plain = _MADE_OF_WORDS.sub(lambda found: found.group().lower().strip("-_."), value)
    kinds = [_kind(character) for character in plain]
    changes = sum(one != other for one, other in zip(kinds, kinds[1:], strict=False))
    return len(set(plain)) >= 8 and changes / (len(plain) - 1) >= _RANDOM_CHANGES


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "sign"


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def masked(text: str) -> str:
    """The text with all secrets but their first four characters replaced by stars; its length stays."""
    parts: list[str] = []
    position = 0
    for secret in secrets(text):
        start, end = secret.span
        if start >= position:
            parts += (text[position:start], mask(text[start:end]))
            position = end
    return "".join((*parts, text[position:]))


def mask(secret: str) -> str:
    """A secret as it may be shown: four characters, enough to find it again; of a short one nothing."""
    shown = 4 if len(secret) >= 16 else 0
    return secret[:shown] + "".join(
        "*" if character.isprintable() else character for character in secret[shown:]
    )
