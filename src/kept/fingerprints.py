"""What a finding is recognised by when it is met again, though lines above it were added or days have passed.

It is made of the rule, the file, the text that is marked and the message without what changes by itself:
numbers (of days, of other findings) and the near miss that is suggested.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kept.diagnostic import Diagnostic
from kept.text import Source

_NUMBER = re.compile(r"\d+")
_SUGGESTION = re.compile(r': did you mean "[^"]*"\?')


def fingerprints(findings: Iterable[Diagnostic], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The fingerprint of each finding; equal ones in one file are told apart by their order."""
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        source = sources.get(finding.location.path)
        marked = " ".join(_marked(finding, source).split()) if source else ""
        parts = (finding.code, finding.location.path, marked, lasting(finding.message))
        text = "\0".join(parts)
        seen[text] += 1
        whole = f"{text}\0{seen[text]}".encode("utf-8", "surrogatepass")
        made.append(hashlib.sha256(whole).hexdigest()[:32])
    return tuple(made)


def lasting(message: str) -> str:
    """A message without what changes while the defect stays the same."""
    return _NUMBER.sub("0", _SUGGESTION.sub("", message))


def _marked(finding: Diagnostic, source: Source) -> str:
    """The text that a finding is about."""
    where, starts = finding.location, source.line_starts
    if not 1 <= where.line <= where.end_line <= len(starts):
        return ""
    return source.text[
        starts[where.line - 1] + where.column - 1 : starts[where.end_line - 1] + where.end_column - 1
    ]
