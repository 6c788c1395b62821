"""What holds for every test: no network, no shared store, no deadline on a busy machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["HF_HUB_OFFLINE"] = "1"  # before anything imports huggingface_hub

# a busy machine is no failure; on CI the same examples every time, so that red means a change
settings.register_profile("crosswind", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("crosswind")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item):
    """Hypothesis lays settings over settings for each case of a test; a thousand are too deep."""
    test = getattr(item, "obj", None)
    test = getattr(test, "__func__", test)
    before = getattr(test, "_hypothesis_internal_use_settings", None)
    try:
        return (yield)
    finally:
        if before is not None:
            test._hypothesis_internal_use_settings = before


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives each test a store of its own, and no catalogue that the user may have set."""
    home = tmp_path / "crosswind-home"
    monkeypatch.setenv("CROSSWIND_HOME", str(home))
    monkeypatch.delenv("CROSSWIND_DATA", raising=False)
    return home


@pytest.fixture(scope="session")
def data_root() -> Path:
    """The folder of real files, for tests that read them."""
    root = os.environ.get("CROSSWIND_DATA_ROOT")
    if not root:
        pytest.skip("CROSSWIND_DATA_ROOT does not name a folder of real files")
    return Path(root)
