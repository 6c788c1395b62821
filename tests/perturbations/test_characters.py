from __future__ import annotations

from collections import Counter

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    Edit,
    Example,
    NoGold,
    NotApplicable,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.characters import (
    Alternatives,
    delete_characters,
    replace_characters,
    replace_share,
    swap_characters,
)
from perturbations.context import PerturbationContext
from perturbations.draws import DrawKey
from perturbations.edits import realise
from perturbations.setting import EDIT_RATES, Setting
from perturbations.subject import Subject


class Louder(Alternatives):
    def derive(self, cluster):
        return (cluster.upper(),) if cluster.upper() != cluster else ()


def of_text(text, language="en"):
    return Example("1", language, PlainText(text), NoGold(), group="g")


def setting(severity=5, name="x"):
    return Setting(severity, DrawKey(0).open(name), PerturbationContext())


def propose(how, example, *rest, runs=200, severity=5, **options):
    """What becomes of an example under many draws."""
    return [how(Subject(example), setting(severity, str(run)), *rest, **options) for run in range(runs)]


def texts(example, proposals):
    return Counter(realise(example, one).payload.text for one in proposals)


def test_clusters_are_replaced_over_all_fields():
    pair = Example("1", "en", TextPair("a B", "cd"), NoGold(), group="g")
    done = propose(replace_characters, pair, Louder(), lacking="none")
    assert {edit for one in done for edit in one.edits} == {
        Edit("first", 0, 1, "A"),
        Edit("second", 0, 1, "C"),
        Edit("second", 1, 2, "D"),
    }
    assert {one.units for one in done} == {4}


@pytest.mark.parametrize("severity", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("how", [delete_characters, swap_characters])
def test_the_rate_is_of_all_characters_on_average(how, severity):
    one = of_text("some words of a plain sentence, nothing else")
    done = propose(how, one, severity=severity, runs=2000)
    units = len("some words of a plain sentence, nothing else".replace(" ", ""))
    assert {one.units for one in done} == {units}
    rate = sum(one.edited for one in done) / 2000 / units
    assert rate == pytest.approx(EDIT_RATES[severity], rel=0.1)


def test_where_few_have_alternatives_all_of_these_go_at_most():
    done = propose(replace_characters, of_text("aBCDEFGHIJ"), Louder(), lacking="none", severity=5)
    assert {one.edited for one in done} == {1}
    assert {one.units for one in done} == {10}


def test_a_share_is_of_those_that_have_alternatives():
    done = propose(replace_share, of_text("abcdefghijKLMN"), Louder(), lacking="none", severity=4)
    assert {(one.edited, one.units) for one in done} == {(2, 10)}


def test_answers_are_not_replaced_nor_counted():
    gold = AnswersGold((Answer("bc", 1), Answer("bc", 1)))
    one = Example("1", "en", SpanQA("abcd", "Q"), gold, group="g")
    done = propose(replace_characters, one, Louder(), lacking="none")
    assert {edit.start for found in done for edit in found.edits} == {0, 3}
    assert {found.units for found in done} == {3}


@pytest.mark.parametrize("how", [replace_characters, replace_share])
@pytest.mark.parametrize("severity", [1, 5])
def test_nothing_to_replace_is_said(how, severity):
    done = propose(how, of_text("ABC 1"), Louder(), lacking="all loud", severity=severity)
    assert set(done) == {NotApplicable("all loud")}


def test_a_deletion_leaves_something_of_every_word():
    one = of_text("a bc, d.")
    found = texts(one, propose(delete_characters, one, runs=300))
    assert set(found) == {"a bc, d.", "a c, d.", "a b, d."} - {"a bc, d."} | ({"a bc, d."} & set(found))


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("de", "Machen Sie keine Scherze!", "keine"),
        ("en", "I have never been, not there.", "never"),
        ("zh", "我不喜欢", "不"),
    ],
)
def test_a_negator_keeps_its_letters(language, text, kept):
    one = of_text(text, language)
    found = texts(one, propose(delete_characters, one, runs=300))
    assert len(found) > 1
    assert all(kept in text for text in found)


def test_a_token_is_never_deleted_whole():
    tagged = Example("1", "en", TaggedTokens(("a", "b", "of")), TagsGold(("O",) * 3), group="g")
    done = [realise(tagged, one) for one in propose(delete_characters, tagged)]
    assert {one.payload.tokens for one in done} <= {("a", "b", x) for x in ("of", "o", "f")}


def test_swaps_stay_inside_words_and_change_something():
    one = of_text("ab cc d")
    assert set(texts(one, propose(swap_characters, one))) == {"ba cc d"}
    assert set(propose(swap_characters, of_text("aa b c"))) == {
        NotApplicable("no two different letters side by side outside negators")
    }


def test_clusters_are_swapped_whole():
    one = of_text("हिन्दी", "hi")
    assert "न्दीहि" in texts(one, propose(swap_characters, one))


@pytest.mark.parametrize("cluster", [" ", "\r\n", " \u0301", "\x00", "\u3000", "\ud800"])
def test_white_space_and_controls_have_no_alternatives(cluster):
    class Any(Alternatives):
        def derive(self, _cluster):
            return ("x",)

    assert Any()[cluster] == ()


def test_long_clusters_are_not_remembered():
    loud = Louder()
    cluster = "a" + "\u0301" * 40
    assert loud[cluster] == ("A" + "\u0301" * 40,)
    assert loud["b"] == ("B",)
    assert list(loud) == ["b"]
