"""The main job, from the office's Excel lists to the report on the committee's table.

One installation that starts empty; every step is taken in the browser by the person whose step it is.
"""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.installation import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.installation import Installation

DATA = Path(__file__).parents[1] / "data"
PASSWORD = "dem trang ram tren que"
KEEPER = "quantri"
BLOC, BODY, CHAPTER = "Đảng bộ Khối các cơ quan tỉnh", "Đảng bộ Sở Tư liệu", "Chi bộ Văn phòng"
PEOPLE = (
    ("thuky", "Lê Văn Toàn", "van phong", f"{CHAPTER}, {BODY}", "Bí thư chi bộ"),
    ("danguyso", "Đặng Hữu Nghĩa", "so tu lieu", f"{BODY}, {BLOC}", "Đảng ủy cơ sở"),
    ("bantochuc", "Phùng Gia Khiêm", "khoi cac co quan", BLOC, "Ban Tổ chức Đảng ủy Khối"),
)
# 23 members, 21 of them official; two exempt, so 21 are due and 19 official members may vote.
MEMBERS, DUE, ABSENT, VOTERS = 23, 21, 2, 19
TASKS = (
    ("Hoàn thành số hóa hồ sơ 2015 - 2020", "30/11/2026"),
    ("Dự thảo kiểm điểm cuối năm của tập thể", "25/11/2026"),
    ("Gửi tài liệu kỳ tháng 12 trước 03 ngày", "02/12/2026"),
    ("Sinh hoạt chuyên đề quý IV", "20/11/2026"),
    ("Thu, nộp đảng phí tháng 11", "15/11/2026"),
)
SPEECHES = (
    ("addition", "Nguyên nhân chậm số hóa là thiếu máy quét khổ A3."),
    ("proposal", "Đề nghị dùng chung thiết bị với Phòng Nghiệp vụ từ ngày 10/11."),
    ("proposal", "Đề nghị gửi tài liệu trước 03 ngày để đảng viên kịp nghiên cứu."),
    ("self_criticism", "Nhận trách nhiệm chậm đối chiếu danh mục hồ sơ quý III."),
    ("difficulty", "Phần mềm dùng chung thường gián đoạn vào giờ cao điểm."),
    ("question", "Hỏi rõ tiến độ chỉnh lý tài liệu giấy."),
    ("relation", "Liên hệ bản thân: sẽ báo cáo tiến độ hằng tuần."),
)


