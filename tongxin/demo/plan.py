"""The sample year's plan: seven areas from the report, the works that it names, filled up to thirty with samples."""

from __future__ import annotations

from dataclasses import dataclass, field

DOCUMENT_NUMBER = "常统发〔2019〕3号（示例）"
AREAS = (
    "支持民主党派加强基层组织建设",
    "加强非公经济领域统战工作",
    "加强和改进基层民族宗教工作",
    "加强新的社会阶层人士统战工作",
    "加强基层侨务工作",
    "加强基层统战品牌建设",
    "加强基层统战干部队伍建设",
)
PARTIES = ("MG", "MM", "MJ", "JH", "NG", "ZG", "JS")
DISTRICTS = ("LY", "JT", "WJ", "XB", "TN", "ZL", "JK")


@dataclass(frozen=True)
class SampleIndicator:
    """`kind` is a code of facts.kinds; `months` says how much is done in each month from January on (in `unit`)."""

    name: str
    unit: str
    kind: str
    target: int
    months: tuple[int, ...]


@dataclass(frozen=True)
class SampleProject:
    """`story` says how the year went: see `year.STORIES`. `is_named` when the report names the work."""

    area: int
    title: str
    lead: str
    indicators: tuple[SampleIndicator, ...]
    goals: tuple[str, str, str, str]
    story: str = "steady"
    supporting: tuple[str, ...] = ()
    is_named: bool = False
    text: str = ""
    thresholds: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)
    public: bool = True
    extra: dict[str, str] = field(default_factory=dict)


def counted(name: str, unit: str, kind: str, target: int, *months: int) -> SampleIndicator:
    return SampleIndicator(name, unit, kind, target, months)


