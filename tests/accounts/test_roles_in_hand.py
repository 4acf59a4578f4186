"""The top bar follows the role in hand, and the role in hand is changed in the name menu."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from chapters.roles import Role
from chapters.templatetags.nav import BARS, TABS
from tests.factories.chapters import RoleHoldingFactory

pytestmark = pytest.mark.django_db
ANY_PAGE = "accounts:account"


def page_of(browser):
    return browser.get(reverse(ANY_PAGE)).content.decode()


def has_page(url_name):
    try:
        return bool(reverse(url_name))
    except NoReverseMatch:
        return False


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_bar_with_only_the_pages_that_exist(sign_in, tree, role):
    holding = RoleHoldingFactory(organization=tree.bloc, role=role)
    page = page_of(sign_in(holding.user))
    for place in BARS[role]:
        for entry in place.below or (place,):
            shown = f">{entry.words}" in page
            assert shown == has_page(entry.url_name), entry.words
    assert f"Đang làm với vai: {role.label}" in page


def test_the_phone_shows_at_most_four_tabs_and_the_rest_under_more(sign_in, secretary):
    page = page_of(sign_in(secretary))
    bar = page.split('class="tabbar"')[1].split("<details")[0]
    assert 1 <= bar.count("<a ") <= 4
    assert "Thêm" in page


def test_tabs_are_entries_of_the_bar():
    for role, tabs in TABS.items():
        flat = {entry.url_name for place in BARS[role] for entry in (place.below or (place,))}
        assert {place.url_name for place in tabs} <= flat


def test_the_current_page_is_marked(sign_in, administrator):
    page = sign_in(administrator).get(reverse("chapters:accounts")).content.decode()
    assert f'<a href="{reverse("chapters:accounts")}" aria-current="page">Tài khoản' in page


def test_a_person_with_two_roles_changes_between_them(sign_in, secretary, tree):
    second = RoleHoldingFactory(user=secretary, organization=tree.body, role=Role.COMMITTEE)
    browser = sign_in(secretary)
    assert "Đang làm với vai: Bí thư chi bộ, Chi bộ Văn phòng" in page_of(browser)
    answer = browser.post(reverse("chapters:choose_role"), {"holding": second.pk, "next": reverse(ANY_PAGE)})
    assert answer.url == reverse(ANY_PAGE)
    assert "Đang làm với vai: Đảng ủy cơ sở, Đảng bộ Sở Tư liệu" in page_of(browser)


def test_a_role_of_another_is_not_taken_and_no_stranger_address_followed(sign_in, secretary, overseer):
    browser = sign_in(secretary)
    answer = browser.post(
        reverse("chapters:choose_role"),
        {"holding": overseer.role_holdings.get().pk, "next": "https://example.org/"},
    )
    assert answer.url == "/"
    assert "Bí thư chi bộ, Chi bộ Văn phòng" in page_of(browser)


def test_a_specialist_has_one_role_however_many_organizations(sign_in, specialist, tree):
    RoleHoldingFactory(user=specialist, organization=tree.other_body, role=Role.SPECIALIST)
    assert "Đổi sang" not in page_of(sign_in(specialist))


def test_without_a_role_there_is_still_a_page(sign_in, tree):
    holding = RoleHoldingFactory(organization=tree.chapter, role=Role.MEMBER)
    holding.delete()
    assert "Chưa có vai nào" in page_of(sign_in(holding.user))
