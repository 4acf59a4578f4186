"""The item in hand: its text, its ending, its place on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.errors import RuleError
from meetings.models import AgendaItem, ConflictError
from meetings.permissions import PLAN_MEETING
from meetings.views.reach import address_of, meeting_of, reason_of, recorded, try_to
from meetings.views.workspace import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest

TEXTS = ("notes", "conclusion")


@require_POST
def write(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Keep what was typed; with an outcome, end the item and go on to the next one.

    Typed over an older text: both are shown, and nothing is lost.
    """
    meeting = recorded(request, pk)
    here = get_object_or_404(meeting.items, pk=item)
    here.meeting = meeting
    reason = reason_of(request, meeting)
    texts: dict[str, Any] = {name: request.POST[name] for name in TEXTS if name in request.POST}
    was = {name: request.POST.get(f"was_{name}", "") for name in texts}
    try:
        here.note(by=request.user, was=was, reason=reason, **texts)
    except ConflictError as conflict:
        if "autosave" in request.POST:
            return render(request, "meetings/_conflict_told.html", {"conflict": conflict, "item": here})
        return page(request, meeting, conflict=conflict, item=str(item))
    except RuleError as error:
        messages.error(request, str(error))
        return redirect(address_of(meeting, item=item))
    if "autosave" in request.POST:
        return render(request, "meetings/_saved.html", {"item": here, "saved_at": timezone.localtime()})
    outcome = request.POST.get("outcome", "")
    if outcome not in AgendaItem.Outcome.values:
        return redirect(address_of(meeting, item=item))
    used = request.POST.get("used_minutes", "")
    ended = try_to(
        request,
        lambda: here.end(
            outcome, by=request.user, reason=reason, used_minutes=int(used) if used.isdecimal() else None
        ),
    )
    return redirect(address_of(meeting, item=_next(here) if ended and outcome != "open" else item))


def _next(item: AgendaItem) -> int:
    after = item.meeting.items.filter(position__gt=item.position).first()
    return after.pk if after else item.pk


@require_POST
def move(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    PLAN_MEETING.require(request.user, meeting.organization)
    here = get_object_or_404(meeting.items, pk=item)
    here.meeting = meeting
    step = -1 if request.POST.get("to") == "up" else 1
    try_to(request, lambda: here.move(step, by=request.user))
    return redirect(address_of(meeting, anchor="agenda"))
