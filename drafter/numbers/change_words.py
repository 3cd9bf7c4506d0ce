"""The words of official Chinese that say more, less and how much is left: closed classes, each whole, for whoever reads a change."""

from __future__ import annotations

# What stands right before the number of a change and says which way it went. 增加20亿元，同比少增5亿元: less was added than last year.
RISES = (
    "增长 增加 增多 增收 增幅 净增 激增 猛增 剧增 陡增 递增 上升 提高 提升 上涨 上浮 上扬 扩大 攀升 拉升 抬升 抬高 跃升 "
    "回升 走高 飙升 涨幅 升幅 多增 少减 加快 同增"
)
FALLS = (
    "负增长 减少 减收 减幅 净减 猛减 猛降 锐减 骤减 剧减 递减 裁减 削减 缩减 压减 核减 调减 精减 下降 降低 降幅 骤降 压降 下滑 下跌 下挫 下浮 "
    "回落 回调 跌幅 跌落 走低 滑落 压缩 收缩 萎缩 缩水 缩短 缩小 收窄 少增 多减 同降 放缓 减缓 放慢"
)
# The same in one character, or with what they are said of; they say more or less only of amounts that are compared.
RISEN_AMOUNTS = "增产 增量 增支 多收 多支 多出 超收 超支 超额 超编 超出 超过 超概 突破 高出 高于 追加 调增 扩种 扩招 扩容 扩面 溢价 盈余 提速 提标"
FALLEN_AMOUNTS = (
    "减产 减支 减量 减亏 减员 短收 欠收 少收 少支 少花 节约 节省 节支 节资 节余 省下 省出 审减 压短 压小 精简 偏少 偏低 低于 下调 缩编 压编 "
    "损耗 漏损 贬值 回撤"
)
# What is done to a thing as often as it is the change of an amount: 化解债务2亿元, 减免3984具.
ACTS_OF_CHANGE = "改善 增值 保值 减免 清退 出清 清减 去化 消化 化解 核销 扣减 扣除 抵减 冲减 腾退 裁撤 缓解 减轻 损失 流失 折损 亏损 盈利 滞后 落后 领先"
# What remains or lacks between two amounts.
LEFT_OVER = (
    "结余 剩余 其余 余下 剩下 剩 尚余 尚有 还有 尚需 还剩 还差 尚差 尚欠 仍欠 仍有 空编 缺编 空缺 缺员 缺岗 空岗 缺额 缺口 空置 闲置 差额 差距 差数 差值 差价 价差 "
    "利差 逆差 顺差 轧差 产销差 产销差价 净值 净额 净资产 净收益 净流入 净流出 净迁入 净迁出 相差 亏空 赤字 利润 毛利 净利 未支出 未使用 未完成"
)

# The other way round.
OPPOSITE = {
    "增长": "下降", "增加": "减少", "上升": "下降", "提高": "降低", "提升": "下降", "上涨": "下降", "增幅": "降幅", "增收": "减收",
    "多": "少", "高": "低", "扩大": "收窄", "减少": "增加", "下降": "增长", "降低": "提高", "回落": "上升", "缩减": "增加",
    "压减": "增加", "核减": "增加", "下滑": "上升", "减幅": "增幅", "降幅": "增幅", "减收": "增收", "少": "多", "低": "高", "收窄": "扩大",
    "缩短": "延长", "延长": "缩短", "加快": "放缓", "放缓": "加快", "减缓": "加快", "放慢": "加快", "调减": "调增", "调增": "调减", "追减": "追加",
    "负增长": "增长", "净增": "净减", "净减": "净增", "压缩": "增加", "增": "减", "减": "增", "升": "降", "降": "升", "涨": "降",
    "增产": "减产", "减产": "增产", "增支": "减支", "减支": "增支",
}  # fmt: skip


def either(*classes: str) -> str:
    """The words of some classes as alternatives of a pattern, the longest first, so that none hides another."""
    return "|".join(
        sorted({word for one in classes for word in one.split()}, key=lambda word: (-len(word), word))
    )
