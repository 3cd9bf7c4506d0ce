"""Reports of two years of more offices, written before a draft was made: the sheet holds the published numbers and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from drafter.backtest import Backtest, fill_from, run_backtest, without_marks
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.reading import read_report
from drafter.report import Report
from tests.paths import DATA

FOLDER = DATA / "fresh_pairs"
LEAST = {
    "岭东职业技术学院": 0.92,
    "澜汀源水文水资源勘测中心": 0.92,
    "桐岭县林业局": 0.92,
    "棠溪区教育局": 0.95,
    "河湾区民政局": 0.95,
    "白鹤县农业农村局": 0.95,
    "青泥坳乡人民政府": 0.91,
    "临澧市消防救援支队": 0.93,
    "石门岭县气象局": 0.90,
    "郁洲县退役军人事务局": 0.97,
    "云梦泽区医疗保障局": 0.93,
    "梅岭县自然资源局": 0.87,
    "柳河屯县财政局": 0.90,
    "芦渚乡人民政府": 0.95,
    "枫林县残疾人联合会": 0.87,
    "霞浦岭区市场监督管理局": 0.84,
    "丹枫区人民法院": 0.81,
    "云门县人力资源和社会保障局": 0.81,
    "望江坪县交通运输局": 0.94,
    "沙棠县文化和旅游局": 0.83,
    "洛桑岭市信访局": 0.73,
    "竹溪湾市生态环境局": 0.79,
    "苍溪口县住房和城乡建设局": 0.83,
    "鹿鸣区供销合作社联合社": 0.85,
    "松岗市统计局": 0.71,
    "柏树湾街道办事处": 0.82,
    "白沙洲区城市管理局": 0.88,
    "青石桥县人民检察院": 0.87,
}
# What no rule can know from last year's text alone, told as it was without a mark.
STANDING = {
    "丹枫区人民法院": ["审结电信网络诈骗案件58件137人"],
    "洛桑岭市信访局": ["洛桑岭市信访局为市委工作机关"],
    "鹿鸣区供销合作社联合社": ["组织企业参加线上展销会1次"],
    "梅岭县自然资源局": ["下设不动产登记中心、土地储备中心、地质灾害防治站"],
}


@cache
def pair(name: str) -> tuple[Report, Report]:
    before, after = (read_report(path) for path in sorted(FOLDER.glob(f"{name}-*.txt")))
    return before, after


@cache
def backtest(name: str) -> Backtest:
    return run_backtest(*pair(name))


@cache
def drafted(name: str) -> str:
    before, after = pair(name)
    assert after.year is not None
    return compose_draft(fill_from(make_brief(before, after.year), before, after), before).text


@pytest.mark.parametrize("name", LEAST)
def test_no_number_is_wrong_or_last_years_and_most_of_the_text_stood_there(name: str):
    result = backtest(name)
    assert (result.numbers.wrong, result.numbers.stale) == (0, 0)
    assert result.draft.covered > LEAST[name]
    assert list(result.standing) == STANDING.get(name, [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "岭东职业技术学院",
            [
                "因公出国（境）费15.60万元，比上年增加15.60万元",
                "438.22万元，年初预算为438.22万元，完成年初预算的100.00%。",
                "779.12万元，年初预算为790.00万元，完成年初预算的98.62%，决算数小于年初预算数的主要原因是缴存基数上调【待核】",
            ],
        ),
        (
            "澜汀源水文水资源勘测中心",
            ["较上年下降0.7个百分点;施测洪水84场次。", "事业收入162.17万元,上年结转87.58万元。"],
        ),
        (
            "桐岭县林业局",
            [
                "结余0.00万元。",
                "完成率102.50%，得分10.0分。",
                "（4）半专业队伍补助支出145.00万元，占19.73%；\n（5）视频监控",
            ],
        ),
        ("棠溪区教育局", ["未发生行政诉讼【待核】", "信息处理费【待核】", "1月1日至12月31日。"]),
        ("河湾区民政局", ["公务接待费2.50万元，与上年持平。", "比上年减少185.00万元；"]),
        (
            "白鹤县农业农村局",
            [
                "2024年1月至12月",
                "2025年预计需投入3100万元，缺口约700万元",
                "完成率103.85%，得10分。\n",
                "事务所开展中期审计",
            ],
        ),
        (
            "青泥坳乡人民政府",
            [
                "占3.51%；节能环保支出36.00万元，占2.14%；农林水支出622.17万元，占37.03%",
                "等次为“良好”【待核】",
            ],
        ),
        (
            "临澧市消防救援支队",
            [
                "完成年初预算的98.11%，决算数小于年初预算数的主要原因是【待补：主要原因】",
                "发现的问题：绿化工程尚未招标【待核】。",
            ],
        ),
        (
            "石门岭县气象局",
            [
                "X波段雷达建设支出140万元。",
                "超过12万元的控制标准",
                "预算执行率100%",
                "投入产出比为1:33。",
            ],
        ),
        (
            "郁洲县退役军人事务局",
            ["光荣院维修135.00万元。", "接待41批329人，与上年持平；", "28项，完成率100%。"],
        ),
        ("云梦泽区医疗保障局", ["当期收支结余600万元", "同比分别下降4.2%、6.0%【待核】"]),
        ("梅岭县自然资源局", ["因公出国（境）费3.00万元，比上年增加3.00万元"]),
        (
            "柳河屯县财政局",
            ["8.交通运输支出9,087万元，与上年同期持平。", "7.环境保护税418万元，同比增长12.4%。"],
        ),
        ("芦渚乡人民政府", ["政府性基金收入0万元；政府性基金支出0万元。", "；\n——住房保障支出191.6万元"]),
        (
            "枫林县残疾人联合会",
            ["结余5.70万元，由县财政收回【待核】。", "康复机构能力建设\t45.00\t44.20\t98.22"],
        ),
        (
            "霞浦岭区市场监督管理局",
            ["被提起行政诉讼0件。", "登记档案两个方面【待核】", "期限内办结【待核】"],
        ),
        (
            "沙棠县文化和旅游局",
            [
                "3个二级单位【待核】",
                "（枫坪景区）【待核】",
                "届次（上年第六届）】沙棠河漂流节；",
                "三是修订绩效指标体系【待核】",
            ],
        ),
        ("望江坪县交通运输局", ["3.节能环保支出（类）。年初预算为0万元，支出决算为310.00万元。"]),
        ("洛桑岭市信访局", ["与预算持平，控制率100.00%。", "全部为货物类采购【待核】"]),
        ("竹溪湾市生态环境局", ["排污许可证【待核】"]),
        ("苍溪口县住房和城乡建设局", ["扣1.5分，其中预算执行率扣1.5分。"]),
        ("云门县人力资源和社会保障局", ["为350余名农民工"]),
        ("松岗市统计局", ["《松岗统计年鉴（2024）》"]),
        (
            "白沙洲区城市管理局",
            [
                "结余0.00万元【待核】",
                "合同金额735.00万元【待核】",
                "收运及时率99.8%。",
                "扣4分【待核】",
                "第2名）】。",
            ],
        ),
        ("丹枫区人民法院", ["三是执行难问题尚未根本解决【待核】"]),
    ],
)
def test_what_a_chief_struck_out_of_the_first_drafts_is_told_anew(name: str, said: list[str]):
    assert [words for words in said if words not in drafted(name)] == []


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("岭东职业技术学院", ["经营收入", "增加16万元"]),
        ("澜汀源水文水资源勘测中心", ["第二大洪峰"]),
        ("桐岭县林业局", ["已按规定收回", "何志远", "地形复杂"]),
        ("棠溪区教育局", ["上年结转1件"]),
        ("河湾区民政局", ["压减接待批次", "下降42.92%"]),
        ("白鹤县农业农村局", ["2800", "选址争议", "李长河"]),
        ("青泥坳乡人民政府", ["文化旅游体育与传媒", "优秀"]),
        ("临澧市消防救援支队", ["一是绿化"]),
        ("郁洲县退役军人事务局", ["未完成的为烈士陵园"]),
        ("苍溪口县住房和城乡建设局", ["未完工的"]),
        ("松岗市统计局", ["99.4"]),
        ("柳河屯县财政局", ["耕地占用税", "58.7%"]),
        ("芦渚乡人民政府", ["节能环保支出", "均为上级补助收入"]),
        ("枫林县残疾人联合会", ["家庭医生签约", "外出务工"]),
        ("霞浦岭区市场监督管理局", ["判决维持"]),
    ],
)
def test_what_was_of_last_year_alone_does_not_stand_in_the_draft(name: str, gone: list[str]):
    text = drafted(name).replace("上年李长河", "").replace("上年何志远", "")
    assert [words for words in gone if words in without_marks(text)] == []
