"""How the page looks: Gradio's theme without fonts from afar, our css and js, the words the js shows."""

from __future__ import annotations

import hashlib
import html
import json
from functools import cache
from typing import Any

import gradio as gr

from drafter.strings import tr
from drafter.web.routes import STATIC

FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "sans-serif",
]


def theme() -> gr.themes.Base:
    """Return a theme of system fonts; a plain string is never fetched."""
    return gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        font=FONTS,
        font_mono=["Consolas", "DejaVu Sans Mono", "monospace"],
    ).set(body_background_fill="#f2f5f9", block_border_width="1px", block_shadow="none")


def head() -> str:
    """Return what goes into <head> of every page; it is constant, no user's word is in it."""
    words = json.dumps(_words(), ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<meta name="color-scheme" content="light">'
        '<link rel="icon" href="/drafter/icon.svg">'
        f'<script type="application/json" id="drafter-words">{words}</script>'
        f'<script type="module" src="/drafter/page.js?{_version("page.js")}"></script>'
    )


def styles() -> str:
    """Return the links to our css; the later file has the last word."""
    return "".join(
        f'<link rel="stylesheet" href="/drafter/{name}?{_version(name)}">'
        for name in ("page.css", "work.css")
    )


def footer() -> gr.HTML:
    words = html.escape(tr("草稿须经人工审核后使用 · 数据仅保存在本机"))
    return gr.HTML(f'<p class="dr-foot">{words}</p>', apply_default_css=False)


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _words() -> dict[str, Any]:
    return {
        "name": tr("您的姓名"),
        "nameHint": tr("如：张三"),
        "nameWhy": tr("请填姓名，您的修改会在历史记录中署名："),
        "noName": tr("不署名"),
        "unsigned": tr("本机使用"),
        "save": tr("保存"),
        "close": tr("关闭"),
        "pasteTable": {
            "title": tr("粘贴表格"),
            "hint": tr("在 Excel / WPS 中选中表格（连同表头），复制后在此粘贴"),
            "why": tr("系统按指标名称、年度和单位对到数据表，逐项确认后才填入。"),
            "press": tr("对照"),
            "waiting": tr("正在对照…（关闭即停止）"),
        },
        "pasteReport": {
            "title": tr("粘贴文字"),
            "hint": tr("复制报告全文或其中一段，在此粘贴"),
            "why": tr("写明单位和年度的标题一并粘贴，才能与上年报告对照。"),
            "press": tr("校核"),
            "waiting": tr("正在校核…（关闭即停止）"),
        },
        "editReport": {
            "title": tr("修改文字再校核"),
            "hint": "",
            "why": tr("只改这里的副本，原文件不变。判定过不是问题的，所在段落没动就不再提示。"),
            "press": tr("校核"),
            "waiting": tr("正在校核…（关闭即停止）"),
        },
        "rewriting": {
            "readonly": tr("本节已定稿。请先点“取消定稿”再修改"),
            "going": tr("正在改写"),
            "goingWhy": tr("写完并核对过数字，再与原文并排，由您取舍"),
            "stop": tr("停止"),
            "taken": tr("已采用改写"),
            "back": tr("撤回"),
            "terms": tr("统一用语"),
            "termsHint": tr("旧说法=新说法，一行一对，如：办公室=办公厅"),
            "termsWhy": tr("选中的文字里（不选则整节）逐字替换；数据和待补、待核标记不动。"),
            "termsWrong": tr("每行写一对：旧说法=新说法"),
            "compare": tr("对照"),
        },
        "pastedWrong": tr("有 {n} 格不是数字，没有填入。原因写在各行的指标名下"),
        "pastedOver": tr("粘贴的内容有 {n} 行超出表尾，没有填入"),
        "keysTitle": tr("键盘操作"),
        "keys": [
            ["Alt + 1–4", tr("到第①–④步")],
            ["Alt + ↑ / ↓", tr("上一节、下一节")],
            ["F8 / Shift + F8", tr("下一处、上一处问题")],
            ["Ctrl + Enter", tr("光标在数字上：到它的数据行")],
            ["Ctrl + S", tr("立即保存（平时自动保存）")],
            ["Enter / ↓ / ↑", tr("数据表中：下一格、上一格")],
            ["Esc", tr("关闭窗口")],
        ],
        "copied": tr("已复制，可粘贴到稿件中"),
        "lang": tr("zh-CN"),
        "source_asked": tr("此数来自何处？（文件、系统或经办人）"),
        "info": tr("完成"),
        "error": tr("没有完成"),
        "warning": tr("请留意"),
        "wrongKind": tr("{name}：读不了这种文件。可用 {known}"),
        "failed": tr("没有完成，请再试一次"),
        "loggedout": tr("登录已过期，文字已留在本机浏览器。重新登录后会自动保存"),
        "login": tr("重新登录"),
        "offline": tr("连不上服务，文字已留在本机浏览器，正在重试…"),
        "lost": tr("连不上服务，正在重试…"),
        "unreached": tr("连不上服务，这一步没有完成。请稍后再试"),
        "placeholder": tr("点“生成本节草稿”或“全部生成”，也可在此直接书写"),
        "writing": tr("正在输入…"),
        "saving": tr("正在保存…"),
        "conflict": tr("未保存：有人刚改过本节"),
        "differing": tr("不同的段落（标色处不同；您的文字仍在下面）："),
        "theirText": tr("对方："),
        "myText": tr("您的："),
        "noSuchText": tr("（没有这一段）"),
        "mine": tr("保留我的"),
        "theirs": tr("采用对方的"),
        "unsaved": tr("上次有文字没来得及保存"),
        "torow": tr("点击或按 Ctrl+Enter，到“本年数据”修改；双击可直接改字"),
        "restore": tr("恢复"),
        "discard": tr("不要了"),
    }
