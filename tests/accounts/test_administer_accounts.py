"""The administrator's pages: accounts, roles with dates, members bound, locks, passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Entry, User
from chapters.models import RoleHolding
from chapters.roles import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.chapters import MemberFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db
GOOD = "mat khau du dai 2026"


@pytest.fixture
def browser(sign_in, administrator):
    return sign_in(administrator)


@pytest.fixture
def below(tree, sign_in):
    """An administrator of one đảng bộ only."""
    user = UserFactory(username="quantricoso")
    RoleHoldingFactory(user=user, organization=tree.body, role=Role.ADMINISTRATOR)
    return sign_in(user)


def text(answer):
    return answer.content.decode()


def test_the_list_shows_who_may_do_what(browser, secretary, stranger):
    page = text(browser.get(reverse("chapters:accounts")))
    assert "bithu" in page
    assert "Bí thư chi bộ, Chi bộ Văn phòng" in page
    assert "nguoila" in page


def test_the_list_is_searched_without_accents(browser, secretary, stranger):
    page = text(browser.get(reverse("chapters:accounts"), {"q": "hoa binh"}))
    assert "bithu" in page
    assert "nguoila" not in page
    assert "Không thấy “xyz”" in text(browser.get(reverse("chapters:accounts"), {"q": "xyz"}))


def test_the_list_stays_cheap(browser, tree, django_assert_max_num_queries):
    for _ in range(30):
        RoleHoldingFactory(organization=tree.chapter, role=Role.MEMBER)
    with django_assert_max_num_queries(20):
        browser.get(reverse("chapters:accounts"))


def test_only_administrators_come_in(sign_in, secretary, board):
    for person in (secretary, board):
        assert sign_in(person).get(reverse("chapters:accounts")).status_code == 403


def test_an_administrator_below_keeps_only_what_is_below(below, secretary, stranger, board):
    page = text(below.get(reverse("chapters:accounts")))
    assert "bithu" in page
    assert "nguoila" not in page
    assert below.get(reverse("chapters:account", args=[stranger.pk])).status_code == 404
    assert below.get(reverse("chapters:account", args=[board.pk])).status_code == 404
    assert below.get(reverse("chapters:account", args=[secretary.pk])).status_code == 200


def test_an_account_is_opened_and_then_given_a_role(browser, administrator):
    answer = browser.post(
        reverse("chapters:create_account"),
        {"full_name": "Lò  Văn Thịnh", "username": "Lo.Thinh", "password": GOOD},
    )
    user = User.objects.get(username="lo.thinh")
    assert answer.url == reverse("chapters:give_role", args=[user.pk])
    assert user.full_name == "Lò Văn Thịnh"
    assert user.check_password(GOOD)
    assert Entry.objects.about(user).get(verb="account.opened").by == administrator


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"username": "quantri"}, "Đã có tài khoản quantri. Chọn tên khác."),
        ({"username": "bình"}, "Tên đăng nhập chỉ dùng chữ không dấu."),
        ({"username": ""}, "Cần ghi tên đăng nhập."),
        ({"full_name": ""}, "Cần ghi họ và tên."),
        ({"password": "12345678901"}, "Mật khẩu"),
        ({"password": ""}, "Cần ghi mật khẩu."),
    ],
)
def test_what_cannot_be_an_account_gets_a_sentence(browser, change, says):
    typed = {"full_name": "Lò Văn Thịnh", "username": "thinh", "password": GOOD} | change
    page = text(browser.post(reverse("chapters:create_account"), typed))
    assert says in page
    assert "Chưa lưu được" in page


def test_a_role_is_given_with_dates(browser, tree, administrator):
    user = UserFactory()
    today = timezone.localdate()
    found = text(browser.get(reverse("chapters:give_role", args=[user.pk]), {"q": "van phong"}))
    assert "Chi bộ Văn phòng, Đảng bộ Sở Tư liệu" in found
    browser.post(
        reverse("chapters:give_role", args=[user.pk]),
        {
            "organization": tree.chapter.pk,
            "role": Role.SECRETARY,
            "starts_on": f"{today:%d/%m/%Y}",
            "ends_on": f"{today + timedelta(days=30):%d/%m/%Y}",
        },
    )
    holding = user.role_holdings.get()
    assert (holding.organization, holding.role) == (tree.chapter, Role.SECRETARY)
    assert (holding.starts_on, holding.ends_on) == (today, today + timedelta(days=30))
    assert Entry.objects.about(holding).get(verb="role.given").by == administrator


def test_a_role_without_organization_or_with_crossed_dates_is_refused(browser, tree):
    user = UserFactory()
    address = reverse("chapters:give_role", args=[user.pk])
    missing = text(browser.post(address, {"role": Role.MEMBER, "starts_on": "1/1/2026"}))
    assert "Cần chọn tổ chức" in missing
    crossed = {
        "organization": tree.chapter.pk,
        "role": Role.MEMBER,
        "starts_on": "2/1/2026",
        "ends_on": "1/1/2026",
    }
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in text(browser.post(address, crossed))
    assert not user.role_holdings.exists()


def test_nobody_gives_a_role_above_their_own_reach(below, tree):
    user = UserFactory()
    page = below.post(
        reverse("chapters:give_role", args=[user.pk]),
        {"organization": tree.bloc.pk, "role": Role.BOARD, "starts_on": "1/1/2026"},
    )
    assert "ngoài phạm vi" in text(page)
    assert not user.role_holdings.exists()


def test_a_role_is_ended_after_a_confirmation(browser, stranger, administrator):
    holding = stranger.role_holdings.get()
    RoleHolding.objects.filter(pk=holding.pk).update(starts_on=timezone.localdate() - timedelta(days=9))
    address = reverse("chapters:end_role", args=[holding.pk])
    assert "Kết thúc vai Bí thư chi bộ" in text(browser.get(address))
    assert stranger.role_holdings.current().exists()
    browser.post(address)
    assert not stranger.role_holdings.current().exists()
    assert Entry.objects.about(holding).get(verb="role.taken_back").by == administrator


def test_an_account_is_bound_to_its_member(browser, tree, administrator):
    user = UserFactory(full_name="Hoàng Ngọc Ẩn")
    member = MemberFactory(organization=tree.chapter, full_name="Hoàng Ngọc Ẩn")
    address = reverse("chapters:bind_member", args=[user.pk])
    assert "Hoàng Ngọc Ẩn" in text(browser.get(address))
    browser.post(address, {"member": member.pk})
    member.refresh_from_db()
    assert member.user == user
    assert Entry.objects.about(member).get(verb="member.account_bound").by == administrator


def test_a_member_with_an_account_is_not_bound_to_another(browser, member):
    other = UserFactory()
    answer = browser.post(
        reverse("chapters:bind_member", args=[other.pk]), {"member": member.member.pk}, follow=True
    )
    assert "đã gắn với một tài khoản khác" in text(answer)
    assert browser.post(reverse("chapters:bind_member", args=[other.pk]), {"member": 0}).status_code == 404


def test_a_locked_account_is_out_at_once_and_comes_back_unlocked(browser, sign_in, secretary, client):
    inside = sign_in(secretary)
    browser.post(reverse("chapters:lock_account", args=[secretary.pk]))
    assert inside.get(reverse("accounts:account")).status_code == 302
    assert "Đang khóa" in text(browser.get(reverse("chapters:accounts"), {"state": "locked"}))
    browser.post(reverse("chapters:unlock_account", args=[secretary.pk]))
    assert client.post(reverse("account_login"), {"login": "bithu", "password": PASSWORD}).status_code == 302
    assert Entry.objects.about(secretary).filter(verb__in=["account.locked", "account.unlocked"]).count() == 2


def test_nobody_locks_themselves_out(browser, administrator):
    answer = browser.post(reverse("chapters:lock_account", args=[administrator.pk]), follow=True)
    assert "Không tự khóa tài khoản của mình được." in text(answer)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_too_many_guesses_show_and_are_forgiven(browser, secretary, client):
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "bithu", "password": "sai"})
    detail = reverse("chapters:account", args=[secretary.pk])
    assert "Tạm khóa vì sai mật khẩu" in text(browser.get(detail))
    browser.post(reverse("chapters:unlock_account", args=[secretary.pk]))
    assert "Tạm khóa" not in text(browser.get(detail))
    assert client.post(reverse("account_login"), {"login": "bithu", "password": PASSWORD}).status_code == 302


def test_a_forgotten_password_is_replaced(browser, secretary, client):
    address = reverse("chapters:give_password", args=[secretary.pk])
    assert "Cần ghi mật khẩu mới." in text(browser.post(address, {"password": ""}))
    assert "Đặt mật khẩu mới" in text(browser.get(address))
    browser.post(address, {"password": GOOD})
    assert client.post(reverse("account_login"), {"login": "bithu", "password": GOOD}).status_code == 302


def test_acts_by_get_are_refused(browser, secretary):
    for name in ("chapters:unlock_account",):
        assert browser.get(reverse(name, args=[secretary.pk])).status_code == 405
