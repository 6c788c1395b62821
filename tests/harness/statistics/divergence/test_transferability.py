"""LogME against the evidence maximised by brute force and the published iteration; LEEP against a loop."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import multivariate_normal

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.divergence import log_expected_empirical, log_maximum_evidence


def draw(n, d, *, signal, seed=0):
    generator = derive_generator(seed, "features")
    labels = generator.integers(0, 3, n)
    return generator.normal(size=(n, d)) + signal * np.eye(3, d)[labels], [f"l{one}" for one in labels]


def brute_force(features, labels):
    """The evidence as one Gaussian over all targets, maximised over both precisions from many starts."""
    n = len(labels)
    found = []
    for kind in sorted(set(labels)):
        target = np.array([one == kind for one in labels], dtype=float)

        def lose(logs, target=target):
            covariance = features @ features.T * math.exp(-logs[0]) + np.eye(n) * math.exp(-logs[1])
            return -multivariate_normal.logpdf(target, np.zeros(n), covariance, allow_singular=True)

        starts = [(a, b) for a in (-3, 2, 8) for b in (-1, 1, 4)]
        options = {"xatol": 1e-8, "fatol": 1e-10, "maxiter": 4000}
        found.append(
            min(minimize(lose, start, method="Nelder-Mead", options=options).fun for start in starts)
        )
    return -np.mean(found) / n


def published(features, labels):
    """The fixed-point iteration of You et al. 2021, algorithm 1, until it stands still."""
    n, d = features.shape
    found = []
    for kind in sorted(set(labels)):
        target = np.array([one == kind for one in labels], dtype=float)
        alpha = beta = 1.0
        eigenvalues, axes = np.linalg.eigh(features.T @ features)
        for _ in range(5000):
            precision = alpha + beta * eigenvalues
            mean = beta * axes @ ((axes.T @ (features.T @ target)) / precision)
            gamma = float((beta * eigenvalues / precision).sum())
            error = float(((features @ mean - target) ** 2).sum())
            alpha, beta = gamma / float(mean @ mean), (n - gamma) / error
        precision = alpha + beta * eigenvalues
        mean = beta * axes @ ((axes.T @ (features.T @ target)) / precision)
        error = float(((features @ mean - target) ** 2).sum())
        found.append(
            n / 2 * math.log(beta)
            + d / 2 * math.log(alpha)
            - n / 2 * math.log(2 * math.pi)
            - beta / 2 * error
            - alpha / 2 * float(mean @ mean)
            - float(np.log(precision).sum()) / 2
        )
    return np.mean(found) / n


@pytest.mark.parametrize(("n", "d"), [(12, 3), (10, 4)])
def test_it_is_the_evidence_maximised_by_brute_force(n, d):
    features, labels = draw(n, d, signal=1.5)
    assert log_maximum_evidence(features, labels) == pytest.approx(brute_force(features, labels), abs=1e-6)


@pytest.mark.parametrize("d", [3, 8])
def test_it_is_where_the_published_iteration_ends(d):
    features, labels = draw(60, d, signal=1.0)
    assert log_maximum_evidence(features, labels) == pytest.approx(published(features, labels), abs=1e-9)


def test_more_features_than_examples_are_no_trouble():
    features, labels = draw(20, 50, signal=2.0)
    worse, _ = draw(20, 50, signal=0.0, seed=0)
    assert math.isfinite(log_maximum_evidence(features, labels))
    assert log_maximum_evidence(features, labels) >= log_maximum_evidence(worse, labels) - 0.2


@settings(max_examples=20)
@given(st.integers(0, 99))
def test_better_features_score_higher_and_order_changes_nothing(seed):
    features, labels = draw(40, 5, signal=3.0, seed=seed)
    noise, _ = draw(40, 5, signal=0.0, seed=seed + 1000)
    score = log_maximum_evidence(features, labels)
    assert score > log_maximum_evidence(noise, labels)
    order = derive_generator(seed).permutation(40)
    again = log_maximum_evidence(features[order], [labels[row] for row in order])
    assert again == pytest.approx(score, abs=1e-9)


def test_features_that_say_nothing_leave_the_evidence_of_noise_alone():
    features = np.zeros((30, 2))
    features[0] = 1e-3  # where the published iteration sends α to infinity
    labels = ["b", *["a", "b"] * 14, "a"]
    expected = -0.5 * (math.log(2 * math.pi * 0.5) + 1)
    assert log_maximum_evidence(features, labels) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("features", "labels", "message"),
    [
        (np.ones((3, 2)), ["a", "b"], r"shape \(3, 2\) for 2 labels"),
        (np.ones(2), ["a", "b"], "shape"),
        (np.array([[1.0], [np.nan]]), ["a", "b"], "not finite"),
        (np.ones((2, 2)), ["a", "a"], "1 different labels in 2"),
        (np.zeros((2, 2)), ["a", "b"], "all features are 0"),
        (np.eye(2)[[0, 1, 0, 1, 1]], list("ababb"), "a linear function of the features without noise"),
    ],
)
def test_what_has_no_evidence_is_refused(features, labels, message):
    with pytest.raises(RequestError, match=message):
        log_maximum_evidence(features, labels)


@given(st.integers(2, 15), st.integers(1, 4), st.integers(0, 999))
def test_leep_is_its_definition_in_loops(n, z, seed):
    generator = derive_generator(seed)
    theta = generator.dirichlet(np.ones(z), size=n)
    labels = ["a", "b", *generator.choice(list("abc"), size=n - 2)]
    total = 0.0
    for i in range(n):
        inner = 0.0
        for k in range(z):
            joint = sum(theta[j, k] for j in range(n) if labels[j] == labels[i])
            inner += joint / sum(theta[:, k]) * theta[i, k]
        total += math.log(inner)
    assert log_expected_empirical(theta, labels) == pytest.approx(total / n, abs=1e-12)


def test_leep_is_0_where_the_source_knows_the_labels_and_wants_probabilities():
    assert log_expected_empirical(np.eye(2)[[0, 1, 1]], list("abb")) == pytest.approx(0.0, abs=1e-12)
    with pytest.raises(RequestError, match="give probabilities, not logits"):
        log_expected_empirical(np.array([[2.0, 1.0], [0.0, 1.0]]), list("ab"))