PROJECTS = (
    # 1
    SampleProject(
        1,
        "“党派成员之家”规范化建设",
        "CZ",
        (counted("达标成员之家", "个", "site-set-up", 24, 0, 0, 0, 3, 4, 4, 3, 4),),
        (
            "摸清现有场所，明确有场所、有制度、有计划、有活动的标准",
            "半数达到标准",
            "累计 18 个达到标准",
            "24 个全部达到标准",
        ),
        "steady",
        PARTIES,
        True,
        "支持民主党派基层组织加强“党派成员之家”建设。",
        (None, 7, 18, 24),
    ),
    SampleProject(
        1,
        "落实民主党派基层组织工作经费",
        "CZ",
        (counted("落实单位", "家", "unit-funded", 7, 0, 0, 0, 1, 1, 1, 1, 1),),
        ("形成经费保障办法", "3 家落实到位", "7 家全部到位", "开展使用情况核对"),
        "late_goal",
        ("MG", "MM", "MJ"),
        True,
        "保障民主党派基层组织工作经费。",
        (None, 3, 7, 7),
        extra={"late_goal": "2"},
    ),
    SampleProject(
        1,
        "完善基层组织制度",
        "CZ",
        (counted("修订制度的组织", "家", "rules-issued", 7, 0, 0, 0, 2, 2, 1, 1, 1),),
        ("印发制度清单", "4 家完成修订", "7 家全部完成", "汇编成册"),
        "steady",
        PARTIES,
        True,
        "完善组织制度，提高履职能力。",
        (None, 4, 7, 7),
    ),
    SampleProject(
        1,
        "骨干履职能力培训",
        "CZ",
        (
            counted("培训期数", "期", "training-session", 6, 0, 0, 0, 2, 2, 2, 0, 0),
            counted("参加培训", "人次", "persons-reached", 300, 0, 0, 0, 96, 104, 110, 0, 0),
        ),
        ("确定课程", "完成 4 期", "完成 6 期", "跟踪回访"),
        "closed",
        ("NG", "JS"),
        False,
        "围绕参政议政、社会服务开设课程。",
        (None, 4, 6, 6),
    ),
    SampleProject(
        1,
        "基层组织领导班子建设调研",
        "CZ",
        (counted("走访基层组织", "家", "unit-visited", 20, 0, 0, 0, 0, 0, 0, 0, 0),),
        ("", "", "拟定调研提纲", "形成调研报告"),
        "not_started",
        ("MM",),
        False,
        "",
        (None, None, None, 20),
    ),
    # 2
    SampleProject(
        2,
        "“商会建设提升年”活动",
        "GSL",
        (
            counted("达标商会", "家", "chamber-up-to-standard", 60, 0, 0, 0, 9, 9, 8, 8, 7),
            counted("走访企业", "家", "firms-visited", 240, 0, 0, 0, 28, 30, 31, 26, 33),
        ),
        ("部署动员，制定达标条件", "达标 18 家", "达标 40 家", "达标 60 家，公布名单"),
        "steady",
        ("WJ", "XB", "YGSH", "SHSH"),
        True,
        "开展“商会建设提升年”活动。",
        (None, 18, 40, 60),
    ),
    SampleProject(
        2,
        "武进区“两个健康”先行区建设",
        "WJ",
        (counted("出台措施", "条", "measure-issued", 11, 0, 0, 0, 2, 2, 1),),
        ("制定试点方案", "出台 4 条措施", "累计 11 条措施", "总结经验，形成案例"),
        "near_goal",
        ("GSL",),
        True,
        "支持武进区建设非公经济“两个健康”先行区。",
        (None, 4, 11, 11),
        extra={"near_goal": "2", "no_figures": "两个街道出台的措施由街道记入，本单位没有另报数字。"},
    ),
    SampleProject(
        2,
        "“常州新商”e服务平台运行",
        "GSL",
        (
            counted("受理办件", "件", "case-received", 400, 0, 0, 0, 52, 61, 66, 64, 69),
            counted("解决办件", "件", "appeal-solved", 320, 0, 0, 0, 35, 44, 49, 47, 51),
        ),
        ("确定功能清单", "上线试运行", "办件 250 件", "办件 400 件"),
        "steady",
        ("CZ",),
        True,
        "运行好“常州新商”e服务平台。",
        (None, None, 250, 400),
    ),
    SampleProject(
        2,
        "非公经济人士理想信念教育活动",
        "GSL",
        (
            counted("活动场次", "场", "event-held", 16, 0, 0, 0, 2, 3, 2, 2, 2),
            counted("参加人次", "人次", "persons-reached", 1500, 0, 0, 0, 210, 246, 190, 175, 208),
        ),
        ("制定方案", "举办 5 场", "举办 10 场", "举办 16 场"),
        "steady",
        ("SHSH",),
        True,
        "",
        (None, 5, 10, 16),
    ),
    SampleProject(
        2,
        "民营企业家队伍“百千万工程”",
        "GSL",
        (counted("参加培训", "人次", "persons-reached", 1800, 0, 0, 0, 232, 251, 240, 218, 263),),
        ("确定培训计划", "培训 450 人次", "培训 1100 人次", "培训 1800 人次"),
        "steady",
        ("WJ", "XB"),
        True,
        "",
        (None, 450, 1100, 1800),
    ),
    SampleProject(
        2,
        "惠企政策汇编与宣讲",
        "GSL",
        (counted("宣讲场次", "场", "policy-session", 14, 0, 0, 0, 3, 3, 3, 0, 0),),
        ("收集政策", "汇编印发，宣讲 5 场", "宣讲 9 场", "宣讲 14 场"),
        "silent",
        ("TN", "ZL"),
        False,
        "落实中央和省市支持民营经济发展的各项政策。",
        (None, 5, 9, 14),
    ),
    # 3
    SampleProject(
        3,
        "民族宗教事务法规培训",
        "MZJ",
        (counted("培训期数", "期", "training-session", 8, 0, 0, 0, 1, 1, 1, 1, 2),),
        ("编写讲义", "举办 2 期", "举办 5 期", "举办 8 期"),
        "steady",
        ("WJ", "TN"),
        False,
        "面向基层工作人员讲解法律法规和办事程序。",
        (None, 2, 5, 8),
    ),
    SampleProject(
        3,
        "活动场所消防与建筑安全服务",
        "MZJ",
        (counted("完成检查的场所", "处", "site-checked", 40, 0, 0, 0, 6, 7, 7, 6, 6),),
        ("制定检查表", "完成 12 处", "完成 30 处", "完成 40 处并整改到位"),
        "steady",
        ("JT", "LY"),
        False,
        "请消防和建设部门上门指导，检查场所建筑与用电安全。",
        (None, 12, 30, 40),
    ),
    SampleProject(
        3,
        "基层民族宗教工作联络网络",
        "MZJ",
        (counted("设立联络点", "个", "site-set-up", 36, 0, 0, 0, 5, 6, 6, 5, 5),),
        ("明确职责", "设立 10 个", "设立 26 个", "设立 36 个"),
        "steady",
        DISTRICTS,
        False,
        "",
        (None, 10, 26, 36),
    ),
    # 4
    SampleProject(
        4,
        "新北区“新的社会阶层人士统战工作先行区”试点",
        "XB",
        (counted("建成实践点", "个", "site-set-up", 12, 0, 0, 0, 2, 2, 2, 2, 1),),
        ("制定试点方案", "建成 4 个实践点", "建成 8 个实践点", "建成 12 个，形成经验材料"),
        "steady",
        ("CZ",),
        True,
        "在新北区开展试点工作。",
        (None, 4, 8, 12),
    ),
    SampleProject(
        4,
        "“统战+”服务平台七大功能建设",
        "CZ",
        (
            counted("上线功能", "项", "function-online", 7, 0, 0, 0, 1, 1, 1, 1, 1),
            counted("服务活动", "场", "event-held", 60, 0, 0, 0, 7, 8, 9, 8, 9),
        ),
        ("确定七大功能清单", "上线 3 项", "上线 5 项", "上线 7 项"),
        "extended",
        ("XB", "TN", "ZL"),
        True,
        "聚才引才、联谊交友、创业服务、教育培训、议政建言、实践锻炼、社会服务。",
        (None, 3, 5, 7),
    ),
    SampleProject(
        4,
        "“1+6”品牌体系完善",
        "CZ",
        (counted("成型子品牌", "个", "brand-shaped", 6, 0, 0, 0, 2, 2, 1, 1, 0),),
        ("梳理现有品牌", "4 个子品牌成型", "6 个子品牌成型", "集中展示"),
        "closed",
        ("XB", "WJ"),
        True,
        "不断完善“1+6”新的社会阶层人士统战工作品牌体系。",
        (None, 4, 6, 6),
    ),
    SampleProject(
        4,
        "实践锻炼岗位与社会服务",
        "CZ",
        (counted("提供岗位", "个", "post-offered", 30, 0, 0, 0, 4, 4, 4, 4, 4),),
        ("征集岗位", "提供 8 个", "提供 18 个", "提供 30 个"),
        "steady",
        ("TN", "ZL"),
        False,
        "",
        (None, 8, 18, 30),
    ),
    # 5
    SampleProject(
        5,
        "为侨公共服务体系建设",
        "QL",
        (counted("服务站点", "个", "site-set-up", 30, 0, 0, 0, 4, 5, 5, 4, 4),),
        ("明确站点标准", "建成 9 个", "建成 20 个", "建成 30 个"),
        "steady",
        DISTRICTS,
        True,
        "切实加强为侨公共服务体系建设。",
        (None, 9, 20, 30),
    ),
    SampleProject(
        5,
        "涉侨服务和侨胞权益保障",
        "QL",
        (counted("答复办件", "件", "appeal-answered", 80, 0, 0, 0, 11, 12, 12, 10, 12),),
        ("公布办事指南", "答复 20 件", "答复 50 件", "答复 80 件"),
        "steady",
        ("CZ",),
        True,
        "做好涉侨服务和侨胞权益保障工作。",
        (None, 20, 50, 80),
    ),
    SampleProject(
        5,
        "侨务服务网络延伸到街道",
        "QL",
        (counted("覆盖街道", "个", "street-covered", 58, 0, 0, 0, 8, 7, 6, 5, 5),),
        ("摸底", "覆盖 15 个街道", "覆盖 44 个街道", "覆盖 58 个街道"),
        "late_goal",
        DISTRICTS,
        True,
        "完善侨务工作网络。",
        (None, 15, 44, 58),
        extra={"late_goal": "2"},
    ),
    SampleProject(
        5,
        "侨情自愿登记与用途告知",
        "QL",
        (counted("开通登记窗口", "个", "site-set-up", 8, 0, 0, 0, 3, 3, 2, 0, 0),),
        ("拟定告知书", "6 个窗口开通", "8 个窗口开通", "核对与清理到期信息"),
        "closed",
        ("WJ", "XB"),
        True,
        "建立完善侨情数据库：只收本人自愿登记的信息，告知用途和期限，可查可改可撤回。",
        (None, 6, 8, 8),
        public=True,
    ),
    # 6
    SampleProject(
        6,
        "名人故居（场馆）修缮",
        "CZ",
        (
            counted("完成修缮", "处", "house-restored", 5, 0, 0, 0, 0, 1, 1, 1, 0),
            counted("开放场馆", "处", "house-opened", 4, 0, 0, 0, 0, 0, 1, 1, 1),
        ),
        ("确定修缮清单", "完成 1 处", "完成 3 处", "完成 5 处"),
        "asks_time",
        ("TN", "ZL"),
        True,
        "加快名人故居（场馆）修缮建设。",
        (None, 1, 3, 5),
    ),
    SampleProject(
        6,
        "第二批“爱国统一战线教育基地”命名",
        "CZ",
        (counted("命名基地", "个", "base-named", 6, 0, 0, 0, 0, 0, 0, 0, 0),),
        ("发布通知", "受理申报", "实地考察", "公示并命名"),
        "steady",
        ("TN", "ZL", "WJ"),
        True,
        "命名全市第二批“爱国统一战线教育基地”。",
        (None, None, 0, 6),
    ),
    SampleProject(
        6,
        "青果巷统战名人文化建设",
        "TN",
        (
            counted("讲解场次", "场", "event-held", 90, 0, 0, 0, 11, 14, 12, 12, 13),
            counted("到访人次", "人次", "persons-reached", 9000, 0, 0, 0, 1120, 1430, 1240, 1310, 1275),
        ),
        ("确定讲解点", "讲解 25 场", "讲解 55 场", "讲解 90 场"),
        "steady",
        ("CZ",),
        True,
        "加快统战名巷——青果巷建设。",
        (None, 25, 55, 90),
    ),
    SampleProject(
        6,
        "深化“一党派一品牌”服务",
        "CZ",
        (counted("社会服务活动", "场", "event-held", 70, 0, 0, 0, 8, 10, 10, 9, 10),),
        ("各党派市委报送计划", "开展 18 场", "开展 44 场", "开展 70 场"),
        "steady",
        PARTIES,
        True,
        "发挥社会服务活动在关注民生、关注公平、关注稳定方面的作用。",
        (None, 18, 44, 70),
    ),
    SampleProject(
        6,
        "“常州光彩”帮扶项目",
        "CZ",
        (
            counted("帮扶项目", "个", "relief-project", 30, 0, 0, 0, 2, 2, 2, 1, 1),
            counted("拨付资金", "元", "yuan-granted", 5_000_000, 0, 0, 0, 480_000, 520_000, 610_000, 450_000, 380_000),
        ),
        ("确定项目", "落实 6 个", "落实 18 个", "落实 30 个"),
        "slow",
        ("GSL",),
        True,
        "深入实施第五轮茅山老区“百千万”帮扶工程，按村、按项目记账，不记到户。",
        (None, 6, 18, 30),
    ),
    # 7
    SampleProject(
        7,
        "基层统战干部轮训",
        "CZ",
        (counted("培训期数", "期", "training-session", 10, 0, 0, 0, 1, 2, 1, 1, 2),),
        ("制定计划", "举办 3 期", "举办 6 期", "举办 10 期"),
        "steady",
        DISTRICTS,
        False,
        "",
        (None, 3, 6, 10),
    ),
    SampleProject(
        7,
        "镇（街道）统战工作规范",
        "CZ",
        (counted("达到规范的镇（街道）", "个", "street-covered", 58, 0, 0, 0, 12, 12, 12, 11, 11),),
        ("印发规范", "15 个达到规范", "40 个达到规范", "58 个达到规范"),
        "closing",
        DISTRICTS,
        False,
        "",
        (None, 15, 40, 58),
    ),
    SampleProject(
        7,
        "结对调研与经验交流",
        "CZ",
        (counted("交流活动", "场", "event-held", 12, 0, 0, 0, 1, 2, 1, 1, 2),),
        ("确定结对名单", "交流 3 场", "交流 6 场", "交流 12 场"),
        "steady",
        ("WJ", "NG", "GSL"),
        False,
        "武进区委统战部、农工党市委、市工商联作交流发言。",
        (None, 3, 6, 12),
    ),
)
