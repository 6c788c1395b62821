"""Hypothesis strategies: texts of a script, examples of a format, evaluation sets.

For property tests of perturbations and of models; importing this module needs the
``hypothesis`` package, which nothing else here does.
"""

from __future__ import annotations

from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    Candidate,
    ChoiceGold,
    EvaluationSet,
    Example,
    FormatName,
    Gold,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    Payload,
    PlainText,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

_ALPHABETS = {
    "Latin": "a b c e i o u n s t A E I Ş é ñ ü ß đ ế ı 3 Café de\u0301 ʼ",
    "Cyrillic": "а б в е и к л н о р т й ё А К П 7 Ё и\u0306",
    "Greek": "α β γ δ ε ι ν ο σ ς ά Α Σ ώ 2 ΐ",
    "Arabic": "ا ب ت ك ي ل م ه أ آ سَ مُّ لا ٣ ی ک ہ",
    "Hebrew": "א ב ג ד ה ו י ל ם שׁ בְּ ן 5",
    "Devanagari": "क ख ग कि क्ष त्रि न्दी में ज़ हाँ आ ए १ है श्री",
    "Bengali": "ক খ গ কি ক্ষ স্ত্রী বাং ড় আ ১ য়",
    "Tamil": "க த மி ழ் கௌ நொ அ ஸ்ரீ",
    "Telugu": "క త మి క్ష స్త్రీ తె అ లు",
    "Malayalam": "ക മ ഴ ള കി ക്ഷ ന്റെ ൻ ആ ൧",
    "Gujarati": "ક મ ળ કિ ક્ષ સ્ત્રી આ ૧",
    "Gurmukhi": "ਕ ਮ ਸ ਕਿ ਪ੍ਰੀ ਆ ਸ਼ ੧",
    "Myanmar": "က မ န် ကို မြန် သည် အ ၁",
    "Georgian": "ა ბ გ დ ე ვ ი ო",
    "Thai": "ก ข ที่ น้ำ เ า ภ ษ ไ ไม่ ครั้ ๓",
    "Han": "一 大 人 你 好 语 言 学 不 。 山 𠮷 葛\U000e0100",
    "Japanese": "あ い が か\u3099 ア ー ガ 日 本 語 ｶﾞ 。",
    "Hangul": "가 각 한 국 어 말 뷁 ㅋ \u1112\u1161\u11ab",
    "Emoji": "👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 1️⃣ ❤️ 😀",
}
_PUNCTUATION = [".", ",", "!", "?", "'", "’", "-", '"', "(", ")"]
_SPACES = [" ", "  ", "\t", "\r\n", "\u00a0", "\u3000"]

LANGUAGE_OF_SCRIPT = {
    "Latin": "de",
    "Cyrillic": "ru",
    "Greek": "el",
    "Arabic": "ar",
    "Hebrew": "he",
    "Devanagari": "hi",
    "Bengali": "bn",
    "Tamil": "ta",
    "Telugu": "te",
    "Malayalam": "ml",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Myanmar": "my",
    "Georgian": "ka",
    "Thai": "th",
    "Han": "zh",
    "Japanese": "ja",
    "Hangul": "ko",
    "Emoji": "en",
}
"""Script (and "Emoji") → the language of its examples."""

SCRIPTS = tuple(_ALPHABETS)

_LABELS = ("entailment", "neutral", "contradiction")
_POOL = ("c0", "c1")
_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def words(script: str) -> st.SearchStrategy[str]:
    """Returns words of one script, made of whole grapheme clusters; some hold foreign ones."""
    own = st.sampled_from(_ALPHABETS[script].split())
    foreign = st.sampled_from([*_ALPHABETS["Latin"].split(), *_ALPHABETS["Emoji"].split(), *_PUNCTUATION])
    return st.lists(own | own | own | foreign, min_size=1, max_size=6).map("".join)


def texts(script: str, *, max_words: int = 8) -> st.SearchStrategy[str]:
    """Returns texts of one script: words, punctuation and white space of every kind; may be empty."""
    separators = st.sampled_from([" "] * 8 + _SPACES + [f"{mark} " for mark in _PUNCTUATION])
    pieces = st.lists(st.tuples(words(script), separators), max_size=max_words)
    return pieces.map(lambda pairs: "".join(word + space for word, space in pairs))


def payloads(kind: FormatName, script: str) -> st.SearchStrategy[Payload]:
    """Returns payloads of one format."""
    text = texts(script)
    made: dict[FormatName, st.SearchStrategy[Payload]] = {
        "classification": st.builds(TextPair, text, st.none() | text),
        "multiple_choice": st.builds(MultipleChoice, text, st.lists(text, min_size=2, max_size=4).map(tuple)),
        "tagging": st.builds(TaggedTokens, st.lists(words(script), min_size=1, max_size=8).map(tuple)),
        "span_qa": st.builds(SpanQA, text, text),
        "retrieval": st.builds(ParallelPair, text, text) | st.builds(Query, text),
        "masked_lm": st.builds(PlainText, text, st.none() | text),
    }
    return made[kind]


def golds(payload: Payload, *, name: str = "0") -> st.SearchStrategy[Gold]:
    """Returns gold answers that fit the payload of a named example: offsets inside, tags valid BIO."""
    match payload:
        case TextPair():
            return st.sampled_from(_LABELS).map(LabelGold)
        case MultipleChoice(_, choices):
            return st.integers(0, len(choices) - 1).map(ChoiceGold)
        case TaggedTokens(tokens):
            many = st.lists(st.sampled_from(_TAGS), min_size=len(tokens), max_size=len(tokens))
            return many.map(_make_bio)
        case SpanQA(context):
            return st.lists(_answers(context), max_size=3).map(lambda found: AnswersGold(tuple(found)))
        case ParallelPair():
            return st.just(LabelGold(name))
        case Query():
            return st.lists(st.sampled_from(_POOL), unique=True).map(lambda ids: RelevantGold(tuple(ids)))
        case _:
            return st.just(NoGold())


@st.composite
def examples(draw: st.DrawFn, kind: FormatName, script: str, *, name: str = "0") -> Example:
    """Returns examples of one format and script, in the language that ``LANGUAGE_OF_SCRIPT`` names."""
    payload = draw(payloads(kind, script))
    gold = draw(golds(payload, name=name))
    return Example(name, LANGUAGE_OF_SCRIPT[script], payload, gold, group=f"group-{name}")


@st.composite
def evaluation_sets(draw: st.DrawFn, kind: FormatName, script: str, *, max_size: int = 5) -> EvaluationSet:
    """Returns sets of up to ``max_size`` examples and one in reserve, with a pool for retrieval."""
    size = draw(st.integers(1, max_size))
    found = [draw(examples(kind, script, name=str(number))) for number in range(size + 1)]
    language = LANGUAGE_OF_SCRIPT[script]
    asked = kind == "retrieval"
    pool = tuple(Candidate(one, language, draw(texts(script))) for one in _POOL) if asked else ()
    return EvaluationSet("generated", language, "test", tuple(found[:size]), tuple(found[size:]), pool)


def _answers(context: str) -> st.SearchStrategy[Answer]:
    spans = st.tuples(st.integers(0, len(context)), st.integers(0, len(context))).map(sorted)
    return spans.map(lambda span: Answer(context[span[0] : span[1]], span[0]))


def _make_bio(tags: list[str]) -> TagsGold:
    valid: list[str] = []
    for tag in tags:
        follows = valid and valid[-1][1:] == tag[1:]
        valid.append(tag if not tag.startswith("I-") or (follows and valid[-1] != "O") else f"B{tag[1:]}")
    return TagsGold(tuple(valid))
