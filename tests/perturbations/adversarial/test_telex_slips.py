from __future__ import annotations

import pytest

from harness.types import NotApplicable
from perturbations.adversarial.telex_slips import TELEX
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text


def mistype(text, language="vi", seed=0, severity=5):
    return perturb_text(
        text, "telex_slips", language=language, severity=severity, seed=seed, context=PerturbationContext()
    )


@pytest.mark.parametrize(
    ("letter", "slips"),
    [
        ("ệ", {"ê", "êj", "ẹ", "ẹe", "eej"}),
        ("ớ", {"ơ", "ơs", "ỡ", "ó", "ów", "ows"}),
        ("á", {"a", "as", "ã"}),
        ("ư", {"u", "uw"}),
        ("Ấ", {"Â", "ÂS", "Ẫ", "Á", "ÁA", "AAS"}),
        ("đ", {"d", "dd"}),
        ("Đ", {"D", "DD"}),
    ],
)
def test_a_key_is_missed_left_over_or_taken_beside(letter, slips):
    found = TELEX[letter]
    assert len(found) == len(set(found))
    assert set(found) == slips


@pytest.mark.parametrize("letter", ["a", "d", "ñ", "ç", "ü", "ě", "а́", "1", "."])
def test_what_telex_types_with_one_key_or_not_at_all_is_left_alone(letter):
    assert TELEX[letter] == ()


def test_only_marked_letters_are_edited_and_counted():
    text = "Tiếng Việt rất đẹp và anh"
    for seed in range(20):
        done = mistype(text, seed=seed)
        assert all(text[edit.start : edit.end] in "ếệấđẹà" for edit in done.edits)
        assert 2 <= len(done.edits) <= 3, "0.4 of 6"


def test_other_languages_and_unmarked_text_say_so():
    assert mistype("Ça va très bien", "fr") == NotApplicable("Telex types Vietnamese, not fr")
    assert mistype("anh ta") == NotApplicable("no letter with a tone or a shape of its own")
