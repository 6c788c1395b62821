"""Vietnamese: nouns form | classifier; verbs form | rest after the object; adjectives form | predicate."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | người đàn ông | -
woman | người phụ nữ | -
woman | người đàn bà | -
boy | cậu bé | -
girl | cô bé | -
teacher | cô giáo | -
teacher | giáo viên | -
doctor | bác sĩ | -
neighbor | người hàng xóm | -
mother | mẹ | -
mother | má | -
father | bố | -
grandmother | bà | -
grandfather | ông | -
sister | chị gái | -
brother | anh trai | -
student | học sinh | -
cook | đầu bếp | -
farmer | người nông dân | -
fisherman | ngư dân | -
driver | tài xế | -
merchant | thương nhân | -
merchant | lái buôn | -
worker | công nhân | -
sailor | thủy thủ | -
traveler | du khách | -
anna | Anna | -
maria | Maria | -
sara | Sara | -
nina | Nina | -
ali | Ali | -
omar | Omar | -
ivan | Ivan | -
david | David | -
cat | mèo | con
dog | chó | con
cow | bò | con
horse | ngựa | con
sheep | cừu | con
fish | cá | con
bird | chim | con
animal | con vật | -
apple | táo | quả
orange | cam | quả
egg | trứng | quả
bread | bánh mì | -
rice | cơm | -
soup | súp | -
meat | thịt | -
water | nước | -
milk | sữa | -
tea | trà | -
fruit | trái cây | -
vegetable | rau | -
wheat | lúa mì | -
corn | ngô | -
tomato | cà chua | quả
onion | hành | củ
book | sách | quyển
letter | thư | bức
newspaper | báo | tờ
story | truyện | cuốn
shirt | áo sơ mi | chiếc
coat | áo khoác | chiếc
hat | mũ | chiếc
door | cửa | cánh
window | cửa sổ | cái
room | phòng | căn
house | nhà | ngôi
table | bàn | cái
chair | ghế | cái
picture | tranh | bức
song | bài hát | -
film | phim | bộ
flower | hoa | bông
tree | cây | cái
plate | đĩa | cái
bicycle | xe đạp | chiếc
car | ô tô | chiếc
truck | xe tải | chiếc
tractor | máy kéo | chiếc
boat | thuyền | chiếc
bridge | cầu | cây
wall | tường | bức
box | hộp | cái
bag | túi | cái
basket | giỏ | cái
net | lưới | tấm
knife | dao | con
map | bản đồ | tấm
"""

_VERBS = """
eat | ăn
drink | uống
cook_food | nấu
cook_food | chuẩn bị
read | đọc
write | viết
wash | rửa
clean_up | dọn dẹp
open | mở
close | đóng
wear | mặc
draw | vẽ
sing | hát
watch_film | xem
cut | cắt
buy | mua
seek | tìm
plant | trồng
water_plant | tưới
repair | sửa
repair | sửa chữa
feed | cho | ăn
love | yêu
know | quen biết
visit | thăm
invite | mời
remember | nhớ
forget | quên
sleep | ngủ
study | học
play | chơi
work | làm việc
rest | nghỉ ngơi
sell | bán
drive | lái
catch | bắt
harvest | thu hoạch
build | xây
build | xây dựng
carry | mang
carry | vác
paint | sơn
swim | bơi
run | chạy
"""

_ADJECTIVES = """
new | mới
old | cũ
big | to
small | nhỏ
red | đỏ | có/VERB màu/NOUN đỏ
white | trắng | có/VERB màu/NOUN trắng
black | đen | có/VERB màu/NOUN đen
beautiful | đẹp
beautiful | xinh đẹp
cheap | rẻ
expensive | đắt
heavy | nặng
light | nhẹ
clean | sạch
dirty | bẩn
hot | nóng
cold | lạnh
fresh | tươi
young | trẻ
aged | già
rich | giàu
rich | giàu có
poor | nghèo
poor | nghèo khó
happy | vui
happy | vui vẻ
sad | buồn
sad | buồn bã
strong | khỏe
strong | khỏe mạnh
weak | yếu
hungry | đói
thirsty | khát
tired | mệt
sick | ốm
"""

_ADVERBIALS = """
kitchen | trong/ADP bếp
garden | trong/ADP vườn
school | ở/ADP trường
library | trong/ADP thư viện
living_room | trong/ADP phòng khách
park | trong/ADP công viên
at_home | ở/ADP nhà
market | ở/ADP chợ
farm | ở/ADP trang trại
meadow | trên/ADP đồng cỏ
harbor | ở/ADP cảng
beach | trên/ADP bãi biển
village | trong/ADP làng
station | ở/ADP nhà ga
forest | trong/ADP rừng
river | bên/ADP sông
every_day | mỗi/DET ngày
morning | vào/ADP buổi sáng
evening | vào/ADP buổi tối
night | vào/ADP ban đêm
noon | vào/ADP buổi trưa
sunday | vào/ADP chủ nhật
summer | vào/ADP mùa hè
winter | vào/ADP mùa đông
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
