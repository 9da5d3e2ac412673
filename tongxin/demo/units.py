"""The units of the sample city: those that public pages name, and a few streets marked 示例."""

from __future__ import annotations

from dataclasses import dataclass

from tongxin.organisations.enums import UnitKind

OFFICE, DISTRICT, STREET = UnitKind.OFFICE, UnitKind.DISTRICT, UnitKind.STREET
PARTY, BODY, CHAMBER, DEPARTMENT = UnitKind.PARTY_COMMITTEE, UnitKind.BODY, UnitKind.CHAMBER, UnitKind.DEPARTMENT


@dataclass(frozen=True)
class SampleUnit:
    """`above` is the code of the unit above; the first has none."""

    code: str
    name: str
    short: str
    kind: str
    above: str
    aliases: tuple[str, ...] = ()
    is_sensitive: bool = False


UNITS = (
    SampleUnit("CZ", "常州市委统战部", "市委统战部", OFFICE, "", ("市委统战部", "统战部")),
    # The seven district offices.
    SampleUnit("LY", "溧阳市委统战部", "溧阳市", DISTRICT, "CZ", ("溧阳市", "溧阳市委统战部")),
    SampleUnit("JT", "金坛区委统战部", "金坛区", DISTRICT, "CZ", ("金坛区",)),
    SampleUnit("WJ", "武进区委统战部", "武进区", DISTRICT, "CZ", ("武进区",)),
    SampleUnit("XB", "新北区委统战部", "新北区", DISTRICT, "CZ", ("新北区",)),
    SampleUnit("TN", "天宁区委统战部", "天宁区", DISTRICT, "CZ", ("天宁区",)),
    SampleUnit("ZL", "钟楼区委统战部", "钟楼区", DISTRICT, "CZ", ("钟楼区",)),
    SampleUnit("JK", "常州经济开发区统战工作办公室", "常州经开区", DISTRICT, "CZ", ("常州经济开发区", "经开区")),
    # City committees of the parties: hosts that are sensitive by association.
    SampleUnit("MG", "民革常州市委", "民革市委", PARTY, "CZ", ("民革",), True),
    SampleUnit("MM", "民盟常州市委", "民盟市委", PARTY, "CZ", ("民盟",), True),
    SampleUnit("MJ", "民建常州市委", "民建市委", PARTY, "CZ", ("民建",), True),
    SampleUnit("JH", "民进常州市委", "民进市委", PARTY, "CZ", ("民进",), True),
    SampleUnit("NG", "农工党常州市委", "农工党市委", PARTY, "CZ", ("农工党",), True),
    SampleUnit("ZG", "致公党常州市委", "致公党市委", PARTY, "CZ", ("致公党",), True),
    SampleUnit("JS", "九三学社常州市委", "九三学社市委", PARTY, "CZ", ("九三学社",), True),
    # Bodies and the bureau.
    SampleUnit("GSL", "常州市工商联", "市工商联", BODY, "CZ", ("市工商联", "工商联")),
    SampleUnit("QL", "常州市侨联", "市侨联", BODY, "CZ", ("市侨联", "侨联")),
    SampleUnit("TL", "常州市台联", "市台联", BODY, "CZ", ("市台联", "台联")),
    SampleUnit("MZJ", "常州市民宗局", "市民宗局", DEPARTMENT, "CZ", ("市民宗局",), True),
    # Chambers.
    SampleUnit("YGSH", "遥观镇商会", "遥观镇商会", CHAMBER, "JK"),
    SampleUnit("SHSH", "上海市常州商会", "上海市常州商会", CHAMBER, "GSL"),
    # Streets and towns: sample units.
    *(
        SampleUnit(
            f"{district}-{number:02d}",
            f"{brief}第{word}街道统战工作站（示例）",
            f"{brief}{word}街（示例）",
            STREET,
            district,
        )
        for district, brief in (
            ("LY", "溧阳"),
            ("JT", "金坛"),
            ("WJ", "武进"),
            ("XB", "新北"),
            ("TN", "天宁"),
            ("ZL", "钟楼"),
        )
        for number, word in ((1, "一"), (2, "二"))
    ),
)

# English names of those that public pages name; streets keep their Chinese ones.
ENGLISH = {
    "CZ": "United Front Work Department of Changzhou",
    "LY": "United Front Work Department of Liyang",
    "JT": "United Front Work Department of Jintan District",
    "WJ": "United Front Work Department of Wujin District",
    "XB": "United Front Work Department of Xinbei District",
    "TN": "United Front Work Department of Tianning District",
    "ZL": "United Front Work Department of Zhonglou District",
    "JK": "United Front Work Office of Changzhou Economic Development Zone",
    "MG": "Revolutionary Committee of the Chinese Kuomintang, Changzhou",
    "MM": "China Democratic League, Changzhou",
    "MJ": "China National Democratic Construction Association, Changzhou",
    "JH": "China Association for Promoting Democracy, Changzhou",
    "NG": "Chinese Peasants and Workers Democratic Party, Changzhou",
    "ZG": "China Zhi Gong Party, Changzhou",
    "JS": "Jiusan Society, Changzhou",
    "GSL": "Changzhou Federation of Industry and Commerce",
    "QL": "Changzhou Federation of Returned Overseas Chinese",
    "TL": "Changzhou Federation of Taiwan Compatriots",
    "MZJ": "Changzhou Bureau of Ethnic and Religious Affairs",
    "YGSH": "Yaoguan Chamber of Commerce",
    "SHSH": "Changzhou Chamber of Commerce in Shanghai",
}

# Who signs in to look around: (account, title, role, unit). Titles of posts, not names of persons.
PEOPLE = (
    ("office", "市委统战部协调员", "coordinator", "CZ"),
    ("office2", "市委统战部审核岗", "reviewer", "CZ"),
    ("leader", "市委统战部领导", "leader", "CZ"),
    ("admin", "系统管理员", "administrator", "CZ"),
    ("auditor", "审计员", "auditor", "CZ"),
    ("editor", "网站编辑", "editor", "CZ"),
    ("editor2", "网站初审编辑", "editor", "CZ"),
    ("chamber", "市工商联填报员", "reporter", "GSL"),
    ("chamber2", "市工商联审核员", "reviewer", "GSL"),
    ("wujin", "武进区填报员", "reporter", "WJ"),
    ("wujin2", "武进区协调员", "coordinator", "WJ"),
    ("jiedao", "武进第一街道填报员", "reporter", "WJ-01"),
    ("xinbei", "新北区填报员", "reporter", "XB"),
    ("qiaolian", "市侨联填报员", "reporter", "QL"),
    ("minzong", "市民宗局填报员", "reporter", "MZJ"),
    ("office3", "市委统战部填报员", "reporter", "CZ"),
    ("minge", "民革市委填报员", "reporter", "MG"),
    ("minmeng", "民盟市委填报员", "reporter", "MM"),
    ("nonggong", "农工党市委填报员", "reporter", "NG"),
    ("tianning", "天宁区填报员", "reporter", "TN"),
    ("zhonglou", "钟楼区填报员", "reporter", "ZL"),
)
# Only in sample data, and printed by script/server: the demo is a place to look around in.
PASSWORD = "tongxin-demo-2019"  # noqa: S105
