"""What translation models call the languages.

NLLB's codes (ISO 639-3 and script, as in FLORES-200) stand for the usual variety of a language: Modern
Standard Arabic, simplified Chinese, Western Persian. M2M100 and mBART go by ISO 639-1.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_FLORES = """
af afr_Latn|am amh_Ethi|ar arb_Arab|ay ayr_Latn|az azj_Latn|be bel_Cyrl|bg bul_Cyrl|bm bam_Latn|bn ben_Beng
ca cat_Latn|cs ces_Latn|cy cym_Latn|da dan_Latn|de deu_Latn|ee ewe_Latn|el ell_Grek|en eng_Latn|es spa_Latn
et est_Latn|eu eus_Latn|fa pes_Arab|fi fin_Latn|fon fon_Latn|fr fra_Latn|ga gle_Latn|gn grn_Latn|gu guj_Gujr
ha hau_Latn|he heb_Hebr|hi hin_Deva|hr hrv_Latn|ht hat_Latn|hu hun_Latn|hy hye_Armn|id ind_Latn|ig ibo_Latn
it ita_Latn|ja jpn_Jpan|jv jav_Latn|ka kat_Geor|kk kaz_Cyrl|km khm_Khmr|kn kan_Knda|ko kor_Hang|lg lug_Latn
lo lao_Laoo|lt lit_Latn|luo luo_Latn|mg plt_Latn|ml mal_Mlym|mn khk_Cyrl|mos mos_Latn|mr mar_Deva|ms zsm_Latn
my mya_Mymr|nl nld_Latn|no nob_Latn|ny nya_Latn|pa pan_Guru|pl pol_Latn|pt por_Latn|qu quy_Latn|ro ron_Latn
ru rus_Cyrl|rw kin_Latn|sn sna_Latn|sr srp_Cyrl|sv swe_Latn|sw swh_Latn|ta tam_Taml|te tel_Telu|th tha_Thai
tl tgl_Latn|tn tsn_Latn|tr tur_Latn|tw twi_Latn|uk ukr_Cyrl|ur urd_Arab|vi vie_Latn|wo wol_Latn|xh xho_Latn
yo yor_Latn|zh zho_Hans|zu zul_Latn
"""
FLORES_CODES = dict(pair.split() for row in _FLORES.split("\n") if row for pair in row.split("|"))
"""Language → code of FLORES-200."""


def find_code(language: str, tokens: Collection[str]) -> tuple[str, str] | None:
    """Returns what a model calls a language and the token that stands for it; None if it has none.

    Args:
        language: ISO 639-1 code.
        tokens: of the model.
    """
    if f"__{language}__" in tokens:
        return language, f"__{language}__"
    flores = FLORES_CODES.get(language, "")
    if flores in tokens:
        return flores, flores
    regional = re.compile(rf"{language}_[A-Z]{{2}}")
    found = min((token for token in tokens if regional.fullmatch(token)), default=None)
    return (found, found) if found else None


def name_targets(language: str) -> tuple[str, ...]:
    """Returns the tokens by which a Marian model of several target languages may be asked for one."""
    return f">>{language}<<", f">>{FLORES_CODES.get(language, language)[:3]}<<"
