from __future__ import annotations

import unicodedata

from perturbations.resources.confusables import derive_groups, find_look_alikes


def test_the_table_is_what_unicodes_file_gives(data_root):
    lines = (data_root / "confusables" / "confusables.txt").read_text("utf-8-sig").splitlines()
    groups = derive_groups(lines)
    assert len(groups) > 100
    letters = {letter for group in groups for letter in group}
    assert set(find_look_alikes()) == letters
    for letter, others in find_look_alikes().items():
        assert any({letter, *others} <= set(group) for group in groups)


def test_look_alikes_are_mutual_and_never_the_letter_itself():
    alike = find_look_alikes()
    for letter, others in alike.items():
        assert others
        assert letter not in others
        assert len(set(others)) == len(others)
        assert all(letter in alike[other] for other in others)


def test_look_alikes_are_letters_of_one_case_and_direction_that_normalisation_keeps_apart():
    for letter, others in find_look_alikes().items():
        for other in others:
            assert unicodedata.category(letter) == unicodedata.category(other)
            assert unicodedata.category(letter) in {"Lu", "Ll", "Lo"}
            assert unicodedata.bidirectional(letter) == unicodedata.bidirectional(other)
            assert unicodedata.normalize("NFKC", other) != unicodedata.normalize("NFKC", letter)


def test_a_file_is_read_by_classes_without_what_is_no_letter():
    lines = (
        "# comment",
        "0430 ;\t0061 ;\tMA\t# ( а → a )",
        "0410 ;\t0061 ;\tMA\t# no: a capital",
        "FF41 ;\t0061 ;\tMA\t# no: full-width",
        "0251 ;\t0061 ;\tMA\t# Latin too",
        "0031 ;\t0061 ;\tMA\t# no: a digit",
        "0132 ;\t0049 004A ;\tMA\t# no: two letters",
        "0641 ;\t06A7 ;\tMA\t# no: other dots",
    )
    assert derive_groups(lines) == ("aɑа",)
