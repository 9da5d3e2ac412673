from django.db import migrations

# What was shipped in Chinese, and its English: (code, name, unit, English name, English unit).
SHIPPED = (
    ("event-held", "活动场次", "场", "Events held", "events"),
    ("persons-reached", "参加人次", "人次", "People taking part", "people"),
    ("training-session", "培训期数", "期", "Training courses", "courses"),
    ("policy-session", "宣讲场次", "场", "Policy talks", "talks"),
    ("firms-visited", "走访企业", "家", "Firms visited", "firms"),
    ("appeal-answered", "诉求答复", "件", "Requests answered", "requests"),
    ("appeal-solved", "诉求解决", "件", "Requests solved", "requests"),
    ("proposal-adopted", "建议采纳", "件", "Proposals adopted", "proposals"),
    ("yuan-granted", "拨付资金", "元", "Money granted", "yuan"),
    ("cooperation-landed", "合作落地", "项", "Joint projects begun", "projects"),
    ("house-opened", "故居开放", "处", "Houses opened", "houses"),
    ("site-set-up", "站点建成", "个", "Service points set up", "points"),
    ("base-named", "基地命名", "个", "Bases named", "bases"),
    ("base-opened", "基地开放", "处", "Bases opened", "bases"),
    ("base-revoked", "基地撤销命名", "个", "Namings of bases withdrawn", "bases"),
    ("chamber-up-to-standard", "商会达标", "家", "Chambers up to standard", "chambers"),
    ("brochure-issued", "手册编发", "份", "Booklets issued", "booklets"),
    ("brand-presented", "品牌发布", "个", "Brands presented", "brands"),
    ("village-helped", "结对帮扶村", "个", "Villages helped", "villages"),
    ("visit-received", "接待参观", "批", "Visits received", "groups"),
    ("visitors-received", "参观人次", "人次", "Visitors received", "people"),
    ("register-completed", "台账建成", "份", "Registers completed", "registers"),
    ("reported-value", "填报数值", "（按指标）", "Reported value", ""),
)


def fill(apps, schema_editor):
    """Give the shipped kinds their English, where a city has neither changed their words nor written any itself."""
    kinds = apps.get_model("facts", "FactKind").objects
    for code, name, unit, name_en, unit_en in SHIPPED:
        kinds.filter(code=code, name=name, unit=unit, name_en="", unit_en="").update(name_en=name_en, unit_en=unit_en)


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_kinds_in_english")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
