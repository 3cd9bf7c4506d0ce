"""A few slips of the pen that the national standards on punctuation and numerals settle; each row names its clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, and what the person is told; `source` is the clause that settles it."""

    code: str
    pattern: str
    severity: Severity
    message: str
    source: str


_OFTEN = 3
_OR_SO = r"\s?[\d.]+[万亿]?\S{0,4}?左右"

# Every branch opens with a plain character, which `re` looks for far faster than it tries a condition at each place.
RULES = (
    Rule("wording-punctuation", r"[，。；：、！？][，。；：、！？]+(?<!！！)(?<!？？)(?<!？！)(?<!！？)", "warning", "标点重复", "GB/T 15834-2011 4"),
    Rule("wording-punctuation", r"[，、](?=\n)(?<=[^\t\n]{13})(?!\n\s*(?:（?[一二三四五六七八九十\d]))", "note", "段落以逗号或顿号结束", "GB/T 15834-2011 4.1"),
    Rule("wording-doubled", r"的的(?<![目的有]..)(?!确)|了了(?<!为..)(?!解|然|结|事)|是是(?<![是凡]..)(?!非)|和和(?<![谐暖平温缓]..)(?!美|气|睦)|对对(?!方|子|联)|在在(?<![所实]..)(?!编|职|建|线|岗|校|册|用|场|学|押|逃|位|室|库|途)|及及(?!时)|进一步进一步|进行进行|加强加强|推进推进|提高提高|提升提升|开展开展|落实落实|实现实现|完成完成|增加增加|减少减少|增长增长|下降下降|万元万元|其中其中", "warning", "文字重复", "GB/T 9704-2012 7"),
    Rule("wording-doubled", r"减增加(?<![核扣缩精裁削]...)|增减少(?!量)|数大小于|数小大于|，支出收入(?=\s?\d)|；支出收入(?=\s?\d)|增加(?:基本)?持平|减少(?:基本)?持平|增长(?:基本)?持平|下降(?:基本)?持平", "warning", "两种说法并存，应删去一种", "GB/T 9704-2012 7"),
    Rule("wording-numeral", rf"约{_OR_SO}|大约{_OR_SO}|近{_OR_SO}|约[有为达]?近\s?\d|近约\s?\d|约[有为达]?超过?\s?\d|超过?\s?[\d.]+[万亿]?[^，。；\d]{{0,4}}?以上", "note", "概数重复表达（“约”与“左右”、“超过”与“以上”只用其一）", "GB/T 15835-2011 5"),
    Rule("wording-numeral", r"(?:减少|下降|降低|缩减)(?:了)?\s?[\d.]+\s?倍", "warning", "减少、下降不用倍数表示", "GB/T 15835-2011 5"),
    Rule("wording-bracket", r"（[^）()（\n]{0,60}\)|\([^)（）(\n]{0,60}）", "note", "括号全角半角不成对", "GB/T 15834-2011 4.9"),
)  # fmt: skip

