"""Labels: what a number is told to be of stands before its own name where that does not say what is counted."""

from __future__ import annotations

import pytest

from drafter.brief import Figure
from drafter.lastyear.figures import make_brief
from drafter.lastyear.slots import bind_figures
from drafter.reading import read_text
from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "发行新增债券20亿元，其中：一般债券8亿元，专项债券12亿元，分别增长3%、4%。",
            ["", "·一般债券", "·专项债券", "·一般债券增长率", "·专项债券增长率"],
        ),
        (
            "受理群众诉求800件。其中，咨询类500件，占62.5%；其他300件，占37.5%。",
            ["", "·咨询类", "·咨询类占比", "·其他", "·其他占比"],
        ),
        ("公开市政府规章13件（含新制定5件，废止4件），通告42件。", ["", "·含新制定", "·废止", None]),
        (
            "资产负债率64.2%，同比下降0.1个百分点，县属企业66.8%，同比下降0.5个百分点。",
            ["", "增减额", "·县属企业", "·县属企业增减额"],
        ),
        (
            "查处违规金额80万元，其中甲单位50万元，其中设备款20万元；乙单位30万元。",
            ["", "·甲单位", None, "·乙单位"],
        ),
    ],
)
def test_a_part_stands_behind_its_whole_where_it_does_not_say_what_is_counted(
    text: str, expected: list[str | None]
) -> None:
    whole, *parts = names_in(text)
    for told, ending in zip(parts, expected[1:], strict=True):
        assert ending is None or told == whole.removeprefix("公开") + ending or told == whole + ending


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算支出20亿元，其中：教育支出5亿元，科技支出1亿元。",
        "医疗机构90家，其中医院30家、诊所60家。",
        "资金收入30万元，其中利息收入2万元。发放补贴9万元。",
        "各项存款增加50亿元。其中，住户存款增加20亿元。贷款余额300亿元。",
        "口径之中，发放慰问金20万元。",
    ],
)
def test_a_name_that_says_what_it_counts_needs_no_whole(text: str) -> None:
    assert not any("·" in label for label in names_in(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新收民事案件500件，同比上升3%；审结480件。", "民事案件·审结"),
        ("处分厅级干部42人，处级干部546人，一般干部1183人。", "处分·一般干部"),
        ("累计建成产业园21个、产业集群10个。", "累计建成·产业集群"),
        ("推进改造，3所高职学校入选国家计划。", "入选国家计划·高职学校"),
        ("作物良种申请量140件，同比增长3%，授权量45件。", "作物良种·授权量"),
        ("县属企业进出口4.2亿元，增长2%，占外贸比重提升1.5个百分点至56.6%。", "县属企业进出口·占外贸比重"),
        ("境内公路里程2271公里，其中国道136公里、省道46公里。", "境内公路里程·省道"),
        ("各类自然灾害造成全县3万人次受灾，2人死亡，直接经济损失81万元。", "各类自然灾害·直接经济损失"),
        ("收案中，一审案件300件，二审案件60件。", "收案·二审案件"),
        ("申请资金90万元。其中：30万元用于编制预算。", "申请资金·用于编制预算"),
        ("县本级支出42万元资助贫困群众参保。", "资助贫困群众参保·县本级支出"),
        ("医保基金总收入28亿元，总支出24亿元。", "医保基金总支出"),
        ("有8个集体、23名个人受到市级以上表彰。", "受到市级以上表彰·个人"),
        ("生产安全事故起数、死亡人数分别下降9.1%、11.5%。", "生产安全事故·死亡人数增长率"),
        ("固定资产投资52万元，完成市政府下达任务的84%。", "固定资产投资·完成市政府下达任务"),
        ("新增到户项目94个，“一户一策”模式带动70户农户增收。", "“一户一策”模式·带动农户增收"),
        ("依法严惩盗窃犯罪，起诉35人。", "依法严惩盗窃犯罪·起诉"),
        ("大豆面积154亩，增加27亩。产量28吨。", "大豆·产量"),
        ("8所高校14个学科入选国家名单。", "入选国家名单·学科"),
        ("接报火灾7起，亡9人、伤6人。", "火灾·伤"),
        ("改造老旧小区6个，惠及居民98户。", "改造老旧小区·惠及居民"),
        ("推行育儿补贴政策，惠及98户。", "推行育儿补贴政策·惠及"),
        ("受理争议案件47件，同比增长2%；涉及劳动者66人。", "受理争议案件·涉及劳动者"),
        ("投资104万元，在城东社区铺设道路。", "在城东社区铺设道路·投资"),
        ("签约项目9个、总投资8亿元。", "签约项目·总投资"),
        ("批复部门支出90万元，其中财政拨款80万元。", "批复部门支出·财政拨款"),
        ("学历结构：本科占52.4%，大专占36.1%。", "学历结构·大专占比"),
        ("小学招生178人，在校生980人。", "小学·在校生"),
        ("受理公租房申请94户，廉租房享受租金配租52户。", "廉租房享受租金配租"),
        ("发生事故2起，造成3人死亡、5人受伤。", "事故·受伤"),
        ("自1月起，热线共受理诉求4.04万件，其中疫情类1.82万件。办结率99%。", "诉求·办结率"),
        ("从各县的信访量看，甲县203件，乙县147件。", "信访量·乙县"),
        ("1、收案情况\n刑事案件262件，行政案件30件。", "收案·行政案件"),
        (
            "受理执行案件9件，受案数占总数的35%；受理行政案件4件，受案数占总数的2%。",
            "受理行政案件·受案数占总数",
        ),
        (
            "全县总诊疗70万人次，增长2%。\n医院30万人次，增长5%。",
            "总诊疗·医院增长率",
        ),
    ],
)
def test_a_subject_told_in_an_earlier_clause_is_taken_along(text: str, expected: str) -> None:
    assert names_in(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("支出90万元，其中基本支出60万元。处室共6个，其中业务类4个。", "支出"),
        ("行政案件11件（包括非诉案件），其他案件2件。", "行政案件·"),
        ("比预算98万元少15万元，其中市本级12万元。", "预算·"),
        ("采购规模突破500万元，其中服务类306万元。", "突破"),
        ("核定编制60名，其中行政编制50名、事业编制10名；年末在职人员58人。", "核定编制·年末"),
        ("从环比看，价格上涨0.4%。此前价格下降1.2%，其中菜价下降3%。", "环比"),
    ],
)
def test_what_is_compared_with_passed_or_set_aside_is_no_whole(text: str, wrong: str) -> None:
    assert not any(label.startswith(wrong) and "·" in label for label in names_in(text))


