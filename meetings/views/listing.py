"""The list of meetings: a chapter's own year, or whatever a person above reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chapters.permissions import holding_in_hand
from chapters.roles import OVERSEERS, Role
from common.text import clean, fold
from meetings.models import Meeting
from meetings.permissions import EDIT_TEMPLATES, PLAN_MEETING

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from chapters.models import RoleHolding

ROWS = 50
STATUS_FILTERS = (
    ("", "Tất cả", ()),
    ("planned", "Dự kiến", ("planned", "absence_asked")),
    ("open", "Đang họp", ("open",)),
    ("closed", "Chưa gửi", ("closed", "returned")),
    ("submitted", "Chờ thẩm định", ("submitted",)),
    ("accepted", "Đã thẩm định", ("accepted",)),
)


@require_GET
def meetings(request: SignedInRequest) -> HttpResponse:
    holding = holding_in_hand(request)
    found = Meeting.objects.visible_to(request.user).select_related("organization")
    is_chapter = holding is not None and holding.role not in OVERSEERS
    if holding is not None:
        found = (
            found.filter(organization=holding.organization)
            if is_chapter
            else found.under(holding.organization.path)
        )
    if holding is not None and holding.role == Role.MEMBER:
        found = found.announced()
    year = _year(request)
    found = found.in_year(year)
    for word in fold(sought := clean(request.GET.get("q", ""))).split():
        found = found.filter(organization__search__contains=word)
    kind = request.GET.get("kind", "")
    if kind in Meeting.Kind.values:
        found = found.filter(kind=kind)
    status = request.GET.get("status", "")
    counts = found.count_by_status()
    wanted = next((statuses for key, _, statuses in STATUS_FILTERS if key == status), ())
    if wanted:
        found = found.filter(status__in=wanted)
    page = Paginator(found.newest_first(), ROWS).get_page(request.GET.get("page"))
    organization = holding.organization if holding else None
    present = {
        each.pk: each for each in Meeting.objects.filter(pk__in=[row.pk for row in page]).with_turnout()
    }
    context = {
        "page": page,
        "rows": [(meeting, present[meeting.pk]) for meeting in page],
        "may_edit_agendas": EDIT_TEMPLATES.anywhere(request.user),
        "year": year,
        "years": {"before": _address(request, year=year - 1), "after": _address(request, year=year + 1)},
        "is_chapter": is_chapter,
        "missed": _missed(holding, year) if is_chapter else [],
        "is_member": holding is not None and holding.role == Role.MEMBER,
        "organization": organization,
        "sought": sought,
        "kind": kind,
        "kinds": Meeting.Kind.choices,
        "segments": [
            {
                "words": words,
                "count": sum(counts.get(each, 0) for each in statuses) if statuses else sum(counts.values()),
                "url": _address(request, status=key),
                "current": key == status,
            }
            for key, words, statuses in STATUS_FILTERS
        ],
        "may_plan": organization is not None and PLAN_MEETING.holds(request.user, organization),
    }
    return render(request, "meetings/list.html", context)


def _missed(holding: RoleHolding | None, year: int) -> list[str]:
    if holding is None or not holding.organization.is_chapter or holding.role == Role.MEMBER:
        return []
    missed = Meeting.objects.months_missed(holding.organization, year, timezone.localdate())
    return [f"tháng {month.month}" for month in missed]


def _year(request: SignedInRequest) -> int:
    asked = request.GET.get("year", "")
    this_year = timezone.localdate().year
    return int(asked) if asked.isdecimal() and 1990 <= int(asked) <= this_year + 1 else this_year  # noqa: PLR2004


def _address(request: SignedInRequest, **changes: object) -> str:
    query = {key: request.GET[key] for key in ("q", "kind", "status", "year") if request.GET.get(key)}
    query |= {key: str(value) for key, value in changes.items()}
    return f"{reverse('meetings:list')}?{urlencode(query)}"
