"""XTREME's ``download/`` folder as a catalogue: what tasks declare of it, as far as it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from harness.errors import RequestError
from harness.sources.entries import Catalogue, Entry
from harness.sources.xtreme.declaration import XtremeFile
from harness.tasks import TASKS, find_xtreme_data


def find_layout(folder: Path) -> tuple[Path, Catalogue]:
    """Returns the folder that paths start from, and entries for the files that it has.

    Args:
        folder: ``download`` itself, or the folder that holds it.

    Raises:
        RequestError: if not one file of the layout is there.
    """
    for root in (folder, folder / "download"):
        if entries := tuple(_list_entries(root)):
            return root, Catalogue(entries=entries)
    remedy = "name a catalogue, a folder that holds catalogue.yaml, or XTREME's download folder"
    raise RequestError("there is neither a catalogue nor a file of XTREME", place=str(folder), remedy=remedy)


def _list_entries(root: Path) -> Iterator[Entry]:
    for task in TASKS:
        data = find_xtreme_data(task.name)
        taken: set[tuple[str, str]] = set()
        for declared in data.files if data else ():
            present = tuple(
                language
                for language in declared.languages
                if (declared.split, language) not in taken and _find(root, declared, language).is_file()
            )
            taken.update((declared.split, language) for language in present)
            if present:
                yield Entry(
                    task=(task.name,),
                    language=present,
                    split=declared.split,
                    file=declared.file,
                    reader=declared.reader,
                )


def _find(root: Path, declared: XtremeFile, language: str) -> Path:
    return root / declared.file.replace("{language}", language)
