"""The units a clerk writes behind a number, and the reading of what follows a numeral."""

from __future__ import annotations

from typing import NamedTuple

from drafter.patterns import Regex

_WRITTEN = (
    "个百分点 百分点 个基点 基点 个千分点 千分点 个工作日 工作日 个小时 个月 个季度 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 海里 纳米 "
    "千瓦时 兆瓦时 兆瓦 吉瓦 千瓦 千伏 伏安 公斤 千克 毫克 微克 毫升 公顷 英亩 吨标准煤 载重吨 总吨 标准煤 摄氏度 "
    "床日 工日 台日 车日 工时 人时 台时 机时 吨公里 人公里 车公里 延米 平米 案次 餐次 件套 人民币元 美元 港元 欧元 日元 英镑 元 角 人天 天次 项次 人次 人日 人年 人月 人份 件次 批次 户次 车次 架次 家次 场次 班次 轮次 台次 台套 台班 剂次 头次 艘次 张次 "
    "辆次 卷次 例次 篇次 册次 亩次 站次 分钟 小时 学时 课时 学分 周年 周岁 标准箱 标箱 床位 张床 航次 机位 车位 泊位 学位 单元 系列 方面 "
    "个 件 次 条 篇 期 人 名 位 户 家 场 批 项 份 台 辆 套 所 座 处 米 亩 吨 担 度 天 日 年 月 岁 类 种 本 册 幅 张 "
    "部 支 只 头 株 棵 栋 幢 间 层 单 宗 起 例 枚 盏 块 段 片 组 对 副 艘 架 列 艺 届 期 轮 笔 趟 顿 桶 箱 盒 袋 瓶 粒 餐 "
    "省份 省市 省区 门 节 讲 集 首 句 页 卷 章 秒 周 季 分 倍 成 番 斤 克 升 尾 羽 匹 颗 眼 口 道 根 面 方 款 字 线 席 具 站 点 版 格 大 "
    "单位 大类 县 镇 乡 村 员 档 桩 拨 剂 针 杆 扇 樘 帧 则 宿 孔 井 班 封 通 枝 罐 胎 窝 垄"
)
_WRITTEN_LATIN = "km² km2 m² m2 m³ m3 ㎡ ㎥ km kWh MWh GWh MW kW kV GB TB MB PB kg mg cm mm ml nm t m"
_UNITS, _LATIN = _WRITTEN.split(), _WRITTEN_LATIN.split()
LATIN_UNIT = rf"(?:{'|'.join(_LATIN)})(?![A-Za-z])"
# What rounded measures are counted in; everything else is counted one by one.
MEASURED = Regex(
    r"元|米|公里|里|亩|顷|吨|瓦|伏|克|斤|升|度|时|分|天|日|年|月|岁|%|‰|倍|成|番|[百千]分点|周|秒|[A-Za-z㎡㎥]"
)

# A single character is no unit where it begins a word of its own: 100 人员经费, 12部门, 3 项目支出.
_WORDS = {
    "人": "员民才均社大口工数事力物类身", "项": "目", "台": "账阶", "户": "籍", "家": "庭具", "分": "类析别析管级局公为", "名": "称单", "期": "末初间",
    "年": "末初报", "处": "理置级", "面": "积向", "条": "件例", "场": "地所", "部": "门分级长", "支": "出付持", "组": "织成建", "日": "常",
    "座": "谈", "批": "准复", "位": "置", "单": "位", "种": "植业养", "款": "项", "节": "能约水假", "方": "案式法", "成": "本果立都效为功", "本": "年级单市区县部院局办机科",
    "口": "径岸", "对": "外口", "点": "击", "段": "落", "起": "草", "道": "路", "格": "式", "层": "级", "列": "入支", "章": "程", "周": "边转",
    "季": "度", "县": "级域城", "镇": "街级", "乡": "村镇级", "村": "民庄务级级", "天": "然", "头": "部", "集": "中团体成", "根": "据", "具": "体", "版": "本", "班": "子", "担": "保任当负心忧", "大": "学数厅型会力量局小幅关", "线": "上下路", "度": "假", "角": "色",
    "员": "工", "封": "闭顶", "通": "过知报道行信用告常勤车路电气风", "枝": "条", "针": "对", "井": "冈", "片": "区", "月": "报", "字": "号", "席": "位", "册": "子", "笔": "记者试录", "只": "有是能要",
}  # fmt: skip
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _unit in sorted({*_UNITS, *_LATIN}, key=len, reverse=True):
    _BY_FIRST[_unit[0]] = (*_BY_FIRST.get(_unit[0], ()), _unit)

