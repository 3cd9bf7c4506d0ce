"""Judge a model's answer: every slot of the plan, no number of its own, each figure still saying what it said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.drafting.models.figure_lock import TOKEN, Locked, is_numeral, line_sentences, plan_sentences
from drafter.drafting.models.generation import goes_in_circles
from drafter.drafting.models.prompting import DATAMARK, Prompt, Task
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import find_mentions
from drafter.strings import tr

# How long an answer may be, as a share of the plan; the plan of a short item says little about a good length.
LENGTHS: dict[Task, tuple[float, float]] = {
    "rewrite_section": (0.6, 1.5),
    "rewrite_item": (0.5, 1.8),
    "fuse_items": (0.4, 1.4),
    "write_problems": (0.5, 2.5),
    "shorten": (0.25, 1.0),
    "expand": (0.9, 2.5),
    "unify_terms": (0.8, 1.25),
}
_SLACK = 40

# Words of everyday use in which a Chinese numeral counts nothing.
_EVERYDAY = re.compile(
    r"进一步|一致|一定|一般|一直|一同|一起|一道|一并|一律|一贯|一线|一流|一体化?|一系列|一方面|一些|统一|同一|唯一|专一|逐一|"
    r"十分|万一|千方百计|老百姓|百姓|百年大计|万众一心|一心一意|一如既往|始终如一|一以贯之|进一家|一言一行"
)
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_PREAMBLE = re.compile(
    r"\A(?:好的|当然|以下|下面|根据|改写|修改|合并|压缩|扩写)[^\n⟦。]{0,40}(?:如下|正文|全文|内容|文字|结果|版本)[^\n⟦。]{0,6}[：:]\s*\n"
)
_MARKUP = re.compile(r"[<>{}`\\|]|\*\*|^\s*[#*\-•]|https?:|www\.|\]\(", re.MULTILINE)
_ASIDE = re.compile(
    r"作为(?:一个)?(?:AI|人工智能|语言模型)|抱歉|无法(?:完成|提供)|请(?:注意|提供|您)|记号|占位符|提示词|(?:以上|以下)(?:是|为)(?:改写|修改|全文)|改写后|注[：:]"
)
_QUOTED = re.compile(r"“([^”\n]{1,40})”|《([^》\n]{1,60})》|「([^」\n]{1,40})」|『([^』\n]{1,40})』")
_LOOKALIKE = re.compile(
    r"(?:⟦|\[\[|〚|【|〖|\[|\{\{|「)\s*([A-Za-z]\d{1,6}[a-z]*)\s*(?:⟧|\]\]|〛|】|〗|\]|\}\}|」)"
)
_END = re.compile(r"[。！？；：.!?;:]?[”’」』）)】〕》⟧]*$")


def clean_answer(raw: str, locked: Locked) -> str:
    """Return the answer's text itself: no thinking, fences, preamble or control characters; tokens in their one spelling.

    A numbered name that the model wrote out (三公) becomes its token again.
    """
    text = _THINKING.sub("", raw)
    text = re.split(r"</think(?:ing)?>", text, flags=re.IGNORECASE)[-1]
    text = "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    text = re.sub(r"\A\s*```\w*\n(.*?)\n?```\s*\Z", r"\1", text, flags=re.DOTALL)
    text = _PREAMBLE.sub("", text.strip()).replace(DATAMARK, "")
    text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    known = {slot.name.upper(): slot.token for slot in locked.slots}
    text = _LOOKALIKE.sub(lambda found: known.get(found[1].upper(), found[0]), text)
    for slot in sorted(locked.slots, key=lambda one: -len(one.text)):
        if slot.kind == "name" and len(slot.text) > 1 and not slot.text.isdigit():
            text = "".join(
                part if TOKEN.fullmatch(part) else part.replace(slot.text, slot.token)
                for part in re.split(r"(⟦[^⟦⟧]*⟧)", text)
            )
    return text


def find_problems(answer: str, locked: Locked, prompt: Prompt, *, exact: bool = False) -> tuple[str, ...]:
    """Return what is wrong with a cleaned answer, in words a model can act on; empty when it can be used.

    `exact` admits no numeral at all outside tokens; otherwise those of everyday words (进一步) are let through.
    """
    if answer == locked.text:
        return ()
    if not answer:
        return (tr("没有内容"),)
    problems = [*_wrong_tokens(answer, locked, prompt.task), *_wrong_words(answer, locked, prompt, exact)]
    if not problems:
        problems = [*_wrong_places(answer, locked, prompt.task), *_wrong_figures(answer, locked)]
    return tuple(dict.fromkeys(problems))


# -- tokens ------------------------------------------------------------------------------------------------------------


def _wrong_tokens(answer: str, locked: Locked, task: Task) -> Iterator[str]:
    used = Counter(TOKEN.findall(answer))
    known = {slot.name: slot for slot in locked.slots}
    needed = [s for s in locked.slots if s.required and not (s.kind == "list" and task == "fuse_items")]
    if foreign := [name for name in used if name not in known]:
        yield tr("有不属于本节的记号：{tokens}", tokens=_tokens(foreign))
    if missing := [s.name for s in needed if not used[s.name]]:
        yield tr("漏了记号：{tokens}", tokens=_tokens(missing))
    short = [s.name for s in locked.slots if s.kind == "mark" and used[s.name] not in (0, s.count)]
    if many := [s.name for s in locked.slots if used[s.name] > s.count and s.kind != "name"] + short:
        yield tr("记号的次数与原文不同：{tokens}", tokens=_tokens(dict.fromkeys(many)))
    if re.search(r"[⟦⟧]", TOKEN.sub("", answer)):
        yield tr("有残缺的记号")


def _wrong_places(answer: str, locked: Locked, task: Task) -> Iterator[str]:
    if task != "fuse_items":
        yield from _wrong_list(answer, locked)
    for _, sentence in plan_sentences(locked):
        order = [name for name in TOKEN.findall(sentence) if (slot := locked.slot(name)) and slot.is_value]
        if len(order) > 1 and not _in_order(order, TOKEN.findall(answer)):
            yield tr("数据记号的先后次序变了：{tokens}", tokens=_tokens(dict.fromkeys(order)))
    yield from _moved_marks(answer, locked)


def _wrong_list(answer: str, locked: Locked) -> Iterator[str]:
    """Each entry of a list keeps its number, its place and its figures."""
    names = {slot.name for slot in locked.slots if slot.kind == "list"}
    before, after = _entries(locked.text, names), _entries(answer, names)
    if [name for name, _, _ in before] != [name for name, _, _ in after]:
        yield tr("编号记号的次序变了")
        return
    for (name, opens, old), (_, opens_now, new) in zip(before, after, strict=True):
        if opens and not opens_now:
            yield tr("编号记号不在段首：{tokens}", tokens=_tokens([name]))
        values = {s.name for s in locked.slots if s.is_value or s.kind == "mark"}
        if names and (set(old) & values) != (set(new) & values):
            yield tr("数据记号挪到了别的段落：{tokens}", tokens=_tokens((set(old) ^ set(new)) & values))


def _entries(text: str, names: set[str]) -> list[tuple[str, bool, list[str]]]:
    """The stretches between list numbers: (number's token, does it open a line, tokens inside)."""
    entries: list[tuple[str, bool, list[str]]] = [("", True, [])]
    for token in TOKEN.finditer(text):
        if token[1] in names:
            entries.append((token[1], token.start() == 0 or text[token.start() - 1] == "\n", []))
        else:
            entries[-1][2].append(token[1])
    return entries


def _in_order(wanted: list[str], found: list[str]) -> bool:
    """Whether `wanted` stands in `found` in its order, other tokens between; a repeated one may be said once."""
    once = list(dict.fromkeys(wanted))
    rest = iter(found)
    return all(name in rest for name in once) or _first_places(once, found)


def _first_places(once: list[str], found: list[str]) -> bool:
    places = [found.index(name) for name in once if name in found]
    return places == sorted(places)


def _moved_marks(answer: str, locked: Locked) -> Iterator[str]:
    """A 【待核】 stays with the sentence it doubts."""
    doubts = {slot.name for slot in locked.slots if slot.mark is not None and slot.mark.kind == "待核"}
    told: dict[str, str] = {}
    for _, start, end in line_sentences(answer):
        told |= dict.fromkeys(TOKEN.findall(answer[start:end]), answer[start:end])
    for _, sentence in plan_sentences(locked):
        words = _pairs(sentence)
        values = {name for name in TOKEN.findall(sentence) if (slot := locked.slot(name)) and slot.is_value}
        for name in TOKEN.findall(sentence):
            if name not in doubts:
                continue
            now = told.get(name, "")
            alike = len(words & _pairs(now)) >= 0.2 * len(words) or len(words) < 6
            if not (values & set(TOKEN.findall(now)) if values else alike):
                yield tr("待核记号离开了它所在的句子：{tokens}", tokens=_tokens([name]))


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"\W", "", TOKEN.sub("", text))
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _tokens(names: object) -> str:
    return "".join(f"⟦{name}⟧" for name in list(names)[:12])  # type: ignore[call-overload]


