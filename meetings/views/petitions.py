"""Khó khăn, vướng mắc: raised, due, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from chapters.permissions import holding_in_hand
from chapters.roles import OVERSEERS, Role
from common.text import clean, fold
from meetings.forms.petitions import AnswerForm
from meetings.models import Petition
from meetings.permissions import ANSWER_PETITION, RECORD_MEETING
from meetings.views.reach import fill, try_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest

ROWS = 50


@require_GET
def petitions(request: SignedInRequest) -> HttpResponse:
    holding = holding_in_hand(request)
    today = timezone.localdate()
    found = _reach(request)
    if holding is not None and holding.role in OVERSEERS:
        found = found.under(holding.organization.path)
    elif holding is not None:
        found = found.filter(organization=holding.organization)
    sought = clean(request.GET.get("q", ""))
    for word in fold(sought).split():
        found = found.filter(organization__search__contains=word)
    state = request.GET.get("state", "")
    shown = {"overdue": found.overdue_on(today), "answered": found.answered()}.get(state, found.unanswered())
    if state == "mine" and holding is not None:
        shown = found.unanswered().filter(assigned_to=holding.organization)
    counts = found.counts_on(today, holding.organization_id if holding else None)
    page = Paginator(shown.order_by("due_on", "pk"), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "today": today,
        "sought": sought,
        "is_above": holding is not None and holding.role in OVERSEERS,
        "segments": [
            {"words": words, "count": counts[key or "open"], "url": _address(sought, key), "current": key == state}
            for key, words in (
                ("", "Chưa trả lời"), ("overdue", "Quá hạn"), ("mine", "Chờ chúng tôi"), ("answered", "Đã trả lời")
            )
        ],
    }  # fmt: skip
    return render(request, "meetings/petitions.html", context)


def _address(sought: str, state: str) -> str:
    query = {key: value for key, value in (("q", sought), ("state", state)) if value}
    return reverse("meetings:petitions") + (f"?{urlencode(query)}" if query else "")


def _reach(request: SignedInRequest) -> Any:
    """Members see their own; the others whatever they reach."""
    found = Petition.objects.visible_to(request.user).select_related(
        "organization__parent", "member", "assigned_to"
    )
    holding = holding_in_hand(request)
    if holding is not None and holding.role == Role.MEMBER:
        return found.filter(member__user=request.user)
    return found


@require_http_methods(["GET", "POST"])
def petition(request: SignedInRequest, pk: int) -> HttpResponse:
    """One petition with its answer; whoever's turn it is answers here, the chapter ends it here."""
    here = get_object_or_404(_reach(request).select_related("meeting", "contribution__item"), pk=pk)
    to = reverse("meetings:petition", args=[pk])
    if request.method == "POST" and request.POST.get("act") == "close":
        if not RECORD_MEETING.holds(request.user, here.organization):
            raise PermissionDenied("Chi bộ nêu việc này mới kết thúc được.")
        try_to(request, lambda: here.close(by=request.user), "Đã kết thúc việc này.")
        return redirect(to)
    may_answer = ANSWER_PETITION.holds(request.user, here.answerer)
    form = AnswerForm(request.POST or None, cancel=reverse("meetings:petitions")) if may_answer else None
    if request.method == "POST" and form is None:
        raise PermissionDenied(f"Người trả lời được: {here.answerer.committee_name}.")
    if request.method == "POST" and form is not None and form.is_valid():
        return fill(
            request,
            form,
            lambda **typed: _answer(here, **typed),
            title="Trả lời",
            to=to,
            crumbs=[("Khó khăn, vướng mắc", reverse("meetings:petitions"))],
            done="Đã lưu.",
        )
    context = {
        "petition": here,
        "form": form,
        "may_end": here.is_answered
        and here.status != Petition.Status.CLOSED
        and RECORD_MEETING.holds(request.user, here.organization),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/petition.html", context, status=200 if request.method == "GET" else 422)


def _answer(petition: Petition, *, by: Any, act: str, answer: str, due_on: Any) -> None:
    if act == "answer":
        petition.answer_with(answer, by=by)
    elif act == "take_up":
        petition.take_up(by=by, due_on=due_on)
    else:
        petition.escalate(by=by)
