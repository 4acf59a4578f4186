"""Signing in, and one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.views import LoginView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import KeysForm
from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest

# The people of the demonstration: what each is and what each sees.
DEMO_PEOPLE = {
    "bithu": "Bí thư chi bộ",
    "danguy": "Đảng ủy cơ sở",
    "tochuc": "Ban Tổ chức Đảng ủy Khối",
    "chuyenvien": "Chuyên viên, tổ công tác",
    "dangvien": "Đảng viên",
    "quantri": "Quản trị",
}


class SignIn(LoginView):
    """The sign-in page; in the demonstration it also lists whom one can come in as."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"demo_people": demo_people(), "demo_password": settings.DEMO_PASSWORD}
        return context


def demo_people() -> list[dict[str, str]]:
    found = {
        user.username: user
        for user in User.objects.filter(username__in=DEMO_PEOPLE, is_active=True).prefetch_related(
            "role_holdings__organization"
        )
    }
    return [
        {"username": username, "what": what, "where": _where(found[username])}
        for username, what in DEMO_PEOPLE.items()
        if username in found
    ]


def _where(user: User) -> str:
    names = sorted({holding.organization.name for holding in user.role_holdings.all()})
    if len(names) > 1:
        return f"{len(names)} tổ chức được phân công"
    return names[0] if names else ""


sign_in = SignIn.as_view()


@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """One's own account: name, roles, password, second factor, keys."""
    form = KeysForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu.")
        return redirect("accounts:account")
    return render(
        request, "accounts/own.html", {"form": form, "has_second_factor": is_mfa_enabled(request.user)}
    )
