"""Frozen dataclasses out of the JSON that `dataclasses.asdict` has made of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
_Make = Callable[[Any], Any]


def rebuild(kind: type[Kind], data: dict[str, Any]) -> Kind:
    """Return the `kind` that was taken apart; what `data` does not tell has its default.

    Raises TypeError, ValueError or KeyError where `data` is no such thing. Words and numbers are taken as they are.
    """
    made: Kind = _maker_of(cast("Hashable", kind))(data)
    return made


@cache
def _maker(kind: Any) -> _Make | None:
    """Return what makes a value of this type of what JSON has in its place; None where that is the value itself."""
    if is_dataclass(kind):
        return _maker_of(cast("Hashable", kind))
    if get_origin(kind) is tuple:
        inner = {_maker(one) for one in get_args(kind) if one is not Ellipsis}
        assert len(inner) == 1, f"{kind}: the parts of a tuple are made alike"
        make = inner.pop()
        return tuple if make is None else lambda value: tuple(map(make, value))
    if get_origin(kind) in (Union, UnionType):
        makers = [make for one in get_args(kind) if (make := _maker(one))]
        return (lambda value: None if value is None else makers[0](value)) if makers else None
    return None


@cache
def _maker_of(kind: Any) -> _Make:
    hints = get_type_hints(kind)
    makers = {one.name: make for one in fields(kind) if (make := _maker(hints[one.name]))}

    def made(data: dict[str, Any]) -> Any:
        return kind(**{**data, **{name: make(data[name]) for name, make in makers.items() if name in data}})

    return made
