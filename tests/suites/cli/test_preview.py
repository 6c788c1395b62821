"""``crosswind run --dry-run``: what the plan does otherwise than a suite says."""

from __future__ import annotations

from suites.cli import main


def test_a_dry_run_says_which_limit_holds_and_what_is_left_out(tiny, edited, own_store, capsys):
    more = edited("other", "limit: 12", "limit: 30")
    assert main(["run", str(tiny["typos"]), str(more), "--recipe", str(tiny["direct"]), "--dry-run"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "mini_pos: at most 30 examples a language, the largest limit of the suites run together "
        "(typos 12, other 30)"
    ) in said
    assert not own_store.exists()
