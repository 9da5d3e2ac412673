"""The sample city's brands: those that the facts name bear their names; the rest say 示例, as do all dates and figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleBrand:
    """`family` is one of FAMILIES, `owner` a unit's code, `subs` are (owner, name, English name, promise) of sub-brands.

    `links` are titles of projects and names of places whose facts count for it; `strands` are (name, English name, title
    of the project that counts for it). `months` says what it did itself in each month from April on: (kind, quantities).
    """

    family: str
    owner: str
    name: str
    name_en: str
    promise: str
    promise_en: str
    audience: str
    features: str
    is_named: bool = True
    features_en: str = ""
    story: str = ""
    story_en: str = ""
    slug: str = ""
    since: int = 0
    carriers: tuple[tuple[str, str, str], ...] = ()
    links: tuple[str, ...] = ()
    strands: tuple[tuple[str, str, str], ...] = ()
    subs: tuple[tuple[str, str, str, str], ...] = ()
    months: tuple[tuple[str, tuple[int, ...]], ...] = ()
    logo: str = ""


CATEGORIES = (("culture", "文化品牌", "Culture"), ("service", "服务品牌", "Service"), ("work", "工作品牌", "Work"))
FAMILIES = (
    ("culture", "三名工程", "Three Names", "名人、名居、名巷", "Notables, their houses, their lane"),
    ("service", "三个一", "Three Ones", "", ""),
    (
        "work",
        "四个常州",
        "Four Changzhous",
        "新力、新商、乡贤、光彩",
        "New forces, new business, home-town fellows, relief",
    ),
)
RULES = (
    ("三个一", "party_committee", "一党派一品牌", "One committee, one brand"),
    ("三个一", "body", "一团体一主题", "One body, one theme"),
    ("三个一", "district", "一区域一特色", "One district, one feature"),
)


def _service(
    owner: str, name: str, name_en: str, promise: str, promise_en: str, audience: str, *counts: int, **more: object
) -> SampleBrand:
    """A service brand of a committee: its meetings month by month, and those who came (示例)."""
    came = tuple(34 * count + 9 * place for place, count in enumerate(counts))
    return SampleBrand(
        "三个一", owner, name, name_en, promise, promise_en, audience,
        f"{promise}\n每次活动记一笔，做了什么在这里看得到",
        since=-3, months=(("event-held", counts), ("persons-reached", came)), **more,  # type: ignore[arg-type]
    )  # fmt: skip


CULTURE = (
    SampleBrand(
        "三名工程", "CZ", "统战名人", "Notables", "讲清一个人，也讲清一座城。", "To tell a city by the people it honours.",
        "市民、学生、游客", "一人一份出处清楚的介绍\n进校园、进社区讲",
        months=(("event-held", (2, 3, 3, 2, 3)), ("brochure-issued", (0, 300, 0, 200, 0))), slug="mingren",
        features_en="Every account with its sources\nTalks in schools and neighbourhoods",
    ),
    SampleBrand(
        "三名工程", "CZ", "名人故居", "Notables' houses", "修一处，开一处，讲好一处。", "Every house restored is opened, and its story told.",
        "市民、学生、游客", "修缮进度公开\n开放时间和无障碍设施在场所页上查得到",
        links=("名人故居（场馆）修缮", "第二批“爱国统一战线教育基地”命名", "史良故居", "周有光图书馆"),
        carriers=(("place", "史良故居", ""), ("place", "周有光图书馆", "")), slug="mingju",
        features_en="Progress of every restoration is public\nOpening hours and access are on each place's page",
    ),
    SampleBrand(
        "三名工程", "TN", "青果巷", "Qingguo Lane", "一条巷子，走一遍就懂常州。", "Walk one lane and you know Changzhou.",
        "市民、游客", "一条走得完的路线，每站有人讲\n手机上带着走，没有网络也能看",
        links=("青果巷统战名人文化建设", "青果巷"), carriers=(("place", "青果巷", ""),), slug="qingguoxiang", logo="巷",
        features_en="One walk, with a story at every stop\nKept on the phone, also without network",
        story="青果巷在运河边，几百年里住过许多读书人家。\n\n这个品牌做的事很简单：把故居修好、门打开、把人和事讲清楚，让走过的人愿意再来。",
        story_en="Qingguo Lane runs along the canal; for centuries families of scholars lived here.\n\nWhat the brand does is plain: to restore the houses, open their doors, and tell who lived there and what they did, so that whoever walked here wants to come again.",
    ),
)  # fmt: skip
PARTIES = (
    _service("MG", "同心博爱", "One Heart, Broad Love", "有难处的地方，有人去。", "Where there is need, somebody comes.", "困难群体、学校", 3, 4, 4, 3, 4, slug="tongxin-boai"),
    _service(
        "MM", "光明系列行动", "Light Actions", "五束光，照五件事。", "Five lights for five tasks.", "学生、教师、老人", 4, 4, 5, 4, 4, slug="guangming",
        subs=(
            ("MM", "烛光行动", "Candlelight", "帮一所学校，陪一批老师。"),
            ("MM", "春光行动", "Spring Light", "送课到乡村。"),
            ("MM", "阳光行动", "Sunlight", "到社区义务服务。"),
            ("MM", "星光行动", "Starlight", "陪孩子走近科学和艺术。"),
            ("MM", "霞光行动", "Evening Light", "陪老人过好每一天。"),
        ),
    ),
    _service("MJ", "思源工程", "Remember the Source", "饮水思源，回报家乡。", "To give back to where one comes from.", "乡村学校、创业者", 2, 3, 3, 2, 3, slug="siyuan"),
    _service("JH", "春风行动", "Spring Wind", "把好课、好书送到身边。", "Good lessons and good books brought near.", "学生、教师", 3, 3, 4, 3, 3, slug="chunfeng"),
    _service("NG", "健康家庭百千万工程", "Healthy Families", "把医生请到家门口。", "Doctors brought to the doorstep.", "社区居民、乡村居民", 4, 5, 5, 4, 5, slug="jiankang-jiating"),
    _service("ZG", "同心致愿", "Wishes Come True", "一个心愿，一次兑现。", "A wish heard, a wish fulfilled.", "归侨侨眷、困难群体", 2, 3, 2, 3, 2, slug="tongxin-zhiyuan"),
    _service("JS", "九三专家工作站", "Expert Stations", "企业的难题，专家到现场解。", "Experts on the spot where a firm is stuck.", "企业、农户", 3, 3, 3, 3, 4, slug="zhuanjia-gongzuozhan"),
)  # fmt: skip
OTHERS = (
    SampleBrand("三个一", "GSL", "商会有约（示例）", "Meet the Chamber (sample)", "每月一天，商会里有人等您。", "One day a month somebody waits for you.", "企业", "定日子、定地点、定专人", False, months=(("event-held", (1, 1, 1, 1, 1)), ("firms-visited", (6, 8, 7, 5, 9)))),
    SampleBrand("三个一", "QL", "侨帮侨（示例）", "Neighbours from Abroad (sample)", "回来的人，帮刚回来的人。", "Those who came back help those who just did.", "归侨侨眷和侨胞", "老归侨带新归侨\n办事陪着走一趟", False, months=(("event-held", (1, 2, 1, 1, 2)), ("appeal-answered", (4, 6, 5, 3, 7)))),
    SampleBrand("三个一", "WJ", "梧桐同心", "Wutong Together", "栽一棵梧桐，聚一方人心。", "Plant a tree, and people gather under it.", "新的社会阶层人士、社区居民", "一个广场，多个“梧桐新叶”点\n活动就在家门口", slug="wutong-tongxin", logo="梧", links=("梧桐同心广场",), carriers=(("place", "梧桐同心广场", ""), ("service", "“梧桐新叶”服务点", "示例")), months=(("event-held", (4, 5, 6, 5, 6)), ("persons-reached", (160, 210, 240, 190, 260)), ("site-set-up", (1, 0, 1, 0, 1))), features_en="One square and many “new leaf” points\nMeetings close to home"),
    SampleBrand("三个一", "XB", "新龙融心", "Xinlong United", "新区新人，融在一起。", "New people of a new district, together.", "新区的企业和居民", "企业和社区一起办事", slug="xinlong-rongxin", months=(("event-held", (3, 3, 4, 3, 3)), ("persons-reached", (90, 110, 130, 95, 105)))),
    SampleBrand("三个一", "LY", "山水同心（示例）", "Hills and Waters (sample)", "山里的事，一起办。", "What the hills need is done together.", "乡村居民", "城里的专家进山", False, months=(("event-held", (1, 2, 2, 1, 1)),)),
    SampleBrand("三个一", "TN", "运河同心（示例）", "Canal Together (sample)", "沿着运河，走进邻里。", "Along the canal, among neighbours.", "社区居民", "一条线路，沿河五站", False, months=(("event-held", (2, 2, 2, 2, 2)),)),
    SampleBrand("三个一", "TN", "巷里讲堂（示例）", "Lane Lectures (sample)", "巷子里，人人能讲。", "In the lane everybody has a story.", "社区居民、学生", "居民自己讲家门口的事", False, months=(("event-held", (1, 1, 2, 1, 1)),)),
    SampleBrand("三个一", "ZL", "钟楼同心坊（示例）", "Zhonglou Workshop (sample)", "一坊一业，师傅带徒。", "One workshop, one craft.", "青年创业者", "手艺人开门授课", False, months=(("event-held", (1, 1, 1, 2, 1)),)),
)  # fmt: skip
WORK = (
    SampleBrand(
        "四个常州", "CZ", "常州新力", "New Forces of Changzhou", "新的社会阶层人士，一个平台七件事。", "One platform, seven services for new professions.",
        "新的社会阶层人士", "“1+6”：一个总品牌，六个子品牌\n七大功能：聚才引才、联谊交友、创业服务、教育培训、议政建言、实践锻炼、社会服务",
        slug="changzhou-xinli", logo="力", links=("“统战+”服务平台七大功能建设", "“1+6”品牌体系完善", "新北区“新的社会阶层人士统战工作先行区”试点"),
        carriers=(("platform", "“统战+”服务平台", "七大功能"),),
        features_en="“1+6”: one brand with six sub-brands\nSeven services: talent, fellowship, founding, training, proposals, practice, social service",
        subs=(
            ("XB", "新力·先行（示例）", "Pioneers (sample)", "先行区里先试先行。"),
            ("WJ", "新力·梧桐（示例）", "Wutong (sample)", "在广场上相识。"),
            ("TN", "新力·运河（示例）", "Canal (sample)", "自由职业者的会客厅。"),
            ("ZL", "新力·匠心（示例）", "Crafts (sample)", "手艺人互相帮。"),
            ("JT", "新力·茶乡（示例）", "Tea Country (sample)", "新农人一起卖好茶。"),
            ("LY", "新力·山居（示例）", "Hill Homes (sample)", "民宿主人的联盟。"),
        ),
    ),
    SampleBrand(
        "四个常州", "GSL", "常州新商", "New Business of Changzhou", "企业有事找得到人，办到哪步看得见。", "A firm finds somebody, and sees how far its matter is.",
        "民营企业和企业家", "五项工程，各有指标\ne 服务平台受理，限时答复", slug="changzhou-xinshang", logo="商", links=("惠企政策汇编与宣讲",),
        carriers=(("platform", "“常州新商”e服务平台", "线上受理"),),
        features_en="Five projects, each with its indicators\nAn e-service platform that answers in time",
        strands=(
            ("政治生态提优", "Better climate", "非公经济人士理想信念教育活动"),
            ("企业家队伍提质", "Better entrepreneurs", "民营企业家队伍“百千万工程”"),
            ("商会组织提升", "Better chambers", "“商会建设提升年”活动"),
            ("服务发展提效", "Better service", "“常州新商”e服务平台运行"),
            ("干事创业提标", "Better standards", "武进区“两个健康”先行区建设"),
        ),
    ),
    SampleBrand(
        "四个常州", "CZ", "常州乡贤", "Home-town Fellows", "走到哪里，都有一条回家的路。", "Wherever one went, there is a way home.",
        "在外常州人", "共襄明星城，建设新常州\n在外商会是联络站", slug="changzhou-xiangxian", logo="贤",
        months=(("event-held", (1, 1, 2, 1, 1)), ("cooperation-landed", (1, 2, 2, 1, 3)), ("site-set-up", (3, 3, 3, 2, 3))),
        features_en="Together for a star among cities\nOut-of-town chambers are its stations",
    ),
    SampleBrand(
        "四个常州", "CZ", "常州光彩", "Light of Changzhou", "钱到哪里去，一笔一笔看。", "Where the money goes, item by item.",
        "茅山老区的村和学校", "第五轮茅山老区“百千万”帮扶\n按村、按项目记账，不记到户", slug="changzhou-guangcai", logo="光", links=("“常州光彩”帮扶项目",),
        months=(("village-helped", (5, 7, 8, 6, 7)),),
        features_en="Fifth round of relief in the Maoshan area\nAccounts by village and project, never by household",
    ),
)  # fmt: skip
BRANDS = (*CULTURE, *PARTIES, *OTHERS, *WORK)

AUDIENCES = {
    "市民、学生、游客": "Citizens, students, visitors",
    "市民、游客": "Citizens, visitors",
    "困难群体、学校": "People in need, schools",
    "学生、教师、老人": "Students, teachers, the elderly",
    "乡村学校、创业者": "Village schools, founders",
    "学生、教师": "Students, teachers",
    "社区居民、乡村居民": "Residents of town and village",
    "归侨侨眷、困难群体": "Returned overseas Chinese and their families, people in need",
    "企业、农户": "Firms, farmers",
    "企业": "Firms",
    "归侨侨眷和侨胞": "Returned and overseas Chinese and their families",
    "新的社会阶层人士、社区居民": "New professions, residents",
    "新区的企业和居民": "Firms and residents of the district",
    "乡村居民": "Villagers",
    "社区居民": "Residents",
    "社区居民、学生": "Residents, students",
    "青年创业者": "Young founders",
    "新的社会阶层人士": "New professions",
    "民营企业和企业家": "Private firms and entrepreneurs",
    "在外常州人": "People of Changzhou elsewhere",
    "茅山老区的村和学校": "Villages and schools of the Maoshan area",
}
SUB_PROMISES = {
    "帮一所学校，陪一批老师。": "One school helped, its teachers accompanied.",
    "送课到乡村。": "Lessons brought to the villages.",
    "到社区义务服务。": "Free service in the neighbourhoods.",
    "陪孩子走近科学和艺术。": "Children meet science and the arts.",
    "陪老人过好每一天。": "Company for the elderly.",
    "先行区里先试先行。": "First tries in the pilot zone.",
    "在广场上相识。": "Meeting on the square.",
    "自由职业者的会客厅。": "A parlour for freelancers.",
    "手艺人互相帮。": "Crafts people help each other.",
    "新农人一起卖好茶。": "New farmers sell good tea together.",
    "民宿主人的联盟。": "An alliance of guest-house keepers.",
}
