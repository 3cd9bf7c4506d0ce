"""What one slip broke is found where names, shares or the build of a list say that it should have come out."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from tests.build import report_of

ONE_WRONG = {
    # the parts are all there is by their names
    "全社会用电量5231亿千瓦时，同比增长7.8%。分产业看，第一产业用电量62亿千瓦时，增长10.8%；第二产业用电量4698亿千瓦时，"
    "增长7.2%；第三产业用电量781亿千瓦时，增长9.8%；城乡居民生活用电量690亿千瓦时，增长7.8%。": "4698",
    "农林牧渔业增加值84.6亿元，增长3.3%。其中，农业58.3亿元，增长7.6%；林业2.1亿元，增长4.5%；牧业22.9亿元，下降2.8%；"
    "渔业6.8亿元，增长0.4%；农林牧渔服务业4.5亿元，增长2.6%。": "58.3",
    "进出口总值37.28亿元，同比微降0.1%。其中出口25.17亿元，增长0.8%。进口21.11亿元，同比下降1.3%。": "21.11",
    "债务余额350164亿元。其中，一般债务143641亿元，专项债务206523亿元；政府债券848541亿元，非政府债券1623亿元。": "848541",
    # so they are by their shares
    "共受理诉求71432件，日均10204件。其中直接答复73663件，占52.7%，转交办理33769件，占47.3%。": "73663",
    # a total behind its parts, one of which was added
    "收入完成247.3亿元，完成预算的100.2%，增长7.2%。加上转移性收入49.2亿元，收入合计196.5亿元。": "247.3",
    "改造水窖41.08万元；购买变压器一套18.6万元；购置锅炉一台16.75万元；增设发酵池3.2万元；共计52.63万元。": "41.08",
    # the build of the list says it
    "完成采购509.06亿元，较上年增加83.5亿元，首次突破500亿元。其中，甲类53.42亿元，较上年减少3.43亿元；乙类143.5亿元，"
    "较上年减少10.47亿元；丙类306.14亿元，较上年增加97.43亿元。": "509.06",
    # what came in is what went out and what was carried on
    "2024年公益金收入1237万元，安排支出1196万元，结转下年使用68万元。": "1196",
    "参保134570万人，下降1.3%。其中，参加职工保险36242万人。在参加职工保险人数中，在职26607万人；退休9635万人。参加居民保险"
    "89328万人，下降2.5%。": "89328",
    "截至2022年11月末，债务余额350164亿元。其中，一般债务143641亿元，专项债务260523亿元。": "260523",
    # a move and its distance
    "调增支出预算4.37亿元。总支出从第一次预算调整的137.58亿元调至141.91亿元。": "4.37",
    "调减收入预算3.24亿元。收入由58.46亿元调整为52.22亿元。": "58.46亿元调整为52.22",
    # the rate of a change, and a share told like another
    "全区经费总支出为1928.76万元。与上年相比，经费支出减少了1093.92万元，下降了39.2%。": "39.2",
    "支出完成6308万元，完成年初预算数24710万元的25.5%，比上年减少27580万元，下降85.4%。": "85.4",
    "新登记18.02万户企业，甲类新设1.26万户，占新设企业的6.99%；乙类新设4.36万户，占新设企业的42.20%；丙类新设12.40万户，"
    "占新设企业的68.81%。": "42.20",
}
RIGHT = (
    # what is left out is no slip
    "收入6.05亿元，其中灌溉水费5.74亿元，增长3%；供水费0.11亿元，增长2%。",
    "起降架次494.1万架次。其中：运输架次436.5万架次。起降架次中：国内航线457.4万架次，国际航线36.7万架次。",
    "支出预算17192万元，其中：财政拨款支出17192万元，专户资金支出0万元。",
    "资产总额76.2亿元，负债总额51.9亿元，国有资本及权益总额16.2亿元。",
    "采购节能产品633.7亿元，占同类产品的90%，采购环保产品718.7亿元，占同类产品的88%。",
    "新增重点实验室18家、累计38家。",
    "保险基金收入924亿元，其中保险费收入885亿元。支出433亿元，结余491亿元。",
    "共有机构101.4万个，其中医院3.4万个，在医院中有公立医院1.2万个，民营医院2.2万个；基层机构96.0万个；专业机构1.7万个。",
    "会员由41户增至58户，其中企业17户。",
)


@pytest.mark.parametrize(("text", "number"), ONE_WRONG.items())
def test_a_slip_in_a_list_that_is_known_to_be_whole_is_found_where_it_stands(text: str, number: str) -> None:
    at = text.index(number)
    found = [one for one in check_report(report_of(text)).issues if one.severity != "note"]
    assert any(one.start <= at and at + len(number) <= one.end for one in found)


@pytest.mark.parametrize("text", RIGHT)
def test_a_list_that_leaves_something_out_is_no_slip(text: str) -> None:
    assert not [one for one in check_report(report_of(text)).issues if one.severity != "note"]
