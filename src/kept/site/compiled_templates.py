"""Compiled templates, kept from one build to the next: to compile those of Material takes a while.

They are code, so they are not kept in the project, where a pull request or a build server could put others in
their place, but in Jinja's folder for temporary files, which nobody else may write to. A template is compiled
again when its text has changed. Whatever is wrong with the folder, templates are compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.environment import Environment
from mkdocs.theme import Theme

from kept.cache_folder import digest


def keep_compiled(env: Environment) -> None:
    """Let an environment take compiled templates from the last build."""
    if isinstance(env.bytecode_cache, _Compiled):
        return
    with suppress(OSError, RuntimeError):  # there is no safe folder
        env.bytecode_cache = _Compiled(pattern="kept_%s.cache")


def keep_compiled_of(theme: Theme) -> None:
    """Let every environment that a theme makes take them from there."""
    made = theme.get_env

    def get_env() -> Environment:
        env = made()
        keep_compiled(env)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Compiled(FileSystemBytecodeCache):
    """Jinja's, with failures that cost nothing but time, and for more than one kind of environment."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template for environments that compile it to the same."""
        known = self._known(environment)
        return super().get_bucket(environment, name, f"{filename or name} {known}", source)

    _last: tuple[Any, str] = (None, "")

    def _known(self, env: Environment) -> str:
        """A digest of what decides about what a template is compiled to, made anew when that changes."""
        marks = [getattr(env, name) for name in _MARKS]
        state = [marks, env.autoescape, {**env.extensions}, {**env.filters}, {**env.tests}]
        if self._last[0] != state:
            self._last = state, digest(jinja2.__version__, _compiles(env))
        return self._last[1]

    def load_bytecode(self, bucket: Bucket) -> None:
        """What is kept, if it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if the disk takes it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


_MARKS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized", "is_async"),
)


def _compiles(env: Environment) -> str:
    """What decides besides its text about what a template is compiled to."""
    marks = [getattr(env, name) for name in _MARKS]
    escapes = env.autoescape if isinstance(env.autoescape, bool) else _name(env.autoescape)
    return repr([marks, sorted(env.extensions), _named(env.filters), _named(env.tests), escapes])


def _named(functions: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, _name(one)) for name, one in functions.items())


def _name(one: Any) -> str:
    """A function by its name; the compiler may call it with what is constant."""
    return f"{one.__module__}.{one.__qualname__}" if hasattr(one, "__qualname__") else repr(type(one))
