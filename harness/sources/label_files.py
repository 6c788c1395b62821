"""Label sets too large to declare: read from a file that comes with the user's data."""

from __future__ import annotations

from pathlib import Path

from pydantic import RootModel

from harness.sources.files.reading import fault, read_json


class _Numbers(RootModel[dict[str, int]]):
    pass


def read_labels(path: Path) -> tuple[str, ...]:
    """Returns the labels of a JSON file ``{label: number}`` (jiant's ``tags_to_id``), by number.

    Raises:
        DataFileError: if the file is missing, is not such a mapping, or its numbers are not 0, 1, 2 ….
    """
    numbers = read_json(path, _Numbers).root
    labels = tuple(sorted(numbers, key=lambda label: numbers[label]))
    wrong = next((label for place, label in enumerate(labels) if numbers[label] != place), None)
    if wrong is not None:
        problem = f"label {wrong!r} has number {numbers[wrong]} where {labels.index(wrong)} was expected"
        raise fault(path, problem, "number the labels 0, 1, 2 … without a gap")
    if not labels:
        raise fault(path, "there is no label", 'write {"label": number, …}')
    return labels
