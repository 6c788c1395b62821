"""Tokenizers get the job's threads, and only while the job runs."""

from __future__ import annotations

import os

import pytest

from harness.formats.parallelism import SWITCH, THREADS, limited_tokenizer_threads
from harness.models.randomness import limited_threads


@pytest.mark.parametrize(("count", "switch"), [(1, "false"), (3, "true")])
def test_the_settings_are_those_of_the_block_and_put_back(
    count: int, switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "mine")
    monkeypatch.delenv(THREADS, raising=False)
    with limited_tokenizer_threads(count):
        assert (os.environ[SWITCH], os.environ[THREADS]) == (switch, str(count))
    assert (os.environ[SWITCH], os.environ.get(THREADS)) == ("mine", None)


def test_a_job_of_one_thread_leaves_tokenizers_one() -> None:
    with limited_threads(1):
        assert os.environ[SWITCH] == "false"
