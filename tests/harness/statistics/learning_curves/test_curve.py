"""A learning curve: held-out sizes, bands, flags, reach, refusals."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.seeds import derive_generator
from harness.statistics import Pair
from harness.statistics.learning_curves import FORMS, SizeTable, fit_curve, tabulate_drops, tabulate_scores
from harness.statistics.learning_curves.held_out import hold_out
from harness.statistics.learning_curves.resample import resample_means

KEY = {"seed": 0, "key": "curve"}
TRUTHS = {
    "pow3": lambda n: 300 * n**-0.5 + 15,
    "pow2": lambda n: 300 * n**-0.35,
    "log_linear": lambda n: 70 - 3 * np.log2(n),
    "last_value": lambda n: 0 * n + 30,
}


@pytest.mark.parametrize("form", TRUTHS)
def test_the_form_that_the_data_have_predicts_best(make_table, form):
    table = make_table(derive_generator(0), 7, 3, truth=TRUTHS[form], seed=0, item=0.1, residual=0)
    curve = fit_curve(table, **KEY)
    assert curve.form == form
    assert curve.enough
    largest = float(table.sizes[-1])
    assert curve.at(2 * largest).value == pytest.approx(100 - TRUTHS[form](2 * largest), abs=0.05)


def test_held_out_errors_are_those_of_fits_without_the_sizes():
    sizes = 100.0 * 2 ** np.arange(6)
    errors = np.array([50, 41, 35, 30, 28, 25.0])
    by_form = {one.form: one for one in hold_out(sizes, errors)}
    assert by_form["last_value"].largest == 3
    assert by_form["last_value"].top_two == (2 + 5) / 2
    assert by_form["last_value"].mean == (3 + 2 + 5) / 3
    slope, start = np.polyfit(np.log(sizes[:-1]), errors[:-1], 1)
    assert by_form["log_linear"].largest == pytest.approx(abs(start + slope * np.log(sizes[-1]) - 25))
    assert [one.form for one in hold_out(sizes[:3], errors[:3])] == ["pow2", "log_linear", "last_value"]


def test_fewer_than_six_sizes_hold_out_one(make_table):
    curve = fit_curve(make_table(derive_generator(1), 5, 3), **KEY)
    assert all(one.top_two is None for one in curve.held_out)
    assert not curve.enough
    assert curve.cautions[0] == "too few sizes or seeds for a law: 5 × 3, where 6 × 3 are the least"


def test_few_seeds_are_said_to_speak_of_themselves(make_table):
    curve = fit_curve(make_table(derive_generator(1), 6, 2), **KEY)
    assert "bands over test examples only, for these checkpoints (seeds: 2)" in curve.cautions


def test_a_curve_reaches_twice_its_largest_size_and_no_further(make_table):
    curve = fit_curve(make_table(derive_generator(2), 6, 3), **KEY)
    far, near = curve.at(16_000), curve.at(2_000)
    assert far.high - far.low > near.high - near.low
    message = "a size of 16001, where the curve was measured from 250 to 8000; ask for 250 to 16000"
    with pytest.raises(RequestError, match=message):
        curve.at(16_001)
    with pytest.raises(RequestError, match="a size of 249"):
        curve.at(249)


def test_a_score_that_falls_with_more_data_is_flagged(make_table):
    bumpy = TRUTHS["last_value"], lambda n: 30 + 6.0 * (n == 2000)
    flat, bump = (fit_curve(make_table(derive_generator(3), 6, 5, truth=truth), **KEY) for truth in bumpy)
    assert not any(step.against for step in flat.steps)
    (step,) = [step for step in bump.steps if step.against]
    assert (step.smaller, step.larger) == (1000, 2000)
    (said,) = [text for text in bump.cautions if "monotone" in text]
    assert said.startswith("not monotone: the score falls by 6.")
    assert "from 1000 to 2000 examples (Holm p = " in said


def test_a_drop_that_rises_all_along_is_no_contradiction(make_table):
    rising = make_table(derive_generator(4), 6, 5, truth=lambda n: 2 * np.log2(n / 100), quantity="drop")
    assert not any(step.against for step in fit_curve(rising, **KEY).steps)


def test_a_constant_score_is_flat_and_said_so():
    table = SizeTable(100.0 * 2 ** np.arange(6), np.full((3, 6, 40), 62.0), "score", ())
    curve = fit_curve(table, **KEY)
    assert curve.form == "last_value"
    assert curve.law is not None
    assert (curve.law.a, curve.law.b, curve.law.c.value) == (None, None, 38)
    assert "the score is the same at every size" in curve.cautions
    assert (curve.at(6400).low, curve.at(6400).high) == (62, 62)


def test_a_curve_that_may_be_flat_has_no_exponent(make_table):
    curve = fit_curve(make_table(derive_generator(5), 6, 3, truth=TRUTHS["last_value"]), **KEY)
    assert curve.law is not None
    assert curve.law.b is None
    assert "the power law may be flat, so its exponent is not told" in curve.cautions


def test_an_exponent_at_the_edge_of_the_search_is_doubted(make_table):
    step = make_table(derive_generator(5), 6, 3, truth=lambda n: 30 + 10.0 * (n == 250), seed=0.1, residual=1)
    curve = fit_curve(step, **KEY)
    assert (
        "the exponent may be at the edge of the search (5): only the smallest size differs" in curve.cautions
    )


def test_a_thousand_replicates_take_less_than_a_second(make_table):
    table = make_table(derive_generator(6), 8, 5, groups=1000)
    started = perf_counter()
    curve = fit_curve(table, **KEY)
    assert perf_counter() - started < 1
    assert curve.law is not None
    assert curve.law.c.low < 15 < curve.law.c.high


class TestReplicates:
    def test_their_spread_is_that_of_items_where_seeds_agree(self, make_table):
        table = make_table(derive_generator(7), 4, 2, seed=0, item=0)
        drawn = resample_means(table, derive_generator(8), 4000)
        pooled = table.values.mean(axis=0)
        assert drawn.std(axis=0) == pytest.approx(pooled.std(axis=1) / len(pooled.T) ** 0.5, rel=0.05)

    def test_clusters_weigh_the_same_at_every_size(self, make_table):
        table = make_table(derive_generator(9), 4, 2, seed=0, residual=0)
        drawn = resample_means(table, derive_generator(10), 200)
        assert np.ptp(drawn - table.means, axis=1) == pytest.approx(0, abs=1e-9)

    def test_at_one_size_three_seeds_give_the_t_interval(self, make_table):
        table = make_table(derive_generator(11), 2, 3, item=0, residual=0)
        low, high = np.percentile(resample_means(table, derive_generator(12), 40_000)[:, 0], (2.5, 97.5))
        half = 4.3027 * table.by_seed[:, 0].std(ddof=1) / 3**0.5
        assert (high - low) / 2 == pytest.approx(half, rel=0.05)

    def test_too_few_are_refused(self, make_table):
        with pytest.raises(RequestError, match="learning curve: 0 replicates; draw at least 100"):
            fit_curve(make_table(derive_generator(0), 6, 3), **KEY, draws=0)


def make_matrices(make_matrix, rng, sizes=4, seeds=2, n=30):
    return [[[make_matrix(rng.random(n) < 0.5)] for _ in range(sizes)] for _ in range(seeds)]


class TestTables:
    def test_scores_by_seed_and_size_in_order_of_size(self, make_matrix, accuracy):
        cells = [[[make_matrix([1, 1, 1, 0])], [make_matrix([1, 0, 0, 0])], [make_matrix([1, 1, 0, 0])]]]
        table = tabulate_scores(accuracy, [400, 100, 200], cells)
        assert table.sizes.tolist() == [100, 200, 400]
        assert table.by_seed == pytest.approx(np.array([[25, 50, 75]]))
        assert table.clusters == ("e00000", "e00001", "e00002", "e00003")

    @given(st.permutations(range(30)))
    @settings(max_examples=10, deadline=None)
    def test_the_order_of_items_changes_nothing(self, make_matrix, accuracy, order):
        rng = derive_generator(13)
        marks = rng.random((2, 4, 30)) < 0.6
        ids = [f"i{place:02d}" for place in range(30)]
        curves = []
        for places in (list(range(30)), list(order)):
            names = [ids[place] for place in places]
            cells = [[[make_matrix(row[places], ids=names)] for row in seed] for seed in marks]
            curves.append(fit_curve(tabulate_scores(accuracy, [10, 20, 40, 80], cells), **KEY, draws=100))
        assert curves[0].at(100).low == pytest.approx(curves[1].at(100).low, abs=1e-6)
        assert curves[0].steps == curves[1].steps

    def test_swapping_the_sides_turns_the_drops(self, make_matrix, accuracy):
        rng = derive_generator(14)
        clean, other = (make_matrices(make_matrix, rng) for _ in "ab")
        pairs = [
            [[Pair(a[0], b[0])] for a, b in zip(*seed, strict=True)]
            for seed in zip(clean, other, strict=True)
        ]
        turned = [[[Pair(cell[0].perturbed, cell[0].clean)] for cell in seed] for seed in pairs]
        table, back = (tabulate_drops(accuracy, [10, 20, 40, 80], one) for one in (pairs, turned))
        assert table.values == pytest.approx(-back.values)

    @pytest.mark.parametrize(
        ("sizes", "message"),
        [
            ([100], "1 training-set size; give at least two different sizes"),
            ([100, 100, 200, 400], "two points of 100 examples; give each size once"),
            ([0, 100, 200, 400], "training-set size 0; give sizes above 0"),
            ([-5, 100, 200, 400], "training-set size -5; give sizes above 0"),
            ([100, 200, 400, float("nan")], "training-set size nan"),
            ([100, 200, 400, float("inf")], "training-set size inf"),
            ([100, 200, 400], "seed 1 has 4 of the 3 sizes; leave the seed out, or train it at every size"),
        ],
    )
    def test_impossible_sizes(self, make_matrix, accuracy, sizes, message):
        with pytest.raises(RequestError, match=f"accuracy, learning curve: {message}"):
            tabulate_scores(accuracy, sizes, make_matrices(make_matrix, derive_generator(15)))

    def test_a_seed_that_lacks_a_size(self, make_matrix, accuracy):
        first, second = make_matrices(make_matrix, derive_generator(15))
        with pytest.raises(RequestError, match="seed 2 has 3 of the 4 sizes"):
            tabulate_scores(accuracy, [1, 2, 4, 8], [first, second[:-1]])

    def test_what_is_not_finite(self, make_matrix, accuracy):
        cells = make_matrices(make_matrix, derive_generator(16), seeds=1)
        cells[0][1][0].statistics[3, 0] = np.nan
        with pytest.raises(
            RequestError, match="example 'e00003' has a statistic that is not a finite number"
        ):
            tabulate_scores(accuracy, [1, 2, 4, 8], cells)

    def test_other_examples_at_one_size(self, make_matrix, accuracy):
        cells = make_matrices(make_matrix, derive_generator(17), seeds=1)
        cells[0][2] = [make_matrix([1, 0])]
        with pytest.raises(RequestError, match="30 examples on the seed 1 side and 2"):
            tabulate_scores(accuracy, [1, 2, 4, 8], cells)

    @pytest.mark.parametrize("nothing", [[], [[]], [[[], [], [], []]]])
    def test_no_checkpoint(self, accuracy, nothing):
        with pytest.raises(EmptyEvaluationSetError, match="no checkpoint; give at least one seed"):
            tabulate_scores(accuracy, [1, 2, 4, 8], nothing)

    def test_two_sizes_and_one_cluster_are_no_curve(self, make_table):
        with pytest.raises(
            RequestError, match="2 sizes, through which every form goes; train at three sizes"
        ):
            fit_curve(make_table(derive_generator(0), 2, 3), **KEY)
        with pytest.raises(RequestError, match="one cluster, from which no error can be told"):
            fit_curve(make_table(derive_generator(0), 4, 3, groups=1), **KEY)


def test_forms_are_named_in_words():
    assert list(FORMS) == ["last_value", "log_linear", "pow2", "pow3"]
    assert FORMS["pow3"].words == "a power law with a floor"
