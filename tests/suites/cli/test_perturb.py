from __future__ import annotations

import io
import sys

import pytest

from suites.cli import main

TEXT = "Der schnelle braune Fuchs springt über den faulen Hund.\n" * 2 + "Guten Morgen, liebe Freunde!\n"
CALL = ["perturb", "--name", "keyboard_typos", "--language", "de"]


@pytest.fixture
def perturb(monkeypatch, capsys):
    """Runs the command on some text and returns its exit code, output and errors."""

    def run(text, *arguments, call=CALL):
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        code = main([*call, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_lines_come_out_perturbed_in_order(perturb):
    code, out, err = perturb(TEXT, "--severity", "5")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 3
    assert all(line != clean for line, clean in zip(lines, TEXT.splitlines(), strict=True))
    assert lines[0] == lines[1], "a line is perturbed alike wherever it stands"


def test_the_seed_decides(perturb):
    first, second, other = (perturb(TEXT, "--seed", seed)[1] for seed in ("1", "1", "2"))
    assert first == second
    assert first != other


def test_severity_0_changes_nothing_and_says_so(perturb):
    code, out, err = perturb(TEXT, "--severity", "0")
    assert (code, out) == (0, TEXT)
    assert err == "3 of 3 lines left as they are: nothing was chosen to be changed\n"


def test_lines_that_cannot_be_perturbed_pass_through_and_are_counted(perturb):
    code, out, err = perturb("—\n\n" + TEXT, "--severity", "5")
    assert code == 0
    assert out.startswith("—\n\n")
    assert err == "2 of 5 lines left as they are: no letter with a key of its own in de\n"


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_line_endings_are_kept(perturb, ending):
    out = perturb("—" + ending)[1]
    assert out == "—" + ending


def test_nothing_in_gives_nothing_out(perturb):
    assert perturb("") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--name", "keybord_typos"],
            "--name: unknown perturbation 'keybord_typos'; did you mean 'keyboard_typos'.",
        ),
        (
            ["--mask-filler", "no such"],
            "--mask-filler: no such folder 'no such'; give an existing folder or a hub id like org/name.",
        ),
        (["--severity", "7"], "--severity: severity 7 does not exist; choose 0 (none) to 5."),
        (["--language", "german"], "--language: unknown language 'german'; choose one of de."),
        (
            ["--name", "length_slice"],
            "--name: 'length_slice' is of family domain_shift, not a perturbation of text; "
            "choose another (crosswind list perturbations).",
        ),
        (
            ["--name", "distractor_sentence"],
            "--name: 'distractor_sentence' is of span_qa examples, and lines of text are none; choose "
            "another (crosswind list perturbations), or perturb a task's sets (crosswind perturb-set).",
        ),
        (
            ["--severity", "high"],
            "crosswind perturb: invalid value for '--severity': Input should be a valid integer, "
            "unable to parse string as an integer (got 'high'); see `crosswind perturb --help`.",
        ),
    ],
)
def test_a_wrong_option_is_refused_before_a_line_is_read(perturb, arguments, sentence):
    assert perturb(TEXT, *arguments) == (2, "", sentence + "\n")


def test_a_line_that_is_not_utf_8_is_refused_with_its_number(perturb):
    code, _, err = perturb(b"gut\n\xffschlecht\n")
    assert code == 2
    assert err == "standard input, line 2: byte 1 of the line is not UTF-8; give text in UTF-8.\n"


def test_word_lists_of_a_catalogue_are_used(perturb, tmp_path, monkeypatch):
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)
    (tmp_path / "words.tsv").write_text("dog\tHund\nfox\tFuchs\n", "utf-8")
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(
        "resources:\n- {kind: lexicon, source: en, language: de, file: words.tsv}\n", "utf-8"
    )
    call = ["perturb", "--name", "code_switch", "--language", "de", "--severity", "5"]
    code, out, _ = perturb("Fuchs Hund " * 9 + "\n", "--data", str(catalogue), call=call)
    assert code == 0
    assert {"Fox", "Dog"} & set(out.split()), out
    assert perturb("Katze\n", "--data", str(catalogue), call=call) == (
        0,
        "Katze\n",
        "1 of 1 lines left as they are: no word is in a lexicon from de\n",
    )


def test_a_lexicon_of_other_languages_is_refused(perturb, tmp_path):
    path = tmp_path / "en-fr.tsv"
    path.write_text("dog\tchien\n")
    code, out, err = perturb(TEXT, "--lexicon", str(path))
    assert (code, out) == (2, "")
    assert err == (
        f"--lexicon: {path} translates between 'en' and 'fr', not from 'de'; "
        "give a lexicon of the text's language or another --language.\n"
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "code_switch",
            "a lexicon; give one (--lexicon), or a catalogue whose resources hold it (--data).",
        ),
        (
            "code_switch_mixed",
            "lexicons into two languages; name a catalogue whose resources hold them "
            "(--data, docs/resources.md).",
        ),
        (
            "natural_typos",
            "a list of misspellings; name a catalogue whose resources hold it (--data, docs/resources.md).",
        ),
        (
            "word_drop+synonyms",
            "a wordnet; name a catalogue whose resources hold it (--data, docs/resources.md).",
        ),
        ("masked_lm_substitution", "a masked language model; give one (--mask-filler)."),
        ("paraphrase", "a translation model; give one (--translator)."),
        (
            "recorded_noise",
            "noise recorded for a task's examples; perturb its sets (crosswind perturb-set).",
        ),
    ],
)
def test_what_can_do_nothing_for_want_of_a_resource_is_refused(perturb, name, problem):
    call = ["perturb", "--name", name, "--language", "de"]
    said = f"--name: {name!r} can do nothing in 'de' without {problem}\n"
    assert perturb(TEXT, call=call) == (2, "", said)
    assert perturb(TEXT, "--severity", "0", call=call)[:2] == (0, TEXT)
