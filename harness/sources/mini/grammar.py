"""From a proposition to the tokens of a sentence: what all languages share.

A language is a lexicon (a table of forms) and a subclass of ``Grammar`` that
says how its phrases are built and ordered. Tags are Universal POS tags.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import ClassVar, Literal, TypeAlias

from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import KIN, MASS, NAMES, PERSONS

Slot: TypeAlias = Literal["S", "V", "O", "P", "T", "K", ""]
"""Subject, verb, object, place, time, predicate; empty for what belongs to none."""
WordKind: TypeAlias = Literal["nouns", "verbs", "adjectives"]
Asked: TypeAlias = Literal["who", "what", "where", "when"]
ASKED_SLOTS: dict[Asked, Slot] = {"who": "S", "what": "O", "where": "P", "when": "T"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    Attributes:
        form: as written within a sentence.
        tag: Universal POS tag.
        slot: the part of the sentence that it belongs to.
    """

    form: str
    tag: str
    slot: Slot = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """For each part in question, the interrogative and the order of the sentence.

    ``?`` in an order is the interrogative; lower-case letters are what the
    grammar's ``extra`` makes of them.
    """

    who: tuple[str, str]
    what: tuple[str, str]
    where: tuple[str, str]
    when: tuple[str, str]


Tokens: TypeAlias = tuple[Token, ...]
Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a proposition is put: the free choices that do not change what it says.

    Attributes:
        alternate: use the second of two synonyms where there are two.
        fronted: put the time (or, without one, the place) before the subject.
    """

    alternate: bool = False
    fronted: bool = False


PLAIN = Wording()


@cache
def tagged(phrase: str, default: str, slot: Slot = "") -> Tokens:
    """Returns the tokens of ``"the/DET cat"``; words without a tag get the default one."""
    pairs = (word.partition("/") for word in unicodedata.normalize("NFC", phrase).split())
    return tuple(Token(form, tag or default, slot) for form, _, tag in pairs)


def read_table(text: str) -> dict[str, tuple[Row, ...]]:
    """Returns concept → rows of forms; a second row holds a synonym, ``-`` is an empty form."""
    table: dict[str, tuple[Row, ...]] = {}
    for line in unicodedata.normalize("NFC", text).strip().splitlines():
        concept, *forms = (cell.strip().removeprefix("-") for cell in line.split("|"))
        table[concept] = (*table.get(concept, ()), tuple(forms))
    return table


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, by part of speech; the grammar knows what the columns hold."""

    nouns: Mapping[str, tuple[Row, ...]]
    verbs: Mapping[str, tuple[Row, ...]]
    adjectives: Mapping[str, tuple[Row, ...]]
    adverbials: Mapping[str, tuple[Row, ...]]


