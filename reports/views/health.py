"""How the system is: the worker, what waits, the last comparison, jobs that are stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from chapters.models import Organization
from reports.health import Health
from reports.models import RollupJob
from reports.permissions import KEEP_SYSTEM
from reports.tallies import refresh

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


@require_GET
def health(request: SignedInRequest) -> HttpResponse:
    KEEP_SYSTEM.require(request.user, _top(request))
    return render(request, "reports/health.html", {"health": Health()})


@require_POST
def rebuild(request: SignedInRequest) -> HttpResponse:
    """Ask for everything to be added up anew; the job is watched on the same page."""
    KEEP_SYSTEM.require(request.user, _top(request))
    known = refresh.all_months()
    RollupJob.objects.request(known[0], known[-1], by=request.user)
    messages.success(request, "Đã xếp việc tổng hợp lại toàn bộ số liệu. Rời trang được.")
    return redirect("reports:health")


def _top(request: SignedInRequest) -> Organization:
    """The keeper's own: the highest organization in reach."""
    top: Organization = get_object_or_404(Organization.objects.visible_to(request.user).order_by("path")[:1])
    return top
