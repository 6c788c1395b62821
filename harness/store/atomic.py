"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

PARTIAL = ".partial-"


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file through a sibling and a rename, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}")
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yields a scratch folder that becomes ``path`` when the block ends well.

    When it ends badly the scratch folder is removed; when the process is killed it
    stays behind under a name that no reader takes for a result.
    """
    scratch = path.with_name(f"{PARTIAL}{path.name}")
    shutil.rmtree(scratch, ignore_errors=True)  # left by a process that was killed
    scratch.mkdir(parents=True)
    try:
        yield scratch
        _sync(scratch)
        scratch.rename(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def obtain_folder(
    target: Path, make: Callable[[Path], None], *, is_whole: Callable[[Path], bool] = Path.is_dir
) -> None:
    """Makes ``target`` where it is missing or broken.

    Of several processes that want one folder, one makes it and the others wait; a killed
    process frees its claim and leaves nothing that counts as the folder.

    Args:
        target: the folder, whose name is nobody else's.
        make: writes what belongs there into the folder that it is given.
        is_whole: whether ``target`` is as it should be.
    """
    if is_whole(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_name(f".{target.name}.lock")):
        if not is_whole(target):
            shutil.rmtree(target, ignore_errors=True)
            with new_folder(target) as scratch:
                make(scratch)


def _sync(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
