"""A demonstration to look at: an installation filled with a few months, and every page a link leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.installation import Installation, own_database, own_redis, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

PEOPLE = ("bithu", "danguy", "tochuc", "chuyenvien", "dangvien", "quantri")
PASSWORD = "sinhhoat"
MONTHS = "3"
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    """One for all who look: nobody writes anything in it that another would miss."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "gw0").removeprefix("gw")
    with own_database(f"demonstration_{worker}") as database:
        filled = Installation(
            tmp_path_factory.mktemp("demonstration"),
            DEMO="1",
            DEMO_PASSWORD=PASSWORD,
            **database,
            **own_redis(12 + int(worker)),
        )
        try:
            filled.manage("migrate", "--verbosity", "0")
            filled.manage("demo", "--seed", "7", "--months", MONTHS)
            filled.start()
            yield filled
        finally:
            filled.stop()


@dataclass(frozen=True)
class Found:
    """A page, by the name of its address, and the address where it was seen."""

    name: str
    path: str
    status: int


def come_in(browser: Browser, installation: Installation, username: str) -> BrowserContext:
    """A browser of its own in which this person is signed in."""
    context = browser.new_context(
        base_url=installation.url, viewport=LAPTOP, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, username, PASSWORD)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return context


def pages_from(page: Page) -> Iterator[Found]:
    """Walk every link, one page for each name of an address; the page stands open while it is looked at."""
    waiting, seen = ["/", "/account/"], set()
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or name in seen:
            continue
        seen.add(name)
        answer = page.request.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if answer.status != 200:
            yield Found(name, path, answer.status)
            continue
        page.goto(path)
        addresses = page.eval_on_selector_all("a[href]", "all => all.map(link => link.getAttribute('href'))")
        waiting += [_below(page.url, address) for address in addresses if not address.startswith("#")]
        yield Found(name, path, answer.status)


def name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def _below(url: str, address: str) -> str:
    """The path of a link of our own, with its query."""
    there = urlsplit(urljoin(url, address))
    return f"{there.path}?{there.query}" if there.query else there.path
