"""Words that turn a sentence round, and so are neither dropped nor moved."""

from __future__ import annotations

_NEGATORS = {
    "af": "nie geen nooit niks niemand sonder",
    "ar": (
        "لا لم لن ليس ليست ليسوا لست لسنا ما غير بدون دون كلا أبدا "
        "ولا فلا بلا ولم فلم ولن فلن وليس وليست فليس وبدون ودون"
    ),
    "bg": "не няма нито никога никой нищо без ни",
    "bn": "না নয় নেই নি নাই ছাড়া",
    "cs": "ne není nikdy nikdo nic bez ani",
    "de": (
        "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder noch nein "
        "keinerlei niemandem niemanden nirgends nirgendwo"
    ),
    "el": "δεν δε μη μην όχι χωρίς ποτέ κανείς κανένας τίποτα ούτε",
    "en": "not no n't n’t never none nobody nothing nowhere neither nor without cannot hardly",
    "es": "no ni nunca jamás nadie nada ninguno ninguna ningún sin tampoco",
    "et": "ei mitte pole ära kunagi keegi ilma",
    "eu": "ez inoiz inor ezer gabe",
    "fa": "نه نیست نیستند هرگز هیچ بدون بی",
    "fi": "ei eikä en et emme ette eivät älä ilman koskaan",
    "fr": "ne n' n’ pas non ni jamais personne rien aucun aucune sans plus guère",
    "he": "לא ולא שלא אין ואין שאין אל בלי ובלי ללא וללא אף מעולם",
    "hi": "नहीं न ना मत बिना कभी",
    "hu": "nem ne sem se soha senki semmi nélkül nincs nincsenek",
    "id": "tidak bukan jangan belum tanpa tak tiada",
    "it": "non no né mai nessuno nessuna niente nulla senza",
    "ja": "ない なく なか ず ぬ なし せん ません",
    "jv": "ora dudu aja durung tanpa",
    "ka": "არ ვერ ნუ არა გარეშე არასოდეს",
    "kk": "емес жоқ ешқашан",
    "ko": "안 못 아니 아니다 없다 없이 않다",
    "ml": "ഇല്ല അല്ല",
    "mr": "नाही नको न विना",
    "ms": "tidak bukan jangan belum tanpa tak tiada",
    "my": "မ ဘူး",
    "nl": "niet geen nooit niemand niets zonder noch nee",
    "pl": "nie nigdy nikt nic bez ani żaden",
    "pt": "não nem nunca jamais ninguém nada nenhum nenhuma sem",
    "qu": "mana ama manan",
    "ro": "nu nici niciodată nimeni nimic fără",
    "ru": "не ни нет нельзя никогда никто ничего ничто без",
    "sw": "si sio hapana bila hakuna wala kamwe",
    "ta": "இல்லை அல்ல வேண்டாம் இல்லாமல்",
    "te": "లేదు కాదు వద్దు లేకుండా",
    "th": "ไม่ มิ อย่า ไร้ ปราศจาก",
    "tl": "hindi wala huwag walang di",
    "tr": "değil yok hayır hiç asla ne",
    "uk": "не ні немає ніколи ніхто нічого без",
    "ur": "نہیں نہ مت بغیر بلا کبھی",
    "vi": "không chẳng chưa đừng chả",
    "yo": "kò ko kì kìí láì má",
    "zh": "不 没 没有 無 无 非 别 未 不是 不能 不会 從不 从不",
}

NEGATORS = {language: frozenset(words.split()) for language, words in _NEGATORS.items()}
"""Language → negators, lower case, each as treebanks or running text separate it."""
