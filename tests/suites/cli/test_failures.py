from __future__ import annotations

import pytest
import typer

from harness.errors import CrosswindError, DuplicateNameError, LabelError
from suites.cli.failures import explain


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LabelError("label 'x'", place="a.tsv:3", remedy="use 'y'"), ("a.tsv:3: label 'x'; use 'y'.", 2)),
        (DuplicateNameError("two names."), ("two names.", 4)),
        (CrosswindError("It failed."), ("It failed.", 4)),
        (
            typer.BadParameter("must be a number"),
            ("crosswind: invalid value: must be a number; see `crosswind --help`.", 2),
        ),
        (
            KeyError("a"),
            ("This is a bug in Crosswind (KeyError: 'a'); run again with --debug to see where.", 4),
        ),
        (ValueError(), ("This is a bug in Crosswind (ValueError); run again with --debug to see where.", 4)),
        (
            ValueError("one\ntwo."),
            ("This is a bug in Crosswind (ValueError: one two); run again with --debug to see where.", 4),
        ),
    ],
)
def test_explain_gives_one_sentence_and_an_exit_code(error, expected):
    assert explain(error) == expected
