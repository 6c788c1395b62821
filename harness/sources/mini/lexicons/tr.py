"""Turkish: nouns nominative | accusative; verbs affirmative | negative."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | adam | adamı
woman | kadın | kadını
woman | hanım | hanımı
boy | oğlan | oğlanı
girl | kız | kızı
teacher | öğretmen | öğretmeni
teacher | hoca | hocayı
doctor | doktor | doktoru
neighbor | komşu | komşuyu
mother | anne | anneyi
mother | ana | anayı
father | baba | babayı
grandmother | büyükanne | büyükanneyi
grandfather | dede | dedeyi
sister | abla | ablayı
brother | abi | abiyi
student | öğrenci | öğrenciyi
cook | aşçı | aşçıyı
farmer | çiftçi | çiftçiyi
fisherman | balıkçı | balıkçıyı
driver | şoför | şoförü
merchant | tüccar | tüccarı
merchant | satıcı | satıcıyı
worker | işçi | işçiyi
sailor | denizci | denizciyi
traveler | gezgin | gezgini
anna | Anna | Anna'yı
maria | Maria | Maria'yı
sara | Sara | Sara'yı
nina | Nina | Nina'yı
ali | Ali | Ali'yi
omar | Ömer | Ömer'i
ivan | İvan | İvan'ı
david | Davut | Davut'u
cat | kedi | kediyi
dog | köpek | köpeği
cow | inek | ineği
horse | at | atı
sheep | koyun | koyunu
fish | balık | balığı
bird | kuş | kuşu
animal | hayvan | hayvanı
apple | elma | elmayı
orange | portakal | portakalı
egg | yumurta | yumurtayı
bread | ekmek | ekmeği
rice | pilav | pilavı
soup | çorba | çorbayı
meat | et | eti
water | su | suyu
milk | süt | sütü
tea | çay | çayı
fruit | meyve | meyveyi
vegetable | sebze | sebzeyi
wheat | buğday | buğdayı
corn | mısır | mısırı
tomato | domates | domatesi
onion | soğan | soğanı
book | kitap | kitabı
letter | mektup | mektubu
newspaper | gazete | gazeteyi
story | hikâye | hikâyeyi
shirt | gömlek | gömleği
coat | palto | paltoyu
hat | şapka | şapkayı
door | kapı | kapıyı
window | pencere | pencereyi
room | oda | odayı
house | ev | evi
table | masa | masayı
chair | sandalye | sandalyeyi
picture | resim | resmi
song | şarkı | şarkıyı
film | film | filmi
flower | çiçek | çiçeği
tree | ağaç | ağacı
plate | tabak | tabağı
bicycle | bisiklet | bisikleti
car | araba | arabayı
truck | kamyon | kamyonu
tractor | traktör | traktörü
boat | tekne | tekneyi
bridge | köprü | köprüyü
wall | duvar | duvarı
box | kutu | kutuyu
bag | çanta | çantayı
basket | sepet | sepeti
net | ağ | ağı
knife | bıçak | bıçağı
map | harita | haritayı
"""

_VERBS = """
eat | yiyor | yemiyor
drink | içiyor | içmiyor
cook_food | pişiriyor | pişirmiyor
cook_food | hazırlıyor | hazırlamıyor
read | okuyor | okumuyor
write | yazıyor | yazmıyor
wash | yıkıyor | yıkamıyor
clean_up | temizliyor | temizlemiyor
open | açıyor | açmıyor
close | kapatıyor | kapatmıyor
wear | giyiyor | giymiyor
draw | çiziyor | çizmiyor
sing | söylüyor | söylemiyor
watch_film | izliyor | izlemiyor
cut | kesiyor | kesmiyor
buy | alıyor | almıyor
seek | arıyor | aramıyor
plant | dikiyor | dikmiyor
water_plant | suluyor | sulamıyor
repair | onarıyor | onarmıyor
repair | tamir/NOUN ediyor | tamir/NOUN etmiyor
feed | besliyor | beslemiyor
love | seviyor | sevmiyor
know | tanıyor | tanımıyor
visit | ziyaret/NOUN ediyor | ziyaret/NOUN etmiyor
invite | davet/NOUN ediyor | davet/NOUN etmiyor
remember | hatırlıyor | hatırlamıyor
forget | unutuyor | unutmuyor
sleep | uyuyor | uyumuyor
study | ders/NOUN çalışıyor | ders/NOUN çalışmıyor
play | oynuyor | oynamıyor
work | çalışıyor | çalışmıyor
rest | dinleniyor | dinlenmiyor
sell | satıyor | satmıyor
drive | sürüyor | sürmüyor
catch | yakalıyor | yakalamıyor
harvest | topluyor | toplamıyor
build | yapıyor | yapmıyor
build | inşa/NOUN ediyor | inşa/NOUN etmiyor
carry | taşıyor | taşımıyor
carry | götürüyor | götürmüyor
paint | boyuyor | boyamıyor
swim | yüzüyor | yüzmüyor
run | koşuyor | koşmuyor
"""

_ADJECTIVES = """
new | yeni
old | eski
big | büyük
small | küçük
red | kırmızı
white | beyaz
black | siyah
beautiful | güzel
beautiful | hoş
cheap | ucuz
expensive | pahalı
heavy | ağır
light | hafif
clean | temiz
dirty | kirli
hot | sıcak
cold | soğuk
fresh | taze
young | genç
aged | yaşlı
rich | zengin
rich | varlıklı
poor | yoksul
poor | fakir
happy | mutlu
happy | neşeli
sad | üzgün
sad | mutsuz
strong | güçlü
strong | kuvvetli
weak | zayıf
hungry | aç
thirsty | susuz
tired | yorgun
sick | hasta
"""

_ADVERBIALS = """
kitchen | mutfakta
garden | bahçede
school | okulda
library | kütüphanede
living_room | salonda
park | parkta
at_home | evde
market | pazarda
farm | çiftlikte
meadow | çayırda
harbor | limanda
beach | sahilde
village | köyde
station | istasyonda
forest | ormanda
river | nehirde
every_day | her/DET gün
morning | sabahleyin/ADV
evening | akşamleyin/ADV
night | geceleyin/ADV
noon | öğleyin/ADV
sunday | pazar/NOUN günü
summer | yazın/ADV
winter | kışın/ADV
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
