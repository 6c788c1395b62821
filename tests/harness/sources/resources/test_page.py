"""What docs/resources.md shows is a catalogue that would be read."""

from __future__ import annotations

import re
from pathlib import Path

from harness.sources.entries import Catalogue
from harness.sources.yaml_schema import load_yaml

PAGE = Path(__file__).parents[4] / "docs" / "resources.md"


def test_the_catalogue_on_the_page_is_one(tmp_path):
    text = PAGE.read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "catalogue.yaml").write_text(example, "utf-8")
    catalogue = load_yaml(tmp_path / "catalogue.yaml", Catalogue)
    kinds = {resource.kind for resource in catalogue.resources}
    listed = set(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE))
    assert kinds == listed
