"""Before the meeting: the plan and its lines, the notice, and asking not to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chapters.models import Organization
from chapters.permissions import holding_in_hand
from common.dates import add_months, month_of
from common.errors import RuleError
from common.workdays import working_day_from
from meetings.forms.planning import LINES, AbsenceAnswerForm, AbsenceForm, PlanForm
from meetings.models import Meeting, Petition
from meetings.permissions import AGREE_ABSENCE, PLAN_MEETING
from meetings.streaks import usual_day
from meetings.views.reach import confirm, crumbs_of, fill, meeting_of, try_to

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from accounts.request import SignedInRequest


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """A draft for a month: the habitual day stands already."""
    organization = _organization(request)
    PLAN_MEETING.require(request.user, organization)
    kind = "regular" if organization.is_chapter else "party_committee"
    month = _next_month(organization, kind)
    usual = usual_day(organization, kind, month)
    last = Meeting.objects.filter(organization=organization, kind=kind).newest_first().first()
    initial = {
        "kind": request.GET.get("kind", kind),
        "month": month,
        "held_on": working_day_from(usual) if usual else None,
        "starts_at": last.starts_at if last else None,
        "place": last.place if last else "",
    }
    back = reverse("meetings:list")
    form = PlanForm(request.POST or None, initial=initial, organization=organization, cancel=back)
    if request.method == "POST" and form.is_valid():
        chair = organization.posts.current().filter(post="secretary").first()
        try:
            meeting = Meeting.plan(
                organization, by=request.user, chair=chair.member if chair else None, **form.cleaned_data
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:detail", pk=meeting.pk)
    context = {
        "form": form,
        "title": "Lập dự thảo cuộc họp",
        "crumbs": [("Cuộc họp", back)],
        "organization": organization,
    }
    return render(request, "meetings/form.html", context, status=200 if request.method == "GET" else 422)


def _organization(request: SignedInRequest) -> Organization:
    """The one asked for, else that of the role in hand."""
    asked = request.GET.get("organization", "")
    if asked.isdecimal():
        organization: Organization = get_object_or_404(
            Organization.objects.visible_to(request.user), pk=asked
        )
        return organization
    holding = holding_in_hand(request)
    if holding is None:
        raise Http404
    return holding.organization


def _next_month(organization: Organization, kind: str) -> date:
    """This month, or the first after it that has no such meeting yet."""
    month = month_of(timezone.localdate())
    taken = set(
        Meeting.objects.filter(organization=organization, kind=kind, month__gte=month).values_list(
            "month", flat=True
        )
    )
    while month in taken:
        month = add_months(month, 1)
    return month


def plan_page(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """The draft: six lines, each changed in place; then the notice; then the meeting itself."""
    editing = request.GET.get("edit", "")
    form = LINES[editing](meeting=meeting) if editing in LINES else None
    return _show_plan(request, meeting, editing, form)


def _show_plan(request: SignedInRequest, meeting: Meeting, editing: str, form: object) -> HttpResponse:
    may_plan = PLAN_MEETING.holds(request.user, meeting.organization)
    today = timezone.localdate()
    context = {
        "meeting": meeting,
        "editing": editing if may_plan else "",
        "form": form,
        "may_plan": may_plan,
        "items": meeting.items.select_related("preparer", "carried_from__meeting"),
        "documents": meeting.documents.all(),
        "earlier_tasks": meeting.earlier_tasks(),
        "petitions": Petition.objects.filter(organization=meeting.organization).exclude(
            status=Petition.Status.CLOSED
        )[:10],
        "moved": meeting.registered_on and meeting.held_on and meeting.registered_on != meeting.held_on,
        "is_due": meeting.held_on is not None and meeting.held_on <= today,
        "topic": getattr(meeting, "topic", None),
    }
    invalid = getattr(form, "errors", None) and request.method == "POST"
    return render(request, "meetings/plan.html", context, status=422 if invalid and not request.htmx else 200)


@require_http_methods(["POST"])
def line(request: SignedInRequest, pk: int, line: str) -> HttpResponse:
    """One line of the plan, as changed."""
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    if line not in LINES:
        raise Http404
    form = LINES[line](request.POST, meeting=meeting)
    if form.is_valid():
        try:
            meeting.replan(by=request.user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:detail", pk=pk)
    return _show_plan(request, meeting, line, form)


@require_http_methods(["GET", "POST"])
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    if request.method == "POST":
        try_to(request, lambda: meeting.send_notice(by=request.user), "Đã gửi thông báo.")
        return redirect("meetings:detail", pk=pk)
    members = meeting.organization.members.count() if meeting.organization.is_chapter else 0
    who = f"{members} đảng viên" if members else "các đồng chí trong cấp ủy"
    return confirm(
        request,
        title=f"Gửi thông báo {str(meeting).lower()}?",
        body=f"Sẽ báo cho {who} và cấp ủy viên cấp trên theo dõi. Ngày họp được đăng ký với {meeting.superior.committee_name}.",
        act=f"Gửi cho {members + 1} đồng chí" if members else "Gửi thông báo",
        refuse="Chưa gửi",
        back=reverse("meetings:detail", args=[pk]),
    )


@require_POST
def reschedule(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    try_to(request, lambda: meeting.report_reschedule(by=request.user), "Đã báo cáo đổi ngày.")
    return redirect("meetings:detail", pk=pk)


@require_http_methods(["GET", "POST"])
def absence(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    to = reverse("meetings:detail", args=[pk])
    return fill(
        request,
        AbsenceForm(request.POST or None, cancel=to),
        meeting.ask_absence,
        title=f"Xin không tổ chức {str(meeting).lower()}",
        to=to,
        crumbs=crumbs_of(meeting),
        done="Đã gửi đề nghị. Cấp trên trả lời ở trang này.",
    )


@require_http_methods(["GET", "POST"])
def absence_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    AGREE_ABSENCE.require(request.user, meeting.organization)
    to = reverse("meetings:detail", args=[pk])

    def answer(*, by: object, decision: str, answer: str) -> None:
        if decision == "agree":
            meeting.agree_absence(by=request.user, answer=answer)
        else:
            meeting.refuse_absence(answer, by=request.user)

    return fill(
        request,
        AbsenceAnswerForm(request.POST or None, cancel=to),
        answer,
        title=f"Trả lời đề nghị không tổ chức {str(meeting).lower()}",
        intro=f"{meeting.organization} ghi: {meeting.absence_reason}",
        to=to,
        crumbs=crumbs_of(meeting),
        done="Đã trả lời chi bộ.",
    )


@require_POST
def absence_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    try_to(request, lambda: meeting.withdraw_absence(by=request.user), "Kỳ này lại là dự thảo.")
    return redirect("meetings:detail", pk=pk)
