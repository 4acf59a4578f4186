"""The steps of a meeting: opened, closed, sent up, taken back; and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import RuleError
from common.templatetags.vi import hm
from meetings import minutes as writing
from meetings.dashboards import Workspace
from meetings.forms.planning import ClosingForm
from meetings.models import Minutes, Petition
from meetings.permissions import (
    CLOSE_MEETING,
    READ_MINUTES,
    RECORD_MEETING,
    REVIEW_MEETING,
    SUBMIT_MEETING,
    reads_inner,
)
from meetings.views.reach import confirm, meeting_of, review_address, sheet_address, try_to

if TYPE_CHECKING:
    from datetime import time

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from meetings.models import Meeting


@require_POST
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    RECORD_MEETING.require(request.user, meeting.organization)
    try_to(request, lambda: meeting.open(by=request.user))
    return redirect("meetings:detail", pk=pk)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    CLOSE_MEETING.require(request.user, meeting.organization)
    ends_at = _ending(meeting)
    form = ClosingForm(request.POST or None, initial={"ends_at": ends_at})
    if request.method == "POST" and form.is_valid():
        try:
            meeting.close(by=request.user, ends_at=form.cleaned_data["ends_at"])
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:detail", pk=pk)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Kết thúc cuộc họp lúc {hm(ends_at)}?",
            "body": "Biên bản và dự thảo nghị quyết được lập ngay. Sau khi kết thúc, sửa phải ghi lý do.",
            "act": "Kết thúc cuộc họp",
            "refuse": "Họp tiếp",
            "back": reverse("meetings:detail", args=[pk]),
            "form": form,
        },
        status=200 if request.method == "GET" else 422,
    )


def _ending(meeting: Meeting) -> time:
    """As written down; now, while the meeting lasts; else the least it should have taken."""
    now = timezone.localtime()
    if meeting.ends_at or meeting.held_on == now.date() or meeting.starts_at is None:
        return meeting.ends_at or now.time()
    end = (
        meeting.starts_at.hour * 60
        + meeting.starts_at.minute
        + meeting.required_minutes
        + meeting.break_minutes
    )
    return now.time().replace(hour=end // 60 % 24, minute=end % 60)


@require_http_methods(["GET", "POST"])
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    SUBMIT_MEETING.require(request.user, meeting.organization)
    if request.method == "POST":
        try_to(
            request,
            lambda: meeting.submit(by=request.user),
            f"Đã gửi {meeting.superior.committee_name} thẩm định.",
        )
        return redirect("meetings:detail", pk=pk)
    return confirm(
        request,
        title=f"Gửi {meeting.superior.committee_name} thẩm định?",
        body="Thu hồi được cho đến khi cấp trên mở xem.",
        act="Gửi cấp trên",
        refuse="Chưa gửi",
        back=reverse("meetings:detail", args=[pk]),
    )


@require_POST
def recall(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    SUBMIT_MEETING.require(request.user, meeting.organization)
    try_to(request, lambda: meeting.recall(by=request.user), "Đã thu hồi.")
    return redirect("meetings:detail", pk=pk)


def outcome_page(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """A meeting that is over: what came of it, and what is next for whoever looks."""
    organization = meeting.organization
    desk = Workspace(meeting, request.user)
    context = {
        "meeting": meeting,
        "desk": desk,
        "has_minutes": meeting.is_held and meeting.source == meeting.Source.RECORDED,
        "remarks": desk.remarks,
        "remark_count": len(meeting.remarks.all()),
        "petitions": Petition.objects.filter(meeting=meeting),
        "may_record": RECORD_MEETING.holds(request.user, organization),
        "may_submit": SUBMIT_MEETING.holds(request.user, organization),
        "review_url": review_address(meeting),
        "may_review": REVIEW_MEETING.holds(request.user, organization),
        "sheet_url": sheet_address(meeting) if meeting.kind != meeting.Kind.EXTRAORDINARY else "",
    }
    return render(request, "meetings/outcome.html", context)


def _written_now(meeting: Meeting) -> Minutes:
    """For a meeting that was put in whole, without ever being closed here: from its record, kept nowhere."""
    if not meeting.is_held or meeting.source == meeting.Source.IMPORTED:
        raise Http404
    return Minutes(meeting=meeting, content=writing.snapshot(meeting), made_at=timezone.now())


@require_GET
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as fixed at closing; `version` reads an earlier one."""
    meeting = meeting_of(request, pk)
    if not READ_MINUTES.holds(request.user, meeting.organization):
        raise PermissionDenied("Biên bản do bí thư, phó bí thư chi bộ và cấp trên trực tiếp đọc.")
    versions = list(meeting.minutes.select_related("made_by"))
    asked = request.GET.get("version", "")
    chosen = next(
        (each for each in versions if str(each.version) == asked), versions[0] if versions else None
    )
    if chosen is None:
        chosen = _written_now(meeting)
    content = writing.for_reader(chosen.content, inner=reads_inner(request.user, meeting.organization))
    context = {
        "meeting": meeting,
        "minutes": chosen,
        "versions": versions,
        "content": content,
        "steps": [
            (words, [item for item in content["items"] if item["step"] == step])
            for step, words in (("opening", "Phần mở đầu"), ("body", "Phần nội dung"))
        ],
    }
    return render(request, "meetings/minutes.html", context)
