"""What offices do with what they count, in the two or three characters that stand alone before a number: 调进132人, 获赔41万元.

Alone such a word names nothing; it takes the noun behind the number or what the sentence spoke of. Words that name an amount as
often as they tell a deed (投资, 支出, 贷款, 培训) are left out, and so are those that `label_says` knows (审结, 死亡).
"""

from __future__ import annotations

MOVED = (
    "调进 调出 调入 转入 转出 划入 划出 流入 流出 迁入 迁出 退出 退回 退还 收回 追回 追缴 挽回 返还 兑现 兑付 偿还 归还 清偿 清退 清收 清缴 "
    "缴回 上缴 划转 拨入 下拨 转移 安置 疏散 遣返 护送 解救 营救 救出 收治 收容 移交 交付 退捐 腾退"
)
DECIDED = (
    "评选 评定 认定 获评 获批 获赔 理赔 授予 通报 曝光 约谈 警告 函询 诫勉 撤职 开除 免职 辞退 问责 追责 吊销 注销 变更 备案 批复 核准 核发 核查 "
    "核减 审定 审议 表决 答复 反馈 回复 回访 化解 废止 修改 修订 制发 印发 下发 签发 签约 签订 签署 领取 报销 赔付"
)
WORKED = (
    "新建 改建 扩建 续建 重建 修复 修建 修缮 更换 拆除 铺设 投用 启用 开工 复工 完工 投产 竣工 绝收 倒塌 损毁 淹没 取缔 关停 清运 清除 巡查 排查 抽查 "
    "抽检 督查 查扣 查封 冻结 破获 侦破 抓获 打掉 捣毁 收缴 缴获 出动 出警 派驻 派遣 派出 招录 招收 聘任 选拔 推介 推送 入选 入围 入驻 入库"
)
DEEDS = tuple(f"{MOVED} {DECIDED} {WORKED}".split())
