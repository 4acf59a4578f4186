"""Where allauth asks the house: what is written down, and where people go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from accounts.models import Entry, User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Accounts are given, never taken."""
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        person = cast("User", user)
        Entry.objects.record("account.signed_in", person, by=person)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        person = cast("User", user)
        Entry.objects.record("account.password_changed", person, by=person)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("accounts:account")
