"""Tell where a text says how things went or where they stand, without the number that would bear it out."""

from __future__ import annotations

from drafter.patterns import Regex

# 出口保持增长, 增势较快, 六涨一降: which way it went.
_COURSE = Regex(
    r"(?:持续|保持|继续|平稳|稳步|稳定|较快|快速|高速|小幅|稳中|总体|逐步|加快|延续|恢复|不断|有所|略有)[^，。；：\d]{0,6}"
    r"(?:增长|上升|提高|下降|降低|回落|回升|下滑|下跌|恢复|向好|稳定|平稳|加快|放缓|放慢|扩大|收窄|增加|减少|改善|态势|增强|提升|扩张|收缩|趋缓|优化|壮大|强化|深入|显现|彰显)(?=[，。；]|$)|力度(?:持续|不断|进一步|明显)?(?:加大|加强)(?=[，。；]|$)|"
    r"(?:强劲|加快|全面|快速|迅速)(?:恢复|复苏|回暖)(?=[，。；]|$)|(?:翻倍|成倍|倍数)增长(?=[，。；]|$)|"
    r"(?:增长|回升|增势|增速|恢复|下降|降幅|涨幅|增幅)(?:(?:有所|明显|持续|逐步)?(?:加快|放缓|扩大|收窄|回落|回升|提升|提高|转正|转负)|较快|迅速|迅猛|强劲|平稳|良好)(?=[，。；]|$)|"
    # 办案质量、效果全面提升, 质效提高, 数量平稳; 促进质量提升 is what is to be done
    r"(?:^|(?<=[，；。]))(?![^，。；]{0,12}(?:促进|推动|推进|助力|助推|确保|力争|着力|努力|加强|保障|不断|有效|实现|以|为|对|把|将))"
    r"[^，。；：\d]{0,24}(?:质量|质效|效果|成效|效率|水平|能力|数量|规模|总量)(?:[、和][^，。；：\d]{2,6})?(?:总体|整体|全面|大幅|进一步|逐年|均|都)*"
    r"(?:提升|提高|增强|向好|好转|平稳|稳定|下降|降低|上升|扩大)(?=[，。；]|$)|"
    r"(?:均|都|全部|全线|全面)(?:实现)?(?:正增长|增长|上涨|上升|下降|下跌|回升|回落)(?=[，。；]|$)|"
    r"[一二两三四五六七八九十][涨升增平降减跌][^，。；]{0,3}[一二两三四五六七八九十][涨升增降减平跌](?=[，。；]|$)|"
    r"[一二两三四五六七八九十][涨升增][^，。；]{0,3}[一二两三四五六七八九十][降减平跌]|"
    # 产量实现增长, 面积稳中略降, 环比持平或下降, 有涨有降
    r"(?<!力争)(?<!确保)实现(?:正|较快|稳步|小幅)?(?:增长|增产|增收)(?=[，。；]|$)|稳中[一-鿿]{0,3}[升降增减涨跌](?=[，。；]|$)|"
    r"(?:持平|上涨|上升|增长|下降|下跌)(?:或|和|、)(?:持平|上涨|上升|增长|下降|下跌)(?=[，。；]|$)|有[涨升增][^，。；]{0,2}有[降减跌]|"
    # 增速出现分化, 规模领先, 依然领跑, 依然为甲、乙: how they stand to one another
    r"(?:增速|增长|走势|规模|表现)[^，。；\d]{0,6}(?:分化|领先|领跑|居首)|(?:依然|依旧|仍然?)(?:领跑|领先|居首|[为是][^，。；\d]{2,})|(?:增速|增长|走势)(?:总体|整体|基本)?(?:稳定|平稳)(?=[，。；]|$)|"
    r"(?:导致|致使|造成)[^，。；：\d]{2,16}(?:下降|减少|上升|增加|增长|回落|回升|提高|降低|减产|增产)(?=[，。；]|$)|"
    r"(?:恢复|回升|回落|回归)[到至][^，。；\d]{0,12}(?:水平|区间|状态|轨道)(?=[，。；]|$)|由[负降]转[正升]|由[正升]转[负降]"
)
_REASON = Regex(r"(?:主要)?原因(?:是|为|：)[^。；]*")
# Over a section the bare word is enough: （二）各镇人口均有增长; 促进就业增长 is what is to be done.
_HEADED_COURSE = Regex(
    r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*"
    r"(?![^，；：\n]{0,8}(?:促进|推动|推进|助力|助推|拉动|带动|保障|支持|服务|实现|确保|力争|着力|努力|加强|防止|控制))"
    r"[^。；：\n]{2,24}?(?:(?<![稳促保抓防])增长|增加|减少|上升|下降|回升|回落|上涨|下跌)(?:，[^。；：\n]*)?$"
)
# 仍高于警戒线, 降至荣枯线以下, 均低于总体水平: above or below what is not told here; 不高于 is what is asked of one.
_STANDING = Regex(
    r"(?<![不未须应])(?:高于|低于|快于|慢于|好于|优于|超过|不及|位于|处于|升至|降至|[回跌]落至|回升至|升回|跌破|突破|重回|重返|回到|落入|进入)"
    r"[^，。；：、\d]{0,12}(?:临界[点值]|枯荣线|荣枯线|警戒[线值]|警戒水位|平均|总体|整体|大盘|区间|同期|全[国省市区县州]|预期)[^，。；：、\d]{0,10}(?=[，。；]|$)|"
    # 转让登记量超过新车注册登记量: above another figure that is not told either
    r"(?<![不未须应得可])(?:超过|高于|低于|多于|少于)(?![^，。；]*(?:预算|决算|标准|规定|上限|定额|限额))[^，。；：、\d]{3,14}(?:量|额|规模)(?=[，。；]|$)"
)
# 表明库存降幅收窄: what was made of a figure is made anew of another.
_CONCLUDED = Regex(
    r"(?:^|(?<=[，；。]))(?:这|也|均|都|数据)?(?:表明|说明|反映出|显示出|意味着)(?:了)?[^，。；\d]{4,}"
)
# 主要污染物为甲、乙和丙, 灾害以甲、乙为主: what made up most of it.
_MADE_UP_OF = Regex(
    r"(?:^|(?<=[，；。]))(?:其中)?(?:首要|主要)(?!职[责能]|任务|工作|内容|依据|做法|措施|目[标的]|用途|业务|负责|经济指标|指标|功能|领导|包括|包含|涉及|是|为|有)[^，。；：、\d]{2,8}(?:为|是)[^。；：\d]{1,16}(?:[、和][^。；：\d]{1,16})+(?=[。；]|$)|"
    r"(?:灾害|污染物?|品种|来源|结构|案件|诉求|问题|类型|事故|隐患)[^，。；：\d]{0,8}以[^。；：\d]{2,60}为主(?=[，。；]|$)"
)
# 相继发生…洪水, 局地山洪高发: what befell a place befalls another the next year.
_BEFELL = Regex(
    r"(?:天气|气象|水热|光热|气候)[^，。；\d]{0,8}(?:晴好|正常|良好|[偏较]差|适宜|有利|不利)|(?:气温|降水|降雨|雨水|来水|热量|光照)[^，。；\d]{0,6}(?:偏[高低多少]|充足|适宜|不足|正常)(?=[，。；、]|$)|"
    r"(?:相继|先后|接连|陆续|连续)(?:发生|出现|遭受|遭遇)|(?<!未)(?<!免)(?:遭受|遭遇)了?[^，。；\d]{2,}|(?:多发|频发|高发|突发|并发|偏[轻重])(?=[，。；、]|$)|发生[强大重特][^，。；\d]{0,4}(?:震|灾|旱|涝|洪水)"
)
# （以下如无特别说明，均为同比名义增长）: how the words are used, and no claim.
_DEFINED = Regex(r"[（(](?:以下|下同|如无特别|注[：:])[^（）()\n]*[）)]")


def without_definitions(sentence: str) -> str:
    """Return the sentence without the brackets that only say how its words are used."""
    return _DEFINED.sub("", sentence)


def tells_course(sentence: str) -> bool:
    """Whether a sentence or heading says which way things went (出口增长加快), which another year's figures may not bear out."""
    sentence = _REASON.sub("", sentence.strip())  # which is asked about as a reason
    return any(one.search(sentence) for one in (_COURSE, _HEADED_COURSE, _BEFELL))


def tells_standing(sentence: str) -> bool:
    """Whether it says where a figure stands beside one that is not told, or what follows from it (降至荣枯线以下，表明…)."""
    return _STANDING.search(sentence) is not None or _CONCLUDED.search(sentence) is not None


def tells_make_up(sentence: str) -> bool:
    """Whether it says what most of something consisted of (主要污染物为细颗粒物和臭氧)."""
    return _MADE_UP_OF.search(sentence) is not None
