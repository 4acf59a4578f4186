"""Accounts and their roles, the trail, and changing the role one works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from chapters.forms.accounts import AccountForm, AuditFilter, PasswordForm, RoleForm
from chapters.models import Member, Organization, RoleHolding
from chapters.permissions import HOLDING_KEY, MANAGE_ACCOUNTS, SEE_AUDIT, current_holdings
from chapters.querysets import accounts_visible_to, entries_visible_to
from common.errors import RuleError
from common.text import clean, fold

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from chapters.permissions import Permission

ROWS = 50
FOUND = 20


def _require_anywhere(permission: Permission, user: User) -> None:
    if not permission.anywhere(user):
        raise PermissionDenied


@require_GET
def accounts(request: SignedInRequest) -> HttpResponse:
    _require_anywhere(MANAGE_ACCOUNTS, request.user)
    sought = clean(request.GET.get("q", ""))
    state = request.GET.get("state", "")
    everyone = accounts_visible_to(request.user)
    found = _search(everyone, sought)
    shown = found.filter(is_active=False) if state == "locked" else found
    holdings = RoleHolding.objects.current().select_related("organization")
    rows = shown.select_related("member").prefetch_related(
        Prefetch("role_holdings", holdings, to_attr="held")
    )
    return render(
        request,
        "accounts/list.html",
        {
            "page": Paginator(rows.order_by("username"), ROWS).get_page(request.GET.get("page")),
            "sought": sought,
            "state": state,
            "all_count": found.count(),
            "locked_count": found.filter(is_active=False).count(),
        },
    )


def _search(people: QuerySet[User], sought: str) -> QuerySet[User]:
    if not sought:
        return people
    folded = Q()
    for word in fold(sought).split():
        folded &= Q(member__search__contains=word)
    return people.filter(Q(username__icontains=sought) | Q(full_name__icontains=sought) | folded)


@require_http_methods(["GET", "POST"])
def create_account(request: SignedInRequest) -> HttpResponse:
    _require_anywhere(MANAGE_ACCOUNTS, request.user)
    form = AccountForm(request.POST or None, back=reverse("chapters:accounts"))
    if request.method == "POST" and form.is_valid():
        user = User.open_account(by=request.user, **form.cleaned_data)
        messages.success(request, f"Đã lập tài khoản {user.username}. Tiếp theo: giao vai.")
        return redirect("chapters:give_role", pk=user.pk)
    return render(request, "accounts/create.html", {"form": form})


@require_GET
def account(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    return render(
        request,
        "accounts/detail.html",
        {
            "account": user,
            "is_shut_out": not user.is_active or _has_guessed_too_often(user),
            "holdings": user.role_holdings.select_related("organization").order_by("-starts_on", "-pk"),
            "entries": entries_visible_to(request.user, MANAGE_ACCOUNTS.roles).about(user)[:10],
        },
    )


def _has_guessed_too_often(user: User) -> bool:
    limit = settings.AXES_FAILURE_LIMIT
    attempts = AccessAttempt.objects.filter(username=user.username)
    return bool(attempts.filter(failures_since_start__gte=limit).exists())


def _account(request: SignedInRequest, pk: int) -> User:
    _require_anywhere(MANAGE_ACCOUNTS, request.user)
    return get_object_or_404(_within(request).select_related("member__organization"), pk=pk)


def _within(request: SignedInRequest) -> QuerySet[User]:
    """What the administrator keeps, and the fresh accounts nobody has given a role yet."""
    fresh = User.objects.filter(is_superuser=False, role_holdings__isnull=True, member__isnull=True)
    return User.objects.filter(Q(pk__in=accounts_visible_to(request.user)) | Q(pk__in=fresh))


@require_http_methods(["GET", "POST"])
def give_role(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    sought = clean(request.GET.get("q", ""))
    offered = _offered(request, user, sought)
    form = RoleForm(
        request.POST or None,
        organizations=Organization.objects.visible_to(request.user) if request.method == "POST" else offered,
        back=reverse("chapters:account", args=[pk]),
    )
    if request.method == "POST" and form.is_valid():
        MANAGE_ACCOUNTS.require(request.user, form.cleaned_data["organization"])
        try:
            RoleHolding.give(by=request.user, user=user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã giao vai cho đồng chí {user}.")
            return redirect("chapters:account", pk=pk)
    return render(
        request, "accounts/role.html", {"account": user, "form": form, "sought": sought, "offered": offered}
    )


def _offered(request: SignedInRequest, user: User, sought: str) -> QuerySet[Organization]:
    """What was searched for; without a search the member's own chapter and the top of the reach."""
    reach = Organization.objects.visible_to(request.user).active()
    if sought:
        chosen = reach.search(sought).order_by("path")[:FOUND]
    else:
        member = getattr(user, "member", None)
        home = member.organization.path if member and member.organization else ""
        above = [int(part) for part in home.strip("/").split("/") if part]
        tops = reach.order_by("path").values_list("pk", flat=True)[:1]
        chosen = reach.filter(pk__in=[*above, *tops])
    return (
        Organization.objects.filter(pk__in=list(chosen.values_list("pk", flat=True)))
        .select_related("parent")
        .order_by("path")
    )


