"""Letters that optical character recognition takes for one another, in groups, script by script.

A hand selection of letters of one script that differ by a dot, a stroke, a gap or their size,
as the Unicode charts show them: for Latin what OCR studies and tools list (c/e/o, l/1/I, rn/m,
cl/d, B/8 ...), for Arabic the letters of one skeleton, for Indic scripts and Thai letters and
vowel signs that a loop or a tail tells apart, for Hangul the letters inside the syllable, for
Han and kana the pairs that textbooks warn of. They are shapes, not counts of any one program's
errors: which confusion is commoner depends on fonts and scans that no table knows.
Within a group everything may become everything else. Digits become letters, never other digits.
"""

from __future__ import annotations

_GROUPS = (
    # Latin
    "ceo ao ae nu hn hb ilI1j! tfl tr rv vy uvo sS5 gq9 gy pP kK kh xX xz zZ bh b6 mM dD fF",
    "B8 BR B3 DOQ0 oO0 GC6 Z2 EF EB PRF KX MN UVY HN cC vV wW TI LI JI S5 T7",
    "ßB øo0 ıil đd łlt ħh ŋnɲ ɔoc ɛes ɖdɗ əae ƙk ɓb ʋvu ɣy ƴy ɑa ɩi þpb ðdo",
    # Cyrillic
    "аоес инпй шщ цщ ъьы ьв вз зэ б6 о0 гт лпд кн кх мн рф уч ух жх ёе яа юо тп дл йи цп ши",
    "қк ғг ңн үуұ өое әэ һп ії і1 єе ґг ўу ђћ љњ џц јі ѕе хж чу фр",
    "ОСЕ0 ИНПЙ ШЩ ЦЩ ЪЬ ВБ З3Э ГТП ЛПД КХ МН РВ УЧ ЁЕ АЛД ЖХ ЮО ЯЛ ҚК ҢН ӨОЭ ҮҰУ ІЇ1 Ф0",
    # Greek
    "αοσ νυ ιτ κχ ην γν γυ εσξ ζξ βθ θδ δο μυ λχ λα πτ ωο ςσ ρφ ψφ ιΙ ηπ",
    "ΟΘ0 ΕΣΞ ΑΛΔ ΗΝ ΙΤ ΚΧ ΥΨ ΡΒΦ ΜΝ ΓΤ ΠΤ ΖΣ",
    # Hebrew
    "דרך החת וזן וי וןי כב נג כנ םס סט טמ עצ פכ ףך ץע רה שע אצ צע קה",
    # Arabic
    "بتثنيپیئ ىيی جحخچ دذڈ رزڑژ در سش صض طظ عغ فق کگك اأإآ ال هة ہھۃ وؤ نں ےی ٹتن قف مہ مه لک لك هم ور",
    # Devanagari, Bengali, Gurmukhi, Gujarati
    "घध भम बव पयष कफ तन डङइ हड टठढ दढ गम नग लत सम रस खस चज थय एऐ अआ ओऔ इई उऊ वच झअ छढ",
    "ेै ोौ ुू िी ंँ ाो ृु",
    "বরক ঘযষ তভ নণল পষ পগ মস চঢ ডউঙ হই থখ দধ কফ জভ শগ টঢ এঐ অআ ওঔ ইঈ উঊ িী ুূ েৈ োৌ ংঃ াো",
    "ਸਮ ਪਧ ਖਥ ਬਥ ਤਭ ਕਫ ਦਟ ਰਚ ਡਙ ਘਅ ਨਠ ਵਤ ਲਨ ਹਰ ਗਮ ਿੀ ੁੂ ੇੈ ੋੌ ੰੱ",
    "પષય ઘધ બખ મભ તન રચ ટઢ ડહઙ કફ ગજ લવ સમ વચ થય દહ એઐ અઆ ઓઔ ઇઈ ઉઊ િી ુૂ ેૈ ોૌ",
    # Tamil, Telugu, Kannada, Malayalam
    "னண கசத லவ பய மழ ளன றர டப நத மய எஏ ஒஓ இஈ உஊ அஆ ஸவ ஷவ ிீ ுூ ெே ொோ ைெ",
    "పఫష వప చఛ దధ డఢ బభ ఠర యమఘ గశ కశ సన లబ హప తఅ వమ నస టల డద ళశ ణఱ ఎఏ ఒఓ ఇఈ ఉఊ అఆ ిీ ుూ ెే ొో ాొ",
    "ಪಫಷ ವಪ ಚಛ ದಧ ಡಢ ಬಭ ಠರ ಯಮಘ ಗಶ ಕಶ ಸನ ಲಬ ಹಪ ವಮ ಎಏ ಒಓ ಇಈ ಉಊ ಅಆ ಿೀ ುೂ ೆೇ ೊೋ",
    "പവഷ നത രറ ചവ ദഭ ബഖവ ധഡ ഥഫമ ണങ ൻൽർ ൾൺ യധ കള എഏ ഒഓ ഇഈ ഉഊ അആ ഹഫ സഡ ലവ ിീ ുൂ െേ ൊോ ാൊ",
    # Thai, Lao, Khmer, Myanmar
    "คดต ภถกฤ ชซ ผฝ พฟ บปษ ขฃช ฎฏ ทฑ นฉม รธ ลส อฮ วจ ยผ เแ ไใโ าๅ งว ณญ ศค ิีึื ่้๊๋ ุู ั็",
    "ຄດຕ ຊຂ ຜຝ ພຟ ບປ ນມ ຣລ ສລ ໄໃ ເແ ຖກ ອຮ ວຈ ທຫ ຍບ ງວ ິີຶື ່້໊໋ ຸູ",
    "គត បហ ឃយ ពណ ចជ ដផ ភក នង មឃ សល រវ ិីឹឺ ុូ េែ ោៅ ់៍",
    "ငဂဝ ပဖယဃ ခဒဓ တထ ညဉ ရ၇ ဝ၀ သဘ မဖ စဓ ကတ နဒ လသ အဘ ိီ ုူ ံ့ ျြ ်ံ",
    # Georgian, Armenian
    "ვკპ ევ ბზ დლღ იოთა ხს შწჩ მძ რჩ ტნ ყჟ ჯჰ ქჭ გვ ფუ უშ ნწ სხ აი",
    "սոտ ամ նս հի գդզ ջչ ղդ էե վկ ռո ցգ պա լի րբ ուս մն եէ շջ կվ յ1 ւլ թբ",
    # Kana
    "シツ ソンリ クケワタ ヌスメヲ アマヤ ナメチ チテ コユヨ ロ口 エ工 カ力 ニ二 ハ八 タ夕 ト卜 ヘへ",
    "ー一 セヤ ラフウ ミ三 ヒセ",
    "はほけ きさち ろるら ぬめ われね いり こて しレ のめ うラ つっ やゃ ゆゅ よょ あぁお いぃ うぅ",
    "えぇ おぉ ヤャ ユュ ヨョ ツッ",
    "アァ イィ ウゥ エェ オォ すむ にこ たに たな がか ぎき くへ げけ ごこ ざさ じし ずす でて どと",
    "だた ばはぱ",
    "びぴひ ぶぷふ べぺへ ぼぽほ ガカ ギキ グク ゲケ ゴコ ザサ ジシ ズス ゼセ デテ ドト ダタ バパハ",
    "ビピヒ ブプフ ベペヘ ボポホ をち そて もし とて",
    "かが まほ れね るろ んえ よま ゆわ せさ ルレ ノイ サセ ホネ キモ スヌ テチ マム フワ",
)
_HANGUL = (
    "ㄱㅋㄲ ㄴㄷㄹㅌ ㄷㄸ ㅁㅂㅍ ㅇㅎ ㅅㅈㅊㅆ ㅈㅉ ㅏㅑㅣ ㅓㅕㅣ ㅗㅛ ㅜㅠㅡ ㅐㅔ ㅒㅖ ㅐㅒ ㅔㅖ ㅗㅜ"
    " ㅘㅙ ㅝㅞ ㅢㅣ ㄹㄻ ㄴㄶ ㅂㅄ"
)
_HAN = (
    "日曰目白 未末本木来 己已巳 土士上 大犬太丈 人入八 千干于 王玉主五 刀力刃 又叉 戊戌戍成",
    "贝见 厂广 万方 天夭无夫 儿几九 田由甲申电 口囗 问间向 间同 今令 免兔 师帅 鸟乌 侯候",
    "住往佳 析折拆 待侍持 持特 徒徙 微徵 治冶 冰水永 拔拨 晴睛 清请情 竟竞 即既 处外",
    "考老孝 若苦 看着 著者 买卖实 享亨 衰哀衷 幻幼 尤龙 历厉 仓仑 沧沦 鸣呜 余佘 茶荼",
    "籍藉 辩辨 密蜜 席度 官宫 宜宣 直真具 且目 其甚 期欺 会合 全金 名各 多夕 右石古 有肴",
    "在左 存在 布市巾 光先 元无 完院 现规 机杭 凡风 风凤 为办 时对 过迁 还这 进远 运近",
    "返送 连通 适选 造道 的约 是足 不木 了子孑丁 我找 他她地 们门 你称 说脱 要耍 和知",
    "如扣 学字 生主牛 年午牛 发友 作昨 里理埋 自白 首自 用甩 月用 朋明 前剪 开井并 去丢云",
    "法去 心必 样详 事争 长张 分公 只兄 史吏更 使便 但担 体休 高商 小少 手毛 与写 北比此",
    "化花 民氏 打扛 行很 银很 报服 给绐 经轻 被披 没设投 想相 思恩 受爱 车东乐 头买 关美",
    "气乞 世卅 活话 把扒 那哪 等特 以似 个介 中申巾 国圆围因 好奸 下卞 家豪 出岀",
    "也他 到倒 就犹 可司叮 上止 从丛 两雨 面而 回同 问门 物特 种钟 第弟 些紫 正止 定走",
    "走是 起超 员贝 因困 当肖 常赏 信倍 任住 位拉 倍培 近匠 让计 认队 从队 军车",
    "工王 一丁 六大 四西 西酒 七匕 百白 每母 母毋 海侮 气汽 快块 决快 块坏 环坏",
    "怀坏 活舌 爸爷 父交 交文 文又 女如 妈吗 奶扔 兄见 哥歌 先失 夫失 矢失 朱未 件伴",
    "半平 平乎 乎手 拿掌 放故 政故 教数 数敖 文丈 支友 反友 及乃 汉权 双权 对双 难准",
    "推准 谁推 唯维 进讲 讲许 许计 计汁 记纪 纪红 红江 江汪 汪旺 注住 往注 性姓 情惜",
    "惯损 怕伯 拍怕 恨根 根很 跟根 眼银 良食 饭饮 馆馈 酒洒 洗先 洋详 样祥 神伸 伸申",
    "礼扎 社杜 祖租 组祖 相租 想思 息思 意竟 竟章 音章 部陪 都部 邮邻 除徐 阴阳 际标",
    "际陈 陈阵 陆际 随隋 語話 時侍 國圖 園圍 問間 開閉 間聞 關開 門鬥 東束 車東 軍運",
    "運連 連進 進隹 達違 過通 還遠 這言 説話 読続 書畫 書晝 會曾 學覺 實貫 貴責 買賣",
    "見貝 現規 視親 觀歡 難離 雖難 對封 後復 從徒 為焉 馬鳥 鳥島 無舞 點黑",
    "熱熟 給絡 經徑 結給 線綠 緣線 總統 約納 紅江 終給 組細 績續 縣懸 義養 着差 美羊",
    "善普 曹普 場揚 陽場 湯場 傷場 堂常 賞常 黨當 當富 福富 副福 輪輸 論輪 倫論 說脫",
    "気汽 円丹 広店 仏払 伝云 図国 円内 内肉 来米 半米 料科 私利 和私 秋科 売完 発登",
    "県具 点占 占古 台合 始治 活治 決快 池他 地池 也池 波披 皮波 彼波 破波 被彼 往彼",
    "径往 後俊 復複 腹複 開問 閑間 体本 林森 村材 財材 才寸 守字 字宇 安字 宋宗 宿縮",
    "案安 客容 害善 察祭 際祭 帳張 強張 弱強 引弔 弓引 身射 謝射 受授 援授 採探 深探",
    "野理 黒里 量重 動働 勤動 種動 勉免 晩勉 階皆 昔借 億意 億憶 意憶 像象 側測",
    "則測 例列 判列 別到 刑形 杉形 彩形 影景 京景 涼京 星皇 早旱 早草 車早 申早",
    "旧日 旦日 但旦 担旦 亘旦 宣亘 昌唱 冒昌",
)


