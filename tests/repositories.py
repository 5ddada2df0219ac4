"""Git repositories of tests: commits on days that do not change."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from projects import Files


@dataclass(frozen=True)
class Repository:
    """A folder under git."""

    folder: Path

    def git(self, *arguments: str, day: str = "2026-11-01") -> str:
        """Run git as somebody who has no configuration of their own."""
        date = f"{day}T12:00:00Z"
        who = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", "Writer"), ("EMAIL", "writer@invalid"), ("DATE", date))
        }
        done = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder,
            env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, day: str, files: Files) -> str:
        """Write files (an empty one is removed) and commit everything on a day; the commit's hash."""
        for name, content in files.items():
            target = self.folder / name
            if content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
            else:
                target.unlink()
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "--message", "A change", day=day)
        return self.git("rev-parse", "HEAD")


def new_repository(folder: Path) -> Repository:
    """An empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "--quiet")
    return made
