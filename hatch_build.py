"""Bundles the data for the wheel: JSON is read thirty times faster than YAML, and every start reads it.

The YAML files ship too; they are what people read. `policylint/_data/` exists in wheels only.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def boxes_of(node: Any, keys: tuple[str, ...], dimensions: set[str]) -> list[dict[str, Any]]:
    """Every box that the checks write under some keys, alone or in lists; the same keys may hold something else."""
    if isinstance(node, list):
        return [box for each in node for box in boxes_of(each, keys, dimensions)]
    if not isinstance(node, dict):
        return []
    here = [node[key] if isinstance(node[key], list) else [node[key]] for key in keys if key in node]
    boxes = [box for each in here for box in each if isinstance(box, dict) and box.keys() <= dimensions]
    return boxes + [box for each in node.values() for box in boxes_of(each, keys, dimensions)]


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds JSON files beside the YAML they are made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from policylint.checking import authorities
            from policylint.checking.analyses.scope import OWN_PHONE, PERSONAL_ON_OFFICIAL
            from policylint.checking.packs import BUNDLE, PAGES, bundles, read_packs
            from policylint.policy.lexicon import lexicon_of
            from policylint.policy.vocabulary import Vocabulary
            from policylint.reading.shape import without_annotations
            from policylint.reading.yamltree import parse
            from policylint.resources import read_text
            from policylint.source import Source
        finally:
            sys.path.remove(str(root))
        running, pages = bundles(read_packs(str(root / "checks")))
        vocabulary = Vocabulary.standard()
        checks = [pack["checks"] for pack in running["packs"]]
        dimensions = {each["id"] for each in vocabulary.data["dimensions"]}
        for box in boxes_of(checks, ("within", "except", "boxes", "matching", "permits"), dimensions):
            vocabulary.asked(box)
        for box in (OWN_PHONE, PERSONAL_ON_OFFICIAL, *boxes_of(checks, ("within",), dimensions)):
            vocabulary.cases(vocabulary.asked(box))
        words = parse(Source("plain-words.yaml", read_text("schemas", "plain-words.yaml"))).data
        surveys = [path.stem for path in sorted((root / "schemas").glob("survey*.yaml"))]
        texts = {each: Source(f"{each}.yaml", read_text("schemas", f"{each}.yaml")) for each in surveys}
        schema = json.loads((root / "schemas" / "policy.schema.json").read_bytes())
        made = {
            f"checks/{BUNDLE}": running,
            f"checks/{PAGES}": pages,
            f"checks/{authorities.BUNDLE}": [list(each) for each in authorities.register().values()],
            "schemas/vocabulary.json": {
                **vocabulary.data,
                "boxes": vocabulary.known_boxes(),
                "cases": vocabulary.known_cases(),
                "situations": list(vocabulary.situations(1)),
                "lexicon": lexicon_of(vocabulary).table(),
            },
            "schemas/policy.shape.json": without_annotations(schema),
            **{f"schemas/{each}.json": parse(text).data for each, text in texts.items()},
            "schemas/plain-words.json": {key: words[key] for key in ("plain", "vague")},
        }
        self.folder = tempfile.TemporaryDirectory()
        for name, data in made.items():
            path = Path(self.folder.name) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # In ASCII: one wide letter would make Python hold, and look through, the whole text at twice the size.
            path.write_text(json.dumps(data, separators=(",", ":")), encoding="ascii")
            build_data["force_include"][str(path)] = f"policylint/_data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling calls it so
        folder = getattr(self, "folder", None)
        if folder is not None:
            folder.cleanup()
