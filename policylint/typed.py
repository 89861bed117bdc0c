"""`NamedTuple` and `Any` as `typing` has them, at a tenth of the start-up: a run defines some ninety tuples.

typing takes 2 ms to import and 0.1 ms for each NamedTuple, most of it for compiling a constructor; here one is
compiled for each number of fields. To a type checker they are typing's own (`typed.pyi`). Nothing on the way of `lint`
may import typing.
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


_codes = {}
_GLOBALS = {"_new": tuple.__new__, "__name__": __name__}


def _constructor(name, fields, defaults):
    """A function that makes a tuple of a class from values for its fields.

    One is compiled for each number of fields; the others are the same code with other names.
    """
    code = _codes.get(len(fields))
    if code is None:
        places = "".join(f"_{number}, " for number in range(len(fields)))
        code = _codes[len(fields)] = eval(f"lambda _cls, {places}: _new(_cls, ({places}))").__code__  # noqa: S307
    made = type(_constructor)(
        code.replace(co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"),
        _GLOBALS,
        "__new__",
        tuple(defaults.values()),
    )
    return staticmethod(made)


class _Defining(type):
    """Makes the class of a tuple from the annotations of its body."""

    def __new__(cls, name, bases, body):
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in fields if field in body}
        if fields[len(fields) - len(defaults) :] != tuple(defaults):
            raise TypeError(f"{name}: a field without a default follows one with a default")
        own = {field: _tuplegetter(number, f"Field {number}") for number, field in enumerate(fields)}
        names = {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
        if bases and "__new__" not in body:
            names["__new__"] = _constructor(body["__qualname__"], fields, defaults)
        return super().__new__(cls, name, bases, {**body, **own, **names})


class NamedTuple(tuple, metaclass=_Defining):
    """A tuple with named fields, defined by a class body."""

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
