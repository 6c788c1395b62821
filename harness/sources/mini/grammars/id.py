"""Indonesian: no inflection, ``itu`` after what is known, passive questions for the object."""

from __future__ import annotations

from types import MappingProxyType

from harness.sources.mini.grammar import (
    Grammar,
    Questions,
    Slot,
    Token,
    Tokens,
    Wording,
    is_bare_person,
    noun_tag,
    tagged,
)
from harness.sources.mini.lexicons.id import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import is_definite

_NUMBERS = {1: "", 2: "dua/NUM", 3: "tiga/NUM"}


class Indonesian(Grammar):
    """Sentences in Indonesian."""

    language = "id"
    lexicon = LEXICON
    columns = MappingProxyType({"verbs": ("base", "passive")})
    plain = "SVOPT"
    fronted = "T,SVOP"
    fronted_place = "P,SVOT"
    conjunction = "dan"
    questions = Questions(
        who=("siapa yang", "?VO"),
        what=("apa yang", "?bS"),
        where=("di/ADP mana", "?SVO"),
        when=("kapan/ADV", "?SVO"),
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "guru muda itu"."""
        return self._phrase_of(proposition.agent, proposition.agent_quality, wording, "S") + self._known(
            proposition.agent, "S"
        )

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "pintu itu", "buku baru" or "dua buku"."""
        concept = proposition.object or ""
        number = tagged(_NUMBERS[proposition.count], "NUM", "O")
        known = self._known(concept, "O") if is_definite(proposition.verb) else ()
        return number + self._phrase_of(concept, proposition.quality, wording, "O") + known

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "membaca" or "tidak membaca"."""
        negation = (Token("tidak", "PART", "V"),) if proposition.negated else ()
        return negation + tagged(self.row("verbs", proposition.verb, wording)[0], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "(tidak) kaya" or "(tidak) ada di dapur"."""
        negation = (Token("tidak", "PART", "K"),) if proposition.negated else ()
        if proposition.place:
            return (*negation, Token("ada", "VERB", "K"), *self.adverbial(proposition.place, "P"))
        return negation + self._adjective(proposition.quality, wording, "K")

    def extra(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the passive (b)."""
        if symbol != "b":
            return super().extra(symbol, proposition, wording)
        return tagged(self.row("verbs", proposition.verb, wording)[1], "VERB", "V")

    def _phrase_of(self, noun: str, quality: str | None, wording: Wording, slot: Slot) -> Tokens:
        head = tagged(self.row("nouns", noun, wording)[0], noun_tag(noun), slot)
        return head + self._adjective(quality, wording, slot)

    def _known(self, noun: str, slot: Slot) -> Tokens:
        return () if is_bare_person(noun) else (Token("itu", "DET", slot),)

    def _adjective(self, concept: str | None, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[0], "ADJ", slot) if concept else ()
