"""Synonyms from wordnets, through the package ``wn``: a WN-LMF file or an installed lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from harness.errors import RequestError
from harness.sources.files.reading import fault
from harness.sources.resources.base import ResourceReader
from harness.types import LanguageResources

if TYPE_CHECKING:
    from wn import Wordnet
    from wn.lmf import LexicalResource, Sense


class Synonyms(ResourceReader):
    """Words that share a synset with a word, those of its most frequent sense first.

    How frequent a sense is follows from its counts where the wordnet has them, otherwise from
    its place in the entry, as wordnets are ordered.

    Attributes:
        file: WN-LMF (XML), not gzipped; of its lexicons those in the language are read.
        lexicon: in place of a file, one that ``wn`` has installed, such as ``omw-{language}:1.4``.
    """

    kind: Literal["synonyms"]
    lexicon: str = ""

    @model_validator(mode="after")
    def _one_source(self) -> Synonyms:
        if self.file and self.lexicon:
            raise ValueError("both a file and an installed lexicon are named; drop one of them")
        return self

    def needs_file(self) -> bool:
        """Whether no installed lexicon is named."""
        return not self.lexicon

    def paths(self, root: Path, language: str) -> tuple[Path, ...]:
        """Returns the file, or nothing for an installed lexicon."""
        return () if self.lexicon else (self.find_file(root, language),)

    def identify(self, root: Path, language: str) -> object:
        """Returns what determines its words; an installed lexicon goes by its name and version."""
        found = (_open_installed(self._name(language)),) if self.lexicon else ()
        versions = [lexicon.specifier() for wordnet in found for lexicon in wordnet.lexicons()]
        return super().identify(root, language), versions

    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns the synonyms in a language; see ``ResourceReader.read``.

        Raises:
            RequestError: if ``wn`` is not installed, or has no such lexicon.
        """
        if self.lexicon:
            return LanguageResources(synonyms=InstalledSynonyms(_open_installed(self._name(language))))
        path = self.find_file(root, language)
        words = _find_synonyms(_load(path), {language, self.codes.get(language, language)})
        if not words:
            problem = f"no word of the language {language!r} has a synonym"
            raise fault(path, problem, "check the file and the language that its lexicons name")
        return LanguageResources(synonyms=words)

    def _name(self, language: str) -> str:
        code = self.codes.get(language, language)
        return self.lexicon.replace("{language}", language).replace("{code}", code)


class InstalledSynonyms(Mapping[str, tuple[str, ...]]):
    """The synonyms of an installed wordnet, looked up when they are asked for.

    Args:
        wordnet: opened by ``wn``.
    """

    def __init__(self, wordnet: Wordnet) -> None:
        self._wordnet = wordnet

    def __getitem__(self, word: str) -> tuple[str, ...]:
        """Returns the synonyms of a word."""
        senses = [
            (-sum(sense.counts()), rank, sense)
            for entry in self._wordnet.words(word)
            if entry.lemma() == word
            for rank, sense in enumerate(entry.senses())
        ]
        ranked = sorted(senses, key=lambda item: item[:2])  # stable: of entries alike the first
        lemmas = (str(lemma) for _, _, sense in ranked for lemma in sense.synset().lemmas())
        found = tuple(dict.fromkeys(lemma for lemma in lemmas if lemma != word))
        if not found:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        lemmas = dict.fromkeys(str(entry.lemma()) for entry in self._wordnet.words())
        return (lemma for lemma in lemmas if lemma in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """Whether any word has a synonym, without counting them all."""
        return next(iter(self), None) is not None


def _find_synonyms(resource: LexicalResource, languages: set[str]) -> dict[str, tuple[str, ...]]:
    members: dict[str, dict[str, None]] = {}
    senses: dict[str, list[tuple[int, int, str]]] = {}
    for word, rank, sense in _list_senses(resource, languages):
        members.setdefault(sense["synset"], {})[word] = None
        senses.setdefault(word, []).append((-_count(sense), rank, sense["synset"]))
    found = {
        word: tuple(
            dict.fromkeys(
                other
                for _, _, synset in sorted(ranked, key=lambda item: item[:2])
                for other in members[synset]
                if other != word
            )
        )
        for word, ranked in senses.items()
    }
    return {word: others for word, others in found.items() if others}


def _list_senses(resource: LexicalResource, languages: set[str]) -> Iterator[tuple[str, int, Sense]]:
    """Yields word, rank and sense; extensions of lexicons that lie elsewhere are passed over."""
    for lexicon in resource["lexicons"]:
        if lexicon["language"] not in languages or "extends" in lexicon:
            continue
        for entry in lexicon.get("entries", ()):
            for rank, sense in enumerate(entry.get("senses", ())):
                yield entry["lemma"]["writtenForm"], rank, sense


def _count(sense: Sense) -> int:
    return sum(int(count["value"]) for count in sense.get("counts", ()))


def _load(path: Path) -> LexicalResource:
    wn = _import_wn()
    try:
        return wn.lmf.load(path, progress_handler=None)  # type: ignore[no-any-return]
    except FileNotFoundError:
        raise fault(path, "there is no such file", "check the catalogue and the data root") from None
    except (wn.Error, SyntaxError, ValueError, KeyError) as error:
        problem = f"this is not WN-LMF ({str(error).splitlines()[0] if str(error) else type(error).__name__})"
        raise fault(path, problem, "give an XML file in the Global WordNet format") from None


def _open_installed(name: str) -> Wordnet:
    wn = _import_wn()
    try:
        return wn.Wordnet(lexicon=name, expand="")  # type: ignore[no-any-return]
    except wn.Error:
        problem, remedy = f"wn has no lexicon {name!r} installed", f"run python -m wn download {name}"
        raise RequestError(problem, place="the catalogue, resources", remedy=remedy) from None


def _import_wn() -> ModuleType:
    try:
        import wn
        import wn.lmf
    except ImportError:
        raise RequestError(
            "synonyms are read by the package wn, which is not installed",
            place="the catalogue, resources",
            remedy="install it with pip install 'crosswind[wordnet]', or drop the entry",
        ) from None
    return wn
