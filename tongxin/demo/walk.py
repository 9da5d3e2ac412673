"""The sample city's walk through Qingguo Lane: its stops are what the facts name; where they stand is drawn by hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tongxin.common.pictures.actions import keep_picture
from tongxin.demo.drawings import CREDIT, LICENCE, drawn_house, drawn_lane
from tongxin.demo.people import City
from tongxin.places.actions import attach_picture
from tongxin.places.actions.walks import StopGiven, WalkGiven, add_stop, add_walk, publish_walk, set_stop_picture
from tongxin.places.models import Place

# [longitude, latitude], drawn by hand: along the lane from east to west, then north to the two houses beyond.
PATH = (
    [119.95585, 31.77440], [119.95540, 31.77402], [119.95490, 31.77372], [119.95455, 31.77392], [119.95430, 31.77418],
    [119.95390, 31.77410], [119.95350, 31.77402], [119.95310, 31.77432], [119.95280, 31.77458], [119.95225, 31.77446],
    [119.95170, 31.77438], [119.95085, 31.77452], [119.94960, 31.77540], [119.94800, 31.77610], [119.94640, 31.77650],
    [119.94530, 31.77715], [119.94560, 31.77790], [119.94660, 31.77868],
)  # fmt: skip


@dataclass(frozen=True)
class SampleStop:
    """A stop; `place` is a place's name, `at` a point where there is no place."""

    name: str
    name_en: str
    text: str
    text_en: str
    minutes: int
    place: str = ""
    at: tuple[float, float] | None = None


STOPS = (
    SampleStop(
        "青果巷东口", "East end of Qingguo Lane",
        "从这里走进青果巷。巷子贴着老运河，船运来的水果和货物在岸边上下，巷名据说由此而来。\n往里走，左手是院墙，右手不远就是水。",
        "This is where one enters Qingguo Lane. It follows the old canal; fruit and goods were landed on its bank, which is said to have given the lane its name.\nWalk on with the courtyard walls to your left and the water not far to your right.",
        5, at=(31.77440, 119.95585),
    ),
    SampleStop(
        "唐荆川故居", "House of Tang Jingchuan",
        "唐荆川名顺之，明代人，文章写得平易，又懂兵法和算学，领兵在海上抗过倭寇。\n站在门前看：老宅的格局是一进一进往里深的，外面看着窄，里面别有天地。",
        "Tang Shunzhi, called Jingchuan, lived under the Ming: a writer of plain prose who knew mathematics and the art of war, and who fought pirates at sea.\nSeen from the door, such a house is narrow; behind it one courtyard follows another.",
        12, "唐荆川故居",
    ),
    SampleStop(
        "赵元任故居", "House of Yuen Ren Chao",
        "赵元任少年时在青果巷的老宅读书，后来成了用科学方法记录方言的先行者。\n他为《教我如何不想她》谱的曲子，很多人到今天还会唱。在这里不妨听一听周围的乡音。",
        "As a boy Yuen Ren Chao studied in the family's old house in this lane; later he was the first to record dialects by scientific method.\nMany still sing his setting of “How could I not think of her”. Listen to the dialect around you.",
        12, "赵元任故居",
    ),
    SampleStop(
        "青果巷中段", "The middle of the lane",
        "走到巷子中间，抬头看两边的马头墙：高出屋面的墙一级一级退下去，为的是隔开邻家的火。\n脚下的石板一头高一头低，雨水顺着流进沟里。",
        "Halfway along, look up at the stepped gables: walls that rise above the roofs and go down in steps, built to keep a neighbour's fire away.\nThe flagstones lean a little, so that the rain runs off into the gutter.",
        5, "青果巷",
    ),
    SampleStop(
        "周有光图书馆", "Zhou Youguang Library",
        "周有光1906年生在青果巷，后来参加制订汉语拼音方案，活到一百一十一岁。\n图书馆以他命名，也是首批命名的教育基地之一，可以进去坐一坐。",
        "Zhou Youguang was born in this lane in 1906; he took part in making Hanyu Pinyin and lived to be a hundred and eleven.\nThe library bears his name and is one of the education bases named first. Go in and sit down for a while.",
        20, "周有光图书馆",
    ),
    SampleStop(
        "刘国钧故居", "House of Liu Guojun",
        "刘国钧从学徒做起，办起大成纺织染公司，把纺纱、织布、印染连成一条线。\n常州近代的纺织业，很多故事要从他讲起。",
        "Liu Guojun began as an apprentice and built up the Dacheng company, which spun, wove and dyed under one roof.\nMany a story of Changzhou's modern textiles begins with him.",
        10, "刘国钧故居",
    ),
    SampleStop(
        "瞿秋白故居", "House of Qu Qiubai",
        "出巷口往西北走一段，到瞿秋白故居。他是作家、翻译家，少年时家境困难，在城里几处住过。\n《饿乡纪程》《赤都心史》是他二十多岁时写的两部旅行记。",
        "Leave the lane and walk north-west to the house of Qu Qiubai, a writer and translator. His family was poor and lived in several houses of the town.\nJourney to the Land of Hunger and Impressions of the Red Capital are two books of travel that he wrote in his twenties.",
        15, "瞿秋白故居",
    ),
    SampleStop(
        "史良故居", "House of Shi Liang",
        "最后一站是史良故居，首批命名的教育基地之一。史良是律师，1936年因呼吁团结抗日被捕，是“七君子”里唯一的女性；1949年任司法部部长。\n走到这里，路线就完了。",
        "The last stop is the house of Shi Liang, one of the education bases named first. A lawyer, she was arrested in 1936 for calling for a common defence, the only woman among the “Seven Gentlemen”; in 1949 she became Minister of Justice.\nHere the walk ends.",
        20, "史良故居",
    ),
)  # fmt: skip
SUMMARY = "沿着老运河边的青果巷走一遍，再到巷外的两处故居，听八个门里的故事。"
SUMMARY_EN = (
    "Along Qingguo Lane beside the old canal and on to two houses beyond it: eight doors, each with its own story."
)
NOTES = "从东口开始，一路平地，石板路，推轮椅和婴儿车要慢一点。\n中途可以在周有光图书馆歇脚。位置和路线为示意（示例），以现场为准。"
NOTES_EN = (
    "Begin at the east end. The way is level but paved with flagstones: go slowly with a wheelchair or a pram.\n"
    "The library is a good place for a rest. Positions and path are a sample drawn by hand; trust what you see."
)


