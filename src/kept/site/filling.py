"""What is known of a template's names, filled into its tree.

Jinja's tree of a template is gone through from its beginning to its end, with the values that names have at
each place: what depends on nothing else becomes text, of a condition that is settled one branch stays, and
templates stand where they are included. A name whose value can't be told is left as it is.

Cost: one look at each part of a template and of those in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NoReturn

from jinja2 import TemplateError, nodes
from jinja2.compiler import has_safe_repr
from jinja2.environment import Environment
from jinja2.loaders import BaseLoader

WORDS = "partials/language.html"
"""The template that has the words of the theme's language."""

Known = Mapping[str, Any]
"""The values of names."""


class Unsettled(nodes.Impossible):
    """A value may differ from page to page, or from build to build."""


class Settled:
    """Something of which some attributes are known; nothing is said of the thing itself."""

    def __init__(self, values: Mapping[str, Any], others: Callable[[str], bool] = lambda name: True) -> None:
        self._values, self._may_have = values, others

    def __getattr__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        if self._may_have(name):
            raise Unsettled(name)
        raise AttributeError(name)

    def __getitem__(self, name: str) -> Any:
        return getattr(self, str(name))

    def __contains__(self, name: object) -> bool:
        if name in self._values or not self._may_have(str(name)):
            return name in self._values
        raise Unsettled(name)

    def __str__(self) -> str:
        raise Unsettled

    __iter__ = __len__ = __bool__ = __repr__ = __eq__ = __hash__ = __str__  # type: ignore[assignment]


