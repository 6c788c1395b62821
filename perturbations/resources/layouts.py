"""Keyboard layouts: the letters on the keys of each language's own keyboard, row by row.

Read out of the X keyboard configuration data (xkeyboard-config 2.35), which follows the
national standards: the basic layout of the language's country, InScript for the scripts of
India, Kedmanee for Thai, 2-set for Korean, the kana of JIS X 6002 for Japanese. Of a level
with AltGr only the letters of the language are kept. Each line is one shift level:

    name  digits (from the key left of "1")  top (from Q)  home (from A)  bottom (from Z)

in ISO positions; ``_`` is a key without a letter. The capitals of a level are derived;
where they are not the usual ones (Turkish) they are stated as a level of their own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """The letters typed on one shift level."""

    digits: str
    top: str
    home: str
    bottom: str


_LEVELS = """
qwerty         _ qwertyuiop asdfghjkl zxcvbnm
qwertz         ___________ß qwertzuiopü asdfghjklöä yxcvbnm
azerty         __é____è_çà azertyuiop qsdfghjklmù wxcvbn
spanish        _ qwertyuiop asdfghjklñ_ç zxcvbnm
latin_american _ qwertyuiop asdfghjklñ zxcvbnm
portuguese     _ qwertyuiop asdfghjklç zxcvbnm
italian        ____________ì qwertyuiopè asdfghjklòàù zxcvbnm
swedish        _ qwertyuiopå asdfghjklöä zxcvbnm
norwegian      _ qwertyuiopå asdfghjkløæ zxcvbnm
danish         _ qwertyuiopå asdfghjklæø zxcvbnm
estonian       _ qwertyuiopüõ asdfghjklöä zxcvbnm
hungarian      __________öüó qwertzuiopőú asdfghjkléáű yxcvbnm
croatian       _ qwertzuiopšđ asdfghjklčćž yxcvbnm
serbian        _ qwertzuiopšđ asdfghjklčćž yxcvbnm
serbian        _ љњертзуиопшђ асдфгхјклчћж _џцвбнм
czech          __ěščřžýáíé qwertzuiopú asdfghjklů yxcvbnm
polish         _ qwertyuiop asdfghjkl zxcvbnm
polish         _ __ę_____ó ąś______ł żźć__ń
romanian       _ qwertyuiopăî asdfghjklșțâ zxcvbnm
lithuanian     _ąčęėįšųū___ž qwertyuiop asdfghjkl zxcvbnm
turkish_q      _ qwertyuıopğü asdfghjklşi zxcvbnmöç
turkish_q      é QWERTYUIOPĞÜ ASDFGHJKLŞİ ZXCVBNMÖÇ
azerbaijani    _ qüertyuiopöğ asdfghjklıə zxcvbnmçş
azerbaijani    _ QÜERTYUİOPÖĞ ASDFGHJKLIƏ ZXCVBNMÇŞ
irish          _ qwertyuiop asdfghjkl zxcvbnm
irish          _ __é___úíó á _
wolof          __é____è_çà azertyuiopŋ qsdfghjklmñ wxcvbn
bambara        __é____è_çà azertyuiop qsdfghjklmù wxcvbn
bambara        _ __ɛ ____ɔ____ŋ _____ɲ
togolese       __é____è_çà azertyuiop qsdfghjklmù wxcvbn
togolese       _ ____ɛɗƴʊɩɔ ǝ_ɖƒɣɦɨ__ɲ ___ʋɓŋ
ewe            _ ɛwertyuiopɔʋ asdfghƒkl__ɖ zxŋvbnm
akan           _ ɛwertyuiop asdfghjkl zɔcvbnm
yoruba         _ ẹwertyuiop asdfghjkl zọcṣbnm
igbo           _ ịwertyuiopọ asdfghjklụ zṅcvbnm
cameroonian    __é____è_çà azertyuiop qsdfghjklm wxcvbn
cameroonian    _ ɛ_ə____ʉɨɔ __ɗ__ɑ ____ɓŋ
russian        ё йцукенгшщзхъ фывапролджэ ячсмитьбю
ukrainian      _ йцукенгшщзхї фівапролджєґ ячсмитьбю
belarusian     ё йцукенгшўзх фывапролджэ ячсмітьбю
kazakh         __әіңғ__үұқөһ йцукенгшщзхъ фывапролджэ ячсмитьбю
bulgarian      _ _уеишщксдзц ьяаожгтнвмч юйъэфхпрлб
mongolian      ___________ещ фцужэнгшүзкъ йыбөахролдп ячёсмитьвю
greek          _ _ςερτυθιοπ ασδφγηξκλ ζχψωβνμ
armenian       _ֆձ_______օէղ ճփբսմուկըթծց ջվգեանիտհպր ժդչյզլքխշռ
georgian       _ ქწერტყუიოპ ასდფგჰჯკლ ზხცვბნმ
georgian       _ _ჭ_ღთ _შ____ჟ ძ_ჩ
hebrew         _ __קראטוןםפ שדגכעיחלךף זסבהנמצתץ
hebrew         ______ֽ֫ ֳָׁׂ__ֹ__ֲַֿ ְּ____ִ____ֻ _ֱֶ___ֵ
arabic         ذ ضصثقفغعهخحجد شسيبلاتنمكط ئءؤر_ىةوزظ
arabic         ّ ًٌَُ_إ ٍِ___أ _ْ___آ
persian        _ ضصثقفغعهخحجچ شسیبلاتنمکگ ظطزرذدپو
persian        _ ًٌٍَُِّْ ؤئيإأآة كٓژٰ_ٔء
urdu           ً قوعرتےءیہپ اسدفگحجکل زشچطبنم
urdu           _ ْؤٰڑٹَئِۃُ آصڈّغھضخٔ ذژثظ_ں٘
devanagari     ॊ___________ृ ौैाीूबहगदजड़ ोे्िुपरकतचटॉ ॆंमनवलस__य
devanagari     ऒऍॅ________ःऋ औऐआईऊभङघधझढञ ओएअइउफऱखथछठऑ ऎँणऩऴळशष_य़
bengali        ____________ঋ ৌৈাীূবহগদজড় োে্িুপরকতচট _ংমন_লস__য়
bengali        ___________ঃৃ ঔঐআঈঊভঙঘধঝঢঞ ওএঅইউফঢ়খথছঠ _ঁণ___শষ_য
gurmukhi       ___________ਃ ੌੈਾੀੂਬਹਗਦਜਡ਼ ੋੇ੍ਿੁਪਰਕਤਚਟ _ਂਮਨਵਲਸ__ਯ
gurmukhi       ___ੱੴ ਔਐਆਈਊਭਙਘਧਝਢਞ ਓਏਅਇਉਫੜਖਥਛਠ ਁੰਣ__ਲ਼ਸ਼
gujarati       ____________ઋ ૌૈાીૂબહગદજડ઼ ોે્િુપરકતચટૉ _ંમનવલસ__ય
gujarati       _ઍૅ________ઃૃ ઔઐઆઈઊભઙઘધઝઢઞ ઓએઅઇઉફ_ખથછઠઑ _ઁણ__ળશષ
tamil          ொ ௌைாீூ_ஹ__ஜ_ஞ ோே்ிுபரகதசட ெஂமநவலஸ__ய
tamil          ஒ__________ஃ ஔஐஆஈஊ_ங ஓஏஅஇஉ_ற எ_ணனழளஶஷ
telugu         ొ__________ఃృ ౌైాీూబహగదజడఞ ోే్ిుపరకతచట ెంమనవలస__య
telugu         ఒ___________ఋ ఔఐఆఈఊభఙఘధఝఢ ఓఏఅఇఉఫఱఖథఛఠ ఎఁణ__ళశష
kannada        ೊ__________ಃೃ ೌೈಾೀೂಬಹಗದಜಡ಼ ೋೇ್ಿುಪರಕತಚಟ ೆಂಮನವಲಸ__ಯ
kannada        ಒ___________ಋ ಔಐಆಈಊಭಙಘಧಝಢಞ ಓಏಅಇಉಫಱಖಥಛಠ ಎ_ಣ__ಳಶಷ
malayalam      ൊ___________ൃ ൗൈാീൂബഹഗദജഡ ോേ്ിുപരകതചടർ െംമനവലസ__യ
malayalam      ഒ_______ൾ__ഃഋ ഔഐആഈഊഭങഘധഝഢഞ ഓഏഅഇഉഫറഖഥഛഠ എൺണൻഴളശഷൽ
kedmanee       _ๅ__ภถุึคตจขช ๆไำพะัีรนยบล ฟหกดเ้่าสวงฃ ผปแอิืทมใฝ
kedmanee       ______ู __ฎฑธํ๊ณฯญฐ ฤฆฏโฌ็๋ษศซ_ฅ __ฉฮฺ์_ฒฬฦ
lao            _ຢຟໂຖຸູຄຕຈຂຊໍ ົໄຳພະິີຣນຍບລ ັຫກດເ້່າສວງໜ ຜປແອຶືທມໃຝ
lao            _____໌ຼ _______ຮ_ຽ _____໊໋____ໝ __ຯ
khmer          ___________ឥឲ ឆឹេរតយុិោផៀឪ ាសដថងហ្កលើ់ឮ ឋខចវបនម__៊
khmer          ______៍័៏__៌ ឈឺែឬទួូីៅភឿឧ _ៃឌធអះញគឡ_៉ឭ ឍឃជ_ពណំ
myanmar        _ ဆတနမအပကငသစဟဩ ေျိ်ါ့ြုူး ဖထခလဘညာ
myanmar        ဎဍၒဋ___ရ ဈဝဣ_ဤ_ဥ_ဿဏဧဪ ဗှီ္ွံဲဒဓဂ ဇဌဃဠယဉဦ
kana _ぬふあうえおやゆよわほへ_ たていすかんなにらせ ちとしはきくまのりれけむ つさそひこみもねるめ_ろ
kana _ヌフアウエオヤユヨワホヘー タテイスカンナニラセ チトシハキクマノリレケム ツサソヒコミモネルメ_ロ
kana ___ぁぅぇぉゃゅょを __ぃ _ っ
kana ___ァゥェォャュョヲ __ィ _ ッ
dubeolsik      _ ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ ㅁㄴㅇㄹㅎㅗㅓㅏㅣ ㅋㅌㅊㅍㅠㅜㅡ
dubeolsik      _ ㅃㅉㄸㄲㅆ___ㅒㅖ _ _
"""


def _parse() -> dict[str, tuple[Level, ...]]:
    layouts: dict[str, tuple[Level, ...]] = {}
    for line in _LEVELS.split("\n"):
        if line:
            name, *rows = line.split()
            layouts[name] = (*layouts.get(name, ()), Level(*rows))
    return layouts


LAYOUTS = _parse()
"""Name → its shift levels."""

_USERS = {
    "qwerty": "en id ms jv tl sw nl vi af so xh zu cy ha lg luo ny pcm rw sn tn",
    "qwertz": "de",
    "azerty": "fr ht mg mos",
    "spanish": "es gl ca eu",
    "latin_american": "ay bzd cni gn hch nah oto qu shp tar",
    "portuguese": "pt",
    "italian": "it",
    "swedish": "fi sv",
    "norwegian": "no",
    "danish": "da",
    "estonian": "et",
    "hungarian": "hu",
    "croatian": "hr",
    "serbian": "sr",
    "czech": "cs",
    "polish": "pl",
    "romanian": "ro",
    "lithuanian": "lt",
    "turkish_q": "tr",
    "azerbaijani": "az",
    "irish": "ga",
    "wolof": "wo",
    "bambara": "bm",
    "togolese": "fon",
    "ewe": "ee",
    "akan": "tw",
    "yoruba": "yo",
    "igbo": "ig",
    "cameroonian": "bbj",
    "russian": "ru",
    "ukrainian": "uk",
    "belarusian": "be",
    "kazakh": "kk",
    "bulgarian": "bg",
    "mongolian": "mn",
    "greek": "el",
    "armenian": "hy",
    "georgian": "ka",
    "hebrew": "he",
    "arabic": "ar",
    "persian": "fa",
    "urdu": "ur",
    "devanagari": "hi mr ne",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "kedmanee": "th",
    "lao": "lo",
    "khmer": "km",
    "myanmar": "my",
    "kana": "ja",
    "dubeolsik": "ko",
}

LAYOUT_OF = {language: layout for layout, languages in _USERS.items() for language in languages.split()}
"""Language → name of its layout.

Languages without one of their own get that of the country's official language. Chinese and
Amharic are typed through input methods, not letter by letter, and have none.
"""
