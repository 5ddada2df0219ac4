"""Jinja's environment of a theme, with less done for each include.

A page of Material is made of some thirty templates, most of them icons. For each, Jinja makes a context: it
goes through all global names, even where the template is nothing but text. What templates give is the same.

Cost: one look at the code of each template, when it is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import cached_property, lru_cache
from types import BuiltinFunctionType, CodeType, ModuleType
from typing import Any

import jinja2.environment
import jinja2.runtime
from jinja2.environment import Environment, Template
from jinja2.runtime import Context, Macro, new_context
from jinja2.utils import internalcode

from kept.site.known_code import fingerprint

KNOWN: Mapping[ModuleType, frozenset[str]] = {
    jinja2.environment: frozenset({"f6786b3fb0a1f8d6"}),
    jinja2.runtime: frozenset({"80393e1af76b8895"}),
}
"""Fingerprints of the code that this stands in for (of Jinja 3.1)."""


def prepare(env: Environment) -> None:
    """Let an environment that nothing has been loaded with do less."""
    if type(env) is not Environment or any(fingerprint(one) not in known for one, known in KNOWN.items()):
        return
    env.cache = {}  # as with `cache_size=-1`: a theme has a limited number of templates
    env.template_class = ThemeTemplate
    env.context_class = ThemeContext


class ThemeContext(Context):
    """A context that calls macros and methods of built-in types at less cost."""

    @internalcode
    def call(__self, __obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (named as Jinja's)
        """As that of Jinja, which looks four times whether a callable asks for the context."""
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind is not BuiltinFunctionType:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return __obj(*args, **kwargs)
        except StopIteration:
            return __self.environment.undefined(
                "value was undefined because a callable raised a StopIteration exception"
            )


class ThemeTemplate(Template):
    """A template whose contexts are made at less cost."""

    @cached_property
    def context_of_text(self) -> Context | None:
        """A context for a template that is nothing but text; nothing for one that asks for anything."""
        code = self.root_render_func.__code__
        if self.blocks or _asks(code) != _asks(_text_only(self.environment)):
            return None
        return super().new_context()

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (Jinja's name)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """As that of Jinja, which goes through the chain of global names twice."""
        if self.context_of_text is not None:
            return self.context_of_text
        given = _as_one(self.globals)
        return new_context(self.environment, self.name, self.blocks, vars, shared, given, locals)


def _as_one(names: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A chain of mappings as one."""
    joined: dict[str, Any] = {}
    for one in reversed(getattr(names, "maps", [names])):
        joined.update(one)
    return joined


def _asks(code: CodeType) -> tuple[Any, ...]:
    """The names that the code of a template uses."""
    return code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars


@lru_cache(maxsize=4)
def _text_only(env: Environment) -> CodeType:
    made: dict[str, Any] = {"environment": env}
    exec(env.compile("text"), made)
    code: CodeType = made["root"].__code__
    return code
