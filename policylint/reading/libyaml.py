"""Loads the part of PyYAML that gives the events of libyaml, and the rest only when somebody asks; it reads nothing.

`import yaml` takes 20 ms, a quarter of a run: most of it compiles patterns of a reader and a resolver that are not
used beside libyaml. What libyaml's binding itself needs of PyYAML are its errors, tokens, events and nodes.
"""

import sys
from collections.abc import Callable
from types import ModuleType

from policylint.typed import Any

_ERRORS = {
    "reader": "ReaderError",
    "scanner": "ScannerError",
    "parser": "ParserError",
    "composer": "ComposerError",
    "constructor": "ConstructorError",
    "emitter": "EmitterError",
    "serializer": "SerializerError",
    "representer": "RepresenterError",
}
"""The modules of PyYAML of which libyaml's binding uses nothing but an error."""


def load() -> None:
    """Put `yaml` in its place so that `yaml._yaml`, `yaml.error` and `yaml.events` can be imported at little cost.

    The first use of anything else of `yaml` loads all of it, into the same module. Nothing is done where `yaml` is
    loaded already, or is not as expected: then whoever imports it gets what they always got.
    """
    if "yaml" in sys.modules:
        return
    finders = [finder.find_spec for finder in sys.meta_path if hasattr(finder, "find_spec")]
    spec = next((found for find in finders if (found := find("yaml", None)) is not None), None)
    if spec is None or spec.loader is None:
        return
    before = set(sys.modules)
    package = ModuleType("yaml")
    vars(package).update(__spec__=spec, __loader__=spec.loader, __file__=spec.origin, __package__="yaml")
    package.__path__ = list(spec.submodule_search_locations or ())
    sys.modules["yaml"] = package
    try:
        _bind(package)
    except Exception:  # noqa: BLE001 - whatever is missing in another PyYAML, or in one without libyaml
        for name in set(sys.modules) - before:
            if name.partition(".")[0] == "yaml":
                del sys.modules[name]
        return
    vars(package)["__getattr__"] = _rest(package, spec.loader.exec_module)


def _bind(package: ModuleType) -> None:
    """Import libyaml's binding, with errors of our own in place of the modules that it wants no more of."""
    import yaml.error
    import yaml.events
    import yaml.nodes
    import yaml.tokens

    for module, error in _ERRORS.items():
        stand_in = ModuleType(f"yaml.{module}")
        setattr(stand_in, error, type(error, (yaml.error.MarkedYAMLError,), {}))
        setattr(package, module, stand_in)
    try:
        import yaml._yaml
    finally:
        for module in _ERRORS:
            delattr(package, module)


def _rest(package: ModuleType, execute: Callable[[ModuleType], None]) -> Callable[[str], Any]:
    """What gives an attribute that the package lacks: all of PyYAML, and with it libyaml's binding gets its errors."""

    def attribute(name: str) -> Any:
        if vars(package).pop("__getattr__", None) is not None:
            execute(package)
            for module, error in _ERRORS.items():
                setattr(vars(package)["_yaml"], error, getattr(vars(package)[module], error))
        if name not in vars(package):
            raise AttributeError(f"module 'yaml' has no attribute {name!r}")
        return vars(package)[name]

    return attribute
