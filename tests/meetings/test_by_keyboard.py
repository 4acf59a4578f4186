"""A whole meeting of twelve members entered in a browser, and no mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation, sign_in

pytestmark = pytest.mark.e2e

CHAPTER = """
from tests.factories.chapters import *
from tests.factories.meetings import *
from chapters.models import Member
from chapters.roles import Role
chapter = ChapterFactory(name="Chi bộ Văn phòng")
names = ["Hoàng Ngọc Ẩn", "Trần Thị Hòa Bình", "Nguyễn Văn Cảnh", "Đỗ Thị Chi", "Trịnh Xuân Dũng", "Lò Văn Đại",
    "Bùi Minh Đức", "Nguyễn Thế Kỷ", "Phạm Thúy Ngọc", "Vũ Minh Tuệ", "Lê Quốc Vượng", "Bùi Thị Ánh Tuyết"]
for name in names:
    MemberFactory(organization=chapter, full_name=name)
secretary = Member.objects.get(full_name="Trần Thị Hòa Bình")
PostHoldingFactory(member=secretary)
user = UserFactory(username="bithu", full_name=secretary.full_name)
secretary.user = user
secretary.save()
RoleHoldingFactory(user=user, organization=chapter)
before = MeetingFactory(organization=chapter, held_on=yesterday() - timedelta(days=32), is_open=True)
task_of(before, "Thu đảng phí", due_on=yesterday())
make_ready(before).close(by=None)
before.submit(by=None)
MeetingFactory(organization=chapter, chair=None)
"""
PASSWORD = "mat-khau-de-thu"


def go_to(page: Page, name: str, *, back: bool = False) -> None:
    """Tab until what has this name, or this label, is in hand."""
    reads = """() => { const at = document.activeElement; if (!at) return "";
        const label = at.labels && at.labels[0]; return (at.getAttribute("aria-label") || (label && label.innerText)
        || at.innerText || at.value || "").trim() }"""
    for _ in range(160):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if re.match(name, page.evaluate(reads)):
            return
    pytest.fail(f"Tab never comes to {name}")


def test_a_meeting_of_twelve_without_a_mouse(installation: Installation, page: Page):
    installation.manage("shell", "-c", CHAPTER)
    sign_in(page, "bithu", PASSWORD)
    expect(page).to_have_url(f"{installation.url}/")
    page.goto("/meetings/?status=planned")
    go_to(page, "Sinh hoạt thường kỳ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bắt đầu họp")).to_be_visible()
    go_to(page, "Bắt đầu họp")
    page.keyboard.press("Enter")
    title = page.locator("#item-title")
    expect(title).to_contain_text("1. ")
    _chair_and_recorder(page)
    _roll(page)
    _words(page)
    _judgement(page)
    _tasks_and_vote(page)
    _close_and_send(page)


def _chair_and_recorder(page: Page) -> None:
    """Chair and recorder."""
    title = page.locator("#item-title")
    go_to(page, "chủ trì, thư ký")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thông tin cuộc họp")).to_be_visible()
    go_to(page, "Chủ trì")
    page.keyboard.type("hoa binh")
    page.keyboard.press("Enter")
    go_to(page, "Người ghi biên bản")
    page.keyboard.type("vuong")
    page.keyboard.press("Enter")
    go_to(page, "Giờ kết thúc")
    page.keyboard.type("15:40")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã lưu thông tin cuộc họp.")).to_be_visible()
    expect(title).to_contain_text("1. ")


def _roll(page: Page) -> None:
    """The roll: a letter jumps to a name, 1 asks for the reason."""
    roll = page.locator("#roll")
    go_to(page, "Hoàng Ngọc Ẩn")
    page.keyboard.press("k")
    page.keyboard.press("1")
    page.keyboard.type("công tác")
    page.keyboard.press("Enter")
    expect(roll).to_contain_text("11/12")
    expect(roll).to_contain_text("công tác (có lý do)")


def _words(page: Page) -> None:
    """What was said, at the second item."""
    title = page.locator("#item-title")
    page.keyboard.press("Control+Enter")
    expect(title).to_contain_text("2. ")
    page.keyboard.press("F6")
    go_to(page, "Người phát biểu")
    page.keyboard.type("tue")
    page.keyboard.press("Enter")
    go_to(page, "Ý kiến")
    page.keyboard.type("Thiếu máy quét A3, đề nghị dùng chung.")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("Thiếu máy quét A3")
    page.keyboard.type("Gửi tài liệu trước 03 ngày.")
    page.keyboard.press("Enter")
    expect(page.locator(".said > li")).to_have_count(2)


def _judgement(page: Page) -> None:
    """The task of last month is judged, the conclusion written."""
    title = page.locator("#item-title")
    page.keyboard.press("Control+Enter")
    expect(title).to_contain_text("3. ")
    go_to(page, "Xong")
    page.keyboard.press("Space")
    expect(page.locator("#previous")).to_contain_text("đã đánh giá 1/1")
    go_to(page, "Kết luận của chủ trì")
    page.keyboard.type("Hoàn thành 1/1 nhiệm vụ.")
    page.keyboard.press("Control+Enter")
    for number in (4, 5, 6):
        expect(title).to_contain_text(f"{number}. ")
        page.keyboard.press("Control+Enter")


def _tasks_and_vote(page: Page) -> None:
    """Tasks and the vote."""
    title = page.locator("#item-title")
    expect(title).to_contain_text("7. ")
    go_to(page, "Nhiệm vụ$")
    page.keyboard.type("Hoàn thành số hóa hồ sơ")
    go_to(page, "Người chủ trì")
    page.keyboard.type("tue")
    page.keyboard.press("Enter")
    go_to(page, "Thời hạn")
    page.keyboard.type("30/12/2030")
    page.keyboard.press("Enter")
    expect(page.locator("#tasks")).to_contain_text("hạn 30/12/2030")
    page.keyboard.press("Control+Enter")
    expect(title).to_contain_text("8. ")
    go_to(page, "Tán thành")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("#decisions")).to_contain_text(
        "12 tán thành nhiều hơn 11 đảng viên chính thức có mặt."
    )
    go_to(page, "Tán thành")
    page.keyboard.press("Control+A")
    page.keyboard.type("11")
    page.keyboard.press("Enter")
    expect(page.locator("#decisions")).to_contain_text("Được thông qua")
    for number in (8, 9):
        expect(title).to_contain_text(f"{number}. ")
        page.keyboard.press("Control+Enter")
    expect(title).to_contain_text("10. ")


def _close_and_send(page: Page) -> None:
    """Closed and sent."""
    go_to(page, "Kết thúc cuộc họp", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kết thúc cuộc họp lúc 15:40?")).to_be_visible()
    go_to(page, "Kết thúc cuộc họp", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã kết thúc, chưa gửi")).to_be_visible()
    go_to(page, "Gửi cấp trên")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thu hồi được cho đến khi cấp trên mở xem.")).to_be_visible()
    go_to(page, "Gửi cấp trên", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Thu hồi")).to_be_visible()
    page.goto(page.url.rstrip("/") + "/minutes/")
    for words in (
        "có mặt 11/12 (91,7%)",
        "Nguyễn Thế Kỷ (công tác)",
        "Thiếu máy quét A3",
        "11/12",
        "30/12/2030",
    ):
        expect(page.get_by_role("article")).to_contain_text(words)
