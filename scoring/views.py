"""Pages of scoring: the sheet in the meeting, the review above it, the criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from meetings.models import Meeting

if TYPE_CHECKING:
    from accounts.request import SignedInRequest


def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return HttpResponse()
