"""``crosswind divergence`` on the embedded benchmark: its table, its JSON, gains, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.models.builder import build_from_scratch
from harness.models.shape import EncoderShape
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from suites.cli import main

TARGETS = ("mini_pairs", "mini_pos", "mini_qa")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("encoder")
    tokenizer = train_tokenizer(("the dog sees a cat in the garden", "el perro come"), vocabulary_size=80)
    shape = EncoderShape(layers=1, hidden=16, heads=2, intermediate=32, positions=64)
    model = build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0)
    model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder, max_length=64)
    return folder


def call(encoder: Path, *arguments: str) -> int:
    given = ["--model", str(encoder), "--source", "mini_nli", "--limit", "40", "--offline"]
    return main(["divergence", *given, *arguments])


def test_a_table_fits_a_terminal_and_says_n_null_and_p(encoder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert call(encoder, "--target", "mini_pairs", "--language", "en", "--language", "zh") == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["source", "→", "target", "in", "n", "measure", "value", "null", "p", "p", "adj."]
    assert [row.split()[:6] for row in rows] == [
        ["mini_nli", "→", "mini_pairs", language, "40", measure]
        for language in ("en", "zh")
        for measure in ("MMD²", "JSD")
    ]
    assert all("…" not in row for row in rows)


def test_notes_that_hold_for_all_are_said_once(encoder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    languages = ("--language", "en", "--language", "zh")
    assert call(encoder, "--target", "mini_pairs", *languages, "--measure", "a_distance") == 0
    notes = [line.rstrip() for line in capsys.readouterr().out.splitlines()[3:]]
    assert notes[0] == "proxy-A: on 15 principal components, which hold all of the variance"
    assert notes[1].startswith("proxy-A: the classifier makes no error: 2 is the end of this scale")
    assert notes[1].endswith("(mini_nli → mini_pairs in zh)")


def test_as_json_it_has_all_and_a_second_call_says_the_same(encoder, capsys, monkeypatch):
    arguments = ("--target", "mini_pairs", "--language", "en", "--json", "--measure", "mmd")
    assert call(encoder, *arguments) == 0
    first = capsys.readouterr().out
    ((row,), associations) = json.loads(first).values()
    assert associations == {}
    found = row["pair"]["divergence"]
    assert (row["pair"]["source"], row["pair"]["target"], row["pair"]["language"]) == (
        "mini_nli",
        "mini_pairs",
        "en",
    )
    assert (found["measure"], found["n"], found["draws"]) == ("mmd", 40, 999)
    assert found["p_value"] == row["p_adjusted"]
    monkeypatch.setattr("harness.inference.distance.embed_examples", None)
    assert call(encoder, *arguments) == 0
    assert capsys.readouterr().out == first


def test_gains_are_set_against_divergence(encoder, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    table = tmp_path / "gains.csv"
    lines = [
        f"{source},{target},en,{place}"
        for place, (source, target) in enumerate((s, t) for s in ("mini_nli", "mini_choice") for t in TARGETS)
    ]
    table.write_text("\n".join(["source,target,language,gain", *lines]), "utf-8")
    targets = [word for target in TARGETS for word in ("--target", target)]
    arguments = ("--source", "mini_choice", *targets, "--language", "en", "--measure", "jensen_shannon")
    assert call(encoder, *arguments, "--gains", str(table)) == 0
    notes = capsys.readouterr().out.splitlines()[7:]
    assert notes[0].startswith("JSD and gain: Spearman's ρ ")
    assert "over 12 arrangements of tasks, each source's mean taken off" in notes[0]
    assert notes[1].startswith("JSD and gain: underpowered: 2 sources and 3 targets")
    assert "mini_qa" in notes[-1]
    table.write_text("\n".join(["source,target,language,gain", *lines[1:]]), "utf-8")
    assert call(encoder, *arguments, "--gains", str(table)) == 2
    assert "no gain of mini_nli for mini_pairs in en" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--target", "mini_pairs", "--measure", "mdm"),
            "--measure: unknown measure 'mdm'; did you mean 'mmd'",
        ),
        (("--target", "mini_pears"), "unknown task 'mini_pears'; did you mean 'mini_pairs'"),
        (("--target", "mini_pairs", "--language", "xx"), "unknown language 'xx'"),
        (("--target", "mini_pairs", "--source", "mini_retrieval"), "has no training data"),
        (("--target", "mini_pairs", "--limit", "1"), "sets of 1 and 1 texts"),
        (("--target", "mini_pairs", "--model", "./no/such one"), "--model: no such folder"),
        (("--target", "mini_pairs", "--gains", "no.csv"), "no.csv: cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(encoder, capsys, arguments, message):
    assert call(encoder, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1
