"""Files included by pymdownx.snippets, expanded by pymdownx itself so that nothing can differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from pymdownx.snippets import (  # type: ignore[import-untyped]
    SnippetExtension,
    SnippetMissingError,
    SnippetPreprocessor,
)

from kept.parse.document import Document


def expanded(document: Document, root: Path, options: dict[str, Any]) -> str:
    """The text of a document with all inclusions expanded; as it is when one of them is missing.

    `options` are those of pymdownx.snippets in the site's configuration; nothing is ever downloaded.
    """
    config = SnippetExtension().getConfigs() | options
    bases = config["base_path"] if isinstance(config["base_path"], list) else [config["base_path"]]
    config |= {"base_path": [str(root / str(base)) for base in bases], "url_download": False}
    config |= {"restrict_base_path": True}
    text = document.source.slice(document.body)
    try:
        return "\n".join(SnippetPreprocessor(config, Markdown()).run(text.splitlines()))
    except (SnippetMissingError, OSError, UnicodeDecodeError, RecursionError):
        return text