# Characters of the traditional script whose simplified form differs and that no simplified text uses on its own.
_TRADITIONAL = (
    "萬與專業東絲兩嚴個豐臨為麗舉義樂習鄉書買亂爭虧雲亞產畝親億僅從倉儀們價眾優會傘偉傳傷倫偽體餘傭僉侖側債傾償儲兒黨蘭關興養獸內岡冊寫軍農馮決況凍淨準涼減湊凜幾鳳憑凱擊鑿芻劃劉則剛創刪別"
    "劑劍劇勸辦務動勵勁勞勢勳匯匱區醫華協單賣盧衛廠廳曆歷厲壓厭參雙發變敘葉號嘆嚇嗎啟吳員咼聽嗚園圍國圖圓聖場壞塊堅壇壩塢墳墜壟墊墾壯聲殼壺處備復夠頭誇夾奪奮獎婦媽嬰嬸孫學孿寧寶實寵審憲宮寬賓寢對尋導壽將爾塵嘗堯"
    "屍層屬歲豈島嶺嶽幣師帳帶幫幹廣莊慶廬庫應廟龐廢開異棄張彌彎彈強歸當錄彥徹徑懷態憂總戀恆恥惡惱悅懸驚懼慘懲慣憤願懶戰戲擴掃揚擾撫搶護報擔擬攏揀擁攔擰撥擇掛撓擋掙擠揮撈損撿換搗據擄擲攙攜攝擺搖攤撐數齋斬斷無舊時曠顯曬曉暈暫術樸機殺雜權條來楊極構樞棗槍楓櫃檸標棧棟欄樹樣橋檔橫檢樓歡歐殲殘毀畢氣氫漢湯溝沒淪滄滬濘淚瀉潑澤潔灑窪濁測濟瀏渾濃塗濤澇潤漲漸漁滲溫灣濕滅燈災爐點煉爛煩燒熱愛爺牘牽犧狀猶獨獄獵環現瑪瓊電畫暢疇療瘋癒皺盜鹽監蓋盤眾睜瞞矚礦碼磚確禍禮離種積稱稅穩窮竊竅窩競筆築籌簽簡節範簾糧緊縣紅約級紀純紗綱納縱紛紙紋紡紐線練組細織終經結給絡絕統繼績緒續維綿綜綠緩編緣縮總繳罰罷羅聯職聰肅腸膚腎腫脹膽勝脈腦腳臉臘舊艙艦藝蘇蘋範薦蕩榮藥蔣藍虛蟲蝕補襯襲見規視覽覺觸計訂訊討訓議記講許論設訪證評識診詞試詩誠話該詳語誤說請諸課調談諾謀謂謝謹譜護讀變豬貓貝負財責賢敗貨質販貪貧購貫貸費貼貿賀資賬賭賞賠賣賴贈贏趕趨躍車軌軍軟轉輪輕載較輔輛輝輸辭農邊達遷過運還進遠違連遲適選遺郵鄉鄭醫釋鑒針釘鉤鋼錢錯鎮鏡長門閃閉問間閱隊陽陰陣際陸陳險隨隱難電霧靜響頁頂項順須預領頻題額顧風飛飯飲館馬駐駛駕騎驗魚鮮鳥鳴麥點齊齒龍龜係繫"
)
# 臺, 後, 裡, 乾 and their like are names or rare words in simplified text too, and are left out; 系統 needs 統 alone.
_IN_NAME = Regex(r"[「『][^」』]*[」』]|《[^》]*》")


def check_wording(context: Context) -> Iterator[Issue]:
    """Yield wording-… for each row of RULES, and wording-traditional for single traditional characters in simplified text."""
    text = context.report.text
    for rule in RULES:
        everywhere = list(_compiled(rule.pattern).finditer(text))
        times = Counter(found[0] for found in everywhere)
        told: set[str] = set()
        for found in everywhere:
            if found[0] in told:
                continue
            message = tr(
                "{what}：{words}（{source}）",
                what=tr(rule.message),
                words=found[0].strip() or "¶",
                source=rule.source,
            )
            if rule.severity == "note" and times[found[0]] > _OFTEN:  # one habit of the writer, told once
                told.add(found[0])
                message += tr("；全文同样的有 {count} 处", count=times[found[0]])
            yield context.issue(rule.code, rule.severity, message, *found.span())
    found_traditional = list(_compiled(f"[{_TRADITIONAL}]").finditer(text))
    if len(found_traditional) * 20 > len(text):
        return  # a text in the traditional script
    quoted = [found.span() for found in _IN_NAME.finditer(text)] if found_traditional else []
    for found in found_traditional:
        if not any(start <= found.start() < end for start, end in quoted):
            message = tr(
                "简体文本中夹有繁体字：{words}（{source}）",
                words=found[0],
                source="《国家通用语言文字法》第三条",
            )
            yield context.issue("wording-traditional", "warning", message, *found.span())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