_MULTIPLIER = Regex(r"万亿|千亿|百亿|亿|千万|百万|十万|万|千(?![米瓦克伏方])|百(?!分)")
_PER = Regex(
    r"/(?:平方公里|平方米|立方米|公里|小时|公顷|人|户|月|年|天|日|次|吨|亩|度|台|辆|件|张|床|千瓦时)|每[人户月年天日次吨亩](?![一-鿿])"
)
_AFTER = Regex(r"\s?(以上|以下|以内|左右|上下)")
_IN_PERSON = frozenset("件人批户起")
_CLOSES = "，。；、,;）)\n"
_SPACES = " \u3000\u00a0"


class Tail(NamedTuple):
    """What follows a numeral: the unit as written without blanks, its multiplier, where it ends, and words of bound."""

    unit: str = ""
    multiple: str = ""
    stop: int = 0
    more: bool = False
    after: str = ""

    @property
    def measure(self) -> str:
        return self.unit.removeprefix(self.multiple)


def read_tail(text: str, end: int) -> Tail:
    """Read what follows the numeral that ends at `end` in folded text: 余万人次以上, %, 亿元/年, or nothing."""
    at, char = end, text[end : end + 1]
    if not char:
        return Tail(stop=end)
    if char in _SPACES:
        at, char = end + 1, text[end + 1 : end + 2]
    more = bool(char) and char in "余多几"
    if more:
        counted = text[at + 1 : at + 2] == "种" and text[end - 1].isdigit()  # 600多种产品
        if char == "多" and text[at + 1 : at + 2] in ("样", "元", "层", "种", "方", "年") and not counted:
            return Tail(stop=end)
        at = _blank(text, at + 1)
        char = text[at : at + 1]
    if char and char in "%％‰":
        return Tail("‰" if char == "‰" else "%", "", at + 1, more, _after(text, at + 1))
    stop, multiple = (at if more else end), ""
    if char and char in "万亿千百十" and (found := _MULTIPLIER.match(text, at)):
        multiple, stop = found[0], found.end()
        at = stop
        if text[at : at + 1] in ("余", "多"):
            more, at = True, at + 1
            if text[at : at + 1] == "亿" and multiple in ("万", "千", "百"):
                multiple, at = multiple + "亿", at + 1  # 3万多亿元
            stop = at
        at = _blank(text, at)
    unit = _unit_at(text, at)
    if not unit:
        return Tail(multiple, multiple, stop, more, _after(text, stop))
    stop = at + len(unit)
    if unit in _IN_PERSON and text[stop : stop + 3] in ("(次)", "（次）"):
        stop += 3  # 来访20件（次）
    if unit == "元" and text.startswith("人民币", stop):
        stop += 3  # 801亿元人民币
    if (char := text[stop : stop + 1]) and char in "/每" and (per := _PER.match(text, stop)):
        unit, stop = unit + per[0], per.end()
    return Tail(multiple + unit, multiple, stop, more, _after(text, stop))


def _blank(text: str, at: int) -> int:
    """Skip one blank: PDF text prints 5 个 and 2022 年. Line ends and tabs part cells."""
    char = text[at : at + 1]
    return at + 1 if char and char in _SPACES else at


def _unit_at(text: str, at: int) -> str:
    for unit in _BY_FIRST.get(text[at : at + 1], ()):
        if text.startswith(unit, at):
            follow = text[at + len(unit) : at + len(unit) + 1]
            if unit == "人" and text.startswith("社会", at + 1):
                return unit  # 4.9万余人社会应急队伍, but 人社局
            if len(unit) == 1 and follow and follow in _WORDS.get(unit, ""):
                return ""
            if unit == "单位" and (text[at - 1] in _SPACES or follow not in _CLOSES):
                continue  # 红细胞420单位。 is counted in it; 2 单位：万元, 100单位职工
            if unit.isascii() and follow.isascii() and follow.isalpha():
                continue
            return unit
    return ""


def _after(text: str, at: int) -> str:
    char = text[at : at + 1]
    return found[1] if char and char in "以左上 " and (found := _AFTER.match(text, at)) else ""
