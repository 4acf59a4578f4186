"""A meeting's own address: what stands there depends on how far it has come and who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from meetings.dashboards import PART_WORDS, REASONS, Conflict, Workspace
from meetings.forms.parts import PARTS, ContributionForm
from meetings.forms.planning import AmendForm, FactsForm
from meetings.models import ConflictError, Meeting
from meetings.permissions import AGREE_ABSENCE, CLOSE_MEETING, PLAN_MEETING, READ_MINUTES, RECORD_MEETING
from meetings.views.planning import plan_page
from meetings.views.reach import (
    address_of,
    crumbs_of,
    fill,
    keep_reason,
    meeting_of,
    reason_of,
    recorded,
    sheet_address,
)
from meetings.views.steps import outcome_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from common.forms import PlainForm

INLINE = (
    "contributions",
    "decisions",
    "tasks",
    "limitations",
    "remarks",
    "delegates",
    "documents",
    "petitions",
)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    if not READ_MINUTES.holds(request.user, meeting.organization):
        return _invitation(request, meeting)
    if meeting.status == Meeting.Status.PLANNED:
        return plan_page(request, meeting)
    if meeting.status in {Meeting.Status.ABSENCE_ASKED, Meeting.Status.ABSENCE_AGREED}:
        return _absence(request, meeting)
    may_record = RECORD_MEETING.holds(request.user, meeting.organization)
    if meeting.status == Meeting.Status.OPEN and may_record:
        return page(request, meeting)
    if "write" in request.GET and may_record and not meeting.is_locked:
        return page(request, meeting) if reason_of(request, meeting) else redirect("meetings:amend", pk=pk)
    return outcome_page(request, meeting)


def _invitation(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """What a member is told: when, where, what about, with which papers. A draft is nobody's business yet."""
    if meeting.notice_sent_at is None and meeting.status == Meeting.Status.PLANNED:
        raise Http404
    context = {
        "meeting": meeting,
        "items": meeting.items.select_related("preparer"),
        "documents": meeting.documents.all(),
        "own_items": meeting.items.filter(preparer__user=request.user),
    }
    return render(request, "meetings/invitation.html", context)


def _absence(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    context = {
        "meeting": meeting,
        "may_plan": PLAN_MEETING.holds(request.user, meeting.organization),
        "may_answer": AGREE_ABSENCE.holds(request.user, meeting.organization),
    }
    return render(request, "meetings/absence.html", context)


def page(
    request: SignedInRequest,
    meeting: Meeting,
    *,
    bound: tuple[str, PlainForm] | None = None,
    conflict: ConflictError | None = None,
    item: str = "",
    part: str = "",
) -> HttpResponse:
    """The workspace; `bound` is a form that could not be taken, shown in its place with what was typed."""
    desk = Workspace(
        meeting,
        request.user,
        item=item or request.GET.get("item", ""),
        part=part or request.GET.get("part", ""),
    )
    context: dict[str, Any] = {
        "meeting": meeting,
        "desk": desk,
        "forms": _forms(desk, bound),
        "part_words": PART_WORDS,
        "reasons": REASONS,
        "may_close": CLOSE_MEETING.holds(request.user, meeting.organization),
        "extending": request.GET.get("extend", ""),
        "conflict": Conflict(conflict) if conflict else None,
        "sheet_url": sheet_address(meeting),
        "reason": reason_of(request, meeting),
        "saved_at": timezone.localtime() if request.GET or request.htmx else None,
    }
    return render(
        request,
        "meetings/workspace.html",
        context | _tab(request),
        status=422 if (bound or conflict) and not request.htmx else 200,
    )


def _tab(request: SignedInRequest) -> dict[str, Any]:
    asked = request.GET.get("tab", "item")
    return {"tab": asked if asked in {"agenda", "item", "roll"} else "item"}


def _forms(desk: Workspace, bound: tuple[str, PlainForm] | None) -> dict[str, PlainForm]:
    """Entry lines of the parts that stand open with the item in hand."""
    forms: dict[str, PlainForm] = {}
    for kind in INLINE:
        if kind == "contributions":
            last = desk.last_said
            speaker = (f"m{last.member_id}" if last.member_id else f"d{last.delegate_id}") if last else ""
            initial = {"speaker": speaker, "kind": last.kind} if last else {}
            forms[kind] = ContributionForm(meeting=desk.meeting, initial=initial, prefix=kind)
        elif kind in desk.parts:
            forms[kind] = PARTS[kind](meeting=desk.meeting, prefix=kind, initial=_starting(desk, kind))
    if bound:
        forms[bound[0]] = bound[1]
    return forms


def _starting(desk: Workspace, kind: str) -> dict[str, Any]:
    if kind == "decisions" and desk.current is not None:
        month = desk.meeting.month
        of_member = desk.current.kind == "member_matter"
        text = (
            desk.current.title if of_member else f"Thông qua nghị quyết tháng {month.month} năm {month.year}"
        )
        return {"kind": "confirmation" if of_member else "resolution", "text": text}
    return {}


@require_http_methods(["GET", "POST"])
def facts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Chair, recorder, hours, place: as it was."""
    meeting = recorded(request, pk)
    reason = reason_of(request, meeting)
    if meeting.is_held and not reason and not meeting.is_locked:
        return redirect("meetings:amend", pk=pk)

    def change(**typed: Any) -> None:
        meeting.replan(reason=reason, **typed)

    return fill(
        request,
        FactsForm(request.POST or None, meeting=meeting),
        change,
        title="Thông tin cuộc họp",
        to=address_of(meeting),
        crumbs=crumbs_of(meeting),
        done="Đã lưu thông tin cuộc họp.",
    )


@require_http_methods(["GET", "POST"])
def amend(request: SignedInRequest, pk: int) -> HttpResponse:
    """After closing, a change says why: asked once, then written with each change."""
    meeting = recorded(request, pk)
    to = reverse("meetings:detail", args=[pk])
    if meeting.is_locked or not meeting.is_held:
        return redirect(to)

    def begin(*, by: object, reason: str) -> None:
        keep_reason(request, meeting, reason)

    return fill(
        request,
        AmendForm(request.POST or None, cancel=to),
        begin,
        title=f"Sửa {str(meeting).lower()}",
        intro="Sau khi kết thúc, sửa phải ghi lý do.",
        to=f"{to}?write=1",
        crumbs=crumbs_of(meeting),
    )


@require_GET
def gaps(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is still missing, as a page of its own."""
    meeting = recorded(request, pk)
    desk = Workspace(meeting, request.user)
    return render(request, "meetings/gaps.html", {"meeting": meeting, "desk": desk})
