"""The sign-in page and one's own account."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Entry
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "mot mat khau khac han"


def test_the_sign_in_page_lists_nobody_outside_the_demonstration(client, secretary, settings):
    settings.DEMO = False
    page = client.get(reverse("account_login")).content.decode()
    assert "Tên đăng nhập" in page
    assert "Chọn vai để xem thử" not in page
    assert "bithu" not in page


def test_in_the_demonstration_it_lists_who_is_there_and_one_press_lets_in(
    client, secretary, overseer, settings
):
    settings.DEMO, settings.DEMO_PASSWORD = True, PASSWORD
    page = client.get(reverse("account_login")).content.decode()
    assert "Bản dùng thử: dữ liệu hư cấu." in page
    assert "Chi bộ Văn phòng" in page
    assert "danguy" in page
    assert "tochuc" not in page
    answer = client.post(reverse("account_login"), {"login": "bithu", "password": PASSWORD})
    assert answer.status_code == 302


def test_signing_in_leaves_a_line_with_the_address(client, secretary):
    client.post(reverse("account_login"), {"login": "bithu", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    entry = Entry.objects.get(verb="account.signed_in")
    assert (entry.by, entry.address) == (secretary, "192.0.2.7")


def test_the_account_page_shows_name_and_roles(sign_in, secretary):
    page = sign_in(secretary).get(reverse("accounts:account")).content.decode()
    assert "Trần Thị Hòa Bình" in page
    assert "Bí thư chi bộ, Chi bộ Văn phòng" in page
    assert "Chưa bật" in page


def test_single_keys_can_be_switched_off(sign_in, secretary):
    browser = sign_in(secretary)
    assert 'data-single-keys="on"' in browser.get(reverse("accounts:account")).content.decode()
    browser.post(reverse("accounts:account"), {})
    secretary.refresh_from_db()
    assert not secretary.single_keys
    assert 'data-single-keys="off"' in browser.get(reverse("accounts:account")).content.decode()


def test_a_password_is_changed_with_the_old_one(sign_in, secretary, client):
    browser = sign_in(secretary)
    answer = browser.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert answer.url == reverse("accounts:account")
    assert Entry.objects.filter(verb="account.password_changed", by=secretary).exists()
    assert client.post(reverse("account_login"), {"login": "bithu", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"oldpassword": "sai", "password1": NEW, "password2": NEW}, "Cần nhập đúng mật khẩu hiện tại."),
        (
            {"oldpassword": PASSWORD, "password1": NEW, "password2": "x"},
            "Hai lần nhập mật khẩu phải giống nhau.",
        ),
        ({"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"}, "10"),
        ({"oldpassword": PASSWORD, "password1": "", "password2": ""}, "Cần ghi mật khẩu mới."),
    ],
)
def test_a_password_that_will_not_do_gets_a_sentence(sign_in, secretary, typed, says):
    page = sign_in(secretary).post(reverse("account_change_password"), typed).content.decode()
    assert says in page
    assert "Chưa lưu được" in page


def test_two_factor_pages_are_ours(sign_in, secretary, client):
    client.post(reverse("account_login"), {"login": "bithu", "password": PASSWORD})
    assert "Bật xác thực hai lớp" in client.get(reverse("mfa_index")).content.decode()
    again = client.get(reverse("mfa_activate_totp")).url
    assert "Nhập lại mật khẩu" in client.get(again).content.decode()
    client.post(again, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "Khóa bí mật" in page
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Mã không đúng." in wrong