@require_http_methods(["GET", "POST"])
def end_role(request: SignedInRequest, pk: int) -> HttpResponse:
    _require_anywhere(MANAGE_ACCOUNTS, request.user)
    reach = Organization.objects.visible_to(request.user)
    holding = get_object_or_404(
        RoleHolding.objects.select_related("user", "organization"), pk=pk, organization__in=reach
    )
    MANAGE_ACCOUNTS.require(request.user, holding.organization)
    back = reverse("chapters:account", args=[holding.user_id])
    if request.method == "POST":
        holding.take_back(by=request.user)
        messages.success(request, f"Đã kết thúc vai {holding.get_role_display()}, {holding.organization}.")
        return redirect(back)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Kết thúc vai {holding.get_role_display()} của đồng chí {holding.user}?",
            "body": f"Từ hôm nay đồng chí {holding.user} không làm việc được ở {holding.organization} với vai này.",
            "act": "Kết thúc vai",
            "back": back,
            "danger": True,
        },
    )


@require_http_methods(["GET", "POST"])
def bind_member(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    reach = Member.objects.visible_to(request.user).select_related("organization__parent", "user")
    if request.method == "POST":
        member = get_object_or_404(reach, pk=request.POST.get("member") or 0)
        try:
            member.bind_account(user, by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
            return redirect("chapters:bind_member", pk=pk)
        messages.success(request, f"Đã gắn tài khoản {user.username} với đồng chí {member}.")
        return redirect("chapters:account", pk=pk)
    sought = clean(request.GET.get("q", "")) or user.full_name
    found = reach.search(sought).by_given_name()[:FOUND]
    return render(request, "accounts/member.html", {"account": user, "found": found, "sought": sought})


@require_http_methods(["GET", "POST"])
def lock_account(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    back = reverse("chapters:account", args=[pk])
    if request.method == "POST":
        try:
            user.lock(by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã khóa tài khoản {user.username}.")
        return redirect(back)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Khóa tài khoản {user.username}?",
            "body": f"Đồng chí {user} bị đưa ra ngay và không đăng nhập được cho đến khi mở khóa. Các vai vẫn giữ.",
            "act": "Khóa tài khoản",
            "back": back,
            "danger": True,
        },
    )


@require_POST
def unlock_account(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    user.unlock(by=request.user)
    messages.success(request, f"Đã mở khóa tài khoản {user.username}.")
    return redirect("chapters:account", pk=pk)


@require_http_methods(["GET", "POST"])
def give_password(request: SignedInRequest, pk: int) -> HttpResponse:
    user = _account(request, pk)
    form = PasswordForm(request.POST or None, user=user, back=reverse("chapters:account", args=[pk]))
    if request.method == "POST" and form.is_valid():
        user.give_password(form.cleaned_data["password"], by=request.user)
        messages.success(
            request, f"Đã đặt mật khẩu mới cho {user.username}. Hãy báo riêng cho đồng chí {user}."
        )
        return redirect("chapters:account", pk=pk)
    return render(request, "accounts/password.html", {"account": user, "form": form})


@require_POST
def choose_role(request: SignedInRequest) -> HttpResponse:
    """Work in another of one's roles until changed again or signed out."""
    chosen = request.POST.get("holding", "")
    if holding := next((held for held in current_holdings(request) if str(held.pk) == chosen), None):
        request.session[HOLDING_KEY] = holding.pk
        messages.success(request, f"Đang làm với vai: {holding.get_role_display()}, {holding.organization}.")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "/")


@require_GET
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did what, when, from where."""
    _require_anywhere(SEE_AUDIT, request.user)
    form = AuditFilter(request.GET)
    entries = entries_visible_to(request.user, SEE_AUDIT.roles)
    if form.is_valid():
        entries = form.narrow(entries)
    return render(
        request,
        "accounts/audit.html",
        {"form": form, "page": Paginator(entries, ROWS).get_page(request.GET.get("page"))},
    )
