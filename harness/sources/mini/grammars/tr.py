"""Turkish: verb last, accusative on known objects, ``bir`` between adjective and noun."""

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
    noun_tag,
    tagged,
    takes_article,
)
from harness.sources.mini.lexicons.tr import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import NAMES, is_definite

_NUMBERS = {2: "iki/NUM", 3: "üç/NUM"}


class Turkish(Grammar):
    """Sentences in Turkish."""

    language = "tr"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", "object"), "verbs": ("base", "")})
    plain = "STPOV"
    fronted = "TSPOV"
    fronted_place = "PSTOV"
    conjunction = "ve"
    questions = Questions(
        who=("kim", "?OV"), what=("ne", "S?V"), where=("nerede", "S?OV"), when=("ne/ADJ zaman/NOUN", "S?OV")
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "genç öğretmen"."""
        noun = tagged(self.row("nouns", proposition.agent, wording)[0], noun_tag(proposition.agent), "S")
        return self._adjective(proposition.agent_quality, wording, "S") + noun

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "kapıyı", "bir elma", "taze süt" or "iki kitap"."""
        concept = proposition.object or ""
        nominative, accusative = self.row("nouns", concept, wording)
        quality = self._adjective(proposition.quality, wording, "O")
        if concept in NAMES or is_definite(proposition.verb):
            return quality + tagged(accusative, noun_tag(concept), "O")
        noun = tagged(nominative, "NOUN", "O")
        if proposition.count > 1:
            return tagged(_NUMBERS[proposition.count], "NUM", "O") + noun
        article = takes_article(proposition) and not proposition.negated
        return quality + ((Token("bir", "DET", "O"),) if article else ()) + noun

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "okuyor" or "okumuyor"."""
        return tagged(self.row("verbs", proposition.verb, wording)[proposition.negated], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "zengin (değil)" or "mutfakta (değil)"."""
        quality = self._adjective(proposition.quality, wording, "K")
        negation = (Token("değil", "AUX", "K"),) if proposition.negated else ()
        return quality + self.adverbial(proposition.place, "P") + negation

    def interrogate(self, asked: Asked, proposition: Proposition) -> tuple[str, str]:
        """Returns the question; the interrogative takes the accusative of a known object."""
        if asked == "what" and is_definite(proposition.verb):
            return "neyi", self.questions.what[1]
        return super().interrogate(asked, proposition)

    def capital(self, letter: str) -> str:
        """Returns the capital; dotted for a dotted i."""
        return "İ" if letter == "i" else letter.upper()

    def _adjective(self, concept: str | None, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[0], "ADJ", slot) if concept else ()
