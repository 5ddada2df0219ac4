"""pymdownx.snippets within the project: whatever a path, a link or a setting says, no other file is read.

The extension compares paths as they are written, so a symbolic link would lead it anywhere, and it takes
hidden files such as `.env` like any other. Importing this module takes long; few documents need it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markdown import Markdown
from pymdownx.snippets import (  # type: ignore[import-untyped]
    SnippetExtension,
    SnippetMissingError,
    SnippetPreprocessor,
)

from kept.parse.snippets import kept_from

__all__ = ["InnerSnippets", "SnippetExtension", "SnippetMissingError", "inner_snippets"]

Refuse = Callable[[str], Exception]


class InnerSnippets(SnippetPreprocessor):  # type: ignore[misc]
    """The preprocessor; `refuse` makes the exception for a file that it may not read."""

    def __init__(self, options: dict[str, Any], md: Markdown, root: Path, refuse: Refuse) -> None:
        super().__init__(options, md)
        self.root = root
        self.refuse = refuse

    def get_snippet_path(self, path: str) -> str | None:
        """The place of an included file. Raises what `refuse` makes, if nobody may read it there."""
        found: str | None = super().get_snippet_path(path)
        if found is not None:
            reason = kept_from(Path(found), self.root, map(Path, self.base_path))
            if not reason and not Path(found).is_file():
                reason = "is not a plain file"  # one that waits for a writer would be read without end
            if reason:
                raise self.refuse(f'the included file "{path}" {reason}')
        return found


def inner_snippets(options: dict[str, Any], bases: list[Path], root: Path) -> InnerSnippets:
    """The preprocessor for looking into documents; a file that it may not read is one that is not there."""
    config = SnippetExtension().getConfigs() | options
    config |= {"base_path": [str(base) for base in bases], "url_download": False, "restrict_base_path": True}
    return InnerSnippets(config, Markdown(), root, SnippetMissingError)
