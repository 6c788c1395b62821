"""Hindi: nouns direct | gender (h: honorific plural) | oblique | plural; verbs masculine | postposition."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | आदमी | m | आदमी
woman | औरत | f | औरत
woman | महिला | f | महिला
boy | लड़का | m | लड़के
girl | लड़की | f | लड़की
teacher | शिक्षिका | f | शिक्षिका
teacher | अध्यापिका | f | अध्यापिका
doctor | डॉक्टर | m | डॉक्टर
neighbor | पड़ोसी | m | पड़ोसी
mother | माँ | f | माँ
mother | माता | f | माता
father | पिता | mh | पिता
grandmother | दादी | fh | दादी
grandfather | दादा | mh | दादा
sister | बहन | f | बहन
brother | भाई | m | भाई
student | छात्र | m | छात्र
cook | रसोइया | m | रसोइये
farmer | किसान | m | किसान
fisherman | मछुआरा | m | मछुआरे
driver | ड्राइवर | m | ड्राइवर
merchant | व्यापारी | m | व्यापारी
merchant | सौदागर | m | सौदागर
worker | मज़दूर | m | मज़दूर
sailor | नाविक | m | नाविक
traveler | यात्री | m | यात्री
anna | अन्ना | f | अन्ना
maria | मारिया | f | मारिया
sara | सारा | f | सारा
nina | नीना | f | नीना
ali | अली | m | अली
omar | उमर | m | उमर
ivan | इवान | m | इवान
david | डेविड | m | डेविड
cat | बिल्ली | f | बिल्ली | बिल्लियाँ
dog | कुत्ता | m | कुत्ते | कुत्ते
cow | गाय | f | गाय | गायें
horse | घोड़ा | m | घोड़े | घोड़े
sheep | भेड़ | f | भेड़ | भेड़ें
fish | मछली | f | मछली | मछलियाँ
bird | चिड़िया | f | चिड़िया | चिड़ियाँ
animal | जानवर | m | जानवर | जानवर
apple | सेब | m | सेब | सेब
orange | संतरा | m | संतरे | संतरे
egg | अंडा | m | अंडे | अंडे
bread | रोटी | f | रोटी
rice | चावल | m | चावल
soup | सूप | m | सूप
meat | मांस | m | मांस
water | पानी | m | पानी
milk | दूध | m | दूध
tea | चाय | f | चाय
fruit | फल | m | फल
vegetable | सब्ज़ी | f | सब्ज़ी
wheat | गेहूँ | m | गेहूँ
corn | मक्का | m | मक्के
tomato | टमाटर | m | टमाटर | टमाटर
onion | प्याज़ | m | प्याज़ | प्याज़
book | किताब | f | किताब | किताबें
letter | चिट्ठी | f | चिट्ठी | चिट्ठियाँ
newspaper | अख़बार | m | अख़बार | अख़बार
story | कहानी | f | कहानी | कहानियाँ
shirt | कमीज़ | f | कमीज़ | कमीज़ें
coat | कोट | m | कोट | कोट
hat | टोपी | f | टोपी | टोपियाँ
door | दरवाज़ा | m | दरवाज़े | दरवाज़े
window | खिड़की | f | खिड़की | खिड़कियाँ
room | कमरा | m | कमरे | कमरे
house | घर | m | घर | घर
table | मेज़ | f | मेज़ | मेज़ें
chair | कुर्सी | f | कुर्सी | कुर्सियाँ
picture | तस्वीर | f | तस्वीर | तस्वीरें
song | गाना | m | गाने | गाने
film | फ़िल्म | f | फ़िल्म | फ़िल्में
flower | फूल | m | फूल | फूल
tree | पेड़ | m | पेड़ | पेड़
plate | थाली | f | थाली | थालियाँ
bicycle | साइकिल | f | साइकिल | साइकिलें
car | कार | f | कार | कारें
truck | ट्रक | m | ट्रक | ट्रक
tractor | ट्रैक्टर | m | ट्रैक्टर | ट्रैक्टर
boat | नाव | f | नाव | नावें
bridge | पुल | m | पुल | पुल
wall | दीवार | f | दीवार | दीवारें
box | डिब्बा | m | डिब्बे | डिब्बे
bag | थैला | m | थैले | थैले
basket | टोकरी | f | टोकरी | टोकरियाँ
net | जाल | m | जाल | जाल
knife | चाकू | m | चाकू | चाकू
map | नक़्शा | m | नक़्शे | नक़्शे
"""

_VERBS = """
eat | खाता
drink | पीता
cook_food | पकाता
cook_food | बनाता
read | पढ़ता
write | लिखता
wash | धोता
clean_up | साफ़/ADJ करता
open | खोलता
close | बंद/ADJ करता
wear | पहनता
draw | बनाता
sing | गाता
watch_film | देखता
cut | काटता
buy | ख़रीदता
seek | ढूँढ़ता
plant | लगाता
water_plant | पानी/NOUN देता | को
repair | ठीक/ADJ करता
repair | सुधारता
feed | खाना/NOUN खिलाता | को
love | प्यार/NOUN करता | से
know | जानता
visit | मिलने/VERB जाता | से
invite | बुलाता
remember | याद/NOUN रखता
forget | भूल/VERB जाता/AUX
sleep | सोता
study | पढ़ाई/NOUN करता
play | खेलता
work | काम/NOUN करता
rest | आराम/NOUN करता
sell | बेचता
drive | चलाता
catch | पकड़ता
harvest | इकट्ठा/ADJ करता
build | बनाता
build | तैयार/ADJ करता
carry | उठाता
carry | ढोता
paint | रंगता
swim | तैरता
run | दौड़ता
"""

_ADJECTIVES = """
new | नया | नए | नई
old | पुराना
big | बड़ा
small | छोटा
red | लाल
white | सफ़ेद
black | काला
beautiful | सुंदर
beautiful | ख़ूबसूरत
cheap | सस्ता
expensive | महँगा
heavy | भारी
light | हल्का
clean | साफ़
dirty | गंदा
hot | गरम
cold | ठंडा
fresh | ताज़ा
young | जवान
aged | बूढ़ा
rich | अमीर
rich | धनी
poor | ग़रीब
poor | निर्धन
happy | ख़ुश
happy | प्रसन्न
sad | दुखी
sad | उदास
strong | ताक़तवर
strong | बलवान
weak | कमज़ोर
hungry | भूखा
thirsty | प्यासा
tired | थका
sick | बीमार
"""

_ADVERBIALS = """
kitchen | रसोई में/ADP
garden | बगीचे में/ADP
school | स्कूल में/ADP
library | पुस्तकालय में/ADP
living_room | बैठक में/ADP
park | पार्क में/ADP
at_home | घर पर/ADP
market | बाज़ार में/ADP
farm | खेत में/ADP
meadow | मैदान में/ADP
harbor | बंदरगाह पर/ADP
beach | समुद्र तट पर/ADP
village | गाँव में/ADP
station | स्टेशन पर/ADP
forest | जंगल में/ADP
river | नदी के/ADP पास/ADP
every_day | हर/DET दिन
morning | सुबह
evening | शाम को/ADP
night | रात को/ADP
noon | दोपहर को/ADP
sunday | रविवार/PROPN को/ADP
summer | गर्मियों में/ADP
winter | सर्दियों में/ADP
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
