"""One proposition after another, as each language says it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from harness.sources.mini.grammar import PLAIN, Asked, Wording, read_table, tagged
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition
from harness.sources.mini.world import CLASSES, NAMES, SYNONYMOUS, frames, qualities_of

READS = Proposition("teacher", "read", "book", quality="new", place="library", time="evening")
OPENS = Proposition("boy", "open", "door", quality="old", negated=True)
KNOWS = Proposition("grandfather", "know", "doctor", quality="young")
SOUP = Proposition("soup", "be", quality="hot")
KITCHEN = Proposition("mother", "be", place="kitchen", negated=True)
HATS = Proposition("girl", "buy", "hat", count=2)


def say(language: str, proposition: Proposition, wording: Wording = PLAIN) -> str:
    grammar = GRAMMARS[language]
    return grammar.write(grammar.sentence((proposition, wording)))


def ask(language: str, asked: Asked, proposition: Proposition) -> str:
    grammar = GRAMMARS[language]
    return grammar.write(grammar.question(asked, proposition))


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


SAID: dict[str, tuple[str, ...]] = {
    "en": (
        "The teacher reads a new book in the library in the evening.",
        "The boy does not open the old door.",
        "The grandfather knows the young doctor.",
        "The soup is hot.",
        "The mother is not in the kitchen.",
        "The girl buys two hats.",
    ),
    "es": (
        "La maestra lee un libro nuevo en la biblioteca por la tarde.",
        "El niño no abre la puerta vieja.",
        "El abuelo conoce al médico joven.",
        "La sopa está caliente.",
        "La madre no está en la cocina.",
        "La niña compra dos sombreros.",
    ),
    "ru": (
        "Учительница читает новую книгу в библиотеке вечером.",
        "Мальчик не открывает старую дверь.",
        "Дедушка знает молодого врача.",
        "Суп горячий.",
        "Мать не на кухне.",
        "Девочка покупает две шляпы.",
    ),
    "tr": (
        "Öğretmen akşamleyin kütüphanede yeni bir kitap okuyor.",
        "Oğlan eski kapıyı açmıyor.",
        "Dede genç doktoru tanıyor.",
        "Çorba sıcak.",
        "Anne mutfakta değil.",
        "Kız iki şapka alıyor.",
    ),
    "hi": (
        "शिक्षिका शाम को पुस्तकालय में एक नई किताब पढ़ती है।",
        "लड़का पुराना दरवाज़ा नहीं खोलता है।",
        "दादा जवान डॉक्टर को जानते हैं।",
        "सूप गरम है।",
        "माँ रसोई में नहीं है।",
        "लड़की दो टोपियाँ ख़रीदती है।",
    ),
    "zh": (
        "老师晚上在图书馆读一本新书。",
        "男孩不打开旧门。",
        "爷爷认识年轻的医生。",
        "汤很热。",
        "妈妈不在厨房里。",
        "女孩买两顶帽子。",
    ),
    "id": (
        "Guru itu membaca buku baru di perpustakaan pada sore hari.",
        "Anak laki-laki itu tidak membuka pintu lama itu.",
        "Kakek mengenal dokter muda itu.",
        "Sup itu panas.",
        "Ibu tidak ada di dapur.",
        "Anak perempuan itu membeli dua topi.",
    ),
    "vi": (
        "Cô giáo đọc một quyển sách mới trong thư viện vào buổi tối.",
        "Cậu bé không mở cánh cửa cũ.",
        "Ông quen biết bác sĩ trẻ.",
        "Súp nóng.",
        "Mẹ không ở trong bếp.",
        "Cô bé mua hai chiếc mũ.",
    ),
}


@pytest.mark.parametrize("language", GRAMMARS)
def test_statements(language: str) -> None:
    said = tuple(say(language, p) for p in (READS, OPENS, KNOWS, SOUP, KITCHEN, HATS))
    assert said == tuple(nfc(text) for text in SAID[language])


FRONTED = {
    "en": "In the evening, the teacher reads a new book in the library.",
    "es": "Por la tarde, la maestra lee un libro nuevo en la biblioteca.",
    "ru": "Вечером учительница читает новую книгу в библиотеке.",
    "tr": "Akşamleyin öğretmen kütüphanede yeni bir kitap okuyor.",
    "hi": "शाम को शिक्षिका पुस्तकालय में एक नई किताब पढ़ती है।",
    "zh": "晚上老师在图书馆读一本新书。",
    "id": "Pada sore hari, guru itu membaca buku baru di perpustakaan.",
    "vi": "Vào buổi tối, cô giáo đọc một quyển sách mới trong thư viện.",
}


@pytest.mark.parametrize("language", GRAMMARS)
def test_fronted_times(language: str) -> None:
    assert say(language, READS, Wording(fronted=True)) == nfc(FRONTED[language])


QUESTIONS: dict[str, tuple[str, ...]] = {
    "en": (
        "Who reads a book?",
        "What does the teacher read?",
        "Where does the teacher read a book?",
        "When does the teacher read a book?",
    ),
    "es": (
        "¿Quién lee un libro?",
        "¿Qué lee la maestra?",
        "¿Dónde lee la maestra un libro?",
        "¿Cuándo lee la maestra un libro?",
    ),
    "ru": (
        "Кто читает книгу?",
        "Что читает учительница?",
        "Где учительница читает книгу?",
        "Когда учительница читает книгу?",
    ),
    "tr": (
        "Kim bir kitap okuyor?",
        "Öğretmen ne okuyor?",
        "Öğretmen nerede bir kitap okuyor?",
        "Öğretmen ne zaman bir kitap okuyor?",
    ),
    "hi": (
        "कौन एक किताब पढ़ता है?",
        "शिक्षिका क्या पढ़ती है?",
        "शिक्षिका कहाँ एक किताब पढ़ती है?",
        "शिक्षिका कब एक किताब पढ़ती है?",
    ),
    "zh": ("谁读一本书？", "老师读什么？", "老师在哪里读一本书？", "老师什么时候读一本书？"),
    "id": (
        "Siapa yang membaca buku?",
        "Apa yang dibaca guru itu?",
        "Di mana guru itu membaca buku?",
        "Kapan guru itu membaca buku?",
    ),
    "vi": (
        "Ai đọc một quyển sách?",
        "Cô giáo đọc gì?",
        "Cô giáo đọc một quyển sách ở đâu?",
        "Khi nào cô giáo đọc một quyển sách?",
    ),
}


@pytest.mark.parametrize("language", GRAMMARS)
def test_questions(language: str) -> None:
    gist = replace(READS, quality=None, place=None, time=None)
    kinds: tuple[Asked, ...] = ("who", "what", "where", "when")
    assert tuple(ask(language, kind, gist) for kind in kinds) == tuple(nfc(q) for q in QUESTIONS[language])


def test_who_in_hindi_does_not_give_the_gender_away() -> None:
    assert ask("hi", "who", replace(READS, agent="boy", quality=None)) == ask(
        "hi", "who", replace(READS, quality=None)
    )


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ru", "Кого кормит Нина?"),
        ("hi", "नीना किसको खाना खिलाती है?"),
        ("vi", "Nina cho con gì ăn?"),
        ("tr", "Nina neyi besliyor?"),
    ],
)
def test_animals_are_asked_for_as_the_language_does(language: str, question: str) -> None:
    assert ask(language, "what", Proposition("nina", "feed", "cow")) == nfc(question)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Nina alimenta al perro."), ("vi", "Nina cho con chó ăn."), ("hi", "नीना कुत्ते को खाना खिलाती है।")],
)
def test_known_animals_as_objects(language: str, sentence: str) -> None:
    assert say(language, Proposition("nina", "feed", "dog")) == nfc(sentence)


def test_two_clauses_are_joined() -> None:
    clauses = ((replace(SOUP), Wording()), (HATS, Wording()))
    joined = {code: g.write(g.sentence(*clauses)) for code, g in GRAMMARS.items()}
    assert joined["en"] == "The soup is hot and the girl buys two hats."
    assert joined["ru"] == "Суп горячий, а девочка покупает две шляпы."
    assert joined["zh"] == "汤很热，女孩买两顶帽子。"


@pytest.mark.parametrize("language", GRAMMARS)
def test_lexicons_hold_every_concept_and_synonym(language: str) -> None:
    lexicon = GRAMMARS[language].lexicon
    english = GRAMMARS["en"].lexicon
    for kind in ("nouns", "verbs", "adjectives", "adverbials"):
        table, reference = getattr(lexicon, kind), getattr(english, kind)
        assert table.keys() == reference.keys()
        for concept, rows in table.items():
            assert len(rows) == (2 if concept in SYNONYMOUS else 1), concept
            assert len({row[0] for row in rows}) == len(rows), concept
            assert all(row[0] for row in rows)


def test_frames_mention_only_known_concepts() -> None:
    lexicon = GRAMMARS["en"].lexicon
    for domain in ("home", "field"):
        for frame in frames(domain):
            assert frame.verb in lexicon.verbs
            assert set(frame.agents) | set(frame.objects) <= lexicon.nouns.keys()
            assert set(frame.places) <= lexicon.adverbials.keys()
            assert {q for noun in frame.objects for q in qualities_of(noun)} <= lexicon.adjectives.keys()
    assert {noun for members in CLASSES.values() for noun in members} <= lexicon.nouns.keys()
    assert sum(len(table) for table in (lexicon.nouns, lexicon.verbs, lexicon.adjectives)) < 175
    assert all(not qualities_of(name) for name in NAMES)


@pytest.mark.parametrize("language", GRAMMARS)
@pytest.mark.parametrize("slot", ["S", "O", "P", "T"])
@pytest.mark.parametrize("fronted", [False, True])
def test_every_part_can_be_found_in_the_text(language: str, slot: str, fronted: bool) -> None:
    grammar = GRAMMARS[language]
    tokens = grammar.sentence((READS, Wording(fronted=fronted)))
    start, answer = grammar.find(tokens, slot)  # type: ignore[arg-type]
    text = grammar.write(tokens)
    assert text[start : start + len(answer)] == answer
    assert grammar.write(tuple(t for t in tokens if t.slot == slot)) == answer


def test_find_is_not_misled_by_a_repeated_phrase() -> None:
    english = GRAMMARS["en"]
    tokens = english.sentence((Proposition("girl", "know", "girl"), Wording()))
    assert english.find(tokens, "O") == (len("The girl knows "), "the girl")


def test_tables_and_phrases() -> None:
    assert read_table("a | x | -\na | y | z") == {"a": (("x", ""), ("y", "z"))}
    assert [(t.form, t.tag) for t in tagged("in/ADP town", "NOUN")] == [("in", "ADP"), ("town", "NOUN")]


def test_a_symbol_of_no_language_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        GRAMMARS["vi"].extra("x", READS, Wording())
