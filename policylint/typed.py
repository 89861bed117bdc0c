"""`NamedTuple` and `Any` as `typing` has them, at a tenth of the start-up: a run defines some ninety tuples.

typing takes 2 ms to import and 0.1 ms for each NamedTuple, most of it for compiling a constructor; here one is compiled
when the first few instances have been made without it. To a type checker they are typing's own (`typed.pyi`). Nothing
on the way of `lint` may import typing.
"""

import sys
from collections.abc import Iterable
from operator import itemgetter

try:
    from _collections import _tuplegetter
except ImportError:  # another Python than CPython

    def _tuplegetter(number, doc):
        return property(itemgetter(number), doc=doc)


Any = object
FEW = 10
"""So many instances take less time to make one by one than a constructor takes to compile."""


class _Defining(type):
    """Makes the class of a tuple from the annotations of its body."""

    def __new__(cls, name, bases, body):
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in fields if field in body}
        if fields[len(fields) - len(defaults) :] != tuple(defaults):
            raise TypeError(f"{name}: a field without a default follows one with a default")
        own = {field: _tuplegetter(number, f"Field {number}") for number, field in enumerate(fields)}
        names = {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults, "_made": 0}
        return super().__new__(cls, name, bases, {**body, **own, **names})


class NamedTuple(tuple, metaclass=_Defining):
    """A tuple with named fields, defined by a class body."""

    def __new__(cls, /, *args, **kwargs):
        fields = cls._fields
        cls._made += 1
        if cls._made <= FEW:
            if len(args) == len(fields) and not kwargs:
                return tuple.__new__(cls, args)
            values = {**cls._field_defaults, **dict(zip(fields, args, strict=False)), **kwargs}
            if len(values) == len(fields) >= len(args) and not kwargs.keys() & fields[: len(args)]:
                return tuple.__new__(cls, map(values.__getitem__, fields))
        return cls._compiled()(cls, *args, **kwargs)

    @classmethod
    def _compiled(cls):
        """Give the class a constructor of its own, which also has the errors that one expects."""
        fields = ", ".join(cls._fields)
        source = f"lambda _cls, {fields}: _new(_cls, ({fields},))" if fields else "lambda _cls: _new(_cls, ())"
        made = eval(source, {"_new": tuple.__new__, "__name__": cls.__module__})  # noqa: S307 - of names of our own
        made.__name__ = "__new__"
        made.__qualname__ = f"{cls.__qualname__}.__new__"
        made.__defaults__ = tuple(cls._field_defaults.values())
        cls.__new__ = staticmethod(made)
        return made

    @classmethod
    def _make(cls, values: Iterable[object]):
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes):
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return made

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self):
        said = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({said})"

    def __getnewargs__(self):
        return tuple(self)


if sys.version_info >= (3, 14):
    # There a class body keeps its annotations elsewhere, and typing is quicker.
    from typing import Any, NamedTuple

__all__ = ["Any", "NamedTuple"]
