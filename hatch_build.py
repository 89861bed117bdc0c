"""Bundles the data for the wheel: JSON is read thirty times faster than YAML, and every start reads it.

The YAML files ship too; they are what people read. `policylint/_data/` exists in wheels only.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def asked_boxes(node: Any) -> list[dict[str, Any]]:
    """Every `within` of the checks: the boxes whose everyday cases are worth making ahead."""
    if isinstance(node, list):
        return [box for each in node for box in asked_boxes(each)]
    if not isinstance(node, dict):
        return []
    here = [node["within"]] if isinstance(node.get("within"), dict) else []
    return here + [box for each in node.values() for box in asked_boxes(each)]


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
        for box in (OWN_PHONE, PERSONAL_ON_OFFICIAL, *asked_boxes([pack["checks"] for pack in running["packs"]])):
            vocabulary.cases(vocabulary.box(box, "", []))
        words = parse(Source("plain-words.yaml", read_text("schemas", "plain-words.yaml"))).data
        schema = json.loads((root / "schemas" / "policy.schema.json").read_bytes())
        made = {
            f"checks/{BUNDLE}": running,
            f"checks/{PAGES}": pages,
            f"checks/{authorities.BUNDLE}": [list(each) for each in authorities.register().values()],
            "schemas/vocabulary.json": {
                **vocabulary.data,
                "cases": vocabulary.known_cases(),
                "situations": list(vocabulary.situations(1)),
                "lexicon": lexicon_of(vocabulary).table(),
            },
            "schemas/policy.shape.json": without_annotations(schema),
            "schemas/plain-words.json": {key: words[key] for key in ("plain", "vague")},
        }
        self.folder = tempfile.TemporaryDirectory()
        for name, data in made.items():
            path = Path(self.folder.name) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
            build_data["force_include"][str(path)] = f"policylint/_data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling calls it so
        folder = getattr(self, "folder", None)
        if folder is not None:
            folder.cleanup()
