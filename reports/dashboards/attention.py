"""What deserves an eye this month: what, who, and the person in charge. Never an order by score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, OuterRef, Q, Subquery

from chapters.models import RoleHolding
from chapters.querysets import under
from chapters.roles import Role
from common.dates import add_months
from common.templatetags.vi import number
from reports.models import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from chapters.models import Organization

STEP: Final = Decimal(10)  # points that make a fall, or a gap, worth a look
SHOWN: Final = 8
NOT_HELD: Final = ("bad", "x-octagon-fill")
LATE: Final = ("wait", "clock-history")
FALLING: Final = ("wait", "arrow-down-right")
FLATTERING: Final = ("note", "arrow-up")


@dataclass(frozen=True)
class Concern:
    """One matter of one chapter; colour and icon as the chips have them."""

    colour: str
    icon: str
    what: str
    chapter: Organization
    above: Organization | None
    month: date
    details: str
    in_charge: str
    rank: int


def concerns(organization: Organization, month: date) -> list[Concern]:
    """The exceptions of the chapters below, by kind, then in official order."""
    rows = list(_exceptions(organization, month))
    again = _missing_before([row.organization_id for row in rows if row.missing], month)
    charge = _specialists(organization)
    found = [
        Concern(
            *look,
            what,
            row.organization,
            row.parent if row.parent_id != organization.pk else None,
            month,
            details,
            _in_charge(row.organization.path, charge),
            rank,
        )
        for row in rows
        for rank, look, what, details in _matters(row, again)
    ]
    return sorted(found, key=lambda concern: concern.rank)


def _exceptions(organization: Organization, month: date) -> QuerySet[Any]:
    before = Tally.objects.filter(organization=OuterRef("organization"), month=add_months(month, -1))
    rows: QuerySet[Any] = (
        Tally.objects.chapters_under(organization, month)
        .annotate(points_before=Subquery(before.values("own_reviewed_points")[:1]))
        .filter(
            Q(missing__gt=0)
            | Q(late__gt=0)
            | Q(points_before__gte=F("own_reviewed_points") + STEP)
            | Q(own_self_points__gte=F("own_reviewed_points") + STEP)
        )
        .select_related("organization", "parent")
        .order_by("parent__position", "parent_id", "organization__position", "organization_id")
    )
    return rows


def _matters(row: Tally, again: set[int]) -> list[tuple[int, tuple[str, str], str, str]]:
    found = []
    if row.missing:
        words = "Chưa tổ chức sinh hoạt"
        if row.organization_id in again:
            words = "Chưa tổ chức, lần thứ 2 trong 3 tháng"
        asked = row.state == Tally.State.ABSENCE_ASKED
        details = f"Xin không tổ chức, chưa được đồng ý: {row.absence_reason}" if asked else "chưa báo lý do"
        found.append((0, NOT_HELD, words, details))
    if row.late:
        days = f"họp ngày {row.held_on:%d/%m}, hạn {row.due_on:%d/%m}"
        found.append((1, LATE, f"Họp chậm {row.days_late} ngày", days))
    before: Decimal | None = row.points_before  # type: ignore[attr-defined]
    own, reviewed = row.own_self_points, row.own_reviewed_points
    if before is not None and reviewed is not None and before - reviewed >= STEP:
        found.append((2, FALLING, "Điểm giảm từ 10 trở lên", f"từ {number(before)} xuống {number(reviewed)}"))
    if own is not None and reviewed is not None and own - reviewed >= STEP:
        words = f"tự chấm {number(own)}, thẩm định {number(reviewed)}"
        found.append((3, FLATTERING, "Tự chấm cao hơn thẩm định từ 10 điểm", words))
    return found


def _missing_before(chapters: Sequence[int], month: date) -> set[int]:
    before = (add_months(month, -1), add_months(month, -2))
    missing = Tally.objects.filter(organization__in=chapters, month__in=before, missing__gt=0)
    return set(missing.values_list("organization_id", flat=True)) if chapters else set()


def without_superior(organization: Organization, month: date) -> int:
    """Chapters that met in this month and the one before, both times without anyone from above."""
    met_alone = Tally.objects.filter(month=add_months(month, -1), held__gt=0, visits=0)
    here = Tally.objects.chapters_under(organization, month).filter(held__gt=0, visits=0)
    return here.filter(organization__in=met_alone.values("organization")).count()


def _specialists(organization: Organization) -> list[tuple[str, str]]:
    held = RoleHolding.objects.current().filter(role=Role.SPECIALIST)
    above = Q(organization__in=organization.ancestor_ids())
    found = held.filter(above | under(organization.path, "organization__path"))
    return list(found.values_list("organization__path", "user__full_name"))


def _in_charge(path: str, charge: Sequence[tuple[str, str]]) -> str:
    """Who follows the chapter: of those above it, the nearest."""
    above = [(len(assigned), name) for assigned, name in charge if path.startswith(assigned)]
    return max(above)[1] if above else ""