def test_ages_are_part_of_what_they_name() -> None:
    assert names_in("0—14岁人口为25338人，占17.95%。")[2:] == ["0—14岁人口", "0—14岁人口占比"]


LAST = (
    "云溪县财政局2023年工作报告\n一、债券\n2023年，发行新增债券20亿元，其中一般债券8亿元、专项债券12亿元。\n"
)


def test_the_sheet_shows_the_whole_and_the_row_is_found_by_its_own_name() -> None:
    last = read_text(LAST, "云溪县财政局-2023.txt")
    brief = make_brief(last, 2024)
    told = {figure.label: figure for figure in brief.figures}
    special = told["发行新增债券·专项债券"]
    assert special.name == "专项债券"
    # The sentence was reworded in the report but not in the sheet: the own name still tells the row.
    other = read_text(LAST.replace("，其中一般债券8亿元、", "；"), "云溪县财政局-2023.txt")
    assert [one.row for one in bind_figures(other, brief)][-1] == special.id


def test_the_name_is_the_label_without_its_whole_and_with_its_place() -> None:
    def named(label: str) -> str:
        return Figure("F1", label, "本年", "件", "1").name

    assert named("受理案件·刑事案件") == "刑事案件"
    assert named("城南：受理案件·刑事案件") == "城南：刑事案件"
    assert named("“书香·同城”活动") == "“书香·同城”活动"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建泵站3座，改造5座，投资1,200万元。", ["新建泵站", "泵站改造", "泵站·投资"]),
        ("培训班开设6期，参训420人次。", ["培训班开设", "培训班开设·参训"]),
        (
            "举办活动26场，其中展览6场，线上参与读者9万人次。",
            ["举办活动", "展览", "举办活动·线上参与读者"],
        ),
        ("粮食播种面积9.6万亩，完成目标的102%。", ["粮食播种面积", "粮食播种面积·完成目标"]),
        (
            "该局开展粮油市场整治行动，出动人员87人次、车辆7台次，立案4件。",
            ["出动人员", "出动·车辆", "开展粮油市场整治行动·立案"],
        ),
        ("持续推进产业园建设，目前已进入扫尾阶段，投资完成率达95%。", ["持续推进产业园建设·投资完成率"]),
        (
            "整治保健市场，出动执法人员9人次；整治农资市场，出动执法人员8人次。",
            ["整治保健市场·出动执法人员", "整治农资市场·出动执法人员"],
        ),
        (
            "市属医院住院4万人次，药品支出下降5%；县属医院住院9万人次，药品支出下降1%。",
            ["市属医院住院", "市属医院住院·药品支出增长率", "县属医院住院", "县属医院住院·药品支出增长率"],
        ),
        (
            "查办经营案件93件，结案39件，移送公安机关4件，罚没18万元。",
            ["查办经营案件", "经营案件结案", "经营案件·移送公安机关", "经营案件·罚没"],
        ),
        (
            "现有盲聋儿童9名，其中持证8名，分别为视力残疾5名、听力残疾3名。",
            ["现有盲聋儿童", "现有盲聋儿童·持证", "持证·视力残疾", "持证·听力残疾"],
        ),
        ("线上服务9万人次，其中，少儿馆开馆266天，接待读者6万人次。", ["线上服务", "少儿馆开馆", "接待读者"]),
        (
            "收到建议80件，办结率100%。从反馈的意见看，教育方面9件，代表满意或基本满意达99%。",
            ["收到建议", "收到建议办结率", "收到建议·教育方面", "代表满意或基本满意"],
        ),
        (
            "启动了校车专项整治行动，整改19处，关停4处。",
            ["启动了校车专项整治行动·整改", "启动了校车专项整治行动·关停"],
        ),
        (
            "滨湖路属新建道路，全长9公里，概算投资6万元。",
            ["滨湖路属新建道路·全长", "滨湖路属新建道路·概算投资"],
        ),
        ("发放寄宿生生活补助5万元，受助学生36人次。", ["发放寄宿生生活补助", "发放寄宿生生活补助·受助学生"]),
        (
            "幼儿园17所（8所民办），小学3所。教职工90人（民办5人），专任教师80人。",
            ["幼儿园", "幼儿园·民办", "小学", "教职工", "教职工·民办", "教职工·专任教师"],
        ),
    ],
)
def test_the_topic_of_a_sentence_is_carried_through_its_clauses(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "创业帮扶2户，扶持资金8万元，资助困难家庭大学生4名，资助资金2万元。",
            ["创业帮扶", "创业帮扶·扶持资金", "资助困难家庭大学生", "资助困难家庭大学生·资助资金"],
        ),
        ("发生事故3起，死亡4人。共发放奖补资金90万元。", ["发生事故", "事故·死亡", "发放奖补资金"]),
        (
            "规上企业实现营业收入90亿元；实现利润总额8亿元。",
            ["规上企业实现营业收入", "规上企业·实现利润总额"],
        ),
        (
            "1、白鹭水库加固工程。总投资为800万元，累计完成投资300万元。",
            ["白鹭水库加固工程·总投资", "白鹭水库加固工程·累计完成投资"],
        ),
        ("2.城东园区，总投资6亿元，占地600亩。", ["城东园区·总投资", "城东园区·占地"]),
        (
            "开展清洁行动。全年清理垃圾60吨，拆除旱厕30座，修整墙面80处，累计投入资金90万元。",
            ["清理垃圾", "拆除旱厕", "修整墙面", "开展清洁行动·累计投入资金"],
        ),
        (
            "新增一级公路60公里、二级公路20公里，总里程分别达90公里和80公里。",
            ["新增一级公路", "新增·二级公路", "总里程", "总里程"],
        ),
    ],
)
def test_money_and_sizes_that_everything_has_are_of_what_was_told_or_of_their_item(
    text: str, expected: list[str]
) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "退回补充侦查36件，重报35件。其中一次退回补充侦查30件。",
            ["退回补充侦查", "重报", "一次退回补充侦查"],
        ),
        (
            "受理少年审查案件13件，提前介入2件，批准逮捕10件。",
            [None, "少年审查案件提前介入", "少年审查案件批准逮捕"],
        ),
        ("在39所学校开展竞聘上岗工作，涉及教师80名。", [None, "在学校开展竞聘上岗工作·涉及教师"]),
        ("另有5个基层法院新收案数超过1万件。", ["新收案数超过1万件·基层法院", None]),
    ],
)
def test_a_part_or_a_deed_is_of_what_it_was_taken_from(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "在管甲病患者80人，规范管理60人；在管乙病患者50人，规范管理40人。",
            ["在管甲病患者", "在管甲病患者·规范管理", "在管乙病患者", "在管乙病患者·规范管理"],
        ),
        (
            "发放助学金9万元，资助学生30人；免除学杂费2万元，资助学生20人。",
            ["发放助学金", "发放助学金·资助学生", "免除学杂费", "免除学杂费·资助学生"],
        ),
        # More than the first, and no money: of something else.
        (
            "接报警情30起，整改隐患90处；处置事故20起，整改隐患80处。",
            ["接报警情", "整改隐患", "处置事故", "整改隐患"],
        ),
    ],
)
def test_what_a_paragraph_tells_of_several_is_of_what_its_part_begins_with(
    text: str, expected: list[str]
) -> None:
    assert names_in(text) == expected