def find_confusions() -> dict[str, tuple[str, ...]]:
    """Returns character → what it is taken for."""
    return _pair_up(" ".join((*_GROUPS, *_HAN)))


def find_jamo_confusions() -> dict[str, tuple[str, ...]]:
    """Returns letter of a Hangul syllable → what it is taken for."""
    return _pair_up(_HANGUL)


_SPLITS = (
    "m:rn,nn,in w:vv d:cl h:li k:lc n:ri u:ii b:lo W:VV M:IVI H:I-I æ:ae œ:oe ω:οι ख:रव",
    "ы:ь1 ю:1о Ы:Ь1 Ю:1О 明:日月 好:女子 林:木木 朋:月月 时:日寸 村:木寸 加:力口 和:禾口 如:女口",
    "外:夕卜 的:白勺",
)

SPLITS = {one[0]: tuple(one[2:].split(",")) for one in " ".join(_SPLITS).split()}
"""Character → the several characters that it falls into; the way back would take several for one."""


def _pair_up(groups: str) -> dict[str, tuple[str, ...]]:
    taken: dict[str, dict[str, None]] = {}
    for group in groups.split():
        for letter in group:
            others = taken.setdefault(letter, {})
            others.update(dict.fromkeys(other for other in group if other != letter))
    return {letter: tuple(others) for letter, others in taken.items() if others}
