"""Chinese: nouns form | measure word; verbs form | denial; adjectives attribute | predicate | its denial."""

from __future__ import annotations

from harness.sources.mini.grammar import Lexicon, read_table

_NOUNS = """
man | 男人 | 个
woman | 女人 | 个
woman | 女士 | 个
boy | 男孩 | 个
girl | 女孩 | 个
teacher | 老师 | 个
teacher | 教师 | 个
doctor | 医生 | 个
neighbor | 邻居 | 个
mother | 妈妈 | 个
mother | 母亲 | 个
father | 爸爸 | 个
grandmother | 奶奶 | 个
grandfather | 爷爷 | 个
sister | 姐姐 | 个
brother | 弟弟 | 个
student | 学生 | 个
cook | 厨师 | 个
farmer | 农民 | 个
fisherman | 渔夫 | 个
driver | 司机 | 个
merchant | 商人 | 个
merchant | 生意人 | 个
worker | 工人 | 个
sailor | 水手 | 个
traveler | 旅客 | 个
anna | 安娜 | 个
maria | 玛丽亚 | 个
sara | 萨拉 | 个
nina | 妮娜 | 个
ali | 阿里 | 个
omar | 奥马尔 | 个
ivan | 伊万 | 个
david | 大卫 | 个
cat | 猫 | 只
dog | 狗 | 只
cow | 牛 | 头
horse | 马 | 匹
sheep | 羊 | 只
fish | 鱼 | 条
bird | 鸟 | 只
animal | 动物 | 只
apple | 苹果 | 个
orange | 橙子 | 个
egg | 鸡蛋 | 个
bread | 面包 | 个
rice | 米饭 | 碗
soup | 汤 | 碗
meat | 肉 | 块
water | 水 | 杯
milk | 牛奶 | 杯
tea | 茶 | 杯
fruit | 水果 | 个
vegetable | 蔬菜 | 棵
wheat | 小麦 | 棵
corn | 玉米 | 棵
tomato | 西红柿 | 个
onion | 洋葱 | 个
book | 书 | 本
letter | 信 | 封
newspaper | 报纸 | 份
story | 故事 | 个
shirt | 衬衫 | 件
coat | 外套 | 件
hat | 帽子 | 顶
door | 门 | 扇
window | 窗户 | 扇
room | 房间 | 个
house | 房子 | 座
table | 桌子 | 张
chair | 椅子 | 把
picture | 画 | 幅
song | 歌 | 首
film | 电影 | 部
flower | 花 | 朵
tree | 树 | 棵
plate | 盘子 | 个
bicycle | 自行车 | 辆
car | 汽车 | 辆
truck | 卡车 | 辆
tractor | 拖拉机 | 台
boat | 船 | 条
bridge | 桥 | 座
wall | 墙 | 道
box | 箱子 | 个
bag | 包 | 个
basket | 篮子 | 个
net | 网 | 张
knife | 刀 | 把
map | 地图 | 张
"""

_VERBS = """
eat | 吃
drink | 喝
cook_food | 做
cook_food | 煮
read | 读
write | 写
wash | 洗
clean_up | 打扫
open | 打开
close | 关上
wear | 穿
draw | 画
sing | 唱
watch_film | 看
cut | 切
buy | 买
seek | 找
plant | 种
water_plant | 浇
repair | 修理
repair | 修
feed | 喂
love | 爱
know | 认识
visit | 看望
invite | 邀请
remember | 记得
forget | 忘记 | 不/ADV 会/AUX
sleep | 睡觉
study | 学习
play | 玩
work | 工作
rest | 休息
sell | 卖
drive | 开
catch | 抓
harvest | 收获
build | 建造
build | 修建
carry | 搬
carry | 搬运
paint | 粉刷
swim | 游泳
run | 跑步
"""

