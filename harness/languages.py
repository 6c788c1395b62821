"""What Crosswind knows about languages: name, family, script, word order, word boundaries.

Codes are those of the benchmarks: ISO 639-1 where there is one, ISO 639-3
otherwise. Families are Glottolog's top-level families (creoles stand under
their lexifier's, as there; https://glottolog.org), which for XTREME's languages are its 12 families and
two isolates, Basque and Korean, under other names (its Niger-Congo is Atlantic-Congo, its Kra-Dai is
Tai-Kadai; https://github.com/google-research/xtreme). Scripts are values of Unicode's Script property.
Word order is the dominant order of subject, object and verb in the categories of
WALS chapter 81 (Dryer 2013, https://wals.info/chapter/81), where ``mixed`` is its "no dominant order";
languages that it lacks have that of their grammars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from harness.errors import UnknownNameError

WordOrder: TypeAlias = Literal["SVO", "SOV", "VSO", "VOS", "mixed"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        code: ISO 639-1, or 639-3 where that has none.
        iso639_3: the code that ISO 639 gives for it in part 3, a macrolanguage's where there is one.
        name: English name.
        family: Glottolog's top-level family, or its name for an isolate.
        scripts: Unicode script names, the usual one of the benchmarks first.
        word_order: dominant order of subject, object and verb.
        spaces: whether words are separated by spaces in writing.
    """

    code: str
    iso639_3: str
    name: str
    family: str
    scripts: tuple[str, ...]
    word_order: WordOrder
    spaces: bool = True


