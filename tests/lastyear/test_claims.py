"""What a sentence claims besides its figures, and which sections hold claims."""

from __future__ import annotations

import re

import pytest

from drafter.lastyear.claim_words import claim_table, words_of
from drafter.lastyear.claims import SectionKind, find_claims, section_kind

COMPARED = "高于、低于一类的比较或据数所作的判断，本年是否仍成立"


TURNS = [(sort, turn) for sort, told in claim_table().items() for turn in told.get("turns", ())]


@pytest.mark.parametrize(("sort", "turn"), TURNS)
def test_each_turn_of_the_table_finds_its_example_and_passes_over_what_looks_like_it(sort, turn):
    assert re.search(turn["find"], turn["finds"]), turn["finds"]
    assert words_of(sort).search(turn["finds"])
    if "passes" in turn:
        assert not re.search(turn["find"], turn["passes"]), turn["passes"]


def test_each_exception_of_a_turn_has_an_example():
    guarded = [
        (sort, turn["find"])
        for sort, turn in TURNS
        if re.search(r"\(\?<?!", turn["find"]) and "passes" not in turn
    ]
    assert guarded == []


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("一、部门概况", "（一）主要职能"), "standing"),
        (("一、基本情况", "（三）部门整体收支情况"), "finance"),
        (("一、基本情况", "（二）年度总体工作和重点工作任务"), "work"),
        (("二、综合评价分析", "（三）主要工作成效"), "work"),
        (("三、存在的主要问题",), "outlook"),
        (("四、下一步改进措施",), "outlook"),
        (("二、预算绩效管理情况",), "other"),
        (("八、附则",), "other"),
        (("三、主要工作成效", "（一）总体"), "work"),
        ((), "other"),
    ],
)
def test_headings_tell_what_sort_of_section_stands_below(headings: tuple[str, ...], kind: SectionKind):
    assert section_kind(headings) == kind


