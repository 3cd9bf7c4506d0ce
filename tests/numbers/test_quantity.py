"""Reading numbers: value, unit, bound, period and sign of quantities, and the reason why the rest are none."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.numbers.numerals import write_number
from drafter.numbers.quantity import Mention, find_mentions, quantities
from drafter.numbers.recent import Recent


def values(text: str, year: int | None = None) -> list[str]:
    """Each quantity as bound, value and unit: ["约12.8万人次"]."""
    return [f"{m.bound}{m.value}{m.unit}" for m in quantities(find_mentions(text, year=year))]


def reasons(text: str) -> list[tuple[str, str]]:
    return [(m.token, m.reason) for m in find_mentions(text) if m.structural]


def periods(text: str, year: int | None = 2024) -> list[str]:
    return [m.period for m in quantities(find_mentions(text, year=year))]


def only(text: str) -> Mention:
    (mention,) = quantities(find_mentions(text))
    return mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出1,234.50万元。", ["1234.50万元"]),
        ("支出１２３４．５０万元。", ["1234.50万元"]),
        ("共 5 个科室。", ["5个"]),
        ("培训 3200 人次。", ["3200人次"]),
        ("规模5000亿。", ["5000亿"]),
        ("总量1.2万亿元。", ["1.2万亿元"]),
        ("惠及30多万人次。", ["以上30万人次"]),
        ("收录600多种作物。", ["以上600种"]),
        ("检查4轮次。", ["4轮次"]),
        ("减轻负担3万多亿元。", ["以上3万亿元"]),
        ("4.9万余人社会救援队伍。", ["以上4.9万人"]),
        ("外资801亿元人民币，运力4.9亿载重吨。", ["801亿元", "4.9亿载重吨"]),
        ("利率比上年同期低约20个基点。", ["约20个基点"]),
        ("11省市参加。", ["11省市"]),
        ("总量站上1200亿台阶。", ["1200亿"]),
        # Shares of each other are no hours of the clock.
        ("夏秋比32:68，师生比1：13。", ["32", "68", "1", "13"]),
        ("粮经比例由62:38调整为58:42。", ["62", "38", "58", "42"]),
        ("三次产业结构比为12:43:45。", ["12", "43", "45"]),
        ("组织近百名委员。", ["约100名"]),
        ("走访百余户。", ["以上100户"]),
        ("组织活动20余场。", ["以上20场"]),
        ("提高1.2个百分点。", ["1.2个百分点"]),
        ("提高1.2百分点。", ["1.2百分点"]),
        ("增长1.3倍。", ["1.3倍"]),
        ("约三成项目提前完工。", ["约3成"]),
        ("总量翻两番。", ["2番"]),
        ("失业率5.5%左右。", ["约5.5%"]),
        ("不超过3%。", ["以内3%"]),
        ("完成投资108.7亿元，超8.7%。", ["108.7亿元", "8.7%"]),
        ("带动就业，超80%的企业获益。", ["以上80%"]),
        ("占比60％以上。", ["以上60%"]),
        ("增速3%—5%。", ["3%", "5%"]),
        ("需4至6天。", ["4天", "6天"]),
        ("约12、13、15件。", ["约12件", "13件", "15件"]),
        ("三分之一的项目。", ["0.3333333333333333333333333333"]),
        ("占全省1/4。", ["0.25"]),
        ("满意率百分之九十六点五。", ["96.5%"]),
        ("收入比缩小至2.3:1。", ["2.3:1"]),
        ("医护比1:1.19。", ["1.19"]),
        ("（GDP702.4亿元）", ["702.4亿元"]),
        ("三项任务", ["3项"]),
        ("两条渠道", ["2条"]),
        ("四大工程", ["4大"]),
        ("浓度29.5微克/立方米。", ["29.5微克/立方米"]),
        ("电价降低3分/千瓦时。", ["3分/千瓦时"]),
        ("容量2000万千瓦。", ["2000万千瓦"]),
        ("新建7万套（间）。", ["7万套"]),
        ("12部门联合发文。", ["12"]),
        ("-3.5万元", ["-3.5万元"]),
        ("当年收支结余-2.36亿元。", ["-2.36亿元"]),
        ("水费收入同比增长-12.4%。", ["-12.4%"]),
        ("灌区共整修斗渠12 480处。", ["12480处"]),
        ("水利资产达到六点零三亿元。", ["6.03亿元"]),
        ("收、支总计各是612.35，598.20万元。", ["612.35万元", "598.20万元"]),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_bound(text: str, expected: list[str]):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云财绩〔2025〕8号", [("〔2025〕8号", "文号")]),
        ("云财〔2025〕第8号", [("〔2025〕第8号", "文号")]),
        ("2024年3月5日", [("2024年3月5日", "日期")]),
        ("1—6月", [("1—6月", "日期")]),
        ("一季度", [("一季度", "日期")]),
        ("财政部11日发布", [("11日", "日期")]),
        ("记者20日从市医院获悉", [("20日", "日期")]),
        ("2021—2024年", [("2021—2024年", "年份")]),
        ("二〇二四年", [("二〇二四年", "年份")]),
        ("2024 年度", [("2024 年度", "年份")]),
        ("近五年的工作", [("五年", "时段")]),
        ("前8个月", [("8个月", "时段")]),
        ("（一）概况", [("（一）", "序号")]),
        ("3.推进改革", [("3.", "序号")]),
        ("第十二条", [("第十二", "序数")]),
        ("第3批", [("第3", "序数")]),
        ("联系电话：020-83330000", [("020-83330000", "电话")]),
        ("电话：83330000", [("83330000", "编码")]),
        ("通过3年努力", [("3年", "时段")]),
        ("219-云岭市棠湾镇人民政府", [("219-", "编码")]),
        ("发布时间：2024-05-06 16:08:34", [("2024-05-06", "日期"), ("16:08:34", "时刻")]),
        ("开放时间为9:30至17:00", [("9:30", "时刻"), ("17:00", "时刻")]),
        ("总量五年增长", [("五年", "时段")]),
        ("百亿斤粮食产能基地", [("百", "虚指")]),
        ("三类海水", [("三类", "名称")]),
        ("增速居前3位。", [("3位", "序数")]),
        ("千亿元产业集群", [("千", "虚指")]),
        ("公开日期：20240926", [("20240926", "日期")]),
        ("2019.8月调入教师", [("2019.8月", "日期")]),
        ("详见附件1云岭市分配表", [("附件1", "序号")]),
        ("14-5 社会救助与捐赠情况\n", [("14-5", "序号")]),
        ("手机13800138000", [("13800138000", "电话")]),
        ("502室", [("502室", "门牌")]),
        ("云山路12号", [("12号", "序数")]),
        ("12345热线", [("12345", "名称")]),
        ("12345政务服务便民热线", [("12345", "名称")]),
        ("创建4A级景区", [("4A级", "名称")]),
        ("推广5G应用", [("5G", "名称")]),
        ("PM2.5浓度", [("PM2.5", "名称")]),
        ("“2+3”园区", [("2+3", "名称")]),
        ("2.0版方案", [("2.0", "名称")]),
        ("15分钟社区生活圈", [("15分钟", "名称")]),
        ("残疾人两项补贴", [("两", "名称")]),
        ("24小时书房", [("24小时", "名称")]),
        ("第135届、136届广交会", [("第135", "序数"), ("136", "序数")]),
        ("【待补：3期】", [("3", "标记")]),
        ("数十名群众", [("数十", "虚指")]),
        ("一期、二期工程", [("一期", "序数"), ("二期", "序数")]),
        ("十三届六次全会", [("十三届六次", "序数")]),
        ("百亿园区建设", [("百", "虚指")]),
        ("统一信用代码91440101MA59ABCDEF", [("91440101MA59ABCDEF", "名称")]),
    ],
)
def test_what_counts_nothing_is_structural_with_its_reason(text: str, expected: list[tuple[str, str]]):
    assert values(text) == []
    assert reasons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "进一步统一认识，一致同意。",
        "贯彻“一国两制”方针和“十六字”方针。",
        "学习党的二十大精神。",
        "落实“十四五”规划。",
        "压减“三公”经费。",
        "保护第三方合法权益。",
        "千家万户、千方百计、百姓提案。",
        "全力做好“六稳”工作。",
        "庆祝七一。",
    ],
)
def test_set_phrases_and_everyday_words_are_no_figures(text: str):
    assert values(text) == []


def test_a_quoted_name_keeps_its_number_to_itself():
    assert values("围绕“高质量推进‘三项工程’”议题提出8条建议。") == ["8条"]


def test_a_word_that_opens_with_a_unit_is_no_unit():
    assert values("预算\t100 人员经费\t80\n3 项目支出") == ["100", "80", "3"]


def test_amount_is_in_the_measure_and_the_step_in_the_unit():
    mention = only("播放量12.8万人次")
    assert (mention.amount, mention.measure, mention.step) == (Decimal("128000.0"), "人次", Decimal("0.1"))
    assert mention.interval == (Decimal("127500"), Decimal("128500"))


def test_things_counted_one_by_one_are_exact_and_bounds_open_one_side():
    assert only("立案456件").interval == (Decimal(456), Decimal(456))
    low, high = only("立案300余件").interval
    assert (low, high) == (Decimal(300), Decimal(400))
    zero = only("结余0.00万元")
    assert zero.interval == (Decimal(-50), Decimal(50))


@pytest.mark.parametrize("down", ["下降", "负增长"])
def test_a_direction_word_gives_the_sign_and_its_place(down: str):
    text = f"支出比上年减少12.5万元，{down}3.1%。"
    change, rate = quantities(find_mentions(text))
    assert [(m.role, m.sign) for m in (change, rate)] == [("change", -1), ("growth", -1)]
    assert [text[slice(*m.direction)] for m in (change, rate) if m.direction] == ["减少", down]


@pytest.mark.parametrize(
    "text",
    ["改造提升112万亩农田。", "环境提升四大工程。", "支持服务能力提升80万元。", "完成增长目标，安排5万元。"],
)
def test_a_verb_with_an_object_of_its_own_is_no_direction(text: str):
    assert [m.sign for m in quantities(find_mentions(text))] == [0]


def test_the_numbers_of_listed_bodies_and_of_an_item_without_its_point_are_no_quantities():
    assert reasons("序号 单位名称\n1 甲局（本级）\n2 甲局执法大队\n经费12万元。") == [
        ("1", "序号"),
        ("2", "序号"),
    ]
    assert reasons("17.“绿化”4万元。\n18“照明”5万元。") == [("17.", "序号"), ("18", "序号")]


def test_what_a_number_came_to_is_no_change_and_what_was_spent_more_is_one():
    text = "接待费减少为0.50万元，净增为3人；支出90万元，比上年减支12万元，政策性增支5万元。"
    assert [(m.role, m.sign) for m in quantities(find_mentions(text))] == [
        ("value", 0),
        ("change", 1),
        ("value", 0),
        ("change", -1),
        ("value", 0),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年支出100万元。", ["本年"]),
        ("2024年支出100万元。", ["本年"]),
        ("2023年支出100万元，2024年支出120万元。", ["上年", "本年"]),
        ("2021年支出100万元。", ["2021"]),
        ("上年结转100万元。", ["本年"]),
        ("上年支出100万元。", ["上年"]),
        ("支出100万元，比2023年增加20万元，增长25%。", ["本年", "本年", "本年"]),
        ("2023年执行数为7.73万元，2024预算安排9万元，比2023预算执行数增加16.43%。", ["上年", "本年", "本年"]),
        (
            "2024年实施项目15个（含2023年项目5个），年中增加8个（含2023年项目5个），到位3万元。",
            ["本年", "上年", "本年", "上年", "本年"],
        ),
        ("支出100万元，比上年决算数80万元增加20万元。", ["本年", "上年", "本年"]),
        ("支出100万元（2023年为80万元），完成预算的98%。", ["本年", "上年", "本年"]),
        ("项目15个（含2023年结转项目5个），预算90万元。", ["本年", "上年", "本年"]),
        ("收入由2020年的60万元提高到100万元。", ["2020", "本年"]),
        ("2025年我们将建设5个站点。", ["下年"]),
        ("下一步，计划培训300人。", ["下年"]),
        ("2021—2023年累计投入300万元。", ["2021—2023"]),
        ("五年来，投入300万元。新建5座泵站。", ["2019—2023", "2019—2023"]),
        ("按照《2023年工作方案》建成5座泵站。", ["本年"]),
        ("中心成立于2005年，现有职工30人。", ["本年"]),
        # When a thing was begun does not say when what is told of it was so; what is counted as begun then is of that year.
        ("2010年启动的管网改造工程，累计改造管网186公里。", ["本年"]),
        ("2019年开工建设的大桥完成投资3亿元。", ["本年"]),
        ("2023年建成的泵站280座。", ["上年"]),
        ("投资下降11%（同期为下降9%），完成9亿元。", ["本年", "上年", "本年"]),
        ("投资增长11%，比上年全年加快4个百分点。", ["本年", "本年"]),
        ("截至2023年底，共有车辆3辆。", ["上年"]),
        ("2023年办理50件；今年办理60件。", ["上年", "本年"]),
        ("1.2021年，办理50件。与2020年相比，增加8件；办结40件。", ["2021", "2021", "2021"]),
        ("2023年办理50件。今年办理60件。", ["上年", "本年"]),
    ],
)
def test_the_period_is_what_the_sentence_says(text: str, expected: list[str]):
    assert periods(text) == expected


def test_headings_say_when_for_what_stands_under_them():
    text = "\n".join(
        [
            "一、2024年工作回顾",
            "全年办理50件。",
            "（一）服务群众",
            "走访3000户。",
            "二、2025年主要任务",
            "培训500人。",
            "三、自身建设",
            "制定制度3项。",
        ]
    )
    assert periods(text, year=2025) == ["上年", "上年", "本年", "本年"]
    assert periods(text, year=2024) == ["本年", "本年", "下年", "本年"]


def test_a_section_on_several_times_follows_the_openings_of_its_paragraphs():
    text = "一、2025年和“十四五”时期工作回顾\n新建泵站5座。\n五年来，我们持续投入。\n投入300万元。\n2025年，我们补短板。\n改造2处。\n二、2026年工作安排\n新建1座。"
    assert periods(text, year=2026) == ["上年", "2021—2025", "上年", "本年"]


def test_what_stands_in_an_outlook_is_planned_and_a_budget_is_not():
    text = "一、2024年工作回顾\n新建3座。\n二、2025年主要任务\n（一）治水\n新建5座。\n三、2025年预算安排\n支出9万元。"
    assert [m.planned for m in quantities(find_mentions(text, year=2025))] == [False, True, False]


def test_next_steps_speak_of_next_year():
    assert periods("四、下一步改进措施\n开展培训5期。") == ["下年"]
    assert periods("四、存在的问题及改进措施\n抽查的25份合同中有3份验收滞后。") == ["本年", "本年"]


def test_without_a_year_explicit_years_stay_as_written():
    assert periods("2023年支出100万元，上年80万元。", year=None) == ["2023", "上年"]


def test_a_table_takes_the_unit_of_the_line_above_it_and_codes_are_no_amounts():
    text = "收支预算表\n编制部门：云岭市水利局 单位：元\n科目编码 科目名称 合计\n201 06 01 行政运行 84,861 84,861\n30201 办公费 1,000\n合计 85,861\n本局今年支出12个项目，详见正文。"
    assert values(text) == ["84861元", "84861元", "1000元", "85861元", "12个"]
    assert reasons(text)[:2] == [("201 06 01", "编码"), ("30201", "编码")]


def test_a_column_that_counts_the_rows_of_a_table_is_no_figure():
    rows = "序号\t单位\t人数\n1\t局机关\t30\n2\t执法大队\t42\n3\t服务中心\t18\n"
    read = find_mentions(rows + "\n2\t车辆\n4\t船只\n", year=2024)
    assert [m.token for m in read if m.structural] == ["1", "2", "3"]
    assert [m.token for m in read if not m.structural] == ["30", "42", "18", "2", "4"]


def test_codes_whose_names_are_wrapped_around_them_are_codes() -> None:
    text = "支出决算表\n单位：万元\n一般公共服务\n201 207.40 207.40\n支出\n因公出国（境）费\n30113 住房公积金 431.39 30212 13.24\n用\n"
    assert reasons(text) == [("201", "编码"), ("30113", "编码"), ("30212", "编码")]


def test_a_column_of_rates_takes_no_unit_of_money():
    rows = "项目\t预算数\t执行率\n甲\t100.00\t98.12\n"
    assert values("单位：万元\n" + rows) == ["100.00万元", "98.12%"]
    assert values(rows) == ["100.00", "98.12%"]
    assert values("单位：万元\n项目\t预算数\t比重\n甲\t100.00\t0.98\n") == ["100.00万元", "0.98"]
    assert values("单位：万元\n项目 预算数 执行率\n甲 100.00 98.12\n") == ["100.00", "98.12"]


def test_the_head_of_a_column_says_of_which_year_it_is():
    text = "2024年情况\n项目\t2023年决算数\t2024年决算数\t比上年增减\n甲\t100.00\t120.00\t20.00\n"
    read = [m for m in find_mentions(text, year=2024) if not m.structural]
    assert [m.period for m in read] == ["上年", "本年", "本年"]


def test_rows_that_count_things_are_not_money():
    assert values("单位：万元\n支出\t12.50\n公务用车保有量（辆）\t3\n") == ["12.50万元", "3辆"]


def test_a_row_that_states_its_unit_gives_it_to_its_numbers_but_not_to_those_of_another_kind():
    text = "指标\t2023年\t2024年\t增长\t排名\n救助人数（人）\t1250\t1300\t4.0\t2\n产值（亿元）\t8.15\t9.20\t12.9\t1\n"
    assert values(text) == ["1250人", "1300人", "4.0", "2", "8.15亿元", "9.20亿元", "12.9", "1"]


def test_a_line_that_names_a_group_of_rows_leaves_them_under_the_heads_of_their_table():
    text = "项目\t2022年\t2023年\n社会救助\n甲类（人）\t120\t130\n乙类（人）\t15\t17\n"
    assert [m.period for m in find_mentions(text, year=2023) if not m.structural] == ["上年", "本年"] * 2


def test_a_caption_between_two_tables_leaves_each_its_heads():
    text = "项目\t上年\t本年\n甲\t12.5\t13.0\n支出情况\n项目\t本年\t下年\n乙\t15.5\t17.0\n"
    read = [m for m in find_mentions(text, year=2023) if not m.structural]
    assert [m.period for m in read] == ["上年", "本年", "本年", "下年"]


_CHARS = "一二三十百千万亿两0123456789.,，%％年月日号（）()〔〕“”《》第约近超余多个项件元人次\n\t 、。；：至—-/+比较上增长减少为达的５．"
_WORDS = (
    "2024年",
    "上年",
    "单位：万元\n",
    "万元",
    "个百分点",
    "分之",
    "五年来，",
    "一、",
    "从",
    "到",
    "【待补",
    "12345热线",
)
_PIECES = st.sampled_from([*_CHARS, *_WORDS])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=60).map("".join)),
    st.sampled_from([None, 2024]),
)
def test_reading_any_text_never_fails_and_mentions_stand_in_order(text: str, year: int | None):
    mentions = find_mentions(text, year=year)
    assert all(text[m.start : m.end] == m.token and m.start < m.end <= m.stop <= len(text) for m in mentions)
    assert all(one.end <= after.start for one, after in pairwise(mentions))
    assert all(bool(m.reason) == m.structural for m in mentions)
    for mention in quantities(mentions):
        low, high = mention.interval
        assert low <= mention.amount <= high


@given(
    st.decimals(min_value=0, max_value=10**8, places=2),
    st.sampled_from(["万元", "亿元", "人次", "%", "件"]),
    st.booleans(),
)
def test_a_written_number_is_found_with_its_value(value: Decimal, unit: str, grouped: bool):
    written = write_number(value, 2, grouped=grouped)
    mention = only(f"合计{written}{unit}。")
    assert (mention.token, mention.value, mention.unit) == (written, Decimal(written.replace(",", "")), unit)


@pytest.mark.parametrize(
    "piece",
    [
        "支出12.5万元，增长3%（",
        "“",
        "2024年",
        "（2023年为",
        "1、2、",
        "单位：元\n",
        "百",
        "，。",
        " 3 ",
        "a1-",
        "a-",
        "一至",
    ],
)
def test_the_cost_stays_linear_whatever_is_repeated(piece: str):
    def seconds(count: int) -> float:
        start = time.process_time()
        find_mentions(piece * count, year=2024)
        return time.process_time() - start

    size = 40_000 // len(piece)
    assert seconds(size * 4) < 12 * seconds(size) + 0.5


def test_the_second_half_of_a_word_is_no_approximation() -> None:
    assert [m.bound for m in find_mentions("比预算数5.00万元节约1.74万元，约10人参加。")] == ["", "", "约"]


def test_where_a_figure_moved_from_is_last_years_unless_another_time_is_named():
    def periods(text: str) -> list[str]:
        return [one.period for one in find_mentions(text, year=2024) if not one.structural]

    assert periods("全县景区由9家增加到11家。") == ["上年", "本年"]
    assert periods("开放时间从8点延长到9点。") == ["本年", "本年"]
    assert periods("2020年以来，覆盖率由30%提高到35%。") == ["2020", "2020"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增加值8.8亿元，是2019年末（4.8亿元）的1.83倍，纯收入3155元。", ["本年", "2019", "本年", "本年"]),
        ("2019年实施“支教团”和2021年实施“西部计划”以来，先后招募16名毕业生。", ["本年"]),
        ("“小屋”是2020年6月由团委启动的项目，截至目前，募资1.65亿元，建成388个。", ["本年", "本年"]),
        ("为满足需求，2023年，该会组织活动40场；服务职工16万人。今年服务9万人。", ["上年", "上年", "本年"]),
        ("据介绍，去年以来，批准逮捕27人；对于未成年人，不批捕8人。", ["上年", "上年"]),
    ],
)
def test_a_time_holds_up_to_the_full_stop_and_what_is_told_up_to_now_is_this_years(
    text: str, expected: list[str]
) -> None:
    assert [one.period for one in find_mentions(text, year=2024) if not one.structural] == expected


REVISED = """一、2023年工作回顾
2023年，我办收入1,200.50万元，比上年增加35.20万元，增长3.02%。
（一）开展调研12次、视察3次，形成报告（初稿）5篇
单位：万元
项目\t预算数\t执行数
208 05 06 基本支出\t800\t790
二、2024年主要任务
完成3项任务，10月底前办结。电话：020-12345678
"""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(REVISED)),
            st.integers(0, 6),
            st.sampled_from(
                ["", "\n", "5\n", "单位：元\n", "2023年", "下一步", "“", "（1\n", "，", "9", "一"]
            ),
        ),
        max_size=5,
    )
)
def test_lines_of_an_earlier_text_are_read_as_if_for_the_first_time(
    edits: list[tuple[int, int, str]],
) -> None:
    text, lines = REVISED, Recent[object, tuple[int, tuple[Mention, ...]]](50)
    find_mentions(text, year=2023, lines=lines)
    for at, cut, words in edits:
        text = text[:at] + words + text[at + cut :]
        assert find_mentions(text, year=2023, lines=lines) == find_mentions(text, year=2023)


def test_only_what_was_lately_asked_for_is_kept() -> None:
    kept = Recent[str, int](2)
    for nth, word in enumerate("甲乙丙丁"):
        kept.put(word, nth)
        kept.get("甲")
    assert [kept.get(word) for word in "甲乙丁"] == [0, None, 3]


def test_in_a_list_told_in_turn_all_are_what_the_first_is():
    text = "来访和来信分别下降11.7%和2.9%，较上年分别增加178万吨、4.5万标箱，占12.1%、8.2%。"
    assert [one.role for one in quantities(find_mentions(text))] == [
        "growth",
        "growth",
        "change",
        "change",
        "ratio",
        "ratio",
    ]


def test_a_long_number_told_in_turn_with_amounts_is_no_code() -> None:
    found = quantities(find_mentions("三个片区的产值分别为2332、33953和46268万元。"))
    assert [(one.token, one.unit, one.value) for one in found][1:] == [
        ("2332", "万元", 2332),
        ("33953", "万元", 33953),
        ("46268", "万元", 46268),
    ]


def test_grades_told_in_a_row_count_nothing() -> None:
    """一二类桥 are bridges of the first class and the second, no dozen of anything."""
    assert [one.token for one in quantities(find_mentions("一二类桥287座，三四级手术65台。"))] == [
        "287",
        "65",
    ]


def test_a_rate_counted_per_so_many_people_is_one_number():
    assert values("报告发病率256.3/10万，较上年下降9.6%；孕产妇死亡率8.1/10万。") == [
        "256.3/10万", "9.6%", "8.1/10万",
    ]  # fmt: skip
    assert values("万人专利12.3件/万人。") == ["12.3件"]


def test_a_work_that_is_named_after_what_it_raises_is_no_change():
    listed = "其中养护工程600.00万元，水毁抢修120.00万元，安全提升80.00万元。"
    assert [m.role for m in quantities(find_mentions(listed))] == ["value"] * 3
    assert [m.role for m in quantities(find_mentions("收入600万元，支出400万元，利润较上年提升50万元。"))] == [
        "value", "value", "change",
    ]  # fmt: skip
    assert quantities(find_mentions("营业收入600万元，利润提升50万元。"))[-1].role == "change"


def test_a_forecast_is_named_after_its_hours():
    assert values("24小时晴雨预报准确率88.5%，提前24小时预报降水。") == ["88.5%", "24小时"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("报告病例1108例，较去年同期（2643例）下降58.1%。", ["本年", "上年", "本年"]),
        ("运行经费在去年76万元的基础上增长75.1%。", ["上年", "本年"]),
        ("2024年得分率66.3%，较之2023年上升4.6%。", ["本年", "本年"]),
    ],
)
def test_a_base_in_brackets_or_to_grow_from_is_of_its_own_year_and_nothing_behind_it(
    text: str, expected: list[str]
) -> None:
    assert [one.period for one in find_mentions(text, year=2024) if not one.structural] == expected
