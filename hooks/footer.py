"""The version of kept and the commit of this site, in the footer."""

from typing import Any

from kept import __version__
from kept.door import git_commit


def on_config(config: Any) -> Any:
    """Write the line that Material shows at the bottom of every page."""
    commit = git_commit(config.docs_dir)
    config.copyright = f"Made with kept {__version__}" + (f" from {commit}" if commit else "")
    return config
