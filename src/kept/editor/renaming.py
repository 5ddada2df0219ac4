"""Another path for a page from within an editor: what has to change so that nobody is lost.

`kept.rename` plans it, on the whole knowledge base with the texts of the editor; here its plan becomes edits.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from kept import library
from kept.config import Settings
from kept.diagnostic import Edit
from kept.editor.differences import edits_between
from kept.editor.places import goal_at
from kept.editor.project import Opened, Project
from kept.fix.rounds import reread
from kept.rename.plan import CannotMove, plan
from kept.text import Source, Span
from kept.values import dataclass

__all__ = ["CannotMove", "Renaming", "new_path", "renamable_at", "renaming"]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The edits of a move, by the path that a document has before it, and by the name of a configuration."""

    old: str
    new: str
    documents: Mapping[str, tuple[Edit, ...]]
    configuration: Mapping[str, tuple[Edit, ...]]
    notes: tuple[str, ...] = ()


def renaming(
    settings: Settings, texts: Mapping[str, str], old: str, new: str, configuration: Sequence[Source]
) -> Renaming:
    """What has to change when a document, a picture or a folder gets another path; `texts` are those of open
    documents. Raises `CannotMove`, and `ConfigurationError`.

    It reads the whole knowledge base, which takes seconds for a large one.
    """
    knowledge = library.load(settings)
    open_ones = {path: text for path, text in texts.items() if path in knowledge.by_path}
    planned = plan(reread(knowledge, open_ones) if open_ones else knowledge, old, new, configuration)
    old_paths = {after: before for before, after in planned.paths.items()}
    return Renaming(
        planned.old,
        planned.new,
        {old_paths.get(path, path): edits_between(*texts) for path, texts in planned.texts.items()},
        {name: edits_between(*texts) for name, texts in planned.configuration.items()},
        planned.notes,
    )


def renamable_at(project: Project, opened: Opened, offset: int) -> tuple[str, Span] | None:
    """The path of the page that a link at a place leads to, and where the link stands."""
    goal = goal_at(project, opened, offset)
    return (goal.path, goal.origin) if goal and goal.path in project.index.by_path else None


def new_path(old: str, name: str) -> str:
    """The path of a page after it got another name, which may lead to another folder."""
    name = name.strip()
    if not posixpath.splitext(name)[1]:
        name += posixpath.splitext(old)[1]
    found = posixpath.normpath(posixpath.join(posixpath.dirname(old), name))
    if found.startswith(("../", "/")):
        raise CannotMove(f"{name} is not in the knowledge base")
    return found
