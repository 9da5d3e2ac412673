"""Each component's markup from a defined input."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from lxml import html

from tongxin.common import components as parts


def shown(source: str, path: str = "/list/", **context: object) -> html.HtmlElement:
    context["request"] = RequestFactory().get(path)
    text = Template("{% load tongxin %}" + source).render(Context(context))
    return html.fragment_fromstring(text, create_parent="body")


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


class ReportForm(forms.Form):
    quantity = forms.IntegerField(label="数量", help_text="单位：家", min_value=0)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="属实")
    level = forms.ChoiceField(label="级别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("两个数对不上。")


@pytest.mark.parametrize("state", parts.LIGHT_STATES)
def test_light_is_a_class_and_a_word(state: str) -> None:
    body = shown("{% light state words %}", state=state, words="逾期 <6> 天")
    (node,) = body
    assert (node.get("class"), node.text) == (f"light {state}", "逾期 <6> 天")


def test_light_of_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="done, good, risk, late, idle, not 'red'"):
        shown('{% light "red" "红" %}')


def test_progress_shows_number_and_bar() -> None:
    body = shown('{% progress 1204 2400 "人次" "参加" %}')
    assert words(body) == "参加1,204 / 2,400 人次"
    (bar,) = body.iter("progress")
    assert (bar.get("value"), bar.get("max"), bar.get("aria-label")) == ("1204", "2400", "参加")


def test_progress_beyond_its_target_fills_the_bar_and_tells_the_number() -> None:
    body = shown('{% progress 30 24 "家" %}')
    assert words(body) == "30 / 24 家"
    assert next(body.iter("progress")).get("value") == "24"


@pytest.mark.parametrize("target", [0, None, -1])
def test_progress_without_a_target_has_no_bar(target: int | None) -> None:
    body = shown('{% progress 312 target "件" %}', target=target)
    assert words(body) == "312 件"
    assert list(body.iter("progress")) == []


def test_page_head_holds_its_actions_as_markup() -> None:
    body = shown('{% page_head "年度 & 看板" "7 个领域" %}<a class="btn" href="/x">导出</a>{% endpage_head %}')
    assert words(next(body.iter("h1"))) == "年度 & 看板"
    assert [a.get("href") for a in body.iter("a")] == ["/x"]
    assert body.find_class("actions")[0].text_content() == "导出"


def test_page_head_without_actions_has_no_empty_box() -> None:
    body = shown('{% page_head "看板" %} {% endpage_head %}')
    assert body.find_class("actions") == []


def test_field_ties_hint_and_error_to_its_control() -> None:
    form = ReportForm({"quantity": "-1", "level": "a", "agreed": "on", "token": "t"})
    body = shown("{% field form.quantity %}", form=form)
    (control,) = body.iter("input")
    assert control.get("aria-describedby") == "id_quantity-hint id_quantity-error"
    assert control.get("aria-invalid") == "true"
    assert body.get_element_by_id("id_quantity-hint").text == "单位：家"
    assert "0" in body.get_element_by_id("id_quantity-error").text
    assert next(body.iter("label")).get("for") == "id_quantity"


def test_field_says_what_may_be_left_out_and_takes_another_label_and_hint() -> None:
    body = shown('{% field form.note label="别的" hint="一两句话" %}', form=ReportForm())
    assert words(body) == "别的可不填一两句话"
    assert next(body.iter("textarea")).get("class") == "form-control"


def test_field_of_choices_is_a_fieldset_with_a_legend() -> None:
    body = shown("{% field form.level %}", form=ReportForm())
    assert next(body.iter("legend")).text == "级别"
    assert [one.get("class") for one in body.iter("input")] == ["form-check-input"] * 2


def test_hidden_field_is_only_itself() -> None:
    body = shown("{% field form.token %}", form=ReportForm())
    assert [(one.tag, one.get("type")) for one in body] == [("input", "hidden")]


def test_error_summary_links_to_the_fields() -> None:
    form = ReportForm({"level": "a", "agreed": "on", "token": "t"})
    body = shown("{% error_summary form %}", form=form)
    assert next(body.iter("div")).get("role") == "alert"
    items = [words(item) for item in body.iter("li")]
    assert items[0] == "两个数对不上。"
    assert items[1].startswith("数量：")
    assert [a.get("href") for a in body.iter("a")] == ["#id_quantity"]


def test_error_summary_of_a_fresh_form_is_nothing() -> None:
    assert len(shown("{% error_summary form %}", form=ReportForm())) == 0


def test_form_fields_shows_every_field_once() -> None:
    body = shown("{% form_fields form %}", form=ReportForm())
    assert {one.get("name") for one in body.iter("input", "textarea")} == {
        "quantity",
        "note",
        "agreed",
        "level",
        "token",
    }


def test_filter_bar_keeps_what_it_does_not_hold() -> None:
    filters = [parts.Filter("q", "找", value="商会"), parts.Filter("light", "灯", [("late", "逾期")], "late", "全部")]
    body = shown("{% filter_bar filters %}", "/list/?sort=-due&page=3&q=x&unit=1&unit=2", filters=filters)
    hidden = [(one.get("name"), one.get("value")) for one in body.iter("input") if one.get("type") == "hidden"]
    assert hidden == [("sort", "-due"), ("unit", "1"), ("unit", "2")]
    assert [one.get("value") for one in body.iter("option") if one.get("selected") is not None] == ["late"]
    assert [a.get("href") for a in body.iter("a")] == ["/list/"]


def test_filter_bar_with_nothing_chosen_offers_no_clearing() -> None:
    body = shown("{% filter_bar filters %}", filters=[parts.Filter("q", "找")])
    assert list(body.iter("a")) == []


def sample_table() -> parts.Table:
    columns = [parts.Column("项目", sort="title"), parts.Column("完成", number=True, sort="done")]
    return parts.Table("进展", columns, [["甲", "41 家"], ["乙", "5 家"]])


@pytest.mark.parametrize(
    ("path", "links", "orders"),
    [
        ("/list/", ["?sort=title", "?sort=done"], [None, None]),
        ("/list/?sort=title&page=2", ["?sort=-title", "?sort=done"], ["ascending", None]),
        ("/list/?q=a&sort=-done", ["?q=a&sort=title", "?q=a&sort=done"], [None, "descending"]),
    ],
)
def test_table_heads_sort(path: str, links: list[str], orders: list[str | None]) -> None:
    body = shown("{% data_table table %}", path, table=sample_table())
    assert [a.get("href") for a in body.iter("a")] == links
    assert [th.get("aria-sort") for th in body.iter("th") if th.get("scope") == "col"] == orders


def test_table_cells_carry_their_head_for_the_phone_and_numbers_stand_right() -> None:
    body = shown("{% data_table table %}", table=sample_table())
    assert [(td.get("data-label"), td.get("class"), td.text) for td in body.iter("td")] == [
        ("完成", "num", "41 家"),
        ("完成", "num", "5 家"),
    ]


def test_table_of_a_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="A row of 1 cells stands under 2 columns"):
        parts.Table("", [parts.Column("a"), parts.Column("b")], [["x"]])


@pytest.mark.parametrize(
    ("number", "links", "said"),
    [(1, ["?q=a&page=2"], "第 1–20 条，共 45 条"), (3, ["?q=a&page=2"], "第 41–45 条，共 45 条")],
)
def test_pager_keeps_the_address(number: int, links: list[str], said: str) -> None:
    body = shown("{% pager page %}", "/list/?q=a", page=Paginator(range(45), 20).get_page(number))
    assert [a.get("href") for a in body.iter("a")] == links
    assert words(next(body.iter("span"))) == said


def test_chart_has_its_numbers_as_data_and_as_a_table() -> None:
    chart = parts.Chart(
        "c", "活动", "bar", ["1 月", "2 月"], [parts.Series("场次", [1200, None], "good")], "场", "月份"
    )
    body = shown("{% chart chart %}", chart=chart)
    (canvas,) = body.find_class("canvas")
    assert (canvas.get("data-chart"), canvas.get("role")) == ("c-numbers", "img")
    assert [[words(cell) for cell in row] for row in body.iter("tr")] == [
        ["月份", "场次"],
        ["1 月", "1,200"],
        ["2 月", "—"],
    ]
    assert chart.for_drawing() == {
        "kind": "bar",
        "unit": "场",
        "categories": ["1 月", "2 月"],
        "series": [{"name": "场次", "values": [1200, None], "state": "good"}],
    }


def test_chart_of_uneven_series_is_refused() -> None:
    with pytest.raises(ValueError, match="has 1 values for 2 categories"):
        parts.Chart("c", "", "bar", ["a", "b"], [parts.Series("s", [1])])


def test_heat_map_levels_are_classes() -> None:
    heat = parts.HeatMap(
        "说明", ["1 月", "2 月"], [("甲", [parts.HeatCell("0", 0), parts.HeatCell("9", 5, "九条", "/f")])]
    )
    body = shown("{% heat_map heat %}", heat=heat)
    assert [td.get("class") for td in body.iter("td")][1:] == ["h0", "h5"]
    assert [a.get("href") for a in body.iter("a")] == ["/f"]


@pytest.mark.parametrize("level", [-1, 6])
def test_heat_level_is_bounded(level: int) -> None:
    with pytest.raises(ValueError, match="0 to 5"):
        parts.HeatCell("x", level)


def test_heat_row_of_a_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="has 0 cells for 1 columns"):
        parts.HeatMap("", ["1"], [("甲", [])])


def test_light_stack_leaves_out_nothing_and_no_empty_part() -> None:
    counts = [
        parts.LightCount("good", "按计划", 3),
        parts.LightCount("risk", "有风险", 0),
        parts.LightCount("late", "逾期", 1),
    ]
    body = shown("{% light_stack counts %}", counts=counts)
    assert [(r.get("class"), r.get("x"), r.get("width")) for r in body.iter("rect")] == [
        ("good", "0", "740"),
        ("late", "750", "240"),
    ]
    assert next(body.iter("svg")).get("aria-label") == "按计划 3，逾期 1"


def test_sum_line_marks_the_chosen_light() -> None:
    counts = [parts.LightCount("late", "逾期", 2, "?light=late", True), parts.LightCount("idle", "未到期", 1)]
    body = shown('{% sum_line counts "由日期算出" %}', counts=counts)
    assert [words(one) for one in body.iter("li")] == ["2 逾期", "1 未到期", "由日期算出"]
    assert [(a.get("href"), a.get("aria-current")) for a in body.iter("a")] == [("?light=late", "true")]


def test_area_grid_shows_projects_by_light() -> None:
    card = parts.ProjectCard("经费", "/p/2", "late", "逾期 6 个工作日", "5 / 7", chosen=True)
    body = shown("{% area_grid areas %}", areas=[parts.AreaCards("一、建设", "1 项", [card])])
    (link,) = body.iter("a")
    assert (link.get("class"), link.get("href"), link.get("aria-current")) == ("project late", "/p/2", "true")
    assert words(link) == "经费逾期 6 个工作日5 / 7"


def test_why_known_timeline_and_empty_state() -> None:
    body = shown(
        '{% why reasons %}{% known items "/s" "/c" %}{% timeline moments %}{% empty_state "没有" "先报" "/r" "去报" %}',
        reasons=[parts.Reason("为什么", "因为", "/w")],
        items=[parts.Known("走访", "23 家")],
        moments=[
            parts.Moment(date(2019, 9, 4), "到期", "", "late"),
            parts.Moment(datetime(2019, 9, 4, 1, 40, tzinfo=UTC), "报送"),
        ],
    )
    assert [a.get("href") for a in body.iter("a")] == ["/w", "/s", "/c", "/r"]
    assert [(li.get("class"), words(next(li.iter("time")))) for li in body.find_class("history")[0]] == [
        ("late", "2019年9月4日"),
        ("", "2019年9月4日 09:40"),
    ]


def test_confirm_posts_from_a_dialog_and_is_a_link_without_script() -> None:
    body = shown('{% confirm "back" "/r/1/back" "退回" "退回？" "单位会收到。" danger=True %}', csrf_token="t")
    (link,) = body.iter("a")
    assert (link.get("href"), link.get("data-dialog")) == ("/r/1/back", "back")
    (form,) = body.iter("form")
    assert (form.get("method"), form.get("action")) == ("post", "/r/1/back")
    assert [one.get("value") for one in form.iter("input")] == ["t"]


def test_confirm_page_posts_to_itself() -> None:
    body = shown(
        '{% include "common/confirm.html" %}',
        title="退回？",
        text="会通知。",
        label="退回",
        back_url="/r",
        csrf_token="t",
    )
    forms_here = [one for one in body.iter("form") if one.get("action") is None]
    assert [one.get("method") for one in forms_here] == ["post"]


def test_file_drop_keeps_the_plain_input() -> None:
    class Evidence(forms.Form):
        photo = forms.FileField(
            label="佐证", widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
        )

    body = shown("{% file_drop form.photo %}", form=Evidence())
    (control,) = body.iter("input")
    assert (control.get("type"), control.get("accept"), control.get("capture")) == ("file", "image/*", "environment")
    assert len(body.find_class("drop")) == 1


def test_ago_has_the_exact_time_behind_it() -> None:
    when = timezone.now() - timedelta(hours=2)
    (node,) = shown("{% ago when %}", when=when)
    assert node.get("datetime") == timezone.localtime(when).isoformat()
    assert "2" in node.text
