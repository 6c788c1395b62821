"""English: articles, do-support, subject - verb - object - place - time."""

from __future__ import annotations

from types import MappingProxyType

from harness.sources.mini.grammar import Grammar, Questions, Slot, Token, Tokens, Wording, noun_tag, tagged
from harness.sources.mini.lexicons.en import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import MASS, NAMES, is_definite

_NUMBERS = {2: "two/NUM", 3: "three/NUM"}


class English(Grammar):
    """Sentences in English."""

    language = "en"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", "plural"), "verbs": ("base", "infinitive")})
    plain = "SVOPT"
    fronted = "T,SVOP"
    fronted_place = "P,SVOT"
    conjunction = "and"
    questions = Questions(
        who=("who", "?VO"), what=("what", "?dSb"), where=("where/ADV", "?dSbO"), when=("when/ADV", "?dSbO")
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "the young teacher"."""
        return self._definite(proposition.agent, proposition.agent_quality, wording, "S")

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "the door", "an apple", "fresh milk" or "two books"."""
        noun = proposition.object or ""
        if noun in NAMES or is_definite(proposition.verb):
            return self._definite(noun, proposition.quality, wording, "O")
        singular, *plural = self.row("nouns", noun, wording)
        if proposition.count > 1:
            return tagged(f"{_NUMBERS[proposition.count]} {plural[0]}", "NOUN", "O")
        words = self._adjective(proposition.quality, wording, "O") + tagged(singular, "NOUN", "O")
        if noun in MASS:
            return words
        return (Token("an" if words[0].form[0] in "aeiou" else "a", "DET", "O"), *words)

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "reads" or "does not read"."""
        finite, base = self.row("verbs", proposition.verb, wording)
        if not proposition.negated:
            return tagged(finite, "VERB", "V")
        return tagged("does/AUX not/PART", "AUX", "V") + tagged(base, "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "is (not) hungry" or "is (not) in the kitchen"."""
        copula = "is/AUX not/PART" if proposition.negated else "is/AUX"
        quality = self._adjective(proposition.quality, wording, "K")
        return tagged(copula, "AUX", "K") + quality + self.adverbial(proposition.place, "P")

    def extra(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "does" (d) or the base form (b)."""
        if symbol == "d":
            return (Token("does", "AUX", "V"),)
        return tagged(self.row("verbs", proposition.verb, wording)[1], "VERB", "V")

    def _definite(self, noun: str, quality: str | None, wording: Wording, slot: Slot) -> Tokens:
        article = () if noun in NAMES else (Token("the", "DET", slot),)
        word = tagged(self.row("nouns", noun, wording)[0], noun_tag(noun), slot)
        return article + self._adjective(quality, wording, slot) + word

    def _adjective(self, concept: str | None, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[0], "ADJ", slot) if concept else ()
