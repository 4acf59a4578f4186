"""Every page a person can reach, on a laptop and on a phone: axe has nothing to say, nothing is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import LAPTOP, PEOPLE, PHONE, come_in, pages_from

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.installation import Installation

pytestmark = pytest.mark.e2e
NARROW = {"width": 320, "height": 700}
# Pages that are another page for each role; the rest is looked at once, with the first who reaches it.
EACH_TIME = {"home", "meetings:list", "meetings:detail", "reports:dashboard"}
looked_at: set[str] = set()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_is_accessible_and_fits(demonstration: Installation, browser: Browser, username: str):
    context = come_in(browser, demonstration, username)
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None
    )
    page.on("pageerror", lambda error: refused.append(str(error)))
    faults: list[str] = []
    seen = 0
    for found in pages_from(page):
        seen += 1
        if found.status != 200:
            faults.append(f"{found.name} {found.path} answers {found.status}")
            continue
        if found.name in looked_at - EACH_TIME:
            continue
        looked_at.add(found.name)
        for size in (LAPTOP, PHONE):
            page.set_viewport_size(size)
            faults += [f"{found.name} {found.path} at {size['width']}: {fault}" for fault in _faults(page)]
        page.set_viewport_size(NARROW)
        if _is_too_wide(page):
            faults.append(f"{found.name} {found.path} scrolls sideways at 320")
        page.set_viewport_size(LAPTOP)
    context.close()
    assert seen > 3
    assert not refused
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["/sign-in/", "/there-is-no-such-page/"])
def test_pages_before_sign_in(demonstration: Installation, browser: Browser, path: str):
    context = browser.new_context(base_url=demonstration.url, locale="vi-VN")
    page = context.new_page()
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(path)
        assert not _faults(page)
        assert not _is_too_wide(page)
    context.close()


def test_the_letters_are_ours_and_the_figures_stand_in_columns(demonstration: Installation, browser: Browser):
    context = come_in(browser, demonstration, "tochuc")
    page = context.new_page()
    page.goto("/account/")
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Be Vietnam Pro\"', 'Ẩế'))"
    )
    widths = page.evaluate(
        """document.fonts.load('16px "BVP Figures"', '14').then(() => {
            const pen = document.createElement('canvas').getContext('2d');
            pen.font = '16px "BVP Figures"';
            return [...'0123456789'].map(digit => pen.measureText(digit).width);
        })"""
    )
    assert len({round(width, 2) for width in widths}) == 1
    context.close()


def test_the_keyboard_reaches_content_menu_and_list_of_keys(demonstration: Installation, browser: Browser):
    context = come_in(browser, demonstration, "bithu")
    page = context.new_page()
    page.goto("/account/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Phím tắt").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("heading", name="Phím tắt").is_visible()
    menu = page.locator("details.who > summary")
    menu.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Đăng xuất").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Đăng xuất").first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    context.close()


def _faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for fault in found
        for node in fault["nodes"][:3]
    ]


def _is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
