"""Clauses that are true whatever was said before, to be appended to a sentence.

After the stress tests of Naik et al. (2018), "Stress Test Evaluation for Natural Language
Inference": "and true is true" and "and false is not true". Translated for this project;
languages in which the sentence was not certain are left out.
"""

from __future__ import annotations

from typing import NamedTuple


class Truism(NamedTuple):
    """A clause without a negator and one with, as they follow a sentence; joiners included."""

    plain: str
    negated: str


_TRUISMS = """
af | en waar is waar | en vals is nie waar nie
ar | والصحيح صحيح | والخطأ ليس صحيحا
az | və doğru doğrudur | və yalan doğru deyil
be | і праўда ёсць праўда | і хлусня не ёсць праўда
bg | и истината е истина | и лъжата не е истина
bn | এবং সত্য হলো সত্য | এবং মিথ্যা সত্য নয়
ca | i el que és cert és cert | i el que és fals no és cert
cs | a pravda je pravda | a lež není pravda
da | og sandt er sandt | og falsk er ikke sandt
de | und wahr ist wahr | und falsch ist nicht wahr
el | και το αληθές είναι αληθές | και το ψευδές δεν είναι αληθές
en | and true is true | and false is not true
es | y lo verdadero es verdadero | y lo falso no es verdadero
et | ja tõde on tõde | ja vale ei ole tõde
eu | eta egia egia da | eta gezurra ez da egia
fa | و درست درست است | و غلط درست نیست
fi | ja tosi on tosi | ja epätosi ei ole tosi
fr | et le vrai est vrai | et le faux n'est pas vrai
gu | અને સત્ય સત્ય છે | અને અસત્ય સત્ય નથી
he | ואמת היא אמת | ושקר הוא לא אמת
hi | और सच सच है | और झूठ सच नहीं है
hr | i istina je istina | i laž nije istina
hu | és az igaz igaz | és a hamis nem igaz
id | dan yang benar itu benar | dan yang salah itu tidak benar
it | e il vero è vero | e il falso non è vero
ja | 、そして真実は真実です | 、そして嘘は真実ではありません
ka | და სიმართლე სიმართლეა | და ტყუილი არ არის სიმართლე
kk | және шындық шындық болып табылады | және өтірік шындық емес
ko | 그리고 참은 참이다 | 그리고 거짓은 참이 아니다
mr | आणि सत्य हे सत्य आहे | आणि असत्य हे सत्य नाही
ms | dan yang benar itu benar | dan yang salah itu tidak benar
nl | en waar is waar | en onwaar is niet waar
no | og sant er sant | og usant er ikke sant
pl | i prawda jest prawdą | i fałsz nie jest prawdą
pt | e o verdadeiro é verdadeiro | e o falso não é verdadeiro
ro | și adevărul este adevăr | și minciuna nu este adevăr
ru | и истина есть истина | и ложь не есть истина
sv | och sant är sant | och falskt är inte sant
sw | na kweli ni kweli | na uongo si kweli
ta | மேலும் உண்மை உண்மையே | மேலும் பொய் உண்மை அல்ல
te | మరియు నిజం నిజమే | మరియు అబద్ధం నిజం కాదు
th | และความจริงคือความจริง | และความเท็จไม่ใช่ความจริง
tl | at ang totoo ay totoo | at ang mali ay hindi totoo
tr | ve doğru doğrudur | ve yanlış doğru değil
uk | і правда є правдою | і брехня не є правдою
ur | اور سچ سچ ہے | اور جھوٹ سچ نہیں ہے
vi | và đúng là đúng | và sai không phải là đúng
zh | ，而且真的就是真的 | ，而且假的不是真的
"""


def _parse() -> dict[str, Truism]:
    rows = (line.split(" | ") for line in _TRUISMS.strip().splitlines())
    return {language: Truism(plain, negated) for language, plain, negated in rows}


TRUISMS = _parse()
"""Language → its clauses."""
