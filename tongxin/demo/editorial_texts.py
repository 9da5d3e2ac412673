"""The words of the sample city's site. Facts only from the public record; what it does not name says 示例."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Day = tuple[int, int]
Block = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A page to be written: `day` and `ends` are (month, day) of the sample year, `picture` one of the sample pictures."""

    title: str
    slug: str
    summary: str
    body: list[Block]
    day: Day | None = None
    ends: Day | None = None
    picture: int | None = None
    is_sample: bool = True
    fields: dict[str, str] = field(default_factory=dict)


def said(*paragraphs: str) -> Block:
    """Paragraphs; one that begins with "# " is a heading."""
    parts = [f"<h2>{one[2:]}</h2>" if one.startswith("# ") else f"<p>{one}</p>" for one in paragraphs]
    return {"type": "text", "value": "".join(parts)}


def pairs(**lines: str) -> Block:
    items = [
        {"type": "item", "id": f"pair-{number}", "value": {"term": term, "words": words}}
        for number, (term, words) in enumerate(lines.items())
    ]
    return {"type": "facts", "value": items}


def place(slug: str, *, with_figures: bool = False) -> Block:
    return {"type": "place", "value": {"place": slug, "with_figures": with_figures}}


def table(heading: tuple[str, str], *rows: tuple[str, int], caption: str) -> Block:
    return {
        "type": "table",
        "value": {
            "columns": [{"type": "text", "heading": heading[0]}, {"type": "number", "heading": heading[1]}],
            "rows": [{"values": [name, number]} for name, number in rows],
            "caption": caption,
        },
    }


def quotation(text: str, source: str) -> Block:
    return {"type": "quotation", "value": {"text": text, "source": source, "url": ""}}


