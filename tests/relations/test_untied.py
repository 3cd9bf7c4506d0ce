"""Numbers that have nothing to do with each other, though some come out by accident."""

from __future__ import annotations

import pytest

from tests.build import ties

SCENES: dict[str, tuple[str, list[str]]] = {
    "few small numbers of different acts are no list": (
        "本站受理渠道巡查10件，提出维修建议2件；受理泵站巡查5件，提出维修建议3件，采纳率100%。",
        [],
    ),
    "shares of something else tell that the list is not whole": (
        "夏季三个月共处置险情68.5万起，占全年的28%，其中管涌12.8万起、漫堤35.9万起，分别占全年同类险情的29%和41.8%。",
        [],
    ),
    "what 和 joins to the parts is no whole of them": (
        "发生险情14.3万起，其中45起较大险情和1起特大险情、1起重大险情均发生在汛期，分别占全年险情总数的67.2%、40%。",
        [],
    ),
    "a share in its turn is of nothing else that comes out": (
        "其中较大险情60起，重大险情5起。发生在重点堤段的险情共2.3万起，伤亡73人，受伤71人，损失4.5亿元，分别只占总数的8.3%、5.3%、8.1%和12.4%。",
        [],
    ),
    "more than so much is no part of a sum": (
        "完成绿化任务超1亿亩，包括造林6669万亩、种草4836万亩，其中，治理沙化土地3683万亩。经营面积扩大到1000万亩以上。",
        [],
    ),
    "a rate of another kind of amount than the change before it": (
        "其中干渠529条，比上年增加66条，水闸8.7万座，比上年增长12.7%。",
        [],
    ),
    "a last level that holds all": ("该项目编制15个指标，其中一级指标3个，二级指标7个，三级指标15个。", []),
    "amounts that no word compares": (
        "全年渠道支出13.4亿元，泵站支出12.2亿元，医疗卫生与计划生育支出5亿元，水闸支出8.3亿元。",
        [],
    ),
    "two incomes that leave out the third": (
        "养护基金收入6.05亿元，比上年增长14.36%，其中：养护费收入5.74亿元；补贴收入0.11亿元。",
        [],
    ),
    "places counted on both sides of a ；": (
        "安排14亿元支持受旱的7县，其中青河县8亿元，其他6县各1亿元；安排4亿元奖励白水、黑石、乌沙等东部4县。",
        [],
    ),
    "nothing to tie": ("生产总值增长5.2%，收入900.00亿元。年均增长6.1%。", []),
    "what one uses is no total of what other things use": (
        "人均用水量412立方米，万元生产总值用水量58.6立方米。耕地灌溉亩均用水量353立方米，灌溉水利用系数0.571。",
        [],
    ),
    "what is of its like is told nowhere": (
        "采购甲类产品586.4亿元，占同类产品采购规模的91%，采购乙类产品651.6亿元，占同类产品采购规模的90%。",
        [],
    ),
    "beds in the name of a class of hospitals are no numbers of beds": (
        "按床位数分：100张以下床位医院21246个，100-199张床位医院5297个，200-499张床位医院4761个。",
        [],
    ),
    "a growth since last year starts from no amount of this year": (
        "农村电话用户712.4万户；移动电话用户3925万户。年末互联网用户801.6万户，比上年新增89万户。",
        [],
    ),
    "a share of what others did at the same time is no base": (
        "一般贸易进出口134亿元，增长19%，占同期全市进出口总值的84.7%，比重较上年提升4.9个百分点。",
        [],
    ),
    "what every pupil has is of no teachers": (
        "专任教师233人，在校学生1240人。馆藏图书6162册，生均28.4册。",
        [],
    ),
    "insurance of employees is no whole of pensions": (
        "支出分别为：企业职工养老保险10.03亿元、城乡居民养老保险2.76亿元、职工医疗保险12.09亿元、失业保险0.92亿元。",
        [],
    ),
    "what is mended step by step is not mended yet": (
        "从时限看，立行立改类75个，分阶段整改类45个，持续整改类26个。",
        [],
    ),
    "two lists told in turn, of which neither parts an item of the other": (
        "收入分别为：养老保险17.05亿元、居民养老5.42亿元、职工医疗9.57亿元、失业1.39亿元；支出分别为：养老保险14.53亿元、居民养老1.64亿元、职工医疗2.57亿元、失业0.66亿元。",
        [],
    ),
    "beds are by the population and by no pupils": (
        "在校学生16996人。医疗卫生机构床位2631张，每千人口床位4.15张。接待游客890.37万人次。",
        [],
    ),
    "no two levels are all": ("共编制12个绩效目标指标，其中一级指标3个，二级指标9个，三级指标12个。", []),
    "not what the words do not add": ("甲类占31.2%，乙类占28.6%，丙类占59.8%。", []),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_nothing_is_tied_that_the_words_do_not_tie(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建成灯塔工厂3家、示范工厂14家，场景覆盖率82.4%。",  # 14 of 17, by accident
        "建设1500万亩小麦、2000万亩玉米示范区，改造高标准农田500万亩。",  # round numbers fit often
        "更新渔船952艘、减船转产990艘，事故起数、死亡人数、信访总量分别下降9.5%、7.1%、3.8%。",
        "安全事故稳中有降。办结12件，走访24户，慰问36人，另有48户。",
        "副站长4名，其中分管业务的副站长1名；督导员3名。",  # beside them, not of them
        "发放问卷200份，收回192份，满意度97.4%。",  # of answers, which are not told
        "征集意见171件，立项150件，办复率100%。",
        "门诊次均费用186.42元，住院次均费用6318.75元，分别下降1.7%和2.9%。",
    ],
)
def test_numbers_that_fit_by_accident_are_not_tied(text: str) -> None:
    assert ties(text) == []


def test_what_has_parts_of_its_own_begins_another_thing():
    text = "完成货运量317.9亿吨，其中公路货运量233.5亿吨，水路货运量54.9亿吨；港口完成吞吐量100亿吨，增长4.0%，其中内、外贸分别增长2.1%和8.2%。"
    assert ties(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "东街46件；西街24件；南街22件。",
        "接待群众31批。走访企业19家，座谈12次。排查隐患12处。整改18处，其余1处。",
    ],
    ids=["small numbers of one list", "small numbers of several things"],
)
def test_numbers_that_may_come_out_by_accident_are_no_parts(text: str) -> None:
    assert not [one for one in ties(text) if "+" in one]
