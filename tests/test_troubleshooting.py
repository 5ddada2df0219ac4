"""The messages that troubleshooting articles quote are those that people see."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
OF_OTHERS = {"installing-kept-fails.md"}
"""Articles about what pip, Python and the shell say."""

OF_THE_SYSTEM = {os.strerror(code) for code in (errno.EADDRINUSE, errno.EADDRNOTAVAIL)}
ARTICLES = sorted(
    path for path in (ROOT / "kb/troubleshooting").glob("*.md") if path.name not in {"index.md", *OF_OTHERS}
)


def quoted(article: Path) -> list[str]:
    """The messages, without the codes of rules, which the rules' own tests know."""
    front = yaml.safe_load(article.read_text(encoding="utf-8").split("---\n")[1])
    codes = [str(code) for code in front.get("error_codes", [])]
    return [code for code in codes if not re.fullmatch(r"K\d{3}", code) and code not in OF_THE_SYSTEM]


def is_written(message: str, code: str) -> bool:
    """Whether the message stands in the code; numbers, and one word, may be filled in when it runs."""
    words = message.casefold().split(" ")
    plain = [r"(?:\d+|\{.*?\})" if word.isdigit() else re.escape(word) for word in words]
    forms = [plain] + [[*plain[:index], r"\{.*?\}", *plain[index + 1 :]] for index in range(len(words))]
    return any(re.search(" ".join(form), code) for form in forms)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_a_quoted_message_is_one_that_kept_writes(article: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("src/kept/**/*.py")).casefold()
    assert [message for message in quoted(article) if not is_written(message, code)] == []


def test_a_message_that_nobody_writes_would_be_found() -> None:
    assert is_written("a level 4 heading", 'f"a level {level} heading"')
    assert is_written("for internal readers", 'f"for {audience} readers"')
    assert not is_written("for internal readers", 'f"for {audience} writers"')
