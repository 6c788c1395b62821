"""Sentence pairs in XTREME's ``download/`` folder: XNLI and PAWS-X."""

from __future__ import annotations

from collections.abc import Mapping

from harness.sources.files.table import Table
from harness.sources.rows.pairs import Pairs
from harness.sources.xtreme.declaration import XtremeFile


def declare_pairs(
    folder: str, languages: tuple[str, ...], *, labels: Mapping[str, str] | None = None
) -> tuple[XtremeFile, ...]:
    """Returns English training pairs, development sets, and test sets without labels.

    Args:
        folder: inside ``download/``.
        languages: of the development and test sets.
        labels: the files' labels → the task's, where they differ.
    """
    # a blank sentence is kept: a submission has a line for every row
    known = Pairs(first="first", second="second", label="label", labels=dict(labels or {}), blank="keep")
    unknown = Pairs(first="first", second="second", label=None, blank="keep")
    train = Table(layout="table", column_names=("first", "second", "label"), quoting="csv", rows=known)
    test = Table(layout="table", column_names=("first", "second"), quoting="csv", rows=unknown)
    return (
        XtremeFile("train", f"{folder}/train-{{language}}.tsv", train),
        XtremeFile("dev", f"{folder}/dev-{{language}}.tsv", train, languages),
        XtremeFile("test", f"{folder}/test-{{language}}.tsv", test, languages),
    )
