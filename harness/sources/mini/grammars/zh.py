"""Chinese: no spaces, measure words, adverbials before the verb and the denial before the place."""

from __future__ import annotations

from types import MappingProxyType

from harness.sources.mini.grammar import (
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
from harness.sources.mini.lexicons.zh import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import is_definite

_NUMBERS = {1: "一", 2: "两", 3: "三"}


class Chinese(Grammar):
    """Sentences in Mandarin, in simplified characters."""

    language = "zh"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", ""), "verbs": ("base", ""), "adjectives": ("base", "", "")})
    plain = "STNPVO"
    fronted = "TSNPVO"
    fronted_place = "P,STNVO"
    conjunction = "，/PUNCT"
    comma = "，"
    space = ""
    full_stop = "。"
    question_marks = ("", "？")
    questions = Questions(
        who=("谁", "?VO"),
        what=("什么", "SV?"),
        where=("在/ADP 哪里", "S?VO"),
        when=("什么 时候/NOUN", "S?VO"),
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "年轻的老师"."""
        noun = tagged(self.row("nouns", proposition.agent, wording)[0], noun_tag(proposition.agent), "S")
        return self._adjective(proposition.agent_quality, wording, "S") + noun

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "门", "一本新书", "热茶" or "两本书"."""
        concept = proposition.object or ""
        word, measure = self.row("nouns", concept, wording)
        bare = is_definite(proposition.verb) or proposition.negated
        counted = proposition.count > 1 or (takes_article(proposition) and not bare)
        number = f"{_NUMBERS[proposition.count]}/NUM {measure}" if counted else ""
        quality = self._adjective(proposition.quality, wording, "O")
        return tagged(number, "NOUN", "O") + quality + tagged(word, noun_tag(concept), "O")

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "读"."""
        return tagged(self.row("verbs", proposition.verb, wording)[0], "VERB", "V")

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "很富有", "不富有", "在厨房里" or "不在厨房里"."""
        if proposition.quality:
            phrase = self.row("adjectives", proposition.quality, wording)[1 + proposition.negated]
            return tagged(phrase, "ADJ", "K")
        negation = (Token("不", "ADV", "K"),) if proposition.negated else ()
        _, *place = self.adverbial(proposition.place, "P")
        return (*negation, Token("在", "VERB", "P"), *place)

    def extra(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the denial (N)."""
        if symbol != "N":
            return super().extra(symbol, proposition, wording)
        if not proposition.negated:
            return ()
        _, *denial = self.row("verbs", proposition.verb, wording)
        return tagged(denial[0] if denial else "不/ADV", "ADV", "V")

    def _adjective(self, concept: str | None, wording: Wording, slot: Slot) -> Tokens:
        return tagged(self.row("adjectives", concept, wording)[0], "ADJ", slot) if concept else ()
