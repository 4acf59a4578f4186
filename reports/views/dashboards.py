"""The month of an organization on a page: the Khối, a đảng bộ, a chapter."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chapters.models import Organization
from chapters.permissions import holding_in_hand
from common.dates import month_of
from common.spreadsheets.writing import write_workbook
from common.text import clean
from reports.dashboards import attention, spreadsheet
from reports.dashboards.page import Dashboard
from reports.permissions import SEE_FIGURES

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from accounts.request import SignedInRequest

ROWS = 50
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def dashboard(request: SignedInRequest, pk: int | None = None, month: date | None = None) -> HttpResponse:
    """Any organization in reach and any month; without them, one's own and the current one."""
    page = _page(request, pk, month)
    lines = Paginator(page.lines, ROWS).get_page(request.GET.get("page"))
    shown = page.concerns if request.GET.get("attention") == "all" else page.concerns[: attention.SHOWN]
    return render(
        request,
        "reports/dashboard.html",
        {
            "page_of": page,
            "organization": page.organization,
            "lines": lines,
            "page": lines,
            "concerns": shown,
            "crumbs": _crumbs(request, page),
            "segments": _segments(request, page),
        },
    )


@require_GET
def dashboard_excel(request: SignedInRequest, pk: int, month: date) -> HttpResponse:
    page = _page(request, pk, month)
    book = BytesIO()
    write_workbook(book, spreadsheet.tables(page))
    name = f"sinh-hoat-{month:%Y-%m}-{pk}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(book.getvalue(), content_type=SPREADSHEET, headers=headers)


def _page(request: SignedInRequest, pk: int | None, month: date | None) -> Dashboard:
    reach = Organization.objects.visible_to(request.user)
    if pk is None:
        holding = holding_in_hand(request)
        organization = holding.organization if holding else get_object_or_404(reach.order_by("path")[:1])
    else:
        organization = get_object_or_404(reach, pk=pk)
    SEE_FIGURES.require(request.user, organization)
    return Dashboard(
        organization,
        month or month_of(timezone.localdate()),
        sought=clean(request.GET.get("q", "")),
        everything=request.GET.get("rows") == "all",
    )


def _crumbs(request: SignedInRequest, page: Dashboard) -> list[tuple[str, str]]:
    """The way down to here, as far as one's reach goes up."""
    above = Organization.objects.visible_to(request.user).filter(pk__in=page.organization.ancestor_ids())
    return [
        (organization.name, reverse("reports:dashboard", args=[organization.pk, page.month]))
        for organization in above.order_by("path")
    ]


def _segments(request: SignedInRequest, page: Dashboard) -> list[dict[str, Any]]:
    def address(rows: str | None) -> str:
        query = request.GET.copy()
        query.pop("rows", None)
        query.pop("page", None)
        if rows:
            query["rows"] = rows
        return f"?{query.urlencode()}"

    return [
        {
            "words": "Có kỳ chưa bảo đảm",
            "count": page.exceptional,
            "url": address(None),
            "current": not page.everything,
        },
        {"words": "Tất cả", "count": len(page.heat_rows), "url": address("all"), "current": page.everything},
    ]
