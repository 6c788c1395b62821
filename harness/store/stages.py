"""Finished stages, found by the fingerprint of all that determines them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from harness.store.atomic import obtain_folder

HOME_VARIABLE = "CROSSWIND_HOME"


def locate_home() -> Path:
    """Returns the store's folder: ``CROSSWIND_HOME``, or a folder in the user's cache."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named).expanduser() if named else user_cache_path("crosswind")


class StageStore:
    """Folders named ``<kind>-<fingerprint>``, each written once and never changed.

    Args:
        root: the store's folder; made when first written to.
    """

    def __init__(self, root: Path) -> None:
        self.root = root / "stages"

    def path_of(self, name: str) -> Path:
        """Returns where the stage called ``name`` is or will be."""
        return self.root / name

    def holds(self, name: str) -> bool:
        """Whether the stage is there (a stage is there whole or not at all)."""
        return self.path_of(name).is_dir()

    def obtain(self, name: str, make: Callable[[Path, Path], None]) -> Path:
        """Returns the stage's folder, making it first where it is missing.

        Of several processes that want one stage, one makes it and the others wait; a
        killed process frees its claim and leaves nothing that counts as a stage.

        Args:
            name: the stage's name.
            make: writes the stage into the first folder that it is given. The second, which it
                may make, keeps what it has done so far: it survives when ``make`` fails or the
                process is killed, and is removed once the stage is there.
        """
        target, progress = self.path_of(name), self.progress_of(name)
        obtain_folder(target, lambda folder: make(folder, progress))
        shutil.rmtree(progress, ignore_errors=True)
        return target

    def progress_of(self, name: str) -> Path:
        """Returns where an unfinished stage keeps what it has done so far."""
        return self.root / f".progress-{name}"