@pytest.mark.parametrize(
    ("sentence", "kind", "reasons"),
    [
        ("支出12万元，比上年增长3%。", "finance", []),
        ("支出12万元，主要原因是人员增加。", "finance", ["上年的原因说明"]),
        ("收入大幅增长。", "finance", ["上年的评价性表述"]),
        ("公用经费12万元，与上年持平。", "finance", ["与上年持平的表述"]),
        ("举办培训班3期。", "work", ["上年的事项"]),
        ("编印《水务志》。", "work", ["上年的名称或引语"]),
        ("按照《关于印发公开指南的通知》编制本报告。", "other", []),
        ("《迎战暴雨护安澜》发布于本局公众号。", "other", ["上年的名称或引语"]),
        ("按要求及时发布《公开指南》。", "other", []),
        ("把政府信息公开工作作为重要职责，展开工作检查。", "other", []),
        ("新建泵站年内开工。", "other", ["上年的事项"]),
        ("房屋竣工面积12万平方米。", "other", []),
        ("收到申请12件，结转下年度继续办理3件。", "other", []),
        ("收到申请12件，结转下年度继续办理。", "other", ["上年的情况说明"]),
        ("按照《预算法》编制预算。", "finance", []),
        ("负责全市水务工作。", "standing", []),
        ("6月18日启用新办公楼。", "standing", ["日期、届次或文号"]),
        ("结转68.35万元，系污水工程质保金。", "finance", ["上年的原因说明"]),
        ("奖补资金115万元，系本年新增项目。", "finance", []),
        ("支出40万元，引进测评机构上线监管平台。", "finance", ["上年的事项"]),
        ("设备4台，无报废处置资产。", "finance", ["“未发生”“均为”一类的说法，本年是否仍如此"]),
        ("结余16.38万元，由县财政收回。", "finance", ["上年的情况说明"]),
        ("合唱团获市合唱比赛一等奖，获奖163人次。", "other", ["上年的事项"]),
        ("申请内容集中在举报处理、登记档案两个方面。", "other", ["上年的情况说明"]),
        ("如有疑问，请联系（地址：滨江路18号，电话：0700-8812345）。", "other", ["联系方式"]),
        ("受理申请17件，均在法定期限答复。", "other", ["上年的评价性表述"]),
        ("全部在法定期限内办结。", "other", ["上年的评价性表述"]),
        ("六是电梯改造补助经费，预算750万元。", "finance", []),
        ("向青石镇拨付补助80万元。", "finance", ["上年的地点"]),
        ("向各乡镇、重点村拨付补助80万元。", "finance", []),
        ("部分项目进度偏慢。", "outlook", ["上年提出的问题或打算"]),
        ("主要有以下三个方面：", "outlook", []),
        ("新增项目须说明立项依据，由项目承办处室测算。", "other", []),
        ("新增项目3个，承办全省现场会。", "other", ["上年的事项"]),
        ("深入贯彻党的二十大精神。", "other", ["会议精神的提法，本年或有新的会议"]),
        ("弘扬伟大建党精神。", "other", []),
        ("全年无安全责任事故。", "other", ["“未发生”“均为”一类的说法，本年是否仍如此"]),
        ("未收取信息处理费。", "other", ["“未发生”“均为”一类的说法，本年是否仍如此"]),
        ("没有安排因公出国（境）和公车购置。", "finance", ["“未发生”“均为”一类的说法，本年是否仍如此"]),
        ("委托正信会计师事务所审计，核减工程款46.20万元。", "finance", ["上年的承办单位"]),
        ("统计期限为1月1日至12月31日。", "standing", ["日期、届次或文号"]),
        ("统筹疫情防控和辖区发展。", "other", ["上年的会议、活动或阶段性工作"]),
        ("主要用于汛前排查和应急调水。", "finance", ["上年的用途"]),
        ("主要用于燃油、保险和维修。", "finance", []),
        ("部分项目监控表填报滞后。", "other", ["上年提出的问题或打算"]),
        (
            "用车费57.35万元（均为运行维护费）。",
            "finance",
            ["上年的评价性表述", "“未发生”“均为”一类的说法，本年是否仍如此"],
        ),
        ("增幅3.74%，主要为缴费基数提高。", "finance", ["上年的原因说明"]),
        ("自评等级为优。", "work", ["上年的评价性表述"]),
        ("门票收入86万元，下降12%，主要受灯会拉动。", "finance", ["上年的原因说明"]),
        ("受长假减少、阴雨较多，以及高基数等因素影响，观众有多有少。", "other", ["上年的原因说明"]),
        ("受理申请86件，带动就业30人。", "other", []),
        ("结余资金86万元，未购买理财产品。", "finance", ["“未发生”“均为”一类的说法，本年是否仍如此"]),
        ("未纳入预算的分馆3个。", "finance", []),
        ("移动电话用户8.6万户，固定电话1.2万户。", "finance", []),
        ("咨询电话（工作日）0700-8812345。", "other", ["联系方式"]),
        ("（二）各镇读者人数均有增长", "other", ["上年的评价性表述"]),
        ("（三）促进读者人数增长", "other", []),
        ("景气指数为49.8%，仍高于荣枯线。", "other", [COMPARED]),
        ("投诉率0.31%、0.12%，均低于总体水平。", "other", [COMPARED]),
        ("排放浓度不高于警戒值。", "other", []),
        ("到馆率高于全市平均2.1个百分点。", "other", []),
        ("借阅量下降3%，表明读者兴趣转移。", "other", [COMPARED]),
        ("主要污染物为细颗粒物、臭氧和氨氮。", "other", ["上年的情况说明"]),
        ("主要职责为收藏、借阅和展览。", "other", []),
        ("全县灾害以干旱、冰雹为主，大风次之。", "other", ["上年的情况说明"]),
        ("相继发生山洪和内涝。", "other", ["上年的评价性表述"]),
        ("一、灾情分布不均，北部受灾偏重", "other", ["上年的评价性表述"]),
        ("借阅增速回升。", "other", ["上年的评价性表述"]),
        ("三、馆藏规模不断扩大", "other", ["上年的评价性表述"]),
        ("特征较为明显的5个小类收入12亿元。", "other", []),
        ("今年是实施“十四五”规划的开局之年。", "other", ["“……之年”一类的说法因年而异"]),
        ("同一时间，书刊公司原经理被免职。", "finance", ["日期、届次或文号"]),
        ("当日办结率98%。", "finance", []),
        ("从数据上看，借阅质量、效果全面提升。", "finance", ["上年的评价性表述"]),
        ("有效促进服务质量提升。", "finance", []),
        ("外借图书5525册，是增长最快的业务。", "finance", ["上年的评价性表述"]),
        ("馆藏投资730.7万元，主要投向少儿、古籍、期刊等馆藏。", "finance", ["上年的情况说明"]),
        ("按借阅量由高到低的分别是少儿馆、城东馆、总馆。", "finance", ["上年的评价性表述"]),
        ("增长前3名的依次是少儿馆、城东馆、总馆。", "finance", ["上年的评价性表述"]),
        ("读者队伍不断壮大。", "finance", ["上年的评价性表述"]),
        ("公益服务力度加大。", "finance", ["上年的评价性表述"]),
        ("文创业加快恢复，新品销售同比翻倍增长。", "finance", ["上年的评价性表述"]),
        ("持续优化借阅流程。", "finance", []),
        ("二、少儿借阅保持较高增速", "finance", ["上年的评价性表述"]),
        ("借阅呈现“一加一减”态势。", "finance", ["上年的评价性表述"]),
    ],
)
def test_claims_are_what_figures_cannot_confirm(sentence: str, kind: SectionKind, reasons: list[str]):
    assert list(find_claims(sentence, kind)) == reasons
