"""Spanish: gender agreement, adjectives after nouns, ``a`` before persons as objects, ser and estar."""

from __future__ import annotations

from types import MappingProxyType

from harness.sources.mini.grammar import Grammar, Questions, Slot, Token, Tokens, Wording, noun_tag, tagged
from harness.sources.mini.lexicons.es import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import ANIMATE, MASS, NAMES, is_definite

_NUMBERS = {2: "dos/NUM", 3: "tres/NUM"}


class Spanish(Grammar):
    """Sentences in Spanish."""

    language = "es"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", "", "plural"), "adjectives": ("base", "feminine", "")})
    plain = "SVOPT"
    fronted = "T,SVOP"
    fronted_place = "P,SVOT"
    conjunction = "y"
    question_marks = ("¿", "?")
    questions = Questions(
        who=("quién", "?VO"), what=("qué", "?VS"), where=("dónde/ADV", "?VSO"), when=("cuándo/ADV", "?VSO")
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "la maestra joven"."""
        return self._phrase_of(proposition.agent, proposition.agent_quality, wording, "S")

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "la puerta", "una manzana", "leche fresca", "dos libros" or "al médico"."""
        noun = proposition.object or ""
        if noun in NAMES or is_definite(proposition.verb):
            phrase = self._phrase_of(noun, proposition.quality, wording, "O")
            return self._personal(phrase) if noun in ANIMATE else phrase
        singular, gender, *plural = self.row("nouns", noun, wording)
        if proposition.count > 1:
            return tagged(f"{_NUMBERS[proposition.count]} {plural[0]}", "NOUN", "O")
        words = tagged(singular, "NOUN", "O") + self._adjective(proposition.quality, gender, wording, "O")
        if noun in MASS:
            return words
        return (Token("un" if gender == "m" else "una", "DET", "O"), *words)

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "lee" or "no lee"."""
        negation = (Token("no", "ADV", "V"),) if proposition.negated else ()
        return negation + tagged(self.row("verbs", proposition.verb, wording)[0], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "(no) es rica" or "(no) está en la cocina"."""
        negation = (Token("no", "ADV", "K"),) if proposition.negated else ()
        if proposition.quality is None:
            return (*negation, Token("está", "AUX", "K"), *self.adverbial(proposition.place, "P"))
        gender = self.row("nouns", proposition.agent, wording)[1]
        copula = self.row("adjectives", proposition.quality, wording)[2]
        quality = self._adjective(proposition.quality, gender, wording, "K")
        return (*negation, Token(copula, "AUX", "K"), *quality)

    def _phrase_of(self, noun: str, quality: str | None, wording: Wording, slot: Slot) -> Tokens:
        word, gender = self.row("nouns", noun, wording)[:2]
        article = () if noun in NAMES else (Token("la" if gender == "f" else "el", "DET", slot),)
        head = tagged(word, noun_tag(noun), slot)
        return article + head + self._adjective(quality, gender, wording, slot)

    def _adjective(self, concept: str | None, gender: str, wording: Wording, slot: Slot) -> Tokens:
        if concept is None:
            return ()
        masculine, feminine, _ = self.row("adjectives", concept, wording)
        return tagged(masculine if gender == "m" else feminine, "ADJ", slot)

    def _personal(self, phrase: Tokens) -> Tokens:
        if phrase[0].form == "el":
            return (Token("al", "ADP", "O"), *phrase[1:])
        return (Token("a", "ADP", "O"), *phrase)