class Grammar(ABC):
    """How one language says a proposition.

    Orders are strings of slots; ``,`` is a comma, lower-case letters and ``N`` are
    what the language's ``extra`` makes of them.
    """

    language: ClassVar[str]
    lexicon: ClassVar[Lexicon]
    plain: ClassVar[str]
    fronted: ClassVar[str]
    fronted_place: ClassVar[str]
    questions: ClassVar[Questions]
    columns: ClassVar[Mapping[WordKind, tuple[str, ...]]] = MappingProxyType({})
    """What the columns hold: "base", another feature, or "" for no word; by default one base form."""
    space: ClassVar[str] = " "
    comma: ClassVar[str] = ","
    full_stop: ClassVar[str] = "."
    question_marks: ClassVar[tuple[str, str]] = ("", "?")
    conjunction: ClassVar[str] = ""

    # --- phrases, one method a slot ---

    @abstractmethod
    def subject(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the subject's noun phrase."""

    @abstractmethod
    def verb(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the verb with its negation."""

    @abstractmethod
    def object(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the object's noun phrase; empty where there is none."""

    @abstractmethod
    def predicate(self, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns what ``be`` says of the subject, with the copula where the language has one."""

    def extra(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        """Returns the tokens of a symbol of the language's own in ``questions``."""
        raise NotImplementedError(symbol, proposition, wording)

    # --- words ---

    def row(self, kind: WordKind, concept: str, wording: Wording = PLAIN) -> Row:
        """Returns the forms of a concept, or of its synonym where the wording wants it."""
        rows: tuple[Row, ...] = getattr(self.lexicon, kind)[concept]
        return rows[-1] if wording.alternate else rows[0]

    def adverbial(self, concept: str | None, slot: Slot) -> Tokens:
        """Returns the phrase of a place or time; empty for none."""
        return tagged(self.lexicon.adverbials[concept][0][0], "NOUN", slot) if concept else ()

    def surfaces(self, kind: WordKind, row: Row) -> Iterator[tuple[str, str]]:
        """Yields ``(feature, phrase)`` for every form of a row that is a word by itself."""
        columns = self.columns.get(kind, ("base",))
        yield from ((feature, form) for feature, form in zip(columns, row, strict=False) if feature and form)

    # --- sentences ---

    def clause(self, proposition: Proposition, wording: Wording = PLAIN) -> Tokens:
        """Returns the sentence without its full stop, not capitalised."""
        if proposition.verb == "be":
            order = "SK"
        elif not wording.fronted or not (proposition.time or proposition.place):
            order = self.plain
        else:
            order = self.fronted if proposition.time else self.fronted_place
        return self._assemble(order, proposition, wording)

    def sentence(self, *clauses: tuple[Proposition, Wording]) -> Tokens:
        """Returns one sentence of one or two clauses, ready to be printed."""
        parts = [self.clause(*clause) for clause in clauses]
        joint = tagged(self.conjunction, "CCONJ") if len(parts) > 1 else ()
        body = parts[0] + (joint + parts[1] if len(parts) > 1 else ())
        return self._capitalised((*body, Token(self.full_stop, "PUNCT")))

    def fragment(self, phrase: Tokens) -> Tokens:
        """Returns a phrase as a short answer: "A book."."""
        return self._capitalised((*phrase, Token(self.full_stop, "PUNCT")))

    def question(self, asked: Asked, proposition: Proposition, wording: Wording = PLAIN) -> Tokens:
        """Returns the question for one slot of a proposition."""
        word, order = self.interrogate(asked, proposition)
        before, _, after = order.partition("?")
        body = (
            *self._assemble(before, proposition, wording),
            *tagged(word, "PRON", ASKED_SLOTS[asked]),
            *self._assemble(after, proposition, wording),
        )
        opening, closing = self.question_marks
        head = (Token(opening, "PUNCT"),) if opening else ()
        return self._capitalised((*head, *body, Token(closing, "PUNCT")))

    def interrogate(self, asked: Asked, proposition: Proposition) -> tuple[str, str]:
        """Returns the interrogative and the order of a question about this proposition."""
        del proposition  # only some languages look at it
        row: tuple[str, str] = getattr(self.questions, asked)
        return row

    def _assemble(self, order: str, proposition: Proposition, wording: Wording) -> Tokens:
        return tuple(token for symbol in order for token in self._phrase(symbol, proposition, wording))

    def _phrase(self, symbol: str, proposition: Proposition, wording: Wording) -> Tokens:
        match symbol:
            case "S":
                return self.subject(proposition, wording)
            case "V":
                return self.verb(proposition, wording)
            case "O":
                return self.object(proposition, wording) if proposition.object else ()
            case "P":
                return self.adverbial(proposition.place, "P")
            case "T":
                return self.adverbial(proposition.time, "T")
            case "K":
                return self.predicate(proposition, wording)
            case ",":
                return (Token(self.comma, "PUNCT"),)
        return self.extra(symbol, proposition, wording)

    def _capitalised(self, tokens: Tokens) -> Tokens:
        start = next(i for i, token in enumerate(tokens) if token.tag != "PUNCT")
        first = tokens[start]
        capital = Token(self.capital(first.form[0]) + first.form[1:], first.tag, first.slot)
        return (*tokens[:start], capital, *tokens[start + 1 :])

    def capital(self, letter: str) -> str:
        """Returns the capital of a letter; the letter itself in scripts without case."""
        return letter.upper()

    @cached_property
    def _attaching(self) -> frozenset[str]:
        return frozenset((self.comma, self.full_stop, self.question_marks[1]))

    def write(self, tokens: Tokens) -> str:
        """Returns the text of tokens, spaced as the language is written."""
        text, joined = "", True
        for token in tokens:
            text += token.form if joined or token.form in self._attaching else self.space + token.form
            joined = token.form == self.question_marks[0]
        return text

    def find(self, tokens: Tokens, slot: Slot) -> tuple[int, str]:
        """Returns the character offset and the text of a slot in ``write(tokens)``."""
        places = [i for i, token in enumerate(tokens) if token.slot == slot]
        answer = self.write(tokens[places[0] : places[-1] + 1])
        return len(self.write(tokens[: places[-1] + 1])) - len(answer), answer


def takes_article(proposition: Proposition) -> bool:
    """Returns whether an indefinite object is one counted thing."""
    return proposition.object not in MASS and proposition.count == 1


def is_bare_person(concept: str) -> bool:
    """Returns whether a noun is a name or kinship term, which some languages leave unmarked."""
    return concept in NAMES or concept in KIN


def noun_tag(concept: str) -> str:
    """Returns the tag of a noun: names are proper nouns."""
    return "PROPN" if concept in NAMES else "NOUN"


def is_person(concept: str | None) -> bool:
    """Returns whether a concept is a human being."""
    return concept in PERSONS