_TABLE = """
af  afr Afrikaans          Indo-European   Latin                  SVO
am  amh Amharic            Afro-Asiatic    Ethiopic               SOV
ar  ara Arabic             Afro-Asiatic    Arabic                 VSO
ay  aym Aymara             Aymaran         Latin                  SOV
az  aze Azerbaijani        Turkic          Latin                  SOV
bbj bbj Ghomálá'           Atlantic-Congo  Latin                  SVO
be  bel Belarusian         Indo-European   Cyrillic               SVO
bg  bul Bulgarian          Indo-European   Cyrillic               SVO
bm  bam Bambara            Mande           Latin                  SOV
bn  ben Bengali            Indo-European   Bengali                SOV
bzd bzd Bribri             Chibchan        Latin                  SOV
ca  cat Catalan            Indo-European   Latin                  SVO
cni cni Asháninka          Arawakan        Latin                  VSO
cs  ces Czech              Indo-European   Latin                  SVO
cy  cym Welsh              Indo-European   Latin                  VSO
da  dan Danish             Indo-European   Latin                  SVO
de  deu German             Indo-European   Latin                  mixed
ee  ewe Ewe                Atlantic-Congo  Latin                  SVO
el  ell Greek              Indo-European   Greek                  mixed
en  eng English            Indo-European   Latin                  SVO
es  spa Spanish            Indo-European   Latin                  SVO
et  est Estonian           Uralic          Latin                  SVO
eu  eus Basque             Basque          Latin                  SOV
fa  fas Persian            Indo-European   Arabic                 SOV
fi  fin Finnish            Uralic          Latin                  SVO
fon fon Fon                Atlantic-Congo  Latin                  SVO
fr  fra French             Indo-European   Latin                  SVO
ga  gle Irish              Indo-European   Latin                  VSO
gn  grn Guaraní            Tupian          Latin                  SVO
gu  guj Gujarati           Indo-European   Gujarati               SOV
ha  hau Hausa              Afro-Asiatic    Latin                  SVO
hch hch Wixarika           Uto-Aztecan     Latin                  SOV
he  heb Hebrew             Afro-Asiatic    Hebrew                 SVO
hi  hin Hindi              Indo-European   Devanagari             SOV
hr  hrv Croatian           Indo-European   Latin                  SVO
ht  hat Haitian_Creole     Indo-European   Latin                  SVO
hu  hun Hungarian          Uralic          Latin                  mixed
hy  hye Armenian           Indo-European   Armenian               mixed
id  ind Indonesian         Austronesian    Latin                  SVO
ig  ibo Igbo               Atlantic-Congo  Latin                  SVO
it  ita Italian            Indo-European   Latin                  SVO
ja  jpn Japanese           Japonic         Han+Hiragana+Katakana  SOV  unspaced
jv  jav Javanese           Austronesian    Latin                  SVO
ka  kat Georgian           Kartvelian      Georgian               SOV
kk  kaz Kazakh             Turkic          Cyrillic               SOV
km  khm Khmer              Austroasiatic   Khmer                  SVO  unspaced
kn  kan Kannada            Dravidian       Kannada                SOV
ko  kor Korean             Koreanic        Hangul                 SOV
lg  lug Luganda            Atlantic-Congo  Latin                  SVO
lo  lao Lao                Tai-Kadai       Lao                    SVO  unspaced
lt  lit Lithuanian         Indo-European   Latin                  SVO
luo luo Luo                Nilotic         Latin                  SVO
mg  mlg Malagasy           Austronesian    Latin                  VOS
ml  mal Malayalam          Dravidian       Malayalam              SOV
mn  mon Mongolian          Mongolic-Khitan Cyrillic               SOV
mos mos Mossi              Atlantic-Congo  Latin                  SVO
mr  mar Marathi            Indo-European   Devanagari             SOV
ms  msa Malay              Austronesian    Latin                  SVO
my  mya Burmese            Sino-Tibetan    Myanmar                SOV  unspaced
nah nah Nahuatl            Uto-Aztecan     Latin                  mixed
nl  nld Dutch              Indo-European   Latin                  mixed
no  nor Norwegian          Indo-European   Latin                  SVO
ny  nya Chichewa           Atlantic-Congo  Latin                  SVO
oto oto Otomí              Otomanguean     Latin                  VOS
pa  pan Punjabi            Indo-European   Gurmukhi               SOV
pcm pcm Nigerian_Pidgin    Indo-European   Latin                  SVO
pl  pol Polish             Indo-European   Latin                  SVO
pt  por Portuguese         Indo-European   Latin                  SVO
qu  que Quechua            Quechuan        Latin                  SOV
ro  ron Romanian           Indo-European   Latin                  SVO
ru  rus Russian            Indo-European   Cyrillic               SVO
rw  kin Kinyarwanda        Atlantic-Congo  Latin                  SVO
shp shp Shipibo-Konibo     Pano-Tacanan    Latin                  SOV
sn  sna Shona              Atlantic-Congo  Latin                  SVO
sr  srp Serbian            Indo-European   Cyrillic+Latin         SVO
sv  swe Swedish            Indo-European   Latin                  SVO
sw  swa Swahili            Atlantic-Congo  Latin                  SVO
ta  tam Tamil              Dravidian       Tamil                  SOV
tar tar Rarámuri           Uto-Aztecan     Latin                  SOV
te  tel Telugu             Dravidian       Telugu                 SOV
th  tha Thai               Tai-Kadai       Thai                   SVO  unspaced
tl  tgl Tagalog            Austronesian    Latin                  VSO
tn  tsn Tswana             Atlantic-Congo  Latin                  SVO
tr  tur Turkish            Turkic          Latin                  SOV
tw  twi Twi                Atlantic-Congo  Latin                  SVO
uk  ukr Ukrainian          Indo-European   Cyrillic               SVO
ur  urd Urdu               Indo-European   Arabic                 SOV
vi  vie Vietnamese         Austroasiatic   Latin                  SVO
wo  wol Wolof              Atlantic-Congo  Latin                  SVO
xh  xho Xhosa              Atlantic-Congo  Latin                  SVO
yo  yor Yoruba             Atlantic-Congo  Latin                  SVO
zh  zho Chinese            Sino-Tibetan    Han                    SVO  unspaced
zu  zul Zulu               Atlantic-Congo  Latin                  SVO
"""


def _parse(row: str) -> Language:
    code, iso, name, family, scripts, order, *unspaced = row.split()
    (word_order,) = (known for known in get_args(WordOrder) if known == order)
    title, written = name.replace("_", " "), tuple(scripts.split("+"))
    return Language(code, iso, title, family, written, word_order, not unspaced)


LANGUAGES: dict[str, Language] = {
    parsed.code: parsed for parsed in (_parse(row) for row in _TABLE.strip().splitlines())
}
"""Every known language by its code."""


def language(code: str, *, place: str = "request") -> Language:
    """Returns the language with this code.

    Raises:
        UnknownNameError: if there is none; the message gives the nearest code, or, for
            a language's English name, its code.
    """
    if code not in LANGUAGES:
        named = [known.code for known in LANGUAGES.values() if known.name.casefold() == code.casefold()]
        raise UnknownNameError("language", code, named or LANGUAGES, place=place)
    return LANGUAGES[code]


def family_of(code: str) -> str:
    """Returns the family of the language with this code.

    Raises:
        UnknownNameError: if the code is unknown.
    """
    return language(code).family