# -- words -------------------------------------------------------------------------------------------------------------


def _wrong_words(answer: str, locked: Locked, prompt: Prompt, exact: bool) -> Iterator[str]:
    bare = TOKEN.sub("", answer)
    source = locked.plan.text
    if any(is_numeral(c) for c in (bare if exact else _EVERYDAY.sub("", bare))):
        yield tr("记号之外写了数字")
    low, high = LENGTHS[prompt.task]
    planned, written = len(TOKEN.sub("数", locked.text)), len(TOKEN.sub("数", answer))
    if written < planned * low - _SLACK or written > planned * high + _SLACK:
        yield tr("篇幅不当：太短") if written < planned else tr("篇幅不当：太长")
    if "�" in answer or goes_in_circles(answer):
        yield tr("文字乱码或反复重复")
    if _strange_letters(bare, source):
        yield tr("夹有外文或其他文字")
    if _MARKUP.search(bare) and not _MARKUP.search(source):
        yield tr("带有格式符号或链接")
    aside = _ASIDE.search(bare)
    if prompt.nonce in answer or (aside and aside.group() not in source) or _echoes(bare, prompt, source):
        yield tr("带有说明或要求本身的文字，只要正文")
    if names := [
        name for name in _names(_printed(answer, locked)) if name not in source and name not in prompt.user
    ]:
        yield tr("有资料中没有的名称或引语：{names}", names="、".join(names[:5]))
    if _END.search(source.rstrip())[0] and not _END.search(answer)[0].strip("⟧"):  # type: ignore[index]
        yield tr("最后一句没有写完")


