"""Spanish: nouns singular | gender | plural; adjectives masculine | feminine | copula; verbs one form."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | hombre | m
woman | mujer | f
woman | señora | f
boy | niño | m
girl | niña | f
teacher | maestra | f
teacher | profesora | f
doctor | médico | m
neighbor | vecino | m
mother | madre | f
mother | mamá | f
father | padre | m
grandmother | abuela | f
grandfather | abuelo | m
sister | hermana | f
brother | hermano | m
student | estudiante | m
cook | cocinero | m
farmer | agricultor | m
fisherman | pescador | m
driver | conductor | m
merchant | comerciante | m
merchant | mercader | m
worker | obrero | m
sailor | marinero | m
traveler | viajero | m
anna | Ana | f
maria | María | f
sara | Sara | f
nina | Nina | f
ali | Alí | m
omar | Omar | m
ivan | Iván | m
david | David | m
cat | gato | m | gatos
dog | perro | m | perros
cow | vaca | f | vacas
horse | caballo | m | caballos
sheep | oveja | f | ovejas
fish | pescado | m | pescados
bird | pájaro | m | pájaros
animal | animal | m | animales
apple | manzana | f | manzanas
orange | naranja | f | naranjas
egg | huevo | m | huevos
bread | pan | m
rice | arroz | m
soup | sopa | f
meat | carne | f
water | agua | fa
milk | leche | f
tea | té | m
fruit | fruta | f
vegetable | verdura | f
wheat | trigo | m
corn | maíz | m
tomato | tomate | m | tomates
onion | cebolla | f | cebollas
book | libro | m | libros
letter | carta | f | cartas
newspaper | periódico | m | periódicos
story | cuento | m | cuentos
shirt | camisa | f | camisas
coat | abrigo | m | abrigos
hat | sombrero | m | sombreros
door | puerta | f | puertas
window | ventana | f | ventanas
room | cuarto | m | cuartos
house | casa | f | casas
table | mesa | f | mesas
chair | silla | f | sillas
picture | cuadro | m | cuadros
song | canción | f | canciones
film | película | f | películas
flower | flor | f | flores
tree | árbol | m | árboles
plate | plato | m | platos
bicycle | bicicleta | f | bicicletas
car | coche | m | coches
truck | camión | m | camiones
tractor | tractor | m | tractores
boat | barca | f | barcas
bridge | puente | m | puentes
wall | muro | m | muros
box | caja | f | cajas
bag | bolsa | f | bolsas
basket | cesta | f | cestas
net | red | f | redes
knife | cuchillo | m | cuchillos
map | mapa | m | mapas
"""

_VERBS = """
eat | come
drink | bebe
cook_food | cocina
cook_food | prepara
read | lee
write | escribe
wash | lava
clean_up | limpia
open | abre
close | cierra
wear | lleva
draw | dibuja
sing | canta
watch_film | mira
cut | corta
buy | compra
seek | busca
plant | planta
water_plant | riega
repair | repara
repair | arregla
feed | alimenta
love | ama
know | conoce
visit | visita
invite | invita
remember | recuerda
forget | olvida
sleep | duerme
study | estudia
play | juega
work | trabaja
rest | descansa
sell | vende
drive | conduce
catch | atrapa
harvest | cosecha
build | construye
build | levanta
carry | carga
carry | transporta
paint | pinta
swim | nada
run | corre
"""

_ADJECTIVES = """
new | nuevo | nueva | es
old | viejo | vieja | es
big | grande | grande | es
small | pequeño | pequeña | es
red | rojo | roja | es
white | blanco | blanca | es
black | negro | negra | es
beautiful | hermoso | hermosa | es
beautiful | bonito | bonita | es
cheap | barato | barata | es
expensive | caro | cara | es
heavy | pesado | pesada | es
light | ligero | ligera | es
clean | limpio | limpia | está
dirty | sucio | sucia | está
hot | caliente | caliente | está
cold | frío | fría | está
fresh | fresco | fresca | está
young | joven | joven | es
aged | anciano | anciana | es
rich | rico | rica | es
rich | adinerado | adinerada | es
poor | pobre | pobre | es
poor | humilde | humilde | es
happy | feliz | feliz | es
happy | alegre | alegre | es
sad | triste | triste | está
sad | apenado | apenada | está
strong | fuerte | fuerte | es
strong | robusto | robusta | es
weak | débil | débil | es
hungry | hambriento | hambrienta | está
thirsty | sediento | sedienta | está
tired | cansado | cansada | está
sick | enfermo | enferma | está
"""

_ADVERBIALS = """
kitchen | en/ADP la/DET cocina
garden | en/ADP el/DET jardín
school | en/ADP la/DET escuela
library | en/ADP la/DET biblioteca
living_room | en/ADP la/DET sala
park | en/ADP el/DET parque
at_home | en/ADP casa
market | en/ADP el/DET mercado
farm | en/ADP la/DET granja
meadow | en/ADP el/DET prado
harbor | en/ADP el/DET puerto
beach | en/ADP la/DET playa
village | en/ADP el/DET pueblo
station | en/ADP la/DET estación
forest | en/ADP el/DET bosque
river | junto/ADV al/ADP río
every_day | todos/DET los/DET días
morning | por/ADP la/DET mañana
evening | por/ADP la/DET tarde
night | por/ADP la/DET noche
noon | al/ADP mediodía
sunday | los/DET domingos
summer | en/ADP verano
winter | en/ADP invierno
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
