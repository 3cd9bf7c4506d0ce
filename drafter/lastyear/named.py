"""Find what is another each year and no figure tells: ranks (位居全区第3位), proportions (投入产出比为1:36), names, sessions and editions (第十八届读书节, 第135届、136届广交会)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from drafter.lastyear.years import YearEdit
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

# 九届四次会议 and 第十三届…第二次会议 met once; this year's is another one.
_NUMBER = r"第?[〇零一二三四五六七八九十\d]{1,3}"
_SESSION = Regex(
    rf"(?<![第〇零一二三四五六七八九十\d]){_NUMBER}届(?:[^，。；、《》届]{{0,5}}?){_NUMBER}次(?:[、和]{_NUMBER}次)*(?=全体|全会|会议|大会|代表)"
)
# 第十八届读书节, 第七次全国公共图书馆评估: this year's is the next one, or there is none. 二十届三中全会 is no occasion of the body's.
_EDITION = Regex(
    r"第[〇零一二三四五六七八九十\d]{1,3}[届次](?:[、和]第?[〇零一二三四五六七八九十\d]{1,3}届)*(?!中央|全国代表大会|党代会|[^，。；]{0,4}中全会)"
    r"(?=[“《]?[^，。；、”》]{0,16}(?:节|会|赛|展|博览|论坛|评估|普查|评选|评比|调查|活动|运动|竞赛|比武|评定|督察|巡[视察])"
    r"|“[^”，。；]{1,16}(?:[日周月季]”|”[^，。；、]{0,6}(?:活动|赛|展|论坛)))"
)
# 派出第9批援疆医疗队员: this year's is a later one; a first batch may be the first of each year, and 2011年列入第三批…名录 is history.
_BATCH = Regex(
    r"(?<!年列入)(?<!年入选)(?<!年公布)第(?!一批|1批)[〇零一二三四五六七八九十\d]{1,3}批(?![、和])"
)
# 列全省14个市州供销社第5位: among how many may stand between, and then 位 or 名 must follow.
_NTH = r"(?:并列)?第\s?[一二三四五六七八九十\d]{1,3}\s?"
_NTHS = rf"{_NTH}(?:位|名)?(?:[、和]{_NTH}(?:位|名)?)*"
_FIRST_FEW = r"前[一二三四五六七八九十\d]{1,2}"
_OF_WHOM = r"(?:全[国省市区县州镇](?:[、和]全[国省市区县州镇])*|同类)?[^，。；、\d第]{0,10}?"
_RANK = Regex(
    r"(?:位居|位列|名列|排名|排在|排|居|列)"
    rf"(?:{_OF_WHOM}(?P<rank>{_NTHS}|首位|榜首|{_FIRST_FEW}(?:位|名)?)"
    rf"|(?:[^，。；、第（]|（[^）]{{0,12}}）){{0,24}}?(?P<among>{_NTH}[位名](?:[、和]{_NTH}[位名])*|{_FIRST_FEW}[位名]|首位|榜首))(?=[，。；、（）]|$)"
    # 获团体总分第三名, 取得全县第2名的好成绩: what was won
    rf"|(?<![可能])(?:获得?|取得|夺得|摘得|赢得)了?[^，。；、第]{{0,20}}?(?P<won>{_NTH}名)(?=[，。；、（）]|的?[^，。；、]{{0,2}}成绩|$)"
    rf"|(?:团体|单项|个人|全能|总分|总评|综合)(?:总分|总评|成绩)?(?P<prize>{_NTH}名)(?=[，。；、（）]|$)"
)
# 投入产出比为1:36, 生师比18.2:1: what it comes to is another each year. 按1:1比例配套 is how money is shared.
_PROPORTION = Regex(
    r"[一-鿿]比(?:例|值)?(?:约|达到?|[为是])?(?P<to>\d+(?:\.\d+)?\s?[:：∶]\s?\d+(?:\.\d+)?)(?!\d)"
)
_COLON = Regex(r"[:：∶]")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤花俞任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬安"
    "乐傅卞康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄戴宋庞熊纪舒屈祝董梁杜阮蓝闵季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房丁邓洪左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封靳"
    "段焦侯宓仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶黎薄白蒲邰赖卓屠蒙池乔谭申桂牛边燕尚温庄晏柴瞿阎习易廖耿匡寇广聂晁敖冷辛阚简饶曾沙鞠丰巢关蒯荆游竺权盖肖闫"
    "方于常齐施邸米明臧成谈茅应胥储井富乌麦金伏印索籍鄂阳鄢代岳晋楚帅亢况牟佘佟苟涂岑覃占缪连慕蔺丛苑"
)
_TITLE = (
    r"(?:(?:党组|党委|党工委|工委|支部|常务|第一|代)?副?(?:书记|主任|局长|镇长|乡长|县长|市长|区长|处长|科长|股长|院长|校长|园长|所长|站长|部长|主席|会长|理事长|厅长|司长|秘书长|队长|庭长|"
    r"检察长|政委|董事长|总经理|经理|总工程师|总会计师|法定代表人|法人代表|负责人|联系人|组长|组员)|(?:主要|分管|班子|联系)领导)"
)
# 由局长任组长: 任 is a surname, and a verb.
_NAME = rf"(?!任[组副主总]|方[面式法可案能]|成[员立为效]|高度|应[当急]|安[排全]|代[表理]|明确|关[于心键]|于本|易地|金额|万[元人]|广[泛大]|连[续同]|常[态务]|充分|阳光|习近平|马克思|毛泽东|邓小平)[{_SURNAMES}][一-鿿]{{1,2}}"
_GOES_ON = (
    r"同志|任|担任|为|兼任?|带队|一行|牵头|分管|主持|出席|率队?|负责|参加|主抓|亲自|调[离任]|离任|到任|退休|接任|签|主[讲编]|作|代表|强调|要求|表示|指出|介绍|批示|审[定核]|带领|等|多次|先后|专题|赴|讲|做|到|"
    r"[，、。；（）()：:\s和及与]|$"
)
# 院长为周启明: so the list of who is in charge reads.
_AFTER_TITLE = Regex(rf"{_TITLE}(?:[：:\s]{{0,2}}|[为是系])(?P<name>{_NAME})(?={_GOES_ON})")
_BEFORE_TITLE = Regex(rf"(?:^|[由经、，。；和以原])(?P<name>{_NAME})(?={_TITLE}|同志)")
_BY = Regex(rf"由(?P<name>{_NAME})(?=、|和|同志|担任|任|兼任|接任|主持)")
_NEXT_NAME = Regex(rf"[、和](?P<name>{_NAME})(?={_GOES_ON})")
_NO_NAME = Regex(r"[办科股室局委部处站所会校院融度市区县镇乡级员]|管理|工程|建设")

_Kind = Literal["届次", "批次", "名次", "比值", "姓名"]
_KINDS: tuple[tuple[Regex, _Kind, tuple[str | int, ...]], ...] = (
    (_SESSION, "届次", (0,)),
    (_EDITION, "届次", (0,)),
    (_BATCH, "批次", (0,)),
    (_RANK, "名次", ("rank", "among", "won", "prize")),
    (_PROPORTION, "比值", ("to",)),
    (_AFTER_TITLE, "姓名", ("name",)),
    (_BEFORE_TITLE, "姓名", ("name",)),
    (_BY, "姓名", ("name",)),
)


def find_named(text: str, start: int, end: int, *, standing: bool) -> Iterator[YearEdit]:
    """Yield them in the sentence `start`–`end`, outside of titles; a session that stood there before last year (`standing`) stays."""
    for pattern, kind, groups in _KINDS:
        for found in pattern.finditer(text, start, end):
            group = next(one for one in groups if found[one] is not None)
            before = text[start : found.start(group)]
            first = kind == "批次" and ("第一批" in before or "第1批" in before)
            if before.count("《") > before.count("》") or first or (standing and kind in ("届次", "批次")):
                continue
            if kind != "姓名":
                yield YearEdit(*found.span(group), "", kind)
            elif not _NO_NAME.search(found[group][1:]):
                yield YearEdit(*found.span(group), "", kind)
                yield from _names_behind(text, found.end(group), end)


def is_one_of_a_proportion(text: str, mention: Mention) -> bool:
    """Whether it is the 1 of 1:36 or 18.2:1, which is 1 each year."""
    behind, before = text[mention.end : mention.end + 2], text[max(mention.start - 2, 0) : mention.start]
    return mention.value == 1 and any(
        _COLON.match(pair[at]) is not None and pair[1 - at].isdigit()
        for pair, at in ((behind, 0), (before, 1))
        if len(pair) == 2
    )


def names_a_leader(sentence: str) -> bool:
    """Whether the sentence names somebody in charge."""
    return any(one.kind == "姓名" for one in find_named(sentence, 0, len(sentence), standing=False))


def _names_behind(text: str, at: int, end: int) -> Iterator[YearEdit]:
    """副局长李红梅、赵志强: one title for several names."""
    while (found := _NEXT_NAME.match(text, at, end)) and not _NO_NAME.search(found["name"][1:]):
        yield YearEdit(*found.span("name"), "", "姓名")
        at = found.end()
