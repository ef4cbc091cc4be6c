# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Closed classes of government language: verbs of commitment, words of manner, heads of measures, scopes.

No noun of any one plan belongs here. A word earns its place when most cities' plans use it.
"""

from __future__ import annotations

import re

from guatu.core.text.wordclass import Endings, one_of, words

# Verbs that bring a thing into being: the thing itself names the row (打造6个高品质住宅项目 → 高品质住宅项目数量).
CREATE = words(
    "建成 建设 打造 形成 创建 争创 创成 组建 设立 成立 搭建 建立 构建 开展 举办 举行 召开 实现 拥有 达到",
    "布局 创立 创办 建好 办好 建 创 组织开展 集中开展 联合开展 培树 谋划 储备 实施 组织实施 建成投用",
    "建成投产 建成投运 规划建设 谋划实施 高标准建设 开工建设 续建 建强 组织 遴选建设 力争建成 争取 选取 遴选",
    "支持 推动 推进 促进 引导 带动 鼓励 落实 安排 确保 保障 保持 帮助 指导 完善 探索 加快 加快建设",
    "推进建设 推动建设 加快推进 加快实施 加快打造 启动 启动实施 启动建设",
)
# Verbs that act on a thing: they stay in the row's name (清理…机构数量).
ACT = words(
    "新增 新建 改建 扩建 改造 改造提升 提升改造 提质改造 升级改造 新改建 培育 引进 引育 招引 新培育 新引进",
    "培养 培训 完成 清理 撤并 整治 整合 关停 淘汰 处置 化解 推出 发布 制定 出台 印发 编制 修订 认定 获批",
    "入选 评选 选树 选派 选育 选拔 选聘 转化 评选资助 引进扶持 培养扶持 推广 种植 栽植 收储 供应 供给 配建 配备 配置 盘活 消化 帮扶",
    "救助 资助 服务 转移 增设 增加 净增 壮大 孵化 投放 发放 筹集 筹建 筹措 筹办 吸纳 吸引 落户 落地 签约",
    "开工 竣工 投产 投用 启用 上线 开通 开行 开发 生产 修复 治理 绿化 造林 营造 复垦 整理 疏浚 加固 更新",
    "拆除 修缮 新创建 新认定 新建成 新开通 新设 新设立 新组建 新入库 新注册 新登记 新招引 新签约 新开工 退出",
    "取缔 压减 减少 腾退 回收 利用 攻克 突破 研发 申报 申请 授权 制修订 采购 购置 更换 安装 铺设 敷设",
    "打通 贯通 延伸 覆盖 惠及 办理 解决 化解 审查 检查 排查 抽检 监测 举荐 输送 开设 提供 创作 拍摄 出版",
    "展演 演出 派遣 招聘 招收 招录 录用 设置 划定 建档 征集 征收 收集 归集 保护 修编 提升 优化 拓展 扩大",
    "发展 推介 承办 参加 引入 撬动 拉动 募集 兑现 减免 释放 清收 清欠 支付 收购 置换 拨付 投入 下达 降低",
    "造林 压缩 节约 带动就业 实际利用 利用 争取到位 到位 签订 输出 出栏 存栏 屠宰 外销 出口 进口 销售 交易",
    "组织培训 走访 服务保障 举办 承接 兴建 迁建 加装 增加 新增加 铺开 淘汰 招录 分配 筹建 融资 投资 发行",
    "上市 认证 创新 接待 试点 增补 统筹安排 评定 遴选 遴选评定 升创 创成",
)
_VERBS = frozenset((*CREATE, *ACT))
_ONE = one_of(sorted(_VERBS))
VERB = re.compile(
    rf"(?:新[（改扩、）/]{{1,5}}建|(?:{_ONE})(?:（(?:{_ONE})）)?)(?:(?:和|或|、|及|与|并|/|以及)?(?:新[（改扩]{{1,4}}）?建|{_ONE})(?:（(?:{_ONE})）)?){{0,3}}"
)
KNOWN = _VERBS
_FIRST_VERB = re.compile(rf"(?:{_ONE})(?=.)")
_AND = ("", *"和或、及与并/以（")
CREATING = frozenset(CREATE)
NEWLY = (
    "新增",
    "净增",
    "增加",
    "新引进",
    "新培育",
    "增设",
    "新认定",
    "新设",
    "新招引",
    "新签约",
    "新登记",
    "新注册",
    "新创建",
    "新入库",
    "新组建",
    "新开通",
    "新开工",
)
NEW = re.compile("^(?:" + "|".join(NEWLY) + ")")

# Words of manner that may stand before the verb or the subject.
MANNER = words(
    "力争 争取 力求 努力 确保 积极 加快 全面 深入 大力 扎实 稳步 有序 有效 切实 着力 持续 继续 进一步",
    "不断 逐步 率先 基本 初步 集中 重点 统筹 系统 科学 精心 认真 主动 创新 充分 协同 联合 累计 再 新 要",
    "将 须 应 必须 需要 需 并 同时 其中 或者 或 另 还 也 都 均 各 至少 不少于 每 分别 共 总计 合计 以及 和",
    "及 与 且 而 使 让 实现 推动 推进 促进 确保 带动 保障 保持 保证 支撑 引导 鼓励 支持 帮助 力促 助力",
    "促使 力保 完成好 分类 分批 分期 按期 如期 如数 到 于 在 平均 年均 大幅 稳定 到位 的 到期 此外",
    "特别是 尤其是 包括 一般 原则上 总体上 预计 计划 拟 提出 明确 是 即 为 由 严格 抓好 突出 优先",
    "因地制宜 有计划地 分年度",
)
# Of these, the ones that may be cut from the head of a subject without hurting a noun (新能源, 各区, 为民…).
_SAFE = set(MANNER) - {
    "新",
    "各",
    "再",
    "到",
    "于",
    "在",
    "为",
    "应",
    "即",
    "由",
    "共",
    "每",
    "使",
    "要",
    "将",
    "一般",
    "重点",
    "稳定",
    "创新",
    "优先",
    "突出",
    "系统",
    "科学",
    "支撑",
    "保障",
    "集中",
    "或",
    "的",
    "并",
    "是",
    "基本",
    "统筹",
    "计划",
    "年均",
    "平均",
    "协同",
    "和",
}
# 和美, 和谐, 和平社区: the sign begins a name; 和平台, 和美术馆 are joined by it
HARMONY = "美(?!术|容|食|妆|国|丽|化|誉|育)|谐|平(?!台|均|原|方|安|时|等|价|衡|稳|行|面)|睦|气生财|田(?=玉|[市县路街]|地区)|善|乐|鸣|煦|合"
LEAD = re.compile(
    "(?:"
    + one_of(sorted(_SAFE))
    + rf"|和(?!{HARMONY})"
    + r"|要(?!素|求|点|件)|再(?!生|造|制)|将(?!近|来|军|士)|或(?!然|许)|该[省市县区镇](?=计划|将|拟)|计划(?=到|再|新|建|投|实施|引|培|完)|重点(?=引进|引育|培养|培育|培训|评选|资助|遴选|选拔|选育|扶持|招引|建成)|跟踪(?=培养|培育|服务)|共(?=发展|新建|建成|建设|完成|新增|实施|培育|投入|改造|种植|引进|安排)|即(?!时|将|期|食|墨)|使(?!用|命)|直接(?=服务|带动|惠及|融资)|年度(?=完成|实现|新增|投资|建成)|并(?!网|购|联|轨)|基本(?!养老|医疗|农田|公共|医保|药物|生活|建设|草原|保险|住房|民生|殡葬|盘)|高(?:标准|质量|水平|品质|起点)(?=建|完成|打造|推进|创建|举办|编制|实施|做好|办|改造|组织)|[、，；：\s]|-+)"
)
# What LEAD can begin with; an alternative that begins otherwise must add its sign (held by a test).
_LEADS = frozenset("".join(word[0] for word in _SAFE) + "和要再将或该计重跟共即使直年并基高、，；：- \n\t")

# Heads of measures: a subject that ends so is a row's name as it stands.
MEASURE = Endings(
    "率 比重 占比 比例 比 数 数量 总数 个数 人数 户数 量 总量 产量 总额 额 金额 余额 收入 支出 增加值 产值 值 投资 规模",
    "面积 里程 长度 增速 增幅 涨幅 水平 指数 覆盖面 强度 能力 产能 装机 装机容量 容量 密度 时间 时长 时限 能耗 浓度 成本",
    "价格 寿命 年限 程度 满意度 达成度 贡献度 集中度 活跃度 深度 高度 宽度 速度 温度 总投资 贷款 存款 税收 利润 利税 销售",
    "消费 营收 交易 贸易 进出口 GDP 生产总值 总产 单产 库容 吞吐 运力 算力 份额 天数 次数 批次 场次 人次 名次 位次 排名",
    "等级 指标 负债 经费 资金 费用 定额 床位 学位 托位 机动车 人口 就业 缺口 概率 系数 差距 周期 期限 年龄 频次 频率 收益",
    "效益 损耗 总和 存量 增量 流量 客流 保有量 债务 支付 所得 绿地 标准 增长",
)
RATE = Endings(
    "率 比重 占比 比例 比 份额 水平 满意度 达成度 程度 指数 覆盖面 贡献度",
)
PACE = Endings(
    "增速 增长率 增幅 涨幅 增长速度 递增率 增长 降幅 跌幅 平均增速",
)
BARE_MEASURE = re.compile(
    r"^(?:其?年?均?)?(?:平均)?(?:增速|增幅|涨幅|占比|比重|比例|规模|总规模|总量|总额|总数|数量|总投资|投资|产值|总产值|产量|总产量|面积|总面积|里程|总里程|覆盖率|增长率|贡献率|增长速度|"
    r"年产值|年产量|年收入|营业收入|收入|总收入|人数|增加值|占GDP比重|占地区生产总值比重|占比例|出栏|存栏|出栏量|存栏量|屠宰量|占全国比重|占全省比重|占全市比重|占全区比重|投资额|规模以上|(?:综合)?(?:机械化|数字化|智能化|绿色化|标准化|信息化|规模化|品牌化|良种化)(?:率|水平|覆盖率|程度))$"
)

# Who or where: taken off the head of a subject and kept as the commitment's scope.
SCOPE = re.compile(
    r"(?:全市|全省|全区|全县|全国|全州|全盟|全旗|全域|我市|我省|我区|我县|本市|本区|全镇|全街|全行业|全社会|"
    r"各区（?县?市?）?|各县（?市、?区?）?|各旗区|各市县?|各地|各盟市|各乡镇|各街道|各园区|各部门|各单位|各级|每个?(?:市（区）|县（区）|县（市、区）|县（市）|县区|区县|县|市|区|乡镇（街道）|乡镇|镇街|街道|镇|乡|行政村|自然村|村|社区|园区|盟市|旗县)|"
    r"省市县各级|(?:[省市区县旗乡镇村、（）]|县级市|地级市){2,10}[两三]级|省级|市级|县级|市县级|县（市、?区?）|区县|城区|市区|中心城区|主城区|农村|城市|城镇|园区(?=货|营|产|企|总|工|年|规|主|亩|入|新|实|招))"
)
_KEEP_IN_LABEL = re.compile(
    r"(?:省级|市级|县级|市县级|城区|市区|中心城区|主城区|农村|城市|城镇|全社会|县（市、?区?）|区县|全国|全域|全行业)$"
)

_NO_SCOPE = re.compile(r"(?:城市|城镇|农村|全社会|全国|全域|全行业)$")

STRIVE = ("力争", "争取", "争创", "力求")
_HELPING_OTHERS = re.compile(r"引导|鼓励|支持|指导|帮助|协助|组织|推动")


def strives(clause: str) -> str:
    """The word that makes a promise one to strive for, or nothing. 引导…争取 is what others strive for.

    >>> strives("2027年底前货运量力争突破500万吨"), strives("引导银行向总部争取支持")
    ('力争', '')
    """
    if "争" not in clause and "力求" not in clause:
        return ""
    for word in STRIVE:
        at = clause.find(word)
        if at >= 0 and not (word == "争取" and _HELPING_OTHERS.search(clause, 0, at)):
            return word
    return ""


def strip_manner(text: str) -> str:
    """A phrase without the words of manner, connection and causation at its head."""
    at = 0
    while text[at : at + 1] in _LEADS and (found := LEAD.match(text, at)):
        at = found.end()
    return text[at:] if at else text


def split_verb(text: str) -> tuple[str, str]:
    """A phrase as its leading verb (or verbs) and the rest: 新建（改建）, 新引进和培育, 选育或引进."""
    found = VERB.match(text)
    if found and found.end() == len(text) and text not in KNOWN and (first := _FIRST_VERB.match(text)):
        found = first  # 新增造林: the second verb is the noun
    elif found and (new := NEW.match(found[0])) and found[0][new.end() : new.end() + 1] not in _AND:
        return new[0], text[new.end() :]  # 新增上市公司
    return (found[0], text[found.end() :]) if found else ("", text)


def split_scope(text: str) -> tuple[str, str]:
    """A subject as its scope and the rest; a scope that also tells rows apart (城镇…) stays in the rest too."""
    found = SCOPE.match(text)
    if not found:
        return "", text
    rest = text[found.end() :]
    if _NO_SCOPE.match(found[0]):
        return "", text
    if not rest or _KEEP_IN_LABEL.match(found[0]):
        return found[0], text
    return found[0], rest.lstrip("的内")
