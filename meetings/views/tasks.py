"""Tasks across meetings, overdue first; a member reports the own ones done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chapters.permissions import holding_in_hand
from chapters.roles import OVERSEERS, Role
from common.text import clean, fold
from meetings.models import Task
from meetings.permissions import RECORD_MEETING
from meetings.views.reach import try_to

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from accounts.request import SignedInRequest

ROWS = 50
SOON = 7


@dataclass(frozen=True)
class Row:
    """A task as the list shows it today."""

    task: Task
    today: date

    @property
    def status(self) -> tuple[str, str]:
        """Meaning and words of the tag."""
        if overdue := self.task.days_overdue(self.today):
            return "overdue", f"Quá hạn {overdue} ngày"
        left = (self.task.due_on - self.today).days if self.task.due_on else None
        if self.task.state == Task.State.OPEN and left is not None and left <= SOON:
            return "due", f"Hạn {self.task.due_on:%d/%m}, còn {left} ngày"
        return f"task_{self.task.state}", self.task.get_state_display()


@require_GET
def tasks(request: SignedInRequest) -> HttpResponse:
    holding = holding_in_hand(request)
    today = timezone.localdate()
    found = Task.objects.visible_to(request.user).select_related("assignee", "meeting", "organization")
    is_member = holding is not None and holding.role == Role.MEMBER
    if is_member:
        found = found.filter(assignee__user=request.user)
    elif holding is not None and holding.role in OVERSEERS:
        found = found.under(holding.organization.path)
    elif holding is not None:
        found = found.filter(organization=holding.organization)
    sought = clean(request.GET.get("q", ""))
    for word in fold(sought).split():
        found = found.filter(assignee__search__contains=word)
    state = request.GET.get("state", "")
    overdue, open_, reported = (
        found.overdue_on(today),
        found.unfinished(),
        found.filter(state=Task.State.REPORTED),
    )
    shown = {"overdue": overdue, "reported": reported, "done": found.exclude(pk__in=open_.values("pk"))}.get(
        state, open_
    )
    counts = found.counts_on(today)
    page = Paginator(shown.overdue_first(), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [Row(task, today) for task in page],
        "in_time_words": f"{counts['open']} nhiệm vụ đang làm đều còn trong hạn.",
        "is_member": is_member,
        "is_above": holding is not None and holding.role in OVERSEERS,
        "sought": sought,
        "counts": counts,
        "today": today,
        "state": state,
        "segments": [
            {
                "words": words,
                "count": counts[key or "open"],
                "url": _address(sought, key),
                "current": key == state,
            }
            for key, words in (
                ("", "Đang làm"),
                ("overdue", "Quá hạn"),
                ("reported", "Báo xong"),
                ("done", "Đã xong"),
            )
        ],
    }
    return render(request, "meetings/tasks.html", context)


def _address(sought: str, state: str) -> str:
    query = {key: value for key, value in (("q", sought), ("state", state)) if value}
    return reverse("meetings:tasks") + (f"?{urlencode(query)}" if query else "")


@require_POST
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The member whose task it is says it is done, or takes that back; whoever keeps the record may do it for them."""
    task = get_object_or_404(
        Task.objects.visible_to(request.user).select_related("assignee", "organization"), pk=pk
    )
    own = task.assignee is not None and task.assignee.user_id == request.user.pk
    if not own and not RECORD_MEETING.holds(request.user, task.organization):
        raise PermissionDenied("Chỉ đồng chí được giao hoặc bí thư, phó bí thư báo xong nhiệm vụ này.")
    if request.POST.get("take_back"):
        try_to(request, lambda: task.take_back_report(by=request.user), "Đã rút lại báo xong.")
    else:
        note = request.POST.get("note", "")
        try_to(
            request,
            lambda: task.report_done(note, by=request.user),
            "Đã báo xong; chi bộ công nhận ở kỳ họp tới.",
        )
    return redirect("meetings:tasks")
