"""Step ②: what a language model is writing, and what came of it."""

from __future__ import annotations

from drafter.actions.comparing import compare
from drafter.actions.rewriting_desk import Rewrite
from drafter.actions.writing_desk import Told, Writing
from drafter.drafting.models.generation import Generator
from drafter.drafting.models.prompting import Task
from drafter.drafting.stretches import WITHOUT_MODEL
from drafter.strings import tr
from drafter.web.panels.rendering import render

_MODELS = ("model", "partly")
_MOST_NAMED = 5


def rewriting(generator: Generator | None) -> str:
    """Return the menu of what can be done with a stretch, and by which model."""
    tasks = [one for one in _tasks() if generator or one[0] in WITHOUT_MODEL]
    return render(
        "rewriting", tasks=tasks, model=generator and generator.name.rpartition(":")[2].rpartition("#")[2]
    )


def rewritten(made: Rewrite) -> str:
    """Return a stretch in other words beside what stands, to be taken or dropped."""
    lines = compare(made.before, made.after)
    names = {task: words for task, words, _ in _tasks()}
    count = [sum(not one.isspace() for one in text) for text in (made.before, made.after)]
    reason = tr("模型的回答没有用上（{reason}）。以下不是模型写的", reason=made.reason) if made.reason else ""
    return render(
        "rewritten",
        title=names.get(made.task, tr("改写")),
        told=tr("{old} 字 → {new} 字；数据和标记与原文一致", old=count[0], new=count[1]),
        lines=lines,
        reason=reason,
        rewrite=made.name,
        project=made.project,
        section=made.key,
    )


def writing(told: Writing) -> str:
    """Return the section a model is at, with the words it has written so far."""
    return render("writing", told=told)


def written(told: Writing) -> str:
    """Return who wrote the sections in the end, and why it was not the model where it was to be."""
    reasons: dict[str, list[str]] = {}
    for one in told.results:
        for reason in one.reasons:
            reasons.setdefault(reason, []).append(one.name)
    others = [(_named(names), reason) for reason, names in reasons.items()]
    if told.written:
        others.append(
            (
                _named(told.written),
                tr("模型此前已写成，数据和要点没有别的变化，保持不动；要重写，请到该节点“生成本节草稿”"),
            )
        )
    if told.kept:
        others.append((_named(told.kept), tr("已定稿或有人工修改，保持不动")))
    return render("written", summary=_summary(told.results), others=others)


def _tasks() -> tuple[tuple[Task, str, str], ...]:
    """What the menu offers, in the order of how often it is needed."""
    return (
        ("shorten", tr("缩短"), tr("去掉重复和空话")),
        ("expand", tr("扩写"), tr("说得更充分，不添新事")),
        ("rewrite_item", tr("改写本条"), tr("换成公文的说法")),
        ("fuse_items", tr("合并要点成段"), tr("几条并成一段")),
        ("write_problems", tr("由扣分写问题和措施"), tr("加在本节末尾")),
        ("unify_terms", tr("统一用语"), tr("旧说法换成新说法")),
    )


def _summary(results: tuple[Told, ...]) -> str:
    if len(results) == 1:
        return {
            "model": tr("模型写好了本节，数字和标记与上年写法的一稿相同"),
            "partly": tr("模型写了本节的一部分，其余按上年写法"),
            "unchanged": tr("模型看过本节，没有改动"),
            "precedent": tr("本节按上年写法：标题、职责和表格不交给模型"),
            "kept": tr("本节没有写入"),
            "left": tr("模型没有写成本节，原有文字未动"),
        }.get(results[0].outcome, tr("模型没有写成本节，已按上年写法起草"))
    count = {
        tr("模型写了 {n} 节"): sum(one.outcome in _MODELS for one in results),
        tr("{n} 节没有写成，按上年写法"): sum(one.outcome in ("fallback", "incomplete") for one in results),
        tr("{n} 节没有写成，原有文字未动"): sum(one.outcome == "left" for one in results),
        tr("{n} 节模型没有改动"): sum(one.outcome == "unchanged" for one in results),
        tr("{n} 节按上年写法（标题、职责和表格不交给模型）"): sum(
            one.outcome == "precedent" for one in results
        ),
        tr("{n} 节没有写入"): sum(one.outcome == "kept" for one in results),
    }
    return tr("；").join(words.format(n=n) for words, n in count.items() if n) or tr("没有要写的章节")


def _named(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMED
    shown = tr("、").join(names[:_MOST_NAMED])
    return shown + (tr("等 {n} 节", n=len(names)) if more > 0 else "")
