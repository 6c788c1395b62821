"""Answers on learning curves: a reason that all share is said once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from suites.analysis.curve_answers import tell_fits

FEW = "too few sizes or seeds for a law: 4 × 2, where 6 × 3 are the least"


def make_curve(task, *, enough=False):
    said = "a straight line predicts best" if enough else f"a straight line predicts best; {FEW}"
    fit = SimpleNamespace(enough=enough, cautions=() if enough else (FEW,), sentence=said)
    return SimpleNamespace(task=task, arm="stilts", axis="examples", language="mean", severity=0, fit=fit)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (
            make_curve("b"),
            [
                "on a (stilts, examples), a straight line predicts best",
                "on b (stilts, examples), a straight line predicts best",
                FEW,
            ],
        ),
        (
            make_curve("b", enough=True),
            [
                f"on a (stilts, examples), a straight line predicts best; {FEW}",
                "on b (stilts, examples), a straight line predicts best",
            ],
        ),
    ],
)
def test_a_shared_reason_comes_once_at_the_end(second, told):
    assert list(tell_fits([make_curve("a"), second])) == told
