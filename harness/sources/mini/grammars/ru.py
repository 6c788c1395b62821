"""Russian: no articles, no copula, gender and case on adjectives and nouns."""

from __future__ import annotations

from types import MappingProxyType

from harness.sources.mini.grammar import (
    Asked,
    Grammar,
    Questions,
    Slot,
    Token,
    Tokens,
    Wording,
    is_person,
    noun_tag,
    tagged,
)
from harness.sources.mini.lexicons.ru import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import ANIMATE

_NOMINATIVE = {"m": 0, "f": 1, "n": 2}
_ACCUSATIVE = {"m": 0, "f": 3, "n": 2}
_ACCUSATIVE_OF_PERSONS = {"m": 4, "f": 3}


class Russian(Grammar):
    """Sentences in Russian."""

    language = "ru"
    lexicon = LEXICON
    columns = MappingProxyType(
        {
            "nouns": ("base", "", "object", "genitive"),
            "adjectives": ("base", "feminine", "neuter", "object", "genitive"),
        }
    )
    plain = "SVOPT"
    fronted = "TSVOP"
    fronted_place = "PSVOT"
    conjunction = ",/PUNCT а"
    questions = Questions(
        who=("кто", "?VO"), what=("что", "?VS"), where=("где/ADV", "?SVO"), when=("когда/ADV", "?SVO")
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "молодая учительница"."""
        word, gender = self.row("nouns", proposition.agent, wording)[:2]
        quality = self._adjective(proposition.agent_quality, _NOMINATIVE.get(gender, 0), wording, "S")
        return quality + tagged(word, noun_tag(proposition.agent), "S")

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "новую книгу", "старого врача" or "две книги"."""
        concept = proposition.object or ""
        _, gender, accusative, *genitive = self.row("nouns", concept, wording)
        if proposition.count > 1:
            number = "три" if proposition.count > 2 else "две" if gender == "f" else "два"
            return tagged(f"{number}/NUM {genitive[0]}", "NOUN", "O")
        columns = _ACCUSATIVE_OF_PERSONS if is_person(concept) else _ACCUSATIVE
        quality = self._adjective(proposition.quality, columns.get(gender, 0), wording, "O")
        return quality + tagged(accusative, noun_tag(concept), "O")

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "читает" or "не читает"."""
        negation = (Token("не", "PART", "V"),) if proposition.negated else ()
        return negation + tagged(self.row("verbs", proposition.verb, wording)[0], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "(не) богатая" or "(не) на кухне"."""
        negation = (Token("не", "PART", "K"),) if proposition.negated else ()
        gender = self.row("nouns", proposition.agent, wording)[1]
        quality = self._adjective(proposition.quality, _NOMINATIVE.get(gender, 0), wording, "K")
        return negation + quality + self.adverbial(proposition.place, "P")

    def interrogate(self, asked: Asked, proposition: Proposition) -> tuple[str, str]:
        """Returns the question; animals are asked for as persons are."""
        if asked == "what" and proposition.object in ANIMATE:
            return "кого", self.questions.what[1]
        return super().interrogate(asked, proposition)

    def _adjective(self, concept: str | None, column: int, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[column], "ADJ", slot) if concept else ()
