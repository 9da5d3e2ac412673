"""A clerk's path in a real browser: document → draft → programme, scanned for accessibility, at two widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import City
from tests.documents.drafting.outlines import TEXT
from tests.factories import UnitFactory
from tongxin.accounts.models import User
from tongxin.documents import drafting
from tongxin.documents.models import Draft
from tongxin.organisations.enums import Role
from tongxin.programme.models import Programme, spans_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1440, 390]


@pytest.fixture(params=WIDTHS)
def page(
    request: Any, browser: Browser, live_server: Any, city: City, as_role: Callable[..., User], client: Any
) -> Iterator[Page]:
    """A signed-in coordinator's browser; any error on the page fails the test."""
    for number, name in enumerate(("市甲局", "市丙局")):
        UnitFactory(parent=city.office, name=name, code=f"B{number}")
    clerk = as_role(Role.COORDINATOR, city.office)
    client.force_login(clerk)
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": request.param, "height": 900}, locale="zh-CN"
    )
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert [line for line in wrong if "422" not in line] == []


def look(page: Page) -> None:
    """Scan the page as it stands."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def is_phone(page: Page) -> bool:
    return bool(page.viewport_size and page.viewport_size["width"] < 768)


def take_in(page: Page, text: str) -> Draft:
    page.goto("/workbench/plan/")
    look(page)
    page.get_by_role("link", name="录入文件").first.click()
    look(page)
    page.get_by_label("或者粘贴文字").fill(text)
    page.get_by_role("button", name="读取并起草").click()
    expect(page.locator("#editor")).to_be_visible()
    return Draft.objects.latest("pk")


def state(draft: Draft) -> drafting.State:
    draft.refresh_from_db()
    return draft.state


def saved(page: Page, version: int) -> None:
    expect(page.locator("#saved")).to_contain_text(f"第 {version} 版")


def panel(page: Page, item: str) -> Any:
    page.locator(f"#item-{item} > .line .more").click()
    found = page.locator(f"#panel-{item} .panel")
    expect(found).to_be_visible()
    return found


def item_named(draft: Draft, words: str) -> str:
    return next(item["id"] for item, _above in drafting.walk(state(draft)["items"]) if words in item["title"])


def test_document_to_draft_to_programme(page: Page) -> None:
    draft = take_in(page, TEXT)
    look(page)
    expect(page.locator(".draft-check")).to_contain_text("2 个领域、4 个项目")

    # Each item is tied to its words.
    visits = item_named(draft, "走访")
    if not is_phone(page):
        page.locator(f"#item-{visits} textarea").first.focus()
        expect(page.locator(f'[data-words="{visits}"]').first).to_have_class("lit")
        page.locator(f'[data-words="{visits}"]').first.click()
        expect(page.locator(f"#item-{visits}")).to_be_focused()

    # Rename inline, by keyboard.
    title = page.locator(f"#item-{visits} textarea").first
    title.fill("走访企业二百家")
    title.press("Enter")
    saved(page, 2)
    assert drafting.find(state(draft), visits)[0]["title"] == "走访企业二百家"

    # Units that are not in the tree are chosen, or left out.
    names = page.locator("#open-names")
    expect(names).to_contain_text("市乙局")
    row = names.locator("li", has_text="市乙局")
    row.get_by_role("combobox").fill("市商务局")
    row.get_by_role("button", name="选定", exact=True).click()
    saved(page, 3)
    look(page)

    # Split at a measure, merge again, undo.
    training = item_named(draft, "培训骨干")
    opened = panel(page, training)
    look(page)
    opened.get_by_label("从下面这一条起另立一项").select_option(label="编写教材")
    opened.get_by_role("button", name="另立").click()
    saved(page, 4)
    books = item_named(draft, "编写教材")
    assert drafting.find(state(draft), books)[0]["kind"] == "project"
    page.locator(f"#item-{training} > .line input[type=checkbox]").check()
    page.locator(f"#item-{books} > .line input[type=checkbox]").check()
    page.get_by_role("button", name="合并选中的项").click()
    saved(page, 5)
    page.get_by_role("button", name="撤销").click()
    saved(page, 6)
    page.get_by_role("button", name="撤销").click()
    saved(page, 7)
    assert drafting.find(state(draft), books)[0]["kind"] == "measure"

    # Into another area: dragged with the mouse, moved by the panel on a phone.
    other = item_named(draft, "服务群众")
    if is_phone(page):
        opened = panel(page, visits)
        opened.get_by_label("移到").select_option(value=other)
        opened.get_by_role("button", name="移动", exact=True).click()
    else:
        source = page.locator(f"#item-{visits} > .line .grip")
        goal = page.locator(f"#item-{item_named(draft, '送医下乡')} > .line")
        drag(page, source, goal)
    saved(page, 8)
    assert drafting.find(state(draft), visits)[1][-1]["id"] == other

    # Not a task, and back.
    opened = panel(page, visits)
    opened.get_by_role("button", name="不是任务").click()
    saved(page, 9)
    page.get_by_role("button", name="恢复“走访企业二百家”").click()
    saved(page, 10)

    # Left and come back to: everything is there.
    page.goto("/workbench/plan/")
    look(page)
    page.get_by_role("link", name="示例市2019年重点工作方案").click()
    saved(page, 10)

    page.get_by_role("link", name="下一步：建立工作年").click()
    look(page)
    page.get_by_label("工作年的名称").fill("示例工作年")
    page.get_by_role("button", name="建立工作年").click()
    expect(page.get_by_role("heading", name="“示例工作年”已建立")).to_be_visible()
    look(page)
    programme = Programme.objects.get()
    projects = {project.title: project for project in programme.projects.select_related("lead_unit", "area")}
    assert len(projects) == 4
    assert projects["走访企业二百家"].area.title == "服务群众"
    assert projects["培训骨干"].lead_unit.name == "示例市商务局"
    start, end = spans_of(projects["走访企业二百家"])[0]
    assert TEXT[start:end].startswith("3.走访企业200家")

    page.get_by_role("link", name="继续完善计划").click()
    look(page)
    page.get_by_role("link", name="建设活动阵地").click()
    look(page)
    page.get_by_label("联系岗位").fill("综合科")
    page.locator("#project").get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert programme.projects.get(title="建设活动阵地").contact_role == "综合科"


def drag(page: Page, source: Any, goal: Any) -> None:
    source.scroll_into_view_if_needed()
    begin = source.bounding_box()
    assert begin is not None
    page.mouse.move(begin["x"] + 5, begin["y"] + 8)
    page.mouse.down()
    page.mouse.move(begin["x"] + 5, begin["y"] + 20, steps=4)
    together = "(one, other) => one.closest('li').parentElement === other.closest('li').parentElement"
    for _try in range(10):
        # The rows move out of the way as the hand comes near, on a busy machine slowly.
        end = goal.bounding_box()
        assert end is not None
        page.mouse.move(end["x"] + 40, end["y"] + 8, steps=8)
        page.mouse.move(end["x"] + 40, end["y"] + 3, steps=4)
        page.wait_for_timeout(300)
        if source.evaluate(together, goal.element_handle()):
            break
    page.mouse.up()


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(page: Page, tmp_path: Path) -> None:
    program = tmp_path / "方案.docx"
    program.write_bytes(b"MZ\x90\x00" + b"\0" * 300)
    page.goto("/workbench/plan/take-in/")
    page.get_by_label("或者粘贴文字").fill("一、先写在这里")
    page.get_by_label("上传文件").set_input_files(program)
    page.get_by_role("button", name="读取并起草").click()
    expect(page.locator(".wrongs")).to_contain_text("方案.docx")
    expect(page.get_by_label("或者粘贴文字")).to_have_value("一、先写在这里")
    look(page)


def test_two_windows_and_a_step_that_cannot_be_done(page: Page, city: City) -> None:
    draft = take_in(page, TEXT)
    second = page.context.new_page()
    second.goto(page.url)
    title = page.locator(f"#item-{item_named(draft, '走访')} textarea").first
    title.fill("先到")
    title.press("Enter")
    saved(page, 2)
    late = second.locator(f"#item-{item_named(draft, '送医')} textarea").first
    late.fill("后到")
    late.press("Enter")
    expect(second.locator(".notice.error")).to_contain_text("刚改过这份草稿")
    expect(second.locator("#saved")).to_contain_text("第 2 版")
    opened = panel(second, item_named(draft, "培训骨干"))
    opened.get_by_label("开始", exact=True).fill("2019-09-01")
    opened.get_by_label("完成时限").fill("2019-03-01")
    opened.get_by_role("button", name="保存日期").click()
    expect(second.locator(".notice.error")).to_contain_text("早于开始日期")
    expect(second.get_by_label("完成时限")).to_have_value("2019-03-01")
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize("name", ["changzhou-2019-meeting-report", "lishan-2023-task-assignment"])
def test_real_documents(page: Page, name: str) -> None:
    # The real documents stand beside the repository where it is worked on, and are no part of it.
    places = [folder / "shared" / "inputs" / f"{name}.txt" for folder in Path(__file__).resolve().parents[4:]]
    source = next((place for place in places if place.exists()), None)
    text = source.read_text(encoding="utf-8") if source else TEXT
    draft = take_in(page, text)
    look(page)
    made = drafting.declared_against(state(draft))
    assert made.areas >= 1
    assert made.projects >= 4
    page.get_by_role("link", name="下一步：建立工作年").click()
    look(page)
