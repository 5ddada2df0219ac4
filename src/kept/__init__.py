"""kept: a static documentation and knowledge-base generator that teams trust."""

__version__ = "0.1.0"
