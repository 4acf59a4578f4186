"""Signing in: by user name, throttled, with nothing else offered."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

PASSWORD = "mot mat khau dai"

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return get_user_model().objects.create_user("bithu", password=PASSWORD, full_name="Lê Thị Bích Ngọc")


def sign_in(client, password: str, username: str = "bithu", **extra):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **extra)


def test_by_user_name(client, secretary):
    answer = sign_in(client, PASSWORD)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(secretary.pk)


def test_a_wrong_password_is_said_in_vietnamese(client, secretary):
    page = sign_in(client, "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(client, secretary):
    for written in ("bithu", "BITHU", "BiThu", "bithu "):  # one account, however it is written
        assert sign_in(client, "sai", written).status_code == 200
    assert sign_in(client, "sai").status_code == 429
    assert sign_in(client, PASSWORD).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, PASSWORD).status_code == 302


def test_guesses_from_elsewhere_do_not_lock_the_secretary_out(client, secretary):
    for _ in range(5):
        sign_in(client, "sai", REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "sai", REMOTE_ADDR="203.0.113.9").status_code == 429
    assert sign_in(client, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_nobody_signs_up_or_mails_themselves_in():
    for name in ("account_signup", "account_email", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_time_based_codes_are_offered_to_who_gives_the_password_again(client, secretary):
    sign_in(client, PASSWORD)
    address = reverse("mfa_activate_totp")
    asked_again = client.get(address)
    assert asked_again.url.startswith(reverse("account_reauthenticate"))
    back = client.post(asked_again.url, {"password": PASSWORD})
    assert (back.status_code, back.url) == (302, address)
    assert client.get(address).status_code == 200