_ADJECTIVES = """
new | 新 | 很/ADV 新 | 不/ADV 新
old | 旧 | 很/ADV 旧 | 不/ADV 旧
big | 大 | 很/ADV 大 | 不/ADV 大
small | 小 | 很/ADV 小 | 不/ADV 小
red | 红 | 是/AUX 红色/NOUN 的/PART | 不/ADV 是/AUX 红色/NOUN 的/PART
white | 白 | 是/AUX 白色/NOUN 的/PART | 不/ADV 是/AUX 白色/NOUN 的/PART
black | 黑 | 是/AUX 黑色/NOUN 的/PART | 不/ADV 是/AUX 黑色/NOUN 的/PART
beautiful | 漂亮 的/PART | 很/ADV 漂亮 | 不/ADV 漂亮
beautiful | 美丽 的/PART | 很/ADV 美丽 | 不/ADV 美丽
cheap | 便宜 的/PART | 很/ADV 便宜 | 不/ADV 便宜
expensive | 贵 的/PART | 很/ADV 贵 | 不/ADV 贵
heavy | 重 的/PART | 很/ADV 重 | 不/ADV 重
light | 轻 的/PART | 很/ADV 轻 | 不/ADV 轻
clean | 干净 的/PART | 很/ADV 干净 | 不/ADV 干净
dirty | 脏 | 很/ADV 脏 | 不/ADV 脏
hot | 热 | 很/ADV 热 | 不/ADV 热
cold | 冷 | 很/ADV 冷 | 不/ADV 冷
fresh | 新鲜 的/PART | 很/ADV 新鲜 | 不/ADV 新鲜
young | 年轻 的/PART | 很/ADV 年轻 | 不/ADV 年轻
aged | 年老 的/PART | 很/ADV 老 | 不/ADV 老
rich | 富有 的/PART | 很/ADV 富有 | 不/ADV 富有
rich | 有钱 的/PART | 很/ADV 有钱 | 没有/VERB 钱/NOUN
poor | 贫穷 的/PART | 很/ADV 贫穷 | 不/ADV 贫穷
poor | 穷苦 的/PART | 很/ADV 穷苦 | 不/ADV 穷苦
happy | 高兴 的/PART | 很/ADV 高兴 | 不/ADV 高兴
happy | 快乐 的/PART | 很/ADV 快乐 | 不/ADV 快乐
sad | 难过 的/PART | 很/ADV 难过 | 不/ADV 难过
sad | 伤心 的/PART | 很/ADV 伤心 | 不/ADV 伤心
strong | 强壮 的/PART | 很/ADV 强壮 | 不/ADV 强壮
strong | 健壮 的/PART | 很/ADV 健壮 | 不/ADV 健壮
weak | 虚弱 的/PART | 很/ADV 虚弱 | 不/ADV 虚弱
hungry | 饿 的/PART | 很/ADV 饿 | 不/ADV 饿
thirsty | 渴 的/PART | 很/ADV 渴 | 不/ADV 渴
tired | 累 的/PART | 很/ADV 累 | 不/ADV 累
sick | 生病/VERB 的/PART | 生病/VERB 了/PART | 没/ADV 生病/VERB
"""

_ADVERBIALS = """
kitchen | 在/ADP 厨房 里/ADP
garden | 在/ADP 花园 里/ADP
school | 在/ADP 学校
library | 在/ADP 图书馆
living_room | 在/ADP 客厅 里/ADP
park | 在/ADP 公园 里/ADP
at_home | 在/ADP 家 里/ADP
market | 在/ADP 市场 上/ADP
farm | 在/ADP 农场
meadow | 在/ADP 草地 上/ADP
harbor | 在/ADP 港口
beach | 在/ADP 海滩 上/ADP
village | 在/ADP 村子 里/ADP
station | 在/ADP 车站
forest | 在/ADP 森林 里/ADP
river | 在/ADP 河 边/ADP
every_day | 每/DET 天
morning | 早上
evening | 晚上
night | 夜里
noon | 中午
sunday | 星期天
summer | 夏天
winter | 冬天
"""

LEXICON = Lexicon(
    nouns=read_table(_NOUNS),
    verbs=read_table(_VERBS),
    adjectives=read_table(_ADJECTIVES),
    adverbials=read_table(_ADVERBIALS),
)
