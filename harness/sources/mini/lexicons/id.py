"""Indonesian: nouns and adjectives one form; verbs active | passive."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | pria
woman | wanita
woman | perempuan
boy | anak laki-laki
girl | anak perempuan
teacher | guru
teacher | pengajar
doctor | dokter
neighbor | tetangga
mother | ibu
mother | mama
father | ayah
grandmother | nenek
grandfather | kakek
sister | kakak perempuan
brother | adik laki-laki
student | murid
cook | koki
farmer | petani
fisherman | nelayan
driver | sopir
merchant | pedagang
merchant | saudagar
worker | pekerja
sailor | pelaut
traveler | pelancong
anna | Anna
maria | Maria
sara | Sara
nina | Nina
ali | Ali
omar | Umar
ivan | Ivan
david | David
cat | kucing
dog | anjing
cow | sapi
horse | kuda
sheep | domba
fish | ikan
bird | burung
animal | hewan
apple | apel
orange | jeruk
egg | telur
bread | roti
rice | nasi
soup | sup
meat | daging
water | air
milk | susu
tea | teh
fruit | buah
vegetable | sayur
wheat | gandum
corn | jagung
tomato | tomat
onion | bawang
book | buku
letter | surat
newspaper | koran
story | cerita
shirt | kemeja
coat | mantel
hat | topi
door | pintu
window | jendela
room | kamar
house | rumah
table | meja
chair | kursi
picture | gambar
song | lagu
film | film
flower | bunga
tree | pohon
plate | piring
bicycle | sepeda
car | mobil
truck | truk
tractor | traktor
boat | perahu
bridge | jembatan
wall | tembok
box | kotak
bag | tas
basket | keranjang
net | jaring
knife | pisau
map | peta
"""

_VERBS = """
eat | makan | dimakan
drink | minum | diminum
cook_food | memasak | dimasak
cook_food | menyiapkan | disiapkan
read | membaca | dibaca
write | menulis | ditulis
wash | mencuci | dicuci
clean_up | membersihkan | dibersihkan
open | membuka | dibuka
close | menutup | ditutup
wear | memakai | dipakai
draw | menggambar | digambar
sing | menyanyikan | dinyanyikan
watch_film | menonton | ditonton
cut | memotong | dipotong
buy | membeli | dibeli
seek | mencari | dicari
plant | menanam | ditanam
water_plant | menyiram | disiram
repair | memperbaiki | diperbaiki
repair | membetulkan | dibetulkan
feed | memberi makan | diberi makan
love | menyayangi | disayangi
know | mengenal | dikenal
visit | mengunjungi | dikunjungi
invite | mengundang | diundang
remember | mengingat | diingat
forget | melupakan | dilupakan
sleep | tidur
study | belajar
play | bermain
work | bekerja
rest | beristirahat
sell | menjual | dijual
drive | mengemudikan | dikemudikan
catch | menangkap | ditangkap
harvest | memanen | dipanen
build | membangun | dibangun
build | mendirikan | didirikan
carry | membawa | dibawa
carry | mengangkut | diangkut
paint | mengecat | dicat
swim | berenang
run | berlari
"""

_ADJECTIVES = """
new | baru
old | lama
big | besar
small | kecil
red | merah
white | putih
black | hitam
beautiful | indah
beautiful | bagus
cheap | murah
expensive | mahal
heavy | berat
light | ringan
clean | bersih
dirty | kotor
hot | panas
cold | dingin
fresh | segar
young | muda
aged | tua
rich | kaya
rich | berada
poor | miskin
poor | melarat
happy | bahagia
happy | gembira
sad | sedih
sad | murung
strong | kuat
strong | perkasa
weak | lemah
hungry | lapar
thirsty | haus
tired | lelah
sick | sakit
"""

_ADVERBIALS = """
kitchen | di/ADP dapur
garden | di/ADP kebun
school | di/ADP sekolah
library | di/ADP perpustakaan
living_room | di/ADP ruang tamu
park | di/ADP taman
at_home | di/ADP rumah
market | di/ADP pasar
farm | di/ADP ladang
meadow | di/ADP padang rumput
harbor | di/ADP pelabuhan
beach | di/ADP pantai
village | di/ADP desa
station | di/ADP stasiun
forest | di/ADP hutan
river | di/ADP sungai
every_day | setiap/DET hari
morning | pada/ADP pagi hari
evening | pada/ADP sore hari
night | pada/ADP malam hari
noon | pada/ADP siang hari
sunday | pada/ADP hari Minggu/PROPN
summer | pada/ADP musim panas/ADJ
winter | pada/ADP musim dingin/ADJ
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