expect.set_options(timeout=60_000)


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_from_the_excel_list_to_the_report(installation: Installation, browser: Browser) -> None:
    installation.manage(
        *("createsuperuser", "--noinput", "--username", KEEPER, "--full_name", "Lê Thị Bích Ngọc"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    keeper = come_in(browser, installation, KEEPER)
    import_organizations(keeper)
    import_members(keeper)
    for person in PEOPLE:
        give_account(keeper, *person)

    secretary = come_in(browser, installation, "thuky")
    meeting = plan_meeting(secretary)
    record_meeting(secretary, meeting)
    points = score_meeting(secretary, meeting)
    close_and_send(secretary, meeting)

    committee = come_in(browser, installation, "danguyso")
    accepted = accept(committee, meeting)
    assert accepted.startswith(points)

    board = come_in(browser, installation, "bantochuc")
    see_the_month(board)
    text = month_report(board, installation)
    assert f"{DUE - ABSENT}/{DUE}" in text
    assert "1/412" in text
    verified = json.loads(installation.manage("rollup", "--verify").splitlines()[-1])
    assert verified["differences"] == 0


def come_in(browser: Browser, installation: Installation, username: str) -> Page:
    """A laptop of one's own, signed in. What the browser refuses or a script throws fails the step."""
    context = browser.new_context(
        base_url=installation.url,
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    sign_in(page, username, PASSWORD)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


# Who we are


def import_organizations(page: Page) -> None:
    page.goto("/imports/new/organizations/")
    bring(page, "to_chuc_dang.xlsx")
    for number, choice in (
        (50, "Nhận đề nghị"),
        (132, "Là hai tổ chức"),
        (133, "Là hai tổ chức"),
        (142, "Ghi"),
        (440, "Ghi"),
        (474, "Ghi"),
    ):
        decide(page, number, choice)
    row = unclear_row(page, 100)
    row.get_by_label("Sửa rồi ghi").check()
    row.get_by_label("Chính thức").fill("11")
    row.get_by_role("button", name="Chọn").click()
    expect(unclear_row(page, 100)).to_have_count(0)
    write(page)
    page.goto("/organizations/?q=so+tu+lieu")
    expect(page.get_by_role("link", name=BODY)).to_be_visible()


def import_members(page: Page) -> None:
    page.goto("/imports/new/members/")
    bodies = page.get_by_label("Tổ chức đảng")
    bodies.select_option(label=f"{BODY} · {BLOC}")
    bring(page, "dang_vien_so_tu_lieu.xlsx")
    for title, chapter in (("CHI BỘ VĂN PHÒNG SỞ", CHAPTER), ("Chi bộ Thanh tra Sở", "Chi bộ Thanh tra")):
        asked = page.locator("form").filter(has_text=f"“{title}”")
        asked.locator("select").select_option(label=chapter)
        asked.get_by_role("button", name="Xác nhận").click()
        expect(page.locator("form").filter(has_text=f"“{title}”")).to_have_count(0)
    for number in (26, 27):
        decide(page, number, "Ghi")
    write(page)


def bring(page: Page, name: str) -> None:
    page.set_input_files("input[type=file]", DATA / name)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước khi ghi", timeout=120_000)


def unclear_row(page: Page, number: int) -> Locator:
    """The row of the file that still asks to be decided."""
    rows = page.locator("tbody.import-row").filter(has=page.get_by_role("cell", name=str(number), exact=True))
    return rows.filter(has=page.locator("tr:first-child > td:nth-child(2)", has_text="Chưa rõ"))


def decide(page: Page, number: int, choice: str) -> None:
    row = unclear_row(page, number)
    row.get_by_label(re.compile(choice)).check()
    row.get_by_role("button", name="Chọn").click()
    expect(unclear_row(page, number)).to_have_count(0)


def write(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Ghi .* dòng$")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã ghi", timeout=240_000)


def give_account(page: Page, username: str, name: str, search: str, where: str, role: str) -> None:
    page.goto("/accounts/new/")
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Lập tài khoản").click()
    page.wait_for_url("**/roles/new/")
    page.get_by_role("main").get_by_label("Tìm").fill(search)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    page.get_by_label(where, exact=True).check()
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Giao vai").click()
    expect(page.get_by_text(role).first).to_be_visible()


# What we did


def plan_meeting(page: Page) -> str:
    """The address of the planned meeting of November 2026."""
    page.goto("/meetings/new/")
    page.get_by_label("Sinh hoạt thường kỳ", exact=True).check()
    page.get_by_label("Kỳ (tháng)").fill("11/2026")
    page.get_by_label("Ngày họp").fill("5/11/2026")
    page.get_by_label("Giờ bắt đầu").fill("14:00")
    page.get_by_label("Địa điểm").fill("Phòng họp tầng 2, trụ sở Sở Tư liệu")
    page.get_by_role("button", name="Lập dự thảo").click()
    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    meeting = page.url
    page.get_by_role("button", name="Bắt đầu họp").click()
    expect(page.locator("#workspace")).to_be_visible()
    return meeting


def record_meeting(page: Page, meeting: str) -> None:
    page.goto(meeting)
    names = page.locator(".roll-name").all_inner_texts()
    assert len(names) == MEMBERS
    expect(page.locator("#roll")).to_contain_text(f"{DUE}/{DUE}")
    for name, reason in zip(names[3 : 3 + ABSENT], ("đi công tác", "nghỉ ốm"), strict=True):
        mark_absent(page, name, reason)
    expect(page.locator("#roll")).to_contain_text(f"{DUE - ABSENT}/{DUE}")
    page.goto(f"{meeting}facts/")
    pick(page, page.get_by_label("Người ghi biên bản"), names[0])
    page.get_by_label("Giờ kết thúc").fill("15:40")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(lambda url: "/facts/" not in url)
    items = item_links(page, meeting)
    speak(page, items[2], names[3 + ABSENT : DUE])
    for text, due in TASKS:
        give_task(page, meeting, text, due)
    vote(page, meeting)
    for address in items:
        end_item(page, address)


def mark_absent(page: Page, name: str, reason: str) -> None:
    place = page.locator("#roll li").filter(has=page.locator(".roll-name", has_text=name)).first
    place.locator("summary").click()
    place.get_by_label("Lý do vắng").fill(reason)
    place.get_by_role("button", name="Có lý do").click()
    expect(page.locator("#roll li.absent").filter(has_text=name)).to_be_visible()


def pick(page: Page, field: Locator, name: str) -> None:
    """Type a part of the name, take the first found with Enter."""
    field.fill(name)
    expect(page.get_by_role("option", name=name).first).to_be_visible()
    field.press("Enter")


def item_links(page: Page, meeting: str) -> list[str]:
    page.goto(meeting)
    links = page.locator("#agenda a[href*='item=']")
    return [f"{meeting}{href}" for href in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def speak(page: Page, address: str, speakers: list[str]) -> None:
    page.goto(address)
    for name, (kind, text) in zip(speakers, SPEECHES, strict=False):
        pick(page, page.get_by_label("Người phát biểu"), name)
        page.get_by_label("Loại ý kiến").select_option(kind)
        page.get_by_label("Ý kiến", exact=True).fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".said")).to_contain_text(text)


def give_task(page: Page, meeting: str, text: str, due: str) -> None:
    page.goto(f"{meeting}parts/tasks/")
    page.get_by_label("Nhiệm vụ", exact=True).fill(text)
    pick(page, page.get_by_label("Người chủ trì"), "Nguyễn")
    page.get_by_label("Thời hạn").fill(due)
    page.get_by_role("button", name="Ghi").click()
    page.wait_for_url(lambda url: "/parts/" not in url)


def vote(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}parts/decisions/")
    page.get_by_label("Loại", exact=True).select_option("resolution")
    page.get_by_label("Nội dung biểu quyết").fill("Thông qua nghị quyết tháng 11 năm 2026")
    page.get_by_label("Tán thành", exact=True).fill(str(VOTERS + 1))
    page.get_by_role("button", name="Ghi").click()
    expect(page.get_by_text(re.compile("nhiều hơn"))).to_be_visible()
    page.get_by_label("Tán thành", exact=True).fill(str(VOTERS - ABSENT))
    page.get_by_role("button", name="Ghi").click()
    page.wait_for_url(lambda url: "/parts/" not in url)


def end_item(page: Page, address: str) -> None:
    page.goto(address)
    conclusion = page.get_by_label("Kết luận của chủ trì")
    if conclusion.count():
        conclusion.fill("Thống nhất nội dung; giao các đồng chí được phân công thực hiện đúng thời hạn.")
    done = page.get_by_role("button", name="Đã kết luận")
    if done.count():
        done.click()
        page.wait_for_url(lambda url: url != address)


# How good it was


def score_meeting(page: Page, meeting: str) -> str:
    """The points the chapter adopted, as the page prints them."""
    page.goto(f"{meeting}sheet/")
    page.get_by_role("button", name="Lấy theo hồ sơ").click()
    lacking = page.locator("details.gaps li a")
    expect(page.locator(".foot")).to_be_visible()
    for _ in range(30):
        page.goto(f"{meeting}sheet/")
        if not lacking.count():
            break
        page.goto(page.url.split("?")[0] + lacking.first.get_attribute("href").split("sheet/")[-1])
        choose_level(page)
    page.get_by_role("link", name="Đưa ra biểu quyết").click()
    page.get_by_label("Tán thành", exact=True).fill(str(VOTERS - ABSENT))
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(lambda url: "/vote/" not in url)
    page.goto(f"{meeting}sheet/")
    return page.locator(".foot b").inner_text().removeprefix("Tổng ")


def choose_level(page: Page) -> None:
    editor = page.locator("form[data-line-editor]")
    editor.locator("input[type=radio]").nth(1).check()
    editor.get_by_label(re.compile("^Vì sao")).fill("Chi bộ thống nhất sau khi thảo luận.")
    editor.get_by_label(re.compile("^Minh chứng")).fill("Sổ biên bản của chi bộ")
    editor.get_by_role("button", name="Lưu").click()
    expect(editor).to_have_count(0)


def close_and_send(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}closing/")
    page.get_by_role("button", name="Kết thúc cuộc họp").click()
    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    page.get_by_role("link", name=re.compile("Gửi cấp trên")).click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_text("Đã gửi, chờ thẩm định").first).to_be_visible()


def accept(page: Page, meeting: str) -> str:
    """What the accepting button promised: points and grade."""
    page.goto("/reviews/")
    page.get_by_role("link", name=CHAPTER).first.click()
    button = page.get_by_role("button", name=re.compile("^Chấp nhận"))
    promised = button.inner_text().removeprefix("Chấp nhận").strip()
    button.click()
    page.wait_for_url(lambda url: "/acceptance/" not in url)
    page.goto(meeting)
    expect(page.get_by_text("Đã thẩm định").first).to_be_visible()
    return promised


# What it adds up to


def see_the_month(page: Page) -> None:
    """The worker has added it up: the Khối's page shows the one chapter that met, and its attendance."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page.goto("/dashboard/")
        page.goto(re.sub(r"/dashboard/(\d+).*", r"/dashboard/\1/2026-11/", page.url))
        figures = page.get_by_role("main").inner_text()
        if f"{DUE - ABSENT}/{DUE}" in figures.replace("\n", ""):
            return
        time.sleep(1)
    pytest.fail(f"The month was not added up:\n{figures[:2000]}")


def month_report(page: Page, installation: Installation) -> str:
    """The text of the month's PDF, as the worker set it."""
    page.get_by_role("main").get_by_role("link", name="Báo cáo").click()
    page.get_by_role("button", name="Dựng báo cáo").click()
    page.wait_for_url(re.compile(r"/reports/\d+/$"))
    link = page.get_by_role("link", name=re.compile("PDF")).first
    expect(link).to_be_visible(timeout=120_000)
    address = link.get_attribute("href")
    answer = page.request.get(f"{installation.url}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.body())).pages)
