import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from tongxin.common.files.models import Attachment
from tongxin.common.tables import ChoiceFilter, DateFilter, ListColumn, Listing, TextFilter, YesNoFilter

pytestmark = pytest.mark.django_db

KINDS = [("text/plain", "文本"), ("application/pdf", "PDF")]
LISTING = Listing(
    name="附件",
    columns=[
        ListColumn("name", "文件名", lambda row: row.name, sort=("name",), link=lambda row: f"/files/{row.name}"),
        ListColumn("size", "大小", lambda row: row.size, sort=("size",), is_number=True),
        ListColumn("kind", "类型", lambda row: row.content_type),
    ],
    filters=[
        TextFilter("q", "名称", "name", also=("sha256",)),
        ChoiceFilter("kind", "类型", "content_type", choices=KINDS),
        DateFilter("since", "上传不早于", "created_at__date__gte"),
        YesNoFilter("unsized", "无尺寸", "width__isnull"),
    ],
    sort="name",
    per_page=10,
)


@pytest.fixture
def files():
    for number in range(25):
        Attachment.objects.create(
            name=f"通知{number:02d}.pdf" if number % 5 else f"说明{number:02d}.txt",
            content_type=KINDS[bool(number % 5)][0],
            size=100 - number // 2,
            sha256=f"{number:064d}",
            storage_name=str(number),
            width=None if number < 3 else 10,
        )
        created = datetime(2019, 3, 1, 12, tzinfo=UTC) + timedelta(days=number)
        Attachment.objects.filter(storage_name=str(number)).update(created_at=created)


def page(query=""):
    return LISTING.page(Attachment.objects.all(), QueryDict(query))


def names(shown):
    return [row.name for row in shown.objects]


def test_the_first_page(files, django_assert_num_queries):
    with django_assert_num_queries(2):
        shown = page()
        cells = list(shown.rows)
    assert names(shown)[0] == "说明00.txt"
    assert [cell.value for cell in cells[5]] == ["通知01.pdf", 100, "application/pdf"]
    assert cells[5][0].link == "/files/通知01.pdf"
    assert (shown.number, shown.first, shown.last, shown.total, shown.is_more) == (1, 1, 10, 25, False)
    assert (shown.previous_link, shown.next_link) == ("", "?page=2")
    assert shown.notices == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(rows, django_assert_num_queries):
    for number in range(rows):
        Attachment.objects.create(name=str(number), size=1, sha256="", storage_name="", content_type="")
    with django_assert_num_queries(2):
        assert len(list(page().rows)) == rows


def test_filters_narrow_and_links_keep_them(files):
    shown = page("q=通知&kind=application/pdf&since=2019-03-10&sort=-size&page=2")
    assert shown.total == 13
    assert sorted(names(shown)) == ["通知22.pdf", "通知23.pdf", "通知24.pdf"]
    assert shown.previous_link == "?q=%E9%80%9A%E7%9F%A5&kind=application%2Fpdf&since=2019-03-10&sort=-size&page=1"
    assert shown.next_link == ""
    assert shown.export_links["xlsx"].endswith("&sort=-size&export=xlsx")
    assert [chosen.label for chosen in shown.chosen] == ["名称：通知", "类型：PDF", "上传不早于：2019-03-10"]
    assert shown.chosen[1].link == "?q=%E9%80%9A%E7%9F%A5&since=2019-03-10&sort=-size"
    assert shown.clear_link == "?sort=-size"
    assert shown.kept == [("sort", "-size")]


def test_several_values_of_one_filter_widen_it(files):
    assert page("kind=text/plain").total == 5
    assert page("kind=text/plain&kind=application/pdf").total == 25
    assert page("unsized=yes").total == 3
    assert page("unsized=no").total == 22


def test_every_word_of_a_search_must_be_found(files):
    assert names(page("q=通知+0000000024")) == ["通知24.pdf"]
    assert page("q=通知+没有").total == 0
    assert names(page("q=pdf%25")) == []