class Filling:
    """The way through one template; `above` are those that it is in."""

    def __init__(
        self,
        env: Environment,
        loader: BaseLoader,
        word: Callable[[str], str] | None,
        above: tuple[str, ...],
        asked_for: set[str] | None,
    ) -> None:
        self.env, self.loader, self.word, self.above, self.asked_for = env, loader, word, above, asked_for
        self.once: set[str] = set()
        """Names that have one value wherever they have one."""
        self.depth = 0
        """How many statements are around that have names of their own."""

    def fill(self, tree: nodes.Template, known: Known) -> None:
        """Fill a tree in, of which some names are known from the beginning."""
        stored = stored_in(tree)
        self.once = {name for name in known if name not in stored}
        self.once |= {name for name in stored if stored.count(name) == 1 and name not in known}
        tree.body = self.all(tree.body, dict(known))

    def all(self, body: Iterable[nodes.Node], known: dict[str, Any]) -> list[nodes.Node]:
        """Fill in what stands one after the other; `known` is what is known in the end."""
        made: list[nodes.Node] = []
        for one in body:
            for node in self.one(one, known):
                if isinstance(node, nodes.Output) and made and isinstance(made[-1], nodes.Output):
                    made[-1].nodes += node.nodes
                else:
                    made.append(node)
        return made

    def one(self, node: nodes.Node, known: dict[str, Any]) -> list[nodes.Node]:
        """What stands for a statement when it is filled in."""
        match node:
            case nodes.If():
                return self._if(node, known)
            case nodes.Include():
                return self._include(node, known)
            case nodes.Assign(target=nodes.Name(name=name)):
                node.node = self._expression(node.node, known)
                self._learn(name, node.node, known)
            case nodes.Import(target=name):
                is_words = isinstance(node.template, nodes.Const) and node.template.value == WORDS
                known.pop(name, None)
                if is_words and self.word is not None and node.with_context:
                    known[name] = self.word
            case nodes.Macro() | nodes.CallBlock():
                for name in stored_in(node):
                    known.pop(name, None)
                self._inside(node, {name: one for name, one in known.items() if name in self.once})
            case nodes.Block():
                is_early = self.depth > 0 or self.asked_for is None or node.name in self.asked_for
                then = {} if is_early else {name: one for name, one in known.items() if name in self.once}
                self._inside(node, then)
            case _:
                self._inside(node, known)
        return [node]

    def _if(self, node: nodes.If, known: dict[str, Any]) -> list[nodes.Node]:
        if _has_blocks(node):
            return self._if_with_blocks(node, known)
        ways = [(node.test, node.body), *((one.test, one.body) for one in node.elif_)]
        left: list[tuple[nodes.Expr, list[nodes.Node]]] = []
        last = node.else_
        for written, body in ways:
            test = self._expression(written, known)
            value = self._value(test)
            if value is _UNKNOWN or isinstance(value, Settled):
                left.append((test, body))
            elif value:
                last = body
                break
        if not left:
            return self.all(last, known)
        forgotten = set(stored_in(node))
        parts = [(test, self.all(body, dict(known))) for test, body in left]
        (node.test, node.body), *others = parts
        node.elif_ = [nodes.If(test, body, [], [], lineno=test.lineno) for test, body in others]
        node.else_ = self.all(last, dict(known))
        for name in forgotten:
            known.pop(name, None)
        return [node]

    def _if_with_blocks(self, node: nodes.If, known: dict[str, Any]) -> list[nodes.Node]:
        """A condition of which all branches stay: others may ask for the blocks in them."""
        node.test = self._expression(node.test, known)
        before = dict(known)
        for name in stored_in(node):
            known.pop(name, None)
        for one in node.elif_:
            one.test = self._expression(one.test, known)
            one.body = self.all(one.body, dict(before))
        node.body, node.else_ = self.all(node.body, dict(before)), self.all(node.else_, dict(before))
        return [node]

    def _include(self, node: nodes.Include, known: dict[str, Any]) -> list[nodes.Node]:
        node.template = self._expression(node.template, known)
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing or not node.with_context or name in self.above:
            return [node]
        try:
            source, path, _ = self.loader.get_source(self.env, name)
            tree = self.env.parse(source, name, path)
        except TemplateError:
            return [node]
        if _has_blocks(tree) or blocks_asked_for(tree) != set():
            return [node]
        within = Filling(self.env, self.loader, self.word, (*self.above, name), set())
        within.fill(tree, known)
        if all(isinstance(one, nodes.Output) for one in tree.body):
            return tree.body
        return [nodes.Scope(tree.body, lineno=node.lineno)]

    def _inside(self, node: nodes.Node, known: dict[str, Any]) -> None:
        """Fill in the parts of a statement that is left; what is stored in it is not known any more."""
        for name in stored_in(node):
            known.pop(name, None)
        self.depth += not isinstance(node, nodes.Output | nodes.Block)
        for field, value in node.iter_fields():
            if isinstance(value, nodes.Expr):
                setattr(node, field, self._expression(value, known))
            elif field in ("body", "else_"):
                setattr(node, field, self.all(value, dict(known)))
            elif isinstance(value, list):
                value[:] = [
                    self._expression(one, known) if isinstance(one, nodes.Expr) else one for one in value
                ]
        self.depth -= not isinstance(node, nodes.Output | nodes.Block)

    def _learn(self, name: str, node: nodes.Node, known: dict[str, Any]) -> None:
        known.pop(name, None)
        value = self._value(node)
        if value is not _UNKNOWN and has_safe_repr(value):
            known[name] = value

    def _value(self, node: nodes.Node) -> Any:
        try:
            return node.as_const(nodes.EvalContext(self.env)) if isinstance(node, nodes.Expr) else _UNKNOWN
        except Exception:  # noqa: BLE001 (whatever a filter raises)
            return _UNKNOWN

    def _expression(self, node: nodes.Node, known: Known) -> Any:
        """An expression with its parts in place of which a value can stand."""
        if not isinstance(node, nodes.Expr) or getattr(node, "ctx", "load") != "load":
            return node
        for one in reversed([node, *node.find_all(nodes.Expr)]):
            self._say(one, known)
        return self._folded(node)

    def _say(self, node: nodes.Expr, known: Known) -> None:
        """Let a name that is known, or a word of the theme, say its value; Jinja asks for it so."""
        word = self.word
        match node:
            case nodes.Name(name=name, ctx="load") if name in known and known[name] is not word:
                value = known[name]
                vars(node)["as_const"] = lambda context=None: value
            case nodes.Filter(node=nodes.Expr() as one) | nodes.Test(node=one):
                if isinstance(self._value(one), Settled):  # which is of another type than that it stands for
                    vars(node)["as_const"] = _refuse
            case nodes.Call(
                node=nodes.Getattr(node=nodes.Name(name=name), attr="t"),
                args=[key],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                if known.get(name) is word and word is not None:
                    vars(node)["as_const"] = partial(_said, word, key)

    def _folded(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.Literal):
            return node
        value = self._value(node)
        if value is not _UNKNOWN and has_safe_repr(value):
            return nodes.Const(value, lineno=node.lineno, environment=self.env)
        for field, value in node.iter_fields():
            if isinstance(value, nodes.Expr):
                setattr(node, field, self._folded(value))
            elif isinstance(value, list):
                value[:] = [self._folded(one) if isinstance(one, nodes.Expr) else one for one in value]
        return node


_UNKNOWN = object()


def _has_blocks(tree: nodes.Node) -> bool:
    return tree.find(nodes.Block) is not None or tree.find(nodes.Extends) is not None


def _said(word: Callable[[str], str], key: nodes.Expr, context: nodes.EvalContext | None = None) -> str:
    return word(key.as_const(context))


def _refuse(context: nodes.EvalContext | None = None) -> NoReturn:
    raise nodes.Impossible


def stored_in(tree: nodes.Node) -> list[str]:
    """The names that are given values anywhere in a tree."""
    names = [
        one.name
        for one in (tree, *tree.find_all(nodes.Name))
        if isinstance(one, nodes.Name) and one.ctx != "load"
    ]
    macros = [one.name for one in tree.find_all(nodes.Macro)]
    imports = [one.target for one in tree.find_all(nodes.Import)]
    parts = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    return [*names, *macros, *imports, *(name if isinstance(name, str) else name[1] for name in parts)]


def blocks_asked_for(tree: nodes.Template) -> set[str] | None:
    """The names of blocks that a template asks for; nothing when that can't be said."""
    uses = [one for one in tree.find_all(nodes.Name) if one.name == "self"]
    asked = [
        one
        for one in tree.find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name == "self"
    ]
    return {one.attr for one in asked} if len(asked) == len(uses) else None


def early_blocks(tree: nodes.Template) -> set[str] | None:
    """The names of blocks that may be filled before they are reached; nothing when that may be any."""
    # Those of a template that extends another one are filled when that has given names other values.
    return None if tree.find(nodes.Extends) else blocks_asked_for(tree)