def test_the_shares_of_a_whole_told_with_its_number_are_shares_of_it() -> None:
    assert names_in("90件信访中，废水30件，约占33.3%；噪声60件，约占66.7%。")[1:] == [
        "信访·废水",
        "信访·废水占比",
        "信访·噪声",
        "信访·噪声占比",
    ]


def test_the_total_behind_parts_is_of_their_whole() -> None:
    assert names_in("设立保护地9处，其中国家级7处、省级2处，总面积60公顷。")[-1] == "设立保护地·总面积"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医保参保19万人，参保率97.6%。", ["医保参保", "医保参保·参保率"]),
        (
            "住院80人次，待遇支付9万元；门诊60人次，待遇支付2万元。",
            ["住院", "住院·待遇支付", "门诊", "门诊·待遇支付"],
        ),
        (
            "完成投资57亿元；利用外资4000万美元，其中制造业2000万美元；实现零售36亿元。",
            ["完成投资", "利用外资", "制造业", "实现零售"],
        ),
    ],
)
def test_what_was_paid_and_rates_of_joining_are_of_those_told_before(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "投资107万元，完成9.3公里弹石路；投资162万元，完成19公里的路基改造。",
            ["完成弹石路·投资", None, "完成路基改造·投资", None],
        ),
        (
            "行政编制27名，在编18名，空编9名；事业编制25名，在编人员18名。",
            [None, None, "行政编制·空编", None, "事业编制·在编人员"],
        ),
        ("核定编制48名，实有民警45名，空编3名。", [None, None, "核定编制·空编"]),
        ("领导职数13人，现有9人，其中正科级3人。", [None, None, "领导职数现有·正科级"]),
    ],
)
def test_money_is_of_the_work_it_went_to_and_posts_of_their_kind(
    text: str, expected: list[str | None]
) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("环湖公路持续完善配套，上半年完成投资9亿元。", ["环湖公路·上半年完成投资"]),
        (
            "县城防洪工程属市级重点，总投资90万元，今年已完成投资60万元。",
            ["县城防洪工程·总投资", "县城防洪工程·已完成投资"],
        ),
        (
            "第三小学项目，占地面积80亩，建筑面积6000平方米。",
            ["第三小学项目·占地面积", "第三小学项目·建筑面积"],
        ),
        ("林业站系县属单位，下设若干股室。共有人员44人。", ["林业站·人员"]),
    ],
)
def test_a_bare_measure_is_of_what_its_sentence_speaks_of(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("疏浚河道9公里、清淤60方，护坡300平方米，加固涵闸6座，完成了工程投资2亿元。", "完成了工程投资"),
        ("检查商铺6家，立案查处违法行为2起，罚款8万元。", "立案查处违法行为·罚款"),
        ("下达通知书6份，约谈企业2家，罚款8万元。", "罚款"),
        ("开展护农专项行动，检查商铺71家次，下达通知书6份，罚款8万元。", "开展护农专项行动·罚款"),
        ("对85名患者发放了补助，超任务数9人，发放救助金8万元。", "患者发放了补助·发放救助金"),
        ("财政收入3亿元，自然增幅2%。", "财政收入（自然）增长率"),
        ("完成治理面积8万亩。我省水土流失率降至7%，属水土流失率最低的省份之一。", "水土流失率"),
        ("补贴资金119万元（省资金40万元、市资金79万元）。", "补贴资金·市资金"),
        ("离退休人员21人，其中离休1人、退休20人。", "离退休人员·退休"),
        ("组建2个县域医共体。", "组建县域医共体"),
    ],
)
def test_what_cannot_have_a_measure_is_passed_over(text: str, ending: str) -> None:
    assert names_in(text)[-1] == ending