OFFICE = {"source": "市委统战部"}
STORIES = (
    Text(
        "全市推进会召开，“基层统战工作建设年”开始",
        "jianshenian-tuijinhui",
        "三月二十八日的会议部署了一年的工作：七个领域，三十个重点项目，并印发两份文件。",
        [
            said(
                "三月二十八日，全市召开会议，部署“基层统战工作建设年”。一百多人参加会议。",
                "会上印发了实施意见和品牌建设的通知。一年的工作分成七个领域、三十个重点项目，每一项都有牵头单位。",
                "# 三家单位作交流",
                "武进区委统战部、农工党市委和市工商联在会上交流了做法。",
            ),
            pairs(
                会议日期="3 月 28 日", 领域="7 个", 重点项目="30 个", 交流单位="武进区委统战部、农工党市委、市工商联"
            ),
            said("每个项目做到哪一步，可以在本站“这一年”里看到；灯色由日期和实绩算出。"),
        ],
        (4, 1),
        None,
        None,
        False,
        OFFICE,
    ),
    Text(
        "三十个重点项目全部交办，各单位陆续签收（示例）",
        "xiangmu-jiaoban",
        "四月初，三十个项目交到牵头单位和配合单位手上，签收情况在网上可查。",
        [
            said(
                "四月一日起，三十个重点项目逐项交办。牵头单位统筹，配合单位认领自己的一份（示例）。",
                "哪个单位有疑问，可以附上说明退回，由市委统战部重新交办，不用口头来回解释（示例）。",
            ),
            table(
                ("领域", "项目数"),
                ("党派基层组织", 5),
                ("非公经济", 6),
                ("品牌建设", 5),
                caption="部分领域的项目数（示例）",
            ),
        ],
        (4, 8),
        picture=None,
        fields=OFFICE,
    ),
    Text(
        "青果巷的一天：四位讲解员，六处旧居（示例）",
        "qingguoxiang-yitian",
        "跟着讲解员走一遍青果巷，看运河边的老房子怎样讲自己的故事。",
        [
            said(
                "上午九点，青果巷口聚了一群人。讲解员从运河讲起：先有河，后有埠头，再有巷子（示例）。",
                "# 从河边走到巷里",
                "石板路不宽，两边是白墙。讲解员说，讲一处旧居，先讲房子，再讲人，最后讲为什么今天还要记得（示例）。",
            ),
            place("qingguoxiang", with_figures=True),
            said("想自己走的，可以先看场所页上的开放时间；团体参观请提前联系管理单位（示例）。"),
        ],
        (5, 12),
        picture=0,
        fields={"source": "天宁区委统战部"},
    ),
    Text(
        "史良故居：一间屋子怎样成为教育基地",
        "shiliang-guju-jidi",
        "史良故居是首批命名的爱国统一战线教育基地之一。这里怎样开放、讲什么，我们去看了看（示例）。",
        [
            said(
                "史良故居是首批命名的爱国统一战线教育基地。命名之后，这里按基地的要求开放、讲解、登记活动（示例）。",
                "# 看得懂，走得顺",
                "展板换成了大字，门口加了坡道；讲解词控制在二十分钟，听完还有时间自己看（示例）。",
            ),
            place("shiliang-guju", with_figures=True),
            quotation("讲解不是背稿子，是回答来的人想问什么。", "一位讲解员的话（示例）"),
        ],
        (5, 27),
        picture=1,
        fields={"source": "钟楼区委统战部"},
    ),
    Text(
        "“梧桐同心”广场周末有活动（示例）",
        "wutong-tongxin-zhoumo",
        "武进的“梧桐同心”品牌把咨询、讲座和便民服务放到广场上，每月两次。",
        [
            said(
                "“梧桐同心”是武进的服务品牌。六月起，广场每月两个周末有活动：政策咨询、法律问答、健康讲座（示例）。",
                "来的人不用登记姓名；工作人员只数人头，用来安排下一次的场地和人手（示例）。",
            ),
            pairs(时间="每月第一、第三个周六上午（示例）", 地点="梧桐同心广场", 怎么参加="直接来，不用预约（示例）"),
        ],
        (6, 6),
        picture=2,
        fields={"source": "武进区委统战部"},
    ),
    Text(
        "新的社会阶层服务站建到家门口（示例）",
        "xinjieceng-fuwuzhan",
        "十四个服务站上半年陆续开门：问政策、办手续、找伙伴，一处办。",
        [
            said(
                "今年建的服务站多在街道里，离写字楼近，晚上也开门（示例）。",
                "每个站门口挂着同样的七项服务：聚才引才、联谊交友、创业服务、教育培训、议政建言、实践锻炼、社会服务。",
                "# 一件事，一个人跟到底",
                "问到的事当场能答的当场答；答不了的，记下来转给责任单位，并告诉来的人什么时候有回音（示例）。",
            ),
        ],
        (6, 20),
        picture=3,
        fields={"source": "新北区委统战部"},
    ),
    Text(
        "半年看灯：二十一项按计划，两项逾期（示例）",
        "bannian-kandeng",
        "三十个项目过半。灯色由日期和实绩算出，逾期的写明了原因和补上的日子。",
        [
            said(
                "上半年结束，三十个项目里多数按计划进行；逾期的项目，已经说明原因，并定下补上的日期（示例）。",
                "# 灯色怎么来的",
                "没有人填灯色。到期没有达到目标的，自动变红；达到了，自动变回来。每盏灯旁边都写着依据。",
            ),
            quotation("红灯不丢人，没人看见的红灯才误事。", "一次工作例会上的话（示例）"),
        ],
        (7, 5),
        fields=OFFICE,
    ),
    Text(
        "烛光照进山里的教室（示例）",
        "zhuguang-xiaoxue",
        "民盟“光明系列行动”里的“烛光”一路，今年夏天走进三所乡村小学。",
        [
            said(
                "“光明系列行动”有五路：烛光、春光、阳光、星光、霞光。“烛光”做的是教育帮扶。",
                "今年暑假，老师们带着教案和实验箱走进三所乡村小学，上课，也听课（示例）。",
                "活动按学校记：去了几次，上了几节课。不记一个学生的名字（示例）。",
            ),
        ],
        (7, 22),
        picture=0,
        fields={"source": "民盟市委"},
    ),
    Text(
        "商会建设看什么：四张表变成一页（示例）",
        "shanghui-jianshe",
        "市工商联把商会建设的几张表合成一页，已有的数字自动带出，不再重填。",
        [
            said(
                "“商会建设提升年”里，乡镇商会最怕的不是干活，是填表（示例）。",
                "现在一场活动办完，只写一次：哪天、在哪、做了什么、多少人次。季度报告、年终小结里的数字都从这里来（示例）。",
            ),
            table(("合并前后", "表数"), ("合并前", 4), ("合并后", 1), caption="一个商会每季度要填的表（示例）"),
        ],
        (8, 9),
        fields={"source": "市工商联"},
    ),
    Text(
        "故居修缮：看得见的进度（示例）",
        "guju-xiushan",
        "名人故居（场馆）修缮项目八月的进展：哪一处完工，哪一处还差手续。",
        [
            said(
                "八月，名人故居（场馆）修缮的进度继续公开：完工的写开放日期，没完工的写差在哪里（示例）。",
                "有一处因为手续还差一个部门的意见，开工推迟。项目页上写了原因和新的日期（示例）。",
            ),
        ],
        (8, 28),
        picture=1,
        fields=OFFICE,
    ),
    Text(
        "周有光图书馆开了晚间阅览（示例）",
        "zhouyouguang-wanjian",
        "九月起，周有光图书馆每周五开到晚上八点，座位先到先得。",
        [
            said("周有光图书馆是首批命名的教育基地。九月起，每周五开到晚上八点（示例）。"),
            place("zhouyouguang-tushuguan", with_figures=True),
        ],
        (9, 10),
        picture=2,
        fields={"source": "天宁区委统战部"},
    ),
)
NOTICES = (
    Text(
        "史良故居内部布展期间闭馆的公告（示例）",
        "shiliang-biguan",
        "九月十六日至二十日闭馆，二十一日恢复开放。",
        [
            said(
                "因内部布展，史良故居九月十六日至二十日闭馆，二十一日起照常开放。已约好的团体，管理单位会逐一联系改期（示例）。"
            )
        ],
        (9, 9),
        fields={"issuer": "钟楼区委统战部"},
    ),
    Text(
        "征集青果巷老照片（示例）",
        "laozhaopian-zhengji",
        "征集一九八〇年以前的青果巷照片，用于街巷展陈，注明提供者。",
        [
            said(
                "现征集一九八〇年以前拍摄的青果巷照片，翻拍后原件退还（示例）。",
                "请写明拍摄时间、地点和使用许可。照片里有可以认出的人的，请先征得本人或家属同意（示例）。",
            ),
            pairs(征集时间="九月至十二月", 联系="天宁区委统战部办公电话（示例）"),
        ],
        (9, 2),
        fields={"issuer": "天宁区委统战部"},
    ),
    Text(
        "“1+6”品牌体系意见征求（示例）",
        "yijialiu-yijian",
        "对品牌体系的分类和名称有意见的，可以用页脚的“这一页有错？”提出。",
        [said("“1+6”品牌体系的分类和名称公开征求意见。意见怎样采纳，征求结束后在本站说明（示例）。")],
        (8, 15),
        fields={"issuer": "市委统战部"},
    ),
    Text(
        "故居志愿讲解报名（示例）",
        "zhiyuan-jiangjie",
        "面向机构报名：学校、企业和社团推荐讲解队，不登记个人。",
        [said("故居志愿讲解由学校、企业和社团组队报名，系统只登记机构，不登记个人姓名（示例）。")],
        (6, 3),
        (6, 28),
        fields={"issuer": "市委统战部"},
    ),
)
OF_THE_MEETING = "会议印发。本站登记名称和日期，正文以印发单位公布的为准。"
DOCUMENTS = (
    Text(
        "关于开展“基层统战工作建设年”活动的实施意见",
        "jianshenian-shishi-yijian",
        OF_THE_MEETING,
        [],
        (3, 28),
        None,
        None,
        False,
        {"issuer": "市委统战部"},
    ),
    Text(
        "关于在全市统一战线深入开展“聚力新时代,服务新发展”品牌建设活动的通知",
        "pinpai-jianshe-tongzhi",
        OF_THE_MEETING,
        [],
        (3, 28),
        None,
        None,
        False,
        {"issuer": "市委统战部"},
    ),
    Text(
        "重点项目公开办法（示例）",
        "zhongdian-xiangmu-gongkai",
        "哪些内容公开、什么时候公开、出了错怎么更正。",
        [
            said(
                "# 一、公开什么",
                "项目名称、牵头单位、每季度的目标和进展、灯色和依据。人数少于十的不公布（示例）。",
                "# 二、什么时候公开",
                "报告审核通过的当天。没有审核的不公开，撤回的马上不再显示（示例）。",
                "# 三、错了怎么办",
                "任何人都可以用页脚的“这一页有错？”提出，三个工作日内答复；更正写明改了什么、什么时候改的（示例）。",
            ),
        ],
        (4, 15),
        fields={"issuer": "市委统战部", "number": "示例〔2019〕12号"},
    ),
)
ABOUT = (
    Text(
        "关于本站",
        "about",
        "这里公开一年的重点工作：做了什么，做到哪一步，依据是什么。",
        [
            said(
                "本站由统筹这一年工作的办公室主办（演示站点，数字和多数内容为示例）。",
                "# 数字从哪里来",
                "办完一件事，由做事的单位写一次：哪天、在哪、做了什么。项目的指标和灯色、品牌的成效、各页上的数字都从这里累计，没有人另外填写。",
                "# 文章怎样发布",
                "每篇文章发布前经过初审、复审、终审，由三个人各审一道，写的人不审自己的稿。",
                "# 发现错误",
                "每一页的页脚都有“这一页有错？”。提出以后三个工作日内答复，改了什么会写在页面上。",
            ),
        ],
        is_sample=True,
    ),
)
# Drafts on their way: the first waits for its first reading, the second for its second, the third for its last.
WAITING = (
    Text(
        "中秋游园会招募摊位（示例）",
        "zhongqiu-youyuan",
        "中秋前的周末，梧桐同心广场办游园会，招募公益摊位。",
        [said("中秋前的周末，梧桐同心广场办游园会，招募十个公益摊位（示例）。")],
        (9, 12),
        picture=3,
        fields={"source": "武进区委统战部"},
    ),
    Text(
        "“三名工程”里的十位名人（示例）",
        "sanming-shiwei",
        "从一张名单到一条路线：十位名人的故居和故事怎样连起来。",
        [said("“三名工程”说的是名人、名居、名巷。十位名人的故居，正连成一条可以走的路线（示例）。")],
        (9, 12),
        fields=OFFICE,
    ),
    Text(
        "侨胞服务窗口上半年回访（示例）",
        "qiaobao-huifang",
        "回访了上半年办过的事，问三个问题：办成了吗，跑了几趟，还差什么。",
        [said("窗口回访了上半年办过的事：办成了吗，跑了几趟，还差什么（示例）。")],
        (9, 11),
        fields={"source": "市侨联"},
    ),
)
