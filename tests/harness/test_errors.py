from __future__ import annotations

import pytest

from harness import errors
from harness.errors import CrosswindError, RequestError, UnknownNameError


def test_a_request_error_is_one_sentence_with_place_cause_and_remedy():
    error = RequestError("severity 7 is above 5", place="--severity", remedy="give 0 to 5")
    assert str(error) == "--severity: severity 7 is above 5; give 0 to 5."
    assert (error.problem, error.place, error.remedy) == (
        "severity 7 is above 5",
        "--severity",
        "give 0 to 5",
    )


def test_an_unknown_name_suggests_the_nearest():
    error = UnknownNameError("task", "xnIi", ["xnli", "xquad"], place="recipe.yaml:3")
    assert str(error) == "recipe.yaml:3: unknown task 'xnIi'; did you mean 'xnli'."


def test_an_unknown_name_far_from_all_lists_them_sorted():
    error = UnknownNameError("suite", "qqqq", ["smoke", "adversarial"], place="run")
    assert str(error) == "run: unknown suite 'qqqq'; choose one of adversarial, smoke."


def test_an_unknown_name_where_there_are_none_says_so():
    error = UnknownNameError("study", "any", [], place="study")
    assert str(error) == "study: unknown study 'any'; choose one of none."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.ConfigError, 2),
        (errors.DataFileError, 2),
        (errors.LabelError, 2),
        (errors.EmptyEvaluationSetError, 2),
        (errors.CheckpointError, 2),
        (errors.UnknownNameError, 2),
        (errors.RunError, 4),
        (errors.DuplicateNameError, 4),
    ],
)
def test_exit_codes(kind, code):
    assert kind.exit_code == code
    assert issubclass(kind, CrosswindError)


def test_every_error_says_what_cures_it():
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and kind.__module__ == errors.__name__
    ]
    silent = [
        kind.__name__
        for kind in kinds
        if kind not in {CrosswindError, errors.RunError} and "Cure:" not in (kind.__doc__ or "")
    ]
    assert silent == []
