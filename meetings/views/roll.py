"""The roll: made, brought up to date, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common.errors import RuleError
from meetings.forms.parts import MarkForm
from meetings.models import Attendance
from meetings.views.reach import address_of, reason_of, recorded, try_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


@require_POST
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring the roll up to date with the list of members."""
    meeting = recorded(request, pk)

    def again() -> None:
        with meeting.changing(by=request.user, reason=reason_of(request, meeting)):
            Attendance.call(meeting)

    try_to(request, again, "Đã cập nhật danh sách điểm danh.")
    return redirect(address_of(meeting, item=request.POST.get("item", ""), tab="roll"))


@require_POST
def mark(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    meeting = recorded(request, pk)
    there = get_object_or_404(meeting.roll.select_related("member"), pk=place)
    there.meeting = meeting
    form = MarkForm(request.POST)
    reason = reason_of(request, meeting)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            if typed["presence"] == "exempt":
                there.mark_exempt(by=request.user, reason=reason)
            else:
                there.mark(
                    typed["presence"], by=request.user, why=typed["why"], at=typed["at"], reason=reason
                )
        except RuleError as error:
            messages.error(request, f"{there.member}: {error}")
    else:
        messages.error(
            request,
            f"{there.member}: {' '.join(str(error) for errors in form.errors.values() for error in errors)}",
        )
    return redirect(
        address_of(meeting, item=request.POST.get("item", ""), tab="roll", anchor=f"roll-{there.pk}")
    )
