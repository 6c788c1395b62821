"""Vietnamese: no inflection, classifiers, written in syllables: those of one word share its tag."""

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
from harness.sources.mini.lexicons.vi import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import ANIMATE, is_definite

_NUMBERS = {1: "một/NUM", 2: "hai/NUM", 3: "ba/NUM"}


class Vietnamese(Grammar):
    """Sentences in Vietnamese; ``t`` is what follows the object of a split verb."""

    language = "vi"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", ""), "verbs": ("base", ""), "adjectives": ("base", "")})
    plain = "SVOtPT"
    fronted = "T,SVOtP"
    fronted_place = "P,SVOtT"
    conjunction = "và"
    questions = Questions(
        who=("ai", "?VOt"),
        what=("gì", "SV?t"),
        where=("ở/ADP đâu", "SVOt?"),
        when=("khi/NOUN nào/DET", "?SVOt"),
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "bác sĩ trẻ"."""
        return self._known(proposition.agent, proposition.agent_quality, wording, "S")

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "cánh cửa", "một quyển sách mới", "sữa nóng" or "hai quyển sách"."""
        concept = proposition.object or ""
        if is_definite(proposition.verb):
            return self._known(concept, proposition.quality, wording, "O")
        word, classifier = self.row("nouns", concept, wording)
        counted = proposition.count > 1 or (takes_article(proposition) and not proposition.negated)
        number = tagged(f"{_NUMBERS[proposition.count]} {classifier}" if counted else "", "NOUN", "O")
        head = tagged(word, noun_tag(concept), "O")
        return number + head + self._adjective(proposition.quality, wording, "O")

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "đọc" or "không đọc"."""
        negation = (Token("không", "ADV", "V"),) if proposition.negated else ()
        return negation + tagged(self.row("verbs", proposition.verb, wording)[0], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "(không) giàu" or "(không) ở trong bếp"."""
        negation = (Token("không", "ADV", "K"),) if proposition.negated else ()
        if proposition.quality:
            phrase = self.row("adjectives", proposition.quality, wording)[-1]
            return negation + tagged(phrase, "ADJ", "K")
        place = self.adverbial(proposition.place, "P")
        if place[0].form == "ở":
            place = place[1:]
        return (*negation, Token("ở", "VERB", "P"), *place)

    def extra(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the second part of a split verb (t)."""
        if symbol != "t":
            return super().extra(symbol, proposition, wording)
        _, *tail = self.row("verbs", proposition.verb, wording)
        return tagged(tail[0], "VERB", "V") if tail else ()

    def interrogate(self, asked: Asked, proposition: Proposition) -> tuple[str, str]:
        """Returns the question; animals are asked for with their classifier."""
        if asked == "what" and proposition.object in ANIMATE:
            return "con/NOUN gì", self.questions.what[1]
        return super().interrogate(asked, proposition)

    def _known(self, noun: str, quality: str | None, wording: Wording, slot: Slot) -> Tokens:
        word, classifier = self.row("nouns", noun, wording)
        head = tagged(classifier, "NOUN", slot) + tagged(word, noun_tag(noun), slot)
        return head + self._adjective(quality, wording, slot)

    def _adjective(self, concept: str | None, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[0], "ADJ", slot) if concept else ()
