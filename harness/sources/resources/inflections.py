"""Inflections: forms of one lemma and part of speech, from UniMorph's tables or from a treebank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import regex

from harness.sources.files.reading import fault, read_lines
from harness.sources.resources.base import ResourceReader
from harness.types import LanguageResources

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’\u200c\u200d-]*")
_CONLLU_COLUMNS = 10
_FORM, _LEMMA, _UPOS, _FEATS, _MISC = 1, 2, 3, 5, 9
_UNINFLECTED = {"PUNCT", "SYM", "NUM", "X", "PROPN", "_"}


class Paradigms(Mapping[str, tuple[str, ...]]):
    """Word form → the other forms of its paradigms, kept as paradigms: UniMorph has millions of pairs.

    Args:
        paradigms: the forms of each; those with a single form are left out.
    """

    def __init__(self, paradigms: Iterable[Iterable[str]]) -> None:
        distinct = (tuple(dict.fromkeys(forms)) for forms in paradigms)
        self._paradigms = [forms for forms in distinct if len(forms) > 1]
        self._places: dict[str, tuple[int, ...]] = {}
        for place, forms in enumerate(self._paradigms):
            for form in forms:
                self._places[form] = (*self._places.get(form, ()), place)

    def __getitem__(self, form: str) -> tuple[str, ...]:
        """Returns the other forms, in the order of the paradigms."""
        others = (other for place in self._places[form] for other in self._paradigms[place])
        return tuple(dict.fromkeys(other for other in others if other != form))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Inflections(ResourceReader):
    """Forms that share a lemma, a part of speech and whether they negate.

    Verbs that negate by an ending, as in Turkish, so have two paradigms, and no form is another's opposite.

    Attributes:
        layout: ``unimorph`` (lemma, tab, form, tab, features, of which the first is the part of speech)
            or ``conllu`` (a treebank of Universal Dependencies).
    """

    kind: Literal["inflections"]
    layout: Literal["unimorph", "conllu"]

    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns the inflections of a language; see ``ResourceReader.read``."""
        path = self.find_file(root, language)
        groups = _read_unimorph(path) if self.layout == "unimorph" else _read_treebank(path)
        paradigms = Paradigms(groups)
        if not paradigms:
            raise fault(path, "no lemma has two forms", "check the file and its 'layout'")
        return LanguageResources(inflections=paradigms)


def _read_unimorph(path: Path) -> Iterable[Iterable[str]]:
    """Groups forms by lemma, first feature, negation; those of several words or none ("-") are left out."""
    groups: dict[tuple[str, str, bool], list[str]] = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue  # UniMorph parts lemmas by blank lines
        columns = line.split("\t")
        if len(columns) < 3:
            problem = f"{len(columns)} columns where UniMorph has lemma, form and features"
            raise fault(path, problem, "separate them by tabs", line=number)
        lemma, form, features = columns[:3]
        if _WORD.fullmatch(form):
            kinds = features.split(";")
            groups.setdefault((lemma, kinds[0], "NEG" in kinds), []).append(form)
    return groups.values()


def _read_treebank(path: Path) -> Iterable[Iterable[str]]:
    """Groups forms by lemma, UPOS and negation, as they stand inside sentences.

    The first word of a sentence is passed over, since its capital says nothing, and so are words inside
    a fused form, abbreviations, and what the treebank marks as a typo. Of spellings that differ in case
    alone the most frequent counts, or the first of these.
    """
    groups: dict[tuple[str, str, bool], Counter[str]] = {}
    for form, lemma, upos, negates in _read_words(path):
        groups.setdefault((lemma, upos, negates), Counter())[form] += 1
    return (_settle_case(forms) for forms in groups.values())


def _settle_case(forms: Counter[str]) -> list[str]:
    usual: dict[str, str] = {}
    for form, _ in forms.most_common():
        usual.setdefault(form.casefold(), form)
    return list(usual.values())


def _read_words(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    fused = 0  # number of the last word inside a fused form
    for number, line in read_lines(path):
        if not line.strip() or line.startswith("#"):
            fused = 0
            continue
        columns = line.split("\t")
        if len(columns) != _CONLLU_COLUMNS:
            problem = f"{len(columns)} columns where CoNLL-U has {_CONLLU_COLUMNS}"
            raise fault(path, problem, "separate the columns by single tabs", line=number)
        if span := regex.fullmatch(r"\d+-(\d+)", columns[0]):
            fused = int(span[1])
        elif columns[0].isdecimal() and max(fused, 1) < int(columns[0]) and _inflects(columns):
            negates = "Polarity=Neg" in columns[_FEATS].split("|")
            yield columns[_FORM], columns[_LEMMA], columns[_UPOS], negates


def _inflects(columns: list[str]) -> bool:
    known = columns[_LEMMA] != "_" and columns[_UPOS] not in _UNINFLECTED
    marked = {"Abbr=Yes", "Typo=Yes"} & set(columns[_FEATS].split("|")) or "CorrectForm=" in columns[_MISC]
    return known and not marked and _WORD.fullmatch(columns[_FORM]) is not None
