"""The criteria sets: what is scored, how, by which evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from scoring.evidence import describe, is_read
from scoring.models import CriteriaSet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


@require_GET
def criteria(request: SignedInRequest) -> HttpResponse:
    sets = CriteriaSet.objects.annotate(count=Count("groups__criteria")).order_by("-code", "-valid_from")
    return render(request, "scoring/criteria.html", {"sets": sets})


@require_GET
def criteria_set(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CriteriaSet, pk=pk)
    groups: dict[int, dict[str, object]] = {}
    rows: dict[int, list[dict[str, object]]] = {}
    for criterion in found.all_criteria:
        groups.setdefault(
            criterion.group_id, {"group": criterion.group, "rows": rows.setdefault(criterion.group_id, [])}
        )
        evidence = [{"words": describe(key), "is_read": is_read(key)} for key in criterion.evidence]
        rows[criterion.group_id].append({"criterion": criterion, "evidence": evidence})
    context = {
        "set": found,
        "groups": groups.values(),
        "gates": found.all_gates,
        "annual": found.annual_rules.all(),
    }
    return render(request, "scoring/criteria_set.html", context)