def fill_walk(city: City, places: dict[str, Place]) -> None:
    """Draw pictures of the houses and the lane, lay out the walk with them, and show it."""
    office = city.people["office"]
    pictures = {}
    houses = [name for name, place in places.items() if place.kind.code in ("house", "base")]
    for number, name in enumerate(houses):
        pictures[name] = keep_picture(
            upload=drawn_house(number),
            title=f"{name}（示例）",
            description="示意图：白墙黑瓦的老宅，正中一扇木门",
            credit=CREDIT,
            licence=LICENCE,
            by=office,
        )
    pictures["青果巷"] = keep_picture(
        upload=drawn_lane(),
        title="青果巷（示例）",
        description="示意图：河边一排白墙黑瓦的房子，河上有一座石拱桥",
        credit=CREDIT,
        licence=LICENCE,
        by=office,
    )
    for name, picture in pictures.items():
        attach_picture(place=places[name], picture=picture, caption="示意图（示例）", by=office)
    given = WalkGiven(
        name="青果巷步行路线",
        name_en="A walk through Qingguo Lane",
        slug="qingguoxiang",
        place=places["青果巷"],
        summary=SUMMARY,
        summary_en=SUMMARY_EN,
        notes=NOTES,
        notes_en=NOTES_EN,
        path={"type": "LineString", "coordinates": [list(corner) for corner in PATH]},
        is_position_sample=True,
    )
    walk = add_walk(owner=places["青果巷"].owner, given=given, by=office)
    for sample in STOPS:
        latitude, longitude = (Decimal(f"{part:.6f}") for part in sample.at) if sample.at else (None, None)
        stop = add_stop(
            walk=walk,
            given=StopGiven(
                name=sample.name,
                name_en=sample.name_en,
                place=places.get(sample.place),
                text=sample.text,
                text_en=sample.text_en,
                latitude=latitude,
                longitude=longitude,
                minutes_here=sample.minutes,
            ),
            by=office,
        )
        if (sample.place or "青果巷") in pictures:
            set_stop_picture(stop=stop, picture=pictures[sample.place or "青果巷"], by=office)
    publish_walk(walk=walk, by=office)
