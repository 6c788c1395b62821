"""Hindi: verb last, postpositions, agreement of verb and adjective in gender, honorific plurals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from harness.sources.mini.grammar import (
    PLAIN,
    Asked,
    Grammar,
    Questions,
    Row,
    Slot,
    Token,
    Tokens,
    Wording,
    WordKind,
    noun_tag,
    tagged,
    takes_article,
)
from harness.sources.mini.lexicons.hi import LEXICON
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import ANIMATE, NAMES, is_definite

_NUMBERS = {2: "दो/NUM", 3: "तीन/NUM"}
_ENDINGS = {"m": "ा", "mh": "े", "f": "ी", "fh": "ी"}


class Hindi(Grammar):
    """Sentences in Hindi."""

    language = "hi"
    lexicon = LEXICON
    columns = MappingProxyType({"nouns": ("base", "", "object", "plural"), "verbs": ("base", "")})
    plain = "STPOV"
    fronted = "TSPOV"
    fronted_place = "PSTOV"
    conjunction = "और"
    full_stop = "।"
    questions = Questions(
        who=("कौन", "?OV"), what=("क्या", "S?V"), where=("कहाँ/ADV", "S?OV"), when=("कब/ADV", "S?OV")
    )

    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "जवान शिक्षिका"."""
        word, gender = self.row("nouns", proposition.agent, wording)[:2]
        quality = self._adjective(proposition.agent_quality, gender, wording, "S")
        return quality + tagged(word, noun_tag(proposition.agent), "S")

    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "नई किताब", "एक सेब", "डॉक्टर को" or "दो किताबें"."""
        concept = proposition.object or ""
        direct, gender, oblique, *plural = self.row("nouns", concept, wording)
        marker = self._marker(proposition, wording)
        if marker:
            case = "f" if gender.startswith("f") else "mh"
            quality = self._adjective(proposition.quality, case, wording, "O")
            return (*quality, *tagged(oblique, noun_tag(concept), "O"), Token(marker, "ADP", "O"))
        if proposition.count > 1:
            return tagged(f"{_NUMBERS[proposition.count]} {plural[0]}", "NOUN", "O")
        known = is_definite(proposition.verb) or proposition.negated
        article = (Token("एक", "DET", "O"),) if takes_article(proposition) and not known else ()
        quality = self._adjective(proposition.quality, gender, wording, "O")
        return article + quality + tagged(direct, noun_tag(concept), "O")

    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "पढ़ती है" or "नहीं पढ़ती है"."""
        gender = self.row("nouns", proposition.agent, wording)[1]
        phrase = self.row("verbs", proposition.verb, wording)[0]
        *words, last = tagged(phrase, "VERB", "V")
        finite = Token(_with_ending(last.form, gender), last.tag, "V")
        negation = (Token("नहीं", "PART", "V"),) if proposition.negated else ()
        return (*words, *negation, finite, self._copula(gender, "V"))

    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns "धनी (नहीं) है" or "रसोई में (नहीं) है"."""
        gender = self.row("nouns", proposition.agent, wording)[1]
        quality = self._adjective(proposition.quality, gender, wording, "K")
        negation = (Token("नहीं", "PART", "K"),) if proposition.negated else ()
        place = self.adverbial(proposition.place, "P")
        return (*quality, *place, *negation, self._copula(gender, "K"))

    def interrogate(self, asked: Asked, proposition: Proposition) -> tuple[str, str]:
        """Returns the question; the interrogative takes the object's postposition."""
        marker = self._marker(proposition, Wording()) if asked == "what" else ""
        if marker:
            return f"किस{marker}", self.questions.what[1]
        return super().interrogate(asked, proposition)

    def question(self, asked: Asked, proposition: Proposition, wording: Wording = PLAIN) -> Tokens:
        """Returns the question; "who" is masculine, whoever it is."""
        asker = replace(proposition, agent="man") if asked == "who" else proposition
        return super().question(asked, asker, wording)

    def surfaces(self, kind: WordKind, row: Row) -> Iterator[tuple[str, str]]:
        """Yields the forms, those of verbs and adjectives by their endings."""
        if kind == "nouns":
            yield from super().surfaces(kind, row)
            return
        for feature, gender in (("base", "m"), ("feminine", "f"), ("object", "mh")):
            inflected = row if kind == "adjectives" else row[:1]
            yield feature, _inflect(inflected, gender)

    def _marker(self, proposition: Proposition, wording: Wording) -> str:
        _, *own = self.row("verbs", proposition.verb, wording)
        if own:
            return own[0]
        known = proposition.object in NAMES or is_definite(proposition.verb)
        return "को" if known and proposition.object in ANIMATE else ""

    def _copula(self, gender: str, slot: Slot) -> Token:
        return Token("हैं" if gender.endswith("h") else "है", "AUX", slot)

    def _adjective(self, concept: str | None, gender: str, wording: Wording, slot: Slot) -> Tokens:
        """Masculine ``gender`` with h stands for the oblique too: their forms are the same."""
        if concept is None:
            return ()
        return tagged(_inflect(self.row("adjectives", concept, wording), gender), "ADJ", slot)


def _inflect(row: Row, gender: str) -> str:
    if len(row) > 1:
        return row[0] if gender == "m" else row[1] if gender == "mh" else row[2]
    return _with_ending(row[0], gender)


def _with_ending(word: str, gender: str) -> str:
    """Returns the word in a gender; words that do not end in ā never change."""
    stem, slash, tag = word.rpartition("/") if word.endswith("/AUX") else (word, "", "")
    return (stem[:-1] + _ENDINGS[gender] if stem.endswith("ा") else stem) + slash + tag
