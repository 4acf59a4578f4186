"""What every page of a meeting begins and ends with: reach, the reason for a late change, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from common.errors import RuleError
from meetings.models import Meeting
from meetings.permissions import RECORD_MEETING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from common.forms import PlainForm

REASONS_KEY = "amending"  # in the session: meeting → why it is changed after closing
Crumbs = list[tuple[str, str]]


def meeting_of(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting within the person's reach; others do not exist."""
    reach = Meeting.objects.visible_to(request.user).select_related(
        "organization__parent", "chair", "recorder", "head_count"
    )
    return get_object_or_404(reach, pk=pk)


def recorded(request: SignedInRequest, pk: int) -> Meeting:
    """The same, for whoever may write in it."""
    meeting = meeting_of(request, pk)
    RECORD_MEETING.require(request.user, meeting.organization)
    return meeting


def reason_of(request: SignedInRequest, meeting: Meeting) -> str:
    """Why a closed record is changed: given once, kept while the person is at it."""
    given: str = request.session.get(REASONS_KEY, {}).get(str(meeting.pk), "")
    return given if meeting.is_held else ""


def keep_reason(request: SignedInRequest, meeting: Meeting, reason: str) -> None:
    request.session[REASONS_KEY] = request.session.get(REASONS_KEY, {}) | {str(meeting.pk): reason}


def try_to(request: SignedInRequest, act: Callable[[], Any], done: str = "") -> bool:
    """Run a verb; a broken rule becomes a sentence at the top of the page."""
    try:
        act()
    except RuleError as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def fill(
    request: SignedInRequest,
    form: PlainForm,
    act: Callable[..., Any],
    *,
    title: str,
    to: str,
    crumbs: Crumbs,
    done: str = "",
    intro: str = "",
) -> HttpResponse:
    """A page with one form: show it, run the verb with what was typed, lose nothing of it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            if done:
                messages.success(request, done)
            return redirect(to)
    context = {"form": form, "title": title, "crumbs": crumbs, "intro": intro}
    return render(request, "meetings/form.html", context, status=200 if request.method == "GET" else 422)


def confirm(request: SignedInRequest, **words: Any) -> HttpResponse:
    """Asked before an act that others are told of or that cannot be undone."""
    return render(request, "confirm.html", words)


def address_of(meeting: Meeting, *, anchor: str = "", **query: object) -> str:
    """The meeting's own address; in a closed one, its writing side."""
    asked = {name: value for name, value in query.items() if value} | (
        {"write": 1} if meeting.is_held else {}
    )
    anchor = anchor or str(query.get("part") or "")
    address = reverse("meetings:detail", args=[meeting.pk])
    return address + (f"?{urlencode(asked)}" if asked else "") + (f"#{anchor}" if anchor else "")


def sheet_address(meeting: Meeting) -> str:
    """The score sheet is a page of the app above: linked by its name, where it is installed."""
    return _address_above("scoring:sheet", meeting)


def review_address(meeting: Meeting) -> str:
    return _address_above("scoring:review", meeting)


def _address_above(name: str, meeting: Meeting) -> str:
    try:
        return reverse(name, args=[meeting.pk])
    except NoReverseMatch:
        return ""


def crumbs_of(meeting: Meeting) -> Crumbs:
    return [
        ("Cuộc họp", reverse("meetings:list")),
        (str(meeting), reverse("meetings:detail", args=[meeting.pk])),
    ]
