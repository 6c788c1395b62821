"""Recipes and suites so small that a whole run takes seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

DIRECT = """\
name: direct
pretraining:
  task: mini_text
  languages: [en, es, zh]
  sentences: 50
  shape: {layers: 1, hidden: 16, heads: 2, intermediate: 32, positions: 64}
  masked_lm: {vocabulary_size: 300}
  training: {steps: 20, batch_size: 8, max_length: 32}
targets:
  - {task: mini_pos, limit: 40, training: {steps: 10, batch_size: 8, max_length: 32}}
  - {task: mini_qa, limit: 40, training: {steps: 10, batch_size: 8, max_length: 48, stride: 16}}
seeds: [0, 1]
"""

INTERMEDIATE = """\
intermediate:
  - {task: mini_nli, limit: 64, training: {steps: 10, batch_size: 8, max_length: 32}}
targets:
"""

STILTS = DIRECT.replace("name: direct", "name: stilts").replace("targets:\n", INTERMEDIATE)

TYPOS = """\
name: typos
description: Typos and lost diacritics.
family: adversarial
perturbations:
  - {name: keyboard_typos, severities: [3]}
  - {name: diacritics_loss, severities: [5]}
languages: [en, es, zh]
limit: 12
"""

OTHER = """\
name: other
description: Another domain, and long examples.
family: domain_shift
perturbations:
  - {name: other_domain, severities: [5]}
  - {name: length_slice, severities: [3]}
languages: [en, es, zh]
limit: 12
"""

SIZES = """\
name: sizes
description: Nested halves of the intermediate data.
family: scaling
scaling: {name: intermediate_subset, severities: [1, 2]}
perturbations:
  - {name: keyboard_typos, severities: [3]}
languages: [en, es, zh]
tasks: [mini_pos]
limit: 12
seeds: all
"""

FILES = {"direct": DIRECT, "stilts": STILTS, "typos": TYPOS, "other": OTHER, "sizes": SIZES}


@pytest.fixture(autouse=True)
def catalogues_lie_where_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in these tests' catalogues start from the catalogue, not from the folder of real files."""
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Paths of the recipes ``direct`` and ``stilts`` and the suites ``typos``, ``other`` and ``sizes``."""
    folder = tmp_path_factory.mktemp("tiny")
    paths = {name: folder / f"{name}.yaml" for name in FILES}
    for name, path in paths.items():
        path.write_text(FILES[name], "utf-8")
    return paths


@pytest.fixture
def edited(tiny: dict[str, Path], tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Writes one of the tiny files with some text in it replaced, and returns its path."""

    def edit(name: str, old: str, new: str) -> Path:
        text = tiny[name].read_text("utf-8")
        assert old in text
        path = tmp_path / f"{name}.yaml"
        path.write_text(text.replace(old, new), "utf-8")
        return path

    return edit
