"""What Crosswind knows about languages: name, family, script, word order, word boundaries.

Codes are those of the benchmarks: ISO 639-1 where there is one, ISO 639-3
otherwise. Families are Glottolog's top-level families (creoles stand under
their lexifier's, as there); scripts are values of Unicode's Script property;
word order is the dominant order of subject, object and verb in the categories of
WALS chapter 81, where ``mixed`` is its "no dominant order".
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
        name: English name.
        family: Glottolog's top-level family, or its name for an isolate.
        scripts: Unicode script names, the usual one of the benchmarks first.
        word_order: dominant order of subject, object and verb.
        spaces: whether words are separated by spaces in writing.
    """

    code: str
    name: str
    family: str
    scripts: tuple[str, ...]
    word_order: WordOrder
    spaces: bool = True


_TABLE = """
af  Afrikaans          Indo-European   Latin                  SVO
am  Amharic            Afro-Asiatic    Ethiopic               SOV
ar  Arabic             Afro-Asiatic    Arabic                 VSO
ay  Aymara             Aymaran         Latin                  SOV
az  Azerbaijani        Turkic          Latin                  SOV
bbj Ghomálá'           Atlantic-Congo  Latin                  SVO
be  Belarusian         Indo-European   Cyrillic               SVO
bg  Bulgarian          Indo-European   Cyrillic               SVO
bm  Bambara            Mande           Latin                  SOV
bn  Bengali            Indo-European   Bengali                SOV
bzd Bribri             Chibchan        Latin                  SOV
ca  Catalan            Indo-European   Latin                  SVO
cni Asháninka          Arawakan        Latin                  VSO
cs  Czech              Indo-European   Latin                  SVO
cy  Welsh              Indo-European   Latin                  VSO
da  Danish             Indo-European   Latin                  SVO
de  German             Indo-European   Latin                  mixed
ee  Ewe                Atlantic-Congo  Latin                  SVO
el  Greek              Indo-European   Greek                  mixed
en  English            Indo-European   Latin                  SVO
es  Spanish            Indo-European   Latin                  SVO
et  Estonian           Uralic          Latin                  SVO
eu  Basque             Basque          Latin                  SOV
fa  Persian            Indo-European   Arabic                 SOV
fi  Finnish            Uralic          Latin                  SVO
fon Fon                Atlantic-Congo  Latin                  SVO
fr  French             Indo-European   Latin                  SVO
ga  Irish              Indo-European   Latin                  VSO
gn  Guaraní            Tupian          Latin                  SVO
gu  Gujarati           Indo-European   Gujarati               SOV
ha  Hausa              Afro-Asiatic    Latin                  SVO
hch Wixarika           Uto-Aztecan     Latin                  SOV
he  Hebrew             Afro-Asiatic    Hebrew                 SVO
hi  Hindi              Indo-European   Devanagari             SOV
hr  Croatian           Indo-European   Latin                  SVO
ht  Haitian_Creole     Indo-European   Latin                  SVO
hu  Hungarian          Uralic          Latin                  mixed
hy  Armenian           Indo-European   Armenian               mixed
id  Indonesian         Austronesian    Latin                  SVO
ig  Igbo               Atlantic-Congo  Latin                  SVO
it  Italian            Indo-European   Latin                  SVO
ja  Japanese           Japonic         Han+Hiragana+Katakana  SOV  unspaced
jv  Javanese           Austronesian    Latin                  SVO
ka  Georgian           Kartvelian      Georgian               SOV
kk  Kazakh             Turkic          Cyrillic               SOV
km  Khmer              Austroasiatic   Khmer                  SVO  unspaced
kn  Kannada            Dravidian       Kannada                SOV
ko  Korean             Koreanic        Hangul                 SOV
lg  Luganda            Atlantic-Congo  Latin                  SVO
lo  Lao                Tai-Kadai       Lao                    SVO  unspaced
lt  Lithuanian         Indo-European   Latin                  SVO
luo Luo                Nilotic         Latin                  SVO
mg  Malagasy           Austronesian    Latin                  VOS
ml  Malayalam          Dravidian       Malayalam              SOV
mn  Mongolian          Mongolic-Khitan Cyrillic               SOV
mos Mossi              Atlantic-Congo  Latin                  SVO
mr  Marathi            Indo-European   Devanagari             SOV
ms  Malay              Austronesian    Latin                  SVO
my  Burmese            Sino-Tibetan    Myanmar                SOV  unspaced
nah Nahuatl            Uto-Aztecan     Latin                  mixed
nl  Dutch              Indo-European   Latin                  mixed
no  Norwegian          Indo-European   Latin                  SVO
ny  Chichewa           Atlantic-Congo  Latin                  SVO
oto Otomí              Otomanguean     Latin                  VOS
pa  Punjabi            Indo-European   Gurmukhi               SOV
pcm Nigerian_Pidgin    Indo-European   Latin                  SVO
pl  Polish             Indo-European   Latin                  SVO
pt  Portuguese         Indo-European   Latin                  SVO
qu  Quechua            Quechuan        Latin                  SOV
ro  Romanian           Indo-European   Latin                  SVO
ru  Russian            Indo-European   Cyrillic               SVO
rw  Kinyarwanda        Atlantic-Congo  Latin                  SVO
shp Shipibo-Konibo     Pano-Tacanan    Latin                  SOV
sn  Shona              Atlantic-Congo  Latin                  SVO
sr  Serbian            Indo-European   Cyrillic+Latin         SVO
sv  Swedish            Indo-European   Latin                  SVO
sw  Swahili            Atlantic-Congo  Latin                  SVO
ta  Tamil              Dravidian       Tamil                  SOV
tar Rarámuri           Uto-Aztecan     Latin                  SOV
te  Telugu             Dravidian       Telugu                 SOV
th  Thai               Tai-Kadai       Thai                   SVO  unspaced
tl  Tagalog            Austronesian    Latin                  VSO
tn  Tswana             Atlantic-Congo  Latin                  SVO
tr  Turkish            Turkic          Latin                  SOV
tw  Twi                Atlantic-Congo  Latin                  SVO
uk  Ukrainian          Indo-European   Cyrillic               SVO
ur  Urdu               Indo-European   Arabic                 SOV
vi  Vietnamese         Austroasiatic   Latin                  SVO
wo  Wolof              Atlantic-Congo  Latin                  SVO
xh  Xhosa              Atlantic-Congo  Latin                  SVO
yo  Yoruba             Atlantic-Congo  Latin                  SVO
zh  Chinese            Sino-Tibetan    Han                    SVO  unspaced
zu  Zulu               Atlantic-Congo  Latin                  SVO
"""


def _parse(row: str) -> Language:
    code, name, family, scripts, order, *unspaced = row.split()
    (word_order,) = (known for known in get_args(WordOrder) if known == order)
    return Language(code, name.replace("_", " "), family, tuple(scripts.split("+")), word_order, not unspaced)


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
