"""kept: a static documentation and knowledge-base generator that teams trust."""

from importlib.metadata import version

__version__ = version("kept")
