"""The usual agendas: read by all who plan, edited by the organising board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Entry
from meetings.forms.agendas import AgendaFormSet
from meetings.models import AgendaTemplate
from meetings.permissions import EDIT_TEMPLATES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


def _require(request: SignedInRequest) -> None:
    if not EDIT_TEMPLATES.anywhere(request.user):
        raise PermissionDenied("Người sửa được mẫu chương trình: Ban Tổ chức Đảng ủy Khối.")


@require_GET
def agendas(request: SignedInRequest) -> HttpResponse:
    _require(request)
    return render(
        request, "meetings/agendas.html", {"agendas": AgendaTemplate.objects.prefetch_related("items")}
    )


@require_http_methods(["GET", "POST"])
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lines of one agenda. Meetings planned already keep theirs."""
    _require(request)
    template = get_object_or_404(AgendaTemplate, pk=pk)
    lines = AgendaFormSet(request.POST or None, instance=template)
    if request.method == "POST" and lines.is_valid():
        with transaction.atomic():
            lines.save()
            Entry.objects.record("agenda.edited", template, by=request.user)
        messages.success(request, "Đã lưu mẫu chương trình. Cuộc họp đã lập giữ chương trình cũ.")
        return redirect("meetings:agendas")
    status = 200 if request.method == "GET" else 422
    return render(request, "meetings/agenda.html", {"template": template, "lines": lines}, status=status)
