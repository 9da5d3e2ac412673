"""The sample city's ten notables: six whose houses the facts name, told from common knowledge, and four that are samples.

A statement whose source we could not look up says that an editor has to check it. Portraits are no likenesses.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongxin.common.pictures.actions import keep_picture
from tongxin.demo.drawings import CREDIT, LICENCE, drawn_portrait
from tongxin.demo.people import City
from tongxin.places.actions.notables import (
    NotableGiven,
    StatementGiven,
    add_notable,
    add_statement,
    publish_notable,
    set_portrait,
)
from tongxin.places.enums import About
from tongxin.places.models import Place

UNCHECKED = "通行说法，出处待编辑核对（示例）"
LIFE, WORK, HONOUR = About.LIFE, About.WORK, About.HONOUR


@dataclass(frozen=True)
class SampleNotable:
    """A notable; `said` is (about, Chinese, English, source)."""

    name: str
    name_en: str
    born: str
    died: str
    known_as: str
    known_as_en: str
    summary: str
    summary_en: str
    said: tuple[tuple[str, str, str, str], ...]
    houses: tuple[str, ...] = ()
    slug: str = ""
    is_sample: bool = False


NAMED = (
    SampleNotable(
        "唐荆川", "Tang Jingchuan (Tang Shunzhi)", "1507", "1560", "明代文学家、学者", "Ming writer and scholar",
        "名顺之，号荆川；文章写得平易，又懂兵法、算学，领兵抗过倭寇。",
        "Tang Shunzhi, called Jingchuan: a writer of plain prose who also knew mathematics and the art of war, and who led troops against pirates.",
        (
            (LIFE, "嘉靖八年（1529年）会试第一，后任翰林院编修。", "Came first in the metropolitan examination of 1529 and became a compiler at the Hanlin Academy.", "《明史》卷二百五《唐顺之传》"),
            (LIFE, "嘉靖年间在东南沿海督师抗倭，亲自下海指挥。", "In the Jiajing years he oversaw the defence of the south-eastern coast against pirates and went to sea himself.", "《明史》卷二百五《唐顺之传》"),
            (WORK, "著有《荆川先生文集》；另编《武编》，讲兵法和器械。", "Wrote the Collected Works of Master Jingchuan and compiled Wubian, on the art and tools of war.", "《荆川先生文集》《武编》原书"),
            (HONOUR, "与王慎中、茅坤、归有光等并称“唐宋派”，主张文章要有自己的真见识。", "With Wang Shenzhong, Mao Kun and Gui Youguang he stands for the Tang-Song school, which asked that prose say what its writer truly sees.", UNCHECKED),
        ),
        ("唐荆川故居",), "tang-jingchuan",
    ),
    SampleNotable(
        "刘国钧", "Liu Guojun", "1887", "1978", "实业家", "industrialist",
        "从乡镇布店学徒做起，在常州办起大成纺织染公司。",
        "Began as an apprentice in a small-town cloth shop and built up the Dacheng textile company in Changzhou.",
        (
            (LIFE, "生于江苏靖江，少年到常州一带的店铺当学徒。", "Born in Jingjiang, Jiangsu; as a boy he was apprenticed to shops around Changzhou.", UNCHECKED),
            (WORK, "1930年起经营大成纺织染公司，把纺、织、染连成一条线。", "From 1930 he ran the Dacheng company, which spun, wove and dyed under one roof.", UNCHECKED),
            (HONOUR, "把学来的新机器、新管理用在本地工厂，是常州近代纺织业的代表人物。", "He brought new machines and new management into local mills and stands for the beginnings of Changzhou's modern textiles.", UNCHECKED),
        ),
        ("刘国钧故居",), "liu-guojun",
    ),
    SampleNotable(
        "赵元任", "Yuen Ren Chao", "1892-11-03", "1982-02-24", "语言学家、作曲家", "linguist and composer",
        "用科学方法记录汉语方言的先行者，也写下传唱至今的歌曲。",
        "A pioneer of recording Chinese dialects by scientific method, and the composer of songs that are still sung.",
        (
            (LIFE, "1892年11月3日生于天津，祖籍常州，少年时回到青果巷的老宅读书。", "Born in Tianjin on 3 November 1892 to a family from Changzhou; as a boy he came back to study in the old house in Qingguo Lane.", UNCHECKED),
            (WORK, "《现代吴语的研究》，1928年出版，是用现代方法调查方言的开山之作。", "Studies in the Modern Wu Dialects (1928), the first survey of dialects by modern methods.", "《现代吴语的研究》，清华学校研究院，1928年"),
            (WORK, "《中国话的文法》，1968年以英文出版。", "A Grammar of Spoken Chinese, published in English in 1968.", "A Grammar of Spoken Chinese, University of California Press, 1968"),
            (WORK, "为刘半农的诗《教我如何不想她》谱曲。", "Set Liu Bannong's poem “How could I not think of her” to music.", "《新诗歌集》，商务印书馆，1928年"),
            (HONOUR, "以学问和音乐把乡音留了下来，被称为“汉语言学之父”。", "He kept the voices of home in scholarship and in music, and is called a father of Chinese linguistics.", UNCHECKED),
        ),
        ("赵元任故居", "青果巷"), "zhao-yuanren",
    ),
    SampleNotable(
        "瞿秋白", "Qu Qiubai", "1899-01-29", "1935-06-18", "作家、翻译家", "writer and translator",
        "常州人，作家、翻译家，留下《饿乡纪程》《赤都心史》和大量译作。",
        "A writer and translator from Changzhou, who left Journey to the Land of Hunger, Impressions of the Red Capital and many translations.",
        (
            (LIFE, "1899年1月29日生于常州，少年时家道中落，在城里几处住过。", "Born in Changzhou on 29 January 1899; his family fell into poverty and lived in several houses of the town.", UNCHECKED),
            (LIFE, "1935年6月18日在福建长汀就义。", "He was executed at Changting, Fujian, on 18 June 1935.", UNCHECKED),
            (WORK, "《饿乡纪程》和《赤都心史》，1920年代的两部旅行记。", "Journey to the Land of Hunger and Impressions of the Red Capital, two books of travel from the 1920s.", "《饿乡纪程》《赤都心史》原书"),
            (HONOUR, "文学评论和翻译影响了一代作家；鲁迅为他编印译文集《海上述林》。", "His criticism and translations shaped a generation of writers; Lu Xun edited his translations as Haishang Shulin.", "《海上述林》，1936年"),
        ),
        ("瞿秋白故居",), "qu-qiubai",
    ),
    SampleNotable(
        "史良", "Shi Liang", "1900", "1985", "法学家、律师", "jurist and lawyer",
        "常州人，著名女律师，新中国第一任司法部部长。",
        "A lawyer from Changzhou, and the first Minister of Justice of the People's Republic.",
        (
            (LIFE, "生于江苏常州，在上海学法律，1930年代在上海做律师。", "Born in Changzhou; studied law in Shanghai and practised there in the 1930s.", UNCHECKED),
            (LIFE, "1936年因呼吁团结抗日被捕，是“七君子”之一，也是其中唯一的女性。", "Arrested in 1936 for calling for a common defence against Japan: one of the “Seven Gentlemen”, and the only woman among them.", UNCHECKED),
            (WORK, "1949年任司法部部长，参与起草1950年的《中华人民共和国婚姻法》。", "Minister of Justice from 1949; took part in drafting the Marriage Law of 1950.", UNCHECKED),
            (HONOUR, "以法律为弱者说话，一生关心妇女的权利。", "She spoke for the weak by the means of the law, and cared all her life for the rights of women.", UNCHECKED),
        ),
        ("史良故居",), "shi-liang",
    ),
    SampleNotable(
        "周有光", "Zhou Youguang", "1906-01-13", "2017-01-14", "语言文字学家", "linguist",
        "生在青果巷，参加制订汉语拼音方案，活到一百一十一岁。",
        "Born in Qingguo Lane; took part in making Hanyu Pinyin and lived to be a hundred and eleven.",
        (
            (LIFE, "1906年1月13日生于常州青果巷，早年学经济，在银行工作。", "Born in Qingguo Lane, Changzhou, on 13 January 1906; studied economics and worked in banking.", UNCHECKED),
            (WORK, "1955年起参加制订《汉语拼音方案》，该方案1958年公布。", "From 1955 he took part in making the Hanyu Pinyin scheme, which was published in 1958.", "《汉语拼音方案》，1958年2月11日批准"),
            (WORK, "《汉字改革概论》，1961年出版。", "An Outline of the Reform of Chinese Characters, 1961.", "《汉字改革概论》，文字改革出版社，1961年"),
            (HONOUR, "让每个学汉语的人都有了一把读音的钥匙；以他命名的图书馆在青果巷。", "He gave everyone who learns Chinese a key to its sounds; the library named after him stands in Qingguo Lane.", UNCHECKED),
        ),
        ("周有光图书馆", "青果巷"), "zhou-youguang",
    ),
)  # fmt: skip


def _samples() -> tuple[SampleNotable, ...]:
    """Four whom the facts do not name: plainly made up."""
    rows = (
        ("示例画家", "Sample painter", "1633", "1690", "新北名人故居（示例）"),
        ("示例诗人", "Sample poet", "1749", "1783", "武进名人故居（示例）"),
        ("示例医家", "Sample physician", "1820", "1889", "金坛名人故居（示例）"),
        ("示例学者", "Sample scholar", "1884", "1957", "溧阳名人故居（示例）"),
    )
    return tuple(
        SampleNotable(
            name, name_en, born, died, "", "", "用来填满“十位名人”的示例，不是真实人物。",
            "A sample that fills up the ten; not a real person.",
            (
                (LIFE, "生平为示例。", "The life is a sample.", "示例出处"),
                (HONOUR, "为什么纪念，为示例。", "Why honoured: a sample.", "示例出处"),
            ),
            (house,), name_en.lower().replace(" ", "-"), True,
        )
        for name, name_en, born, died, house in rows
    )  # fmt: skip


def fill_notables(city: City, places: dict[str, Place]) -> None:
    """Write down the ten, each with statements, houses and a portrait, and show them."""
    office = city.people["office"]
    for number, sample in enumerate((*NAMED, *_samples())):
        houses = tuple(places[name] for name in sample.houses)
        given = NotableGiven(
            name=sample.name,
            name_en=sample.name_en,
            born=sample.born,
            died=sample.died,
            dates_source="示例出处" if sample.is_sample else UNCHECKED,
            known_as=sample.known_as,
            known_as_en=sample.known_as_en,
            summary=sample.summary,
            summary_en=sample.summary_en,
            slug=sample.slug,
            houses=houses,
            is_sample=sample.is_sample,
        )
        notable = add_notable(owner=houses[0].owner, given=given, by=office)
        for about, text, text_en, source in sample.said:
            add_statement(notable=notable, given=StatementGiven(text, source, about, text_en), by=office)
        portrait = keep_picture(
            upload=drawn_portrait(sample.name, number),
            title=f"{sample.name}（示例）",
            description=f"立轴上写着“{sample.name}”，不是画像",
            credit=CREDIT,
            licence=LICENCE,
            by=office,
        )
        set_portrait(notable=notable, picture=portrait, by=office)
        publish_notable(notable=notable, by=office)