def test_sorting_up_and_down_with_ties_settled(files):
    up, down = names(page("sort=size")), names(page("sort=-size"))
    assert up[0] == "通知24.pdf"
    assert set(down[:2]) == {"说明00.txt", "通知01.pdf"}
    everything = [name for number in (1, 2, 3) for name in names(page(f"sort=size&page={number}"))]
    assert len(set(everything)) == 25
    headings = page("sort=size").headings
    assert [(heading.link, heading.order) for heading in headings] == [
        ("?sort=name", ""),
        ("?sort=-size", "ascending"),
        ("", ""),
    ]
    assert page("sort=-size").headings[1].order == "descending"


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("kind=image/png", "筛选条件“类型”没有“image/png”这个选项，已忽略。"),
        ("since=2019-02-30", "筛选条件“上传不早于”没有“2019-02-30”这个选项，已忽略。"),
        ("q=" + "长" * 101, "筛选条件“名称”没有“" + "长" * 40 + "”这个选项，已忽略。"),
        ("sort=password", "这个列表不能按“password”排序，已按默认顺序排列。"),
        ("sort=kind", "这个列表不能按“kind”排序，已按默认顺序排列。"),
        ("page=0", "没有第“0”页，已显示第1页。"),
        ("page=x", "没有第“x”页，已显示第1页。"),
        ("page=4", "没有第“4”页，已显示第3页。"),
        ("page=" + "9" * 40, "没有第“" + "9" * 20 + "”页，已显示第1页。"),
    ],
)
def test_what_the_list_does_not_know_is_left_out_with_a_notice(files, query, notice):
    shown = page(query)
    assert shown.notices == [notice]
    assert shown.total == 25


def test_unknown_parameters_and_empty_ones_are_nothing(files):
    shown = page("utm=x&kind=&q=+&sort=")
    assert shown.notices == []
    assert shown.total == 25


def test_a_long_list_is_counted_up_to_a_limit(files, monkeypatch):
    monkeypatch.setattr("tongxin.common.tables.listing.COUNTED_UP_TO", 12)
    shown = page("page=3")
    assert (shown.total, shown.is_more, len(shown.objects), shown.next_link) == (12, True, 5, "")


def test_choices_from_the_database_are_fetched_once(files, django_assert_num_queries):
    listing = Listing(
        "附件",
        LISTING.columns,
        [ChoiceFilter("name", "文件名", "name", choices=lambda: Attachment.objects.values_list("name", "name"))],
    )
    with django_assert_num_queries(3):
        shown = listing.page(Attachment.objects.all(), QueryDict("name=说明00.txt"))
    assert names(shown) == ["说明00.txt"]
    assert len(shown.filters[0].options) == 25


def test_the_export_holds_what_the_filters_leave(files):
    response = LISTING.export(Attachment.objects.all(), QueryDict("kind=text/plain&export=xlsx&page=9&sort=-name"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["附件"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("文件名", "大小", "类型")
    assert [row[0] for row in rows[1:]] == ["说明20.txt", "说明15.txt", "说明10.txt", "说明05.txt", "说明00.txt"]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%99%84%E4%BB%B6%20")
    csv = LISTING.export(Attachment.objects.all(), QueryDict("kind=text/plain&export=csv"))
    assert b"".join(csv.streaming_content).decode("utf-8-sig").splitlines()[:2] == [
        "文件名,大小,类型",
        "说明00.txt,100,text/plain",
    ]
    assert csv["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("query", ["", "export=exe"])
def test_no_export_unless_it_is_asked_for(query):
    assert LISTING.export(Attachment.objects.all(), QueryDict(query)) is None


def test_filters_must_have_keys_of_their_own():
    with pytest.raises(ValueError, match="share a key"):
        Listing("x", [], [TextFilter("page", "页", "name")])


def test_the_partial_shows_rows_filters_and_pages(files):
    html = render_to_string("common/listing.html", {"page": page("kind=application/pdf&sort=-size")})
    assert html.count("<tr>") == 11
    assert '<option value="application/pdf" selected>PDF</option>' in html
    assert '<input type="hidden" name="sort" value="-size">' in html
    assert 'aria-sort="descending"' in html
    assert "第 1–10 条，共 20 条" in html
    assert 'rel="next" href="?kind=application%2Fpdf&amp;sort=-size&amp;page=2"' in html


def test_the_partial_says_when_there_is_nothing(files):
    assert "没有符合条件的内容。" in render_to_string("common/listing.html", {"page": page("q=没有")})
    Attachment.objects.all().delete()
    assert "这里还没有内容。" in render_to_string("common/listing.html", {"page": page()})
