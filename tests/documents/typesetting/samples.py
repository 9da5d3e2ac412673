"""One small document for each layout, invented for the tests."""

from datetime import date

from tongxin.documents.typesetting import (
    DocumentNumber,
    Heading,
    Imprint,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
)

SENTENCE = "为深入推进基层统战工作，进一步夯实基础、补齐短板、打造品牌，现将有关事项通知如下，请结合实际认真组织实施。"

PROGRESS = Table(
    caption="重点项目进展情况",
    headers=("序号", "项目名称", "牵头单位", "进展"),
    rows=(
        ("1", "同心荟品牌建设", "示例市委统战部", "已建成示范点12个，溧阳市、金坛区各新增1个"),
        ("2", "新商e服务平台", "示例市工商联", "平台已上线，办结诉求86件"),
        ("3", "侨胞之家", "示例市侨联", "选址已定，正在修缮"),
    ),
    widths=(1.5, 4, 4, 8),
    alignments=("center", "left", "left", "left"),
)

STANDARD = OfficialDocument(
    issuer_mark="中共示例市委统一战线工作部文件",
    number=DocumentNumber("示统发", 2019, 5),
    title="关于印发《2019年全市“基层统战工作年”活动实施方案》的通知",
    addressees=("各辖市、区委统战部", "市各民主党派、工商联", "各有关单位"),
    body=(
        Paragraph(SENTENCE),
        Heading("一、总体要求", 1),
        Paragraph("坚持以问题为导向、以项目为抓手、以实绩为标准，做到一次填报、多处使用，切实减轻基层负担。" * 2),
        Heading("（一）工作目标", 2),
        Paragraph("到2019年底，7个领域30个重点项目全部完成，形成一批可复制、可推广的经验做法。"),
        Heading("1.健全工作网络", 3),
        Paragraph("建立市、辖市（区）、镇（街道）、村（社区）四级工作网络，明确责任单位和责任分工。"),
        Heading("（1）建立联席会议制度", 4),
        Paragraph("联席会议每季度召开1次，由牵头单位负责召集。" * 3),
        Heading("二、组织实施", 1),
        Paragraph(SENTENCE * 4),
        PROGRESS,
        Paragraph("各单位要按季度报送进展情况，遇有重大事项及时报告。" * 5),
        Paragraph("特此通知。"),
    ),
    attachments=(
        "2019年全市“基层统战工作年”活动重点项目一览表",
        "2019年全市“基层统战工作年”活动责任分工和时间进度安排表",
    ),
    signatory="中共示例市委统一战线工作部",
    dated_on=date(2019, 3, 8),
    imprint=Imprint(
        copies_to=("示例省委统战部", "市委办公室、市政府办公室", "市委常委，市人大常委会、市政府、市政协有关领导"),
        printed_by="中共示例市委统战部办公室",
        printed_on=date(2019, 3, 11),
    ),
    sample=True,
)

LETTER = OfficialDocument(
    layout="letter",
    issuer_mark="中共示例市委统一战线工作部",
    number=DocumentNumber("示统函", 2019, 12),
    title="关于商请协助办理归侨侨眷服务事项的函",
    addressees=("示例市人力资源和社会保障局",),
    body=(
        Paragraph(SENTENCE),
        Paragraph("请贵局于收到本函之日起15个工作日内予以函复。" * 3),
        Paragraph("专此函达。"),
    ),
    signatory="中共示例市委统一战线工作部",
    dated_on=date(2019, 11, 20),
    imprint=Imprint(copies_to=("示例市归国华侨联合会",)),
)

BRIEFING = OfficialDocument(
    layout="briefing",
    issuer_mark="同心工作简报",
    issue=12,
    editor="示例市委统战部办公室编",
    title="示例区建成首批“同心荟”示范点",
    body=(
        Heading("一、主要做法", 1),
        Paragraph(SENTENCE * 3),
        PageBreak(),
        Heading("二、初步成效", 1),
        Paragraph(SENTENCE * 2),
    ),
    dated_on=date(2019, 6, 5),
    imprint=Imprint(
        copies_to=("市委常委", "各辖市、区委统战部"), printed_by="示例市委统战部办公室", printed_on=date(2019, 6, 5)
    ),
)

TABLE = OfficialDocument(
    layout="table",
    title="2019年重点项目进展情况表",
    signatory="填报单位：示例市委统战部",
    dated_on=date(2019, 6, 30),
    body=(
        Table(
            headers=("序号", "领域", "项目名称", "牵头单位", "季度目标", "完成情况"),
            rows=tuple(
                (str(number), "基层基础", f"示例项目第{number}项", "示例单位", "完成示范点建设", "按进度推进" * 4)
                for number in range(1, 41)
            ),
            widths=(1.4, 2, 4, 3, 4, 6),
        ),
    ),
    sample=True,
)

ALL = {"standard": STANDARD, "letter": LETTER, "briefing": BRIEFING, "table": TABLE}
