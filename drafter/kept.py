"""A property worked out once for each object: functools.cached_property without the lock that Python 3.11 takes each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):
    """Keeps what its function returns in the object's `__dict__`; two threads may work it out twice, to the same end."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function, self.__doc__ = function, function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, one: None, owner: type) -> kept[T]: ...
    @overload
    def __get__(self, one: object, owner: type) -> T: ...
    def __get__(self, one: Any, owner: type) -> kept[T] | T:
        if one is None:
            return self
        value = one.__dict__[self.name] = self.function(one)
        return value