def _strange_letters(text: str, source: str) -> bool:
    latin = set(re.findall(r"[A-Za-z]+", text)) - set(re.findall(r"[A-Za-z]+", source))
    other = {c for c in text if c.isalpha() and not c.isascii() and not _is_han(c)} - set(source)
    return bool(latin or other)


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK")


def _printed(answer: str, locked: Locked) -> str:
    known = {slot.name: slot.text for slot in locked.slots}
    return TOKEN.sub(lambda token: known.get(token[1], ""), answer)


def _names(text: str) -> list[str]:
    return [next(filter(None, found)) for found in _QUOTED.findall(text)]


def _echoes(bare: str, prompt: Prompt, source: str) -> bool:
    """Whether a stretch of the instructions themselves stands in the answer."""
    told = prompt.system + "".join(line for line in prompt.user.split("\n") if not line.startswith(DATAMARK))
    return any(
        (piece := bare[i : i + 12]) in told and piece not in source for i in range(max(len(bare) - 11, 0))
    )


# -- figures -----------------------------------------------------------------------------------------------------------


_DIRECTION_BEFORE = re.compile(
    r"(?:增长|增加|增|上升|提高|提升|上涨|扩大|减少|减|下降|降低|回落|缩减|下滑|收窄|多|少|高|低)(?:了|为|幅)?⟦([FV][^⟧]*)⟧"
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """What the words around a figure make of it; a rewrite must leave it alone."""

    unit: str
    bound: str
    sign: int
    period: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as printed: what each figure says, what it measures, and whether a quantity stands there that no slot printed."""

    facts: dict[str, set[_Fact | None]]
    labels: dict[str, str]
    invented: bool


def _wrong_figures(answer: str, locked: Locked) -> Iterator[str]:
    before, after = _read(locked.text, locked), _read(answer, locked)
    if after.invented:
        yield tr("记号之外写了数字")
    for name, facts in after.facts.items():
        if facts - before.facts.get(name, set()):
            yield tr(
                "记号前后的字改变了数据的意思（方向、单位、时期或“超过”“不足”之类）：{tokens}",
                tokens=_tokens([name]),
            )
    for said in _DIRECTION_BEFORE.finditer(answer):
        slot = locked.slot(said[1])
        if slot is not None and slot.number[0] and said.group() not in locked.text:
            yield tr("数据记号已带方向词，前面又写了一个：{tokens}", tokens=_tokens([slot.name]))
    for name, label in after.labels.items():
        own = _likeness(label, before.labels.get(name, ""))
        rival = max(
            (_likeness(label, other) for key, other in before.labels.items() if key != name), default=0
        )
        if label and before.labels.get(name) and (own == 0 or rival > max(own, 0.5)):
            yield tr("数据记号与它说明的指标对不上：{tokens}", tokens=_tokens([name]))
    pairs = set(re.findall(r"(⟦[FV][^⟧]*⟧)(?=⟦[FV])", answer))
    if pairs - set(re.findall(r"(⟦[FV][^⟧]*⟧)(?=⟦[FV])", locked.text)):
        yield tr("两个数据记号之间少了文字")


def _read(text: str, locked: Locked) -> _Reading:
    printed, spans, at = "", [], 0
    for token in TOKEN.finditer(text):
        printed += text[at : token.start()]
        slot = locked.slot(token[1])
        assert slot is not None
        spans.append((len(printed), len(printed) + len(slot.text), slot))
        printed += slot.text
        at = token.end()
    printed += text[at:]
    mentions = find_mentions(printed, year=locked.year)
    places = {mention.start: index for index, mention in enumerate(mentions) if not mention.structural}
    facts: dict[str, set[_Fact | None]] = {}
    labels: dict[str, str] = {}
    for start, _, slot in spans:
        if slot.kind not in ("figure", "number"):
            continue
        index = places.get(start + slot.number[0])
        found = None if index is None else mentions[index]
        fact = None if found is None else _Fact(found.unit, found.bound, found.sign, found.period)
        facts.setdefault(slot.name, set()).add(fact)
        if index is not None:
            labels.setdefault(slot.name, own_label(printed, mentions, index))
    invented = any(
        not any(start < mentions[i].end and mentions[i].start < end for start, end, _ in spans)
        for i in places.values()
    )
    return _Reading(facts, labels, invented)


def _likeness(one: str, other: str) -> float:
    """How many characters two labels share, as a share of both."""
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else 0
