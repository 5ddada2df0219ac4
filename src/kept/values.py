"""Dataclasses that cost little until they are used.

The standard library writes and compiles six methods for each of them when its module is imported, a
millisecond in all; a command imports some two hundred, and makes values of a few. Here a method is made when
it is first called. All else is the standard library's: fields, slots, `replace`, and how they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as with_fields
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True):
        """As `dataclasses.dataclass`, with those of its options that kept uses."""
        if cls is None:
            return lambda found: _finished(found, frozen, slots, eq)
        return _finished(cls, frozen, slots, eq)


def _finished(cls: type, frozen: bool, slots: bool, eq: bool) -> Any:
    own = frozenset(vars(cls))
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__  # else one with the signature would be made
    made: Any = with_fields(init=False, repr=False, eq=False, slots=slots)(cls)
    for name, text in _TEXTS.items():
        is_asked_for = eq or name not in ("__eq__", "__hash__")
        if name not in own and is_asked_for and (frozen or name != "__hash__"):
            setattr(made, name, _made_when_called(made, name, text))
    if eq and not frozen and "__hash__" not in own:
        made.__hash__ = None
    if frozen:
        made.__setattr__ = _refuse_to_set
        made.__delattr__ = _refuse_to_delete
    if frozen and slots and "__getstate__" not in own:
        made.__getstate__ = _state
        made.__setstate__ = _restore
    return made


def _made_when_called(
    cls: type, name: str, text: Callable[[type, dict[str, Any]], str]
) -> Callable[..., Any]:
    def method(self: object, /, *args: Any, **options: Any) -> Any:
        space: dict[str, Any] = {}
        exec(text(cls, space), space)  # the names of fields, and nothing that anybody else wrote
        made = space[name]
        made.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, made)
        return made(self, *args, **options)

    return method


def _init(cls: type, space: dict[str, Any]) -> str:
    space |= {"_set": object.__setattr__, "_none": MISSING}
    taken: list[str] = ["self"]
    lines: list[str] = []
    for one in fields(cls):
        name, default, value = one.name, "", one.name
        if one.default is not MISSING:
            space[f"_default_{name}"] = one.default
            default = value_unasked = f"_default_{name}"
        elif one.default_factory is not MISSING:
            space[f"_factory_{name}"] = one.default_factory
            default, value_unasked = "_none", f"_factory_{name}()"
            value = f"{value_unasked} if {name} is _none else {name}"
        elif not one.init:
            continue
        if one.init:
            taken.append(f"{name}={default}" if default else name)
        lines.append(_assignment(cls, name, value if one.init else value_unasked, space))
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    return f"def __init__({', '.join(taken)}):\n " + "\n ".join(lines or ["pass"])


def _assignment(cls: type, name: str, value: str, space: dict[str, Any]) -> str:
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        space[f"_set_{name}"] = slot.__set__
        return f"_set_{name}(self, {value})"
    return f"_set(self, {name!r}, {value})"


def _repr(cls: type, space: dict[str, Any]) -> str:
    shown = ", ".join(f"{one.name}={{self.{one.name}!r}}" for one in fields(cls) if one.repr)
    return f"def __repr__(self):\n return f'{{self.__class__.__qualname__}}({shown})'"


def _eq(cls: type, space: dict[str, Any]) -> str:
    mine, others = (_together(f"{who}.{one.name}" for one in _compared(cls)) for who in ("self", "other"))
    return (
        "def __eq__(self, other):\n"
        " if other.__class__ is not self.__class__: return NotImplemented\n"
        f" return {mine} == {others}"
    )


def _hash(cls: type, space: dict[str, Any]) -> str:
    found = [one for one in fields(cls) if (one.compare if one.hash is None else one.hash)]
    return f"def __hash__(self):\n return hash({_together(f'self.{one.name}' for one in found)})"


def _compared(cls: type) -> list[Field[Any]]:
    return [one for one in fields(cls) if one.compare]


def _together(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"


_TEXTS = {"__init__": _init, "__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    if _is_fixed(self, name):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _refuse_to_delete(self: Any, name: str) -> None:
    if _is_fixed(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")
    object.__delattr__(self, name)


def _is_fixed(self: Any, name: str) -> bool:
    return "__dataclass_fields__" in vars(type(self)) or name in self.__dataclass_fields__


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
