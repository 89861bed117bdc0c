"""The floors of the house: an import only goes down, there are no cycles, and no module grows too large."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "policylint"

# The first prefix that fits decides; numbers are floors, see docs/architecture.md.
FLOORS = (
    ("policylint.cli", 7),
    ("policylint.__main__", 7),
    ("policylint.reporters", 6),
    ("policylint.authoring", 6),
    ("policylint.review", 6),
    ("policylint.editor", 6),
    ("policylint.run", 5),
    ("policylint.checking", 4),
    ("policylint.policy", 3),
    ("policylint.reading", 2),
    ("policylint.space", 1),
    ("policylint.finding", 1),
    ("policylint.report", 1),
    ("policylint.errors", 0),
    ("policylint.source", 0),
    ("policylint.resources", 0),
    ("policylint", 0),
)
LONGEST = 420
MODULES = {
    ".".join(("policylint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
    if "_data" not in path.parts
}


def floor(module: str) -> int:
    return next(number for prefix, number in FLOORS if module == prefix or module.startswith(prefix + "."))


def imports(path: Path) -> list[str]:
    """The modules of the house that a file imports, wherever in the file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            found += [
                f"{module}.{alias.name}" if f"{module}.{alias.name}" in MODULES else module for alias in node.names
            ]
    return [name for name in found if name in MODULES]


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    up = [name for name in imports(MODULES[module]) if floor(name) > floor(module)]
    assert up == [], f"{module} imports from a floor above"


def test_there_are_no_cycles() -> None:
    graph = {module: set(imports(path)) - {module} for module, path in MODULES.items()}
    while graph:
        leaves = {module for module, needs in graph.items() if not needs & graph.keys()}
        assert leaves, f"these import each other in a circle: {sorted(graph)}"
        graph = {module: needs for module, needs in graph.items() if module not in leaves}


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_imported_for_types_alone(module: str) -> None:
    assert "TYPE_CHECKING" not in MODULES[module].read_text(encoding="utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "the first line says what the module is for"
    assert len(text.splitlines()) <= LONGEST, "this module does more than one thing"


def test_every_folder_has_a_floor() -> None:
    assert {floor(module) for module in MODULES} <= set(range(8))
