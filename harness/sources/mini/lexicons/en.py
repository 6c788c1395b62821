"""English: nouns singular | plural; verbs third person | base form."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | man | men
woman | woman | women
woman | lady | ladies
boy | boy | boys
girl | girl | girls
teacher | teacher | teachers
teacher | instructor | instructors
doctor | doctor | doctors
neighbor | neighbor | neighbors
mother | mother | mothers
mother | mom | moms
father | father | fathers
grandmother | grandmother | grandmothers
grandfather | grandfather | grandfathers
sister | sister | sisters
brother | brother | brothers
student | student | students
cook | cook | cooks
farmer | farmer | farmers
fisherman | fisherman | fishermen
driver | driver | drivers
merchant | merchant | merchants
merchant | trader | traders
worker | worker | workers
sailor | sailor | sailors
traveler | traveler | travelers
anna | Anna
maria | Maria
sara | Sara
nina | Nina
ali | Ali
omar | Omar
ivan | Ivan
david | David
cat | cat | cats
dog | dog | dogs
cow | cow | cows
horse | horse | horses
sheep | sheep | sheep
fish | fish | fish
bird | bird | birds
animal | animal | animals
apple | apple | apples
orange | orange | oranges
egg | egg | eggs
bread | bread
rice | rice
soup | soup
meat | meat
water | water
milk | milk
tea | tea
fruit | fruit
vegetable | vegetables
wheat | wheat
corn | corn
tomato | tomato | tomatoes
onion | onion | onions
book | book | books
letter | letter | letters
newspaper | newspaper | newspapers
story | story | stories
shirt | shirt | shirts
coat | coat | coats
hat | hat | hats
door | door | doors
window | window | windows
room | room | rooms
house | house | houses
table | table | tables
chair | chair | chairs
picture | picture | pictures
song | song | songs
film | film | films
flower | flower | flowers
tree | tree | trees
plate | plate | plates
bicycle | bicycle | bicycles
car | car | cars
truck | truck | trucks
tractor | tractor | tractors
boat | boat | boats
bridge | bridge | bridges
wall | wall | walls
box | box | boxes
bag | bag | bags
basket | basket | baskets
net | net | nets
knife | knife | knives
map | map | maps
"""

_VERBS = """
eat | eats | eat
drink | drinks | drink
cook_food | cooks | cook
cook_food | prepares | prepare
read | reads | read
write | writes | write
wash | washes | wash
clean_up | cleans | clean
open | opens | open
close | closes | close
wear | wears | wear
draw | draws | draw
sing | sings | sing
watch_film | watches | watch
cut | cuts | cut
buy | buys | buy
seek | looks for/ADP | look for/ADP
plant | plants | plant
water_plant | waters | water
repair | repairs | repair
repair | fixes | fix
feed | feeds | feed
love | loves | love
know | knows | know
visit | visits | visit
invite | invites | invite
remember | remembers | remember
forget | forgets | forget
sleep | sleeps | sleep
study | studies | study
play | plays | play
work | works | work
rest | rests | rest
sell | sells | sell
drive | drives | drive
catch | catches | catch
harvest | harvests | harvest
build | builds | build
build | constructs | construct
carry | carries | carry
carry | transports | transport
paint | paints | paint
swim | swims | swim
run | runs | run
"""

_ADJECTIVES = """
new | new
old | old
big | big
small | small
red | red
white | white
black | black
beautiful | beautiful
beautiful | pretty
cheap | cheap
expensive | expensive
heavy | heavy
light | light
clean | clean
dirty | dirty
hot | hot
cold | cold
fresh | fresh
young | young
aged | old
rich | rich
rich | wealthy
poor | poor
poor | needy
happy | happy
happy | cheerful
sad | sad
sad | unhappy
strong | strong
strong | powerful
weak | weak
hungry | hungry
thirsty | thirsty
tired | tired
sick | sick
"""

_ADVERBIALS = """
kitchen | in/ADP the/DET kitchen
garden | in/ADP the/DET garden
school | at/ADP school
library | in/ADP the/DET library
living_room | in/ADP the/DET living/NOUN room
park | in/ADP the/DET park
at_home | at/ADP home
market | at/ADP the/DET market
farm | on/ADP the/DET farm
meadow | in/ADP the/DET meadow
harbor | in/ADP the/DET harbor
beach | on/ADP the/DET beach
village | in/ADP the/DET village
station | at/ADP the/DET station
forest | in/ADP the/DET forest
river | at/ADP the/DET river
every_day | every/DET day
morning | in/ADP the/DET morning
evening | in/ADP the/DET evening
night | at/ADP night
noon | at/ADP noon
sunday | on/ADP Sunday/PROPN
summer | in/ADP summer
winter | in/ADP winter
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
