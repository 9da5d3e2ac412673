"""The room of brands as its people use it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.brands.factories import BrandFactory, decision, picture
from tests.facts.factories import make_fact, make_kind
from tests.places.factories import PlaceFactory
from tests.workbench.brands.conftest import Scene
from tongxin.brands.actions import ensure_rule
from tongxin.brands.models import Brand, BrandLink, Evidence, ScoreSheet
from tongxin.common.subjects import Subject
from tongxin.organisations.enums import UnitKind

pytestmark = pytest.mark.django_db
LIST = "/workbench/brands/"


def filled(scene: Scene, **changes: Any) -> dict[str, Any]:
    return {
        "family": scene.brand.family_id,
        "name": "新龙融心",
        "promise": "融在一起",
        "features": "一街一站\n一站一员",
        "audience": "新区企业",
    } | changes


def test_a_brand_is_written_down_proposed_and_taken_back(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    east = scene.city.districts[0]
    answer = client.post(reverse("workbench:brand_add"), filled(scene, owner=east.pk))
    brand = Brand.objects.get(name="新龙融心")
    assert answer["Location"] == reverse("workbench:brand", args=[brand.pk])
    html = client.get(answer["Location"]).content.decode()
    assert "一街一站" in html
    assert reverse("workbench:brand_move", args=[brand.pk, "propose"]) in html
    client.post(reverse("workbench:brand_move", args=[brand.pk, "propose"]), {"reason": ""})
    brand.refresh_from_db()
    assert brand.status == "proposed"
    client.post(reverse("workbench:brand_move", args=[brand.pk, "take_back"]))
    brand.refresh_from_db()
    assert brand.status == "draft"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "名称"),
        ({"audience": "信教群众"}, "不收集这类个人情况"),
        ({"slug": "中文"}, "小写英文字母"),
        ({"version": "0"}, "别人改过"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(changes: dict[str, str], said: str, scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:brand_change", args=[scene.brand.pk])
    html = client.post(address, filled(scene, version=1, story="打了很久的字") | changes).content.decode()
    assert said in html
    assert "打了很久的字" in html
    scene.brand.refresh_from_db()
    assert scene.brand.version == 1


def test_from_review_to_name_with_a_paper(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["officer"])
    html = client.get(reverse("workbench:brands_waiting")).content.decode()
    assert "梧桐同心" in html
    client.post(reverse("workbench:brand_move", args=[scene.brand.pk, "review"]))
    client.force_login(scene.people["office"])
    address = reverse("workbench:brand_move", args=[scene.brand.pk, "name"])
    assert 'aria-invalid="true"' in client.post(address).content.decode()
    scene.brand.refresh_from_db()
    assert scene.brand.status == "reviewed"
    client.post(address, {"paper": decision()})
    scene.brand.refresh_from_db()
    assert scene.brand.status == "named"
    life = client.get(reverse("workbench:brand_life", args=[scene.brand.pk])).content.decode()
    for words in ("审核通过", "命名决定"):
        assert words in life


def test_the_button_to_merge_goes_while_an_evaluation_is_open(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    running = scene.entry.brand
    assert "/move/merge/" not in client.get(reverse("workbench:brand", args=[running.pk])).content.decode()
    target = BrandFactory(family=running.family, owner=running.owner)
    address = reverse("workbench:brand_move", args=[running.pk, "merge"])
    html = client.post(address, {"into": target.pk, "reason": "重复", "paper": decision()}).content.decode()
    assert "正在 2019 年的评价中，已有的评分不能丢" in html
    running.refresh_from_db()
    assert running.status == "running"


def test_a_link_says_first_what_it_will_count(scene: Scene, client: Client) -> None:
    place, kind = PlaceFactory(owner=scene.city.districts[0]), make_kind()
    make_fact(kind=kind, subjects=(Subject.of(place),))
    client.force_login(scene.people["coordinator"])
    address = reverse("workbench:brand_link_add", args=[scene.brand.pk])
    fields = {"subject": f"places.place:{place.pk}"}
    html = client.post(address, fields).content.decode()
    assert "已有 1 条实绩" in html
    assert BrandLink.objects.count() == 1
    client.post(address, fields | {"confirmed": "1"})
    assert BrandLink.objects.filter(label=place.name).count() == 1
    assert "种类" in client.get(reverse("workbench:brand_done", args=[scene.brand.pk])).content.decode()
    elsewhere = PlaceFactory(owner=scene.city.districts[1])
    client.post(address, {"subject": f"places.place:{elsewhere.pk}", "confirmed": "1"})
    assert BrandLink.objects.count() == 2


def test_evidence_is_entered_by_one_and_confirmed_by_another(scene: Scene, client: Client) -> None:
    Brand.objects.update(status="running")
    client.force_login(scene.people["coordinator"])
    address = reverse("workbench:brand_evidence_add", args=[scene.brand.pk])
    fields = {"level": "nation", "kind": "coverage", "title": "报道一篇", "source": "示例日报", "on": "2019-06-01"}
    assert "写网址" in client.post(address, fields).content.decode()
    client.post(address, fields | {"address": "https://example.org/a"})
    evidence = Evidence.objects.get(title="报道一篇")
    decide = reverse("workbench:brand_evidence_decide", args=[scene.brand.pk, evidence.pk, "confirm"])
    assert client.post(decide).status_code == 404
    client.force_login(scene.people["reviewer"])
    assert "报道一篇" in client.get(reverse("workbench:brands_waiting")).content.decode()
    client.post(decide)
    evidence.refresh_from_db()
    assert evidence.status == "confirmed"


def test_coverage_shows_the_gap(scene: Scene, client: Client) -> None:
    ensure_rule(family=scene.brand.family, unit_kind=UnitKind.DISTRICT, name="一区域一特色", by=None)
    client.force_login(scene.people["leader"])
    html = client.get(reverse("workbench:brands_coverage")).content.decode()
    for words in ("一区域一特色", "1 个单位还没有", "申报中：梧桐同心"):
        assert words in html


def test_a_sheet_is_saved_submitted_and_then_fixed(scene: Scene, client: Client) -> None:
    criterion = scene.evaluation.criteria.create(group="features", title="特色鲜明", weight=100, method="scored")
    client.force_login(scene.people["judge"])
    address = reverse("workbench:brand_sheet", args=[scene.evaluation.pk, scene.entry.pk])
    value, reason = f"value-{criterion.pk}", f"reason-{criterion.pk}"
    for fields, said in (
        ({value: "abc"}, "0 到 100 的整数"),
        ({value: "50", "submit": "1"}, "低于 60"),
        ({"submit": "1"}, "还没有评分"),
    ):
        answer = client.post(address, fields)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert ScoreSheet.objects.count() == 0
    client.post(address, {value: "88", reason: "好", "save": "1"})
    assert 'value="88"' in client.get(address).content.decode()
    client.post(address, {value: "90", "submit": "1"})
    html = client.get(address).content.decode()
    assert "其他评审人还没有提交" in html
    assert "提交评分" not in html
    assert "已经提交" in client.post(address, {value: "10", reason: "改", "submit": "1"}).content.decode()


def test_more_brands_no_more_queries(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    pages = (
        LIST,
        reverse("workbench:brands_coverage"),
        reverse("workbench:brand_evaluation", args=[scene.evaluation.pk]),
    )

    def queries(address: str, **query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, query).status_code == 200
        return len(seen)

    queries(LIST)
    before = [*map(queries, pages), queries(LIST, export="csv")]
    for _number in range(3):
        brand = BrandFactory(family=scene.brand.family, owner=scene.city.districts[1])
        scene.evaluation.entries.create(brand=brand)
    assert [*map(queries, pages), queries(LIST, export="csv")] == before


def test_a_logo_and_a_picture(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["reporter"])
    address = reverse("workbench:brand_logo", args=[scene.brand.pk])
    for upload, said in (
        (picture((100, 100)), "标志太小"),
        (SimpleUploadedFile("标志.svg", b"<svg><script>alert(1)</script></svg>"), "SVG 图片，其中可能带有程序"),
    ):
        assert said in client.post(address, {"file": upload, "credit": "示例单位"}).content.decode()
    scene.brand.refresh_from_db()
    assert scene.brand.logo is None
    client.post(address, {"file": picture(), "credit": "示例单位"})
    scene.brand.refresh_from_db()
    assert scene.brand.logo is not None
    fields = {
        "file": picture(),
        "description": "红方块",
        "credit": "示例单位",
        "licence": "本单位拍摄",
        "caption": "样子",
    }
    client.post(reverse("workbench:brand_picture_add", args=[scene.brand.pk]), fields)
    html = client.get(reverse("workbench:brand", args=[scene.brand.pk])).content.decode()
    assert html.count("<picture>") == 3
    client.post(reverse("workbench:brand_picture_remove", args=[scene.brand.pk, scene.picture.pk]))
    assert scene.brand.pictures.count() == 1


def test_another_city_sets_up_its_own(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    system = scene.evaluation.system
    client.post(reverse("workbench:brand_category_add", args=[system.pk]), {"code": "sport", "name": "体育品牌"})
    category = system.categories.get(code="sport")
    client.post(
        reverse("workbench:brand_family_add", args=[category.pk]), {"name": "两个一", "description": "一镇一品"}
    )
    family = category.families.get()
    fields = {"name": "一镇一品", "unit_kind": UnitKind.STREET}
    client.post(reverse("workbench:brand_rule_add", args=[family.pk]), fields)
    client.post(reverse("workbench:brand_family_change", args=[family.pk]), {"name": "两个一工程"})
    client.post(reverse("workbench:brand_system_change", args=[system.pk]), {"name": "同心汇", "aim": "有地位"})
    html = client.get(reverse("workbench:brand_systems")).content.decode()
    for words in ("体育品牌", "两个一工程", "一镇一品", "同心汇", "有地位"):
        assert words in html, words
    client.post(reverse("workbench:brand_rule_remove", args=[family.rules.get().pk]))
    assert family.rules.count() == 0


def test_another_city_declares_its_own_kinds_of_evidence(scene: Scene, client: Client) -> None:
    Brand.objects.update(status="running")
    system = scene.evaluation.system
    client.force_login(scene.people["office"])
    add = reverse("workbench:evidence_kind_add", args=[system.pk])
    fields = {"code": "letter", "name": "院士题词", "levels": ["nation"], "needs_file": "on", "is_offered": "on"}
    assert 'aria-invalid="true"' in client.post(add, fields | {"levels": []}).content.decode()
    assert not system.evidence_kinds.filter(code="letter").exists()
    client.post(add, fields)
    award = system.evidence_kinds.get(code="award")
    change = reverse("workbench:evidence_kind_change", args=[award.pk])
    assert 'value="获奖或表彰"' in client.get(change).content.decode()
    client.post(change, {"name": "获奖", "levels": ["city", "province"]})
    html = client.get(reverse("workbench:brand_systems")).content.decode()
    for words in ("院士题词", "全国有知名度 · 必须有证明文件", "获奖", "不再登记", "媒体报道"):
        assert words in html, words
    client.force_login(scene.people["reporter"])
    enter = reverse("workbench:brand_evidence_add", args=[scene.brand.pk])
    html = client.get(enter).content.decode()
    for words in ("院士题词", "“院士题词”必须附上。", "“媒体报道”必填。", "只有“来访人次”要选"):
        assert words in html, words
    assert "获奖" not in html.replace("获评", "")
    given = {"level": "nation", "kind": "letter", "title": "题词一幅", "source": "示例院士", "on": "2019-06-01"}
    assert "要附证明文件" in client.post(enter, given).content.decode()
    client.post(enter, given | {"file": decision()})
    assert Evidence.objects.get(title="题词一幅").kind.code == "letter"
    html = client.get(reverse("workbench:brand_evidence", args=[scene.brand.pk])).content.decode()
    assert "院士题词" in html


def test_the_file_can_be_taken_in_again(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    there = reverse("workbench:brands_import")
    assert there in client.get(LIST).content.decode()
    content = client.get(LIST, {"export": "xlsx"}).content
    answer = client.post(there, {"file": SimpleUploadedFile("品牌.xlsx", content)}, follow=True)
    assert "新登记 0 处，修改 0 处，没有变化 2 处" in answer.content.decode()
    wrong = SimpleUploadedFile("品牌.csv", "网址名,品牌,系列,牵头单位代码\na,甲,没有,XX\n".encode())
    html = client.post(there, {"file": wrong}).content.decode()
    for words in ("要改正的单元格", "C2", "D2", "没有导入任何内容"):
        assert words in html, words
    empty = client.get(reverse("workbench:brands_template", args=[scene.evaluation.system_id]))
    assert empty["Content-Type"].endswith("spreadsheetml.sheet")
    answer = client.post(there, {"file": SimpleUploadedFile("空表.xlsx", empty.content)})
    assert "表头下面没有内容" in answer.content.decode()
    client.force_login(scene.people["coordinator"])
    assert there not in client.get(LIST).content.decode()


def test_a_brand_is_handed_over_on_its_page(scene: Scene, client: Client) -> None:
    client.force_login(scene.people["office"])
    west = scene.city.districts[1]
    there = reverse("workbench:brand_hand_over", args=[scene.brand.pk])
    assert there in client.get(reverse("workbench:brand_life", args=[scene.brand.pk])).content.decode()
    html = client.post(there, {"to": west.pk, "reason": ""}).content.decode()
    assert 'aria-invalid="true"' in html
    assert str(scene.city.districts[0]) in html
    answer = client.post(there, {"to": west.pk, "reason": "职能调整"}, follow=True)
    assert f"已移交给“{west}”" in answer.content.decode()
    scene.brand.refresh_from_db()
    assert scene.brand.owner == west
    life = client.get(reverse("workbench:brand_life", args=[scene.brand.pk])).content.decode()
    for words in ("移交", "职能调整", f"→ {west}"):
        assert words in life, words
    # Another reviewer would have to step back: told with the way out, nothing typed is lost.
    running = scene.entry.brand
    there = reverse("workbench:brand_hand_over", args=[running.pk])
    html = client.post(there, {"to": scene.city.departments[0].pk, "reason": "另一个理由"}).content.decode()
    assert "请等评价公布以后再移交" in html
    assert "另一个理由" in html
