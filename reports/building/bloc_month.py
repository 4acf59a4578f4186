"""The month of the Khối, from tallies alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from common.dates import add_months, last_day, months_between
from common.errors import RuleError
from reports import words
from reports.building import counting, heads
from reports.dashboards import attention
from reports.models import Tally
from reports.paper.snapshots import BlocMonth, Concern, MonthOf, OrganizationRow, Targets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chapters.models import Organization

MONTHS_SHOWN = 12
KINDS = ("not_held", "late", "falling", "above_record")  # by the rank of a concern


def snapshot(organization: Organization, month: date, *, draft: int) -> BlocMonth:
    tally = counting.month_of(organization, month)
    if tally is None:
        raise RuleError(f"Chưa có số liệu {words.short_month(month)} của {organization}.")
    before = counting.month_of(organization, add_months(month, -1))
    known = before if before and before.due else None
    now = timezone.now()
    today = timezone.localdate(now)
    return BlocMonth(
        head=heads.head(organization, "BC", today, draft=draft),
        signing=heads.signing(organization, today),
        name=organization.name_on(last_day(month)),
        month=month,
        chapters=tally.chapters,
        counts=counting.counts(tally),
        before=counting.counts(known) if known else None,
        filed=tally.base_reported,
        filed_before=known.base_reported if known else None,
        organizations=_organizations(organization, month),
        exceptions=_concerns(organization, month),
        series=series(organization, months_between(add_months(month, 1 - MONTHS_SHOWN), month)),
        targets=Targets(),
        data_at=now,
        criteria=counting.criteria(month),
        alone=attention.without_superior(organization, month),
    )


def series(organization: Organization, months: Sequence[date]) -> tuple[MonthOf, ...]:
    """Month by month, from the first of which anything is known."""
    rows = {row.month: row for row in Tally.objects.of(organization).in_months(months[0], months[-1])}
    kept = [month for month in months if rows and month >= min(rows)]
    return tuple(
        MonthOf(month=month, counts=counting.settled(counting.counts(rows[month])) if month in rows else None)
        for month in kept
    )


def _organizations(organization: Organization, month: date) -> tuple[OrganizationRow, ...]:
    rows = list(
        Tally.objects.filter(month=month)
        .directly_under(organization)
        .select_related("organization")
        .in_order()
    )
    names = counting.in_force_names([row.organization for row in rows], last_day(month))
    before = {
        row.organization_id: row
        for row in Tally.objects.filter(month=add_months(month, -1)).directly_under(organization)
    }
    filings = list(
        Tally.objects.chapters_under(organization, month).values_list("organization__path", "filed_on")
    )
    made = []
    for row in rows:
        sent = counting.filed(row.organization.path, filings) if row.base_reported else None
        past = before.get(row.organization_id)
        made.append(
            OrganizationRow(
                name=names[row.organization_id],
                chapters=row.chapters,
                members=row.members,
                counts=counting.counts(row),
                before=counting.counts(past) if past else None,
                filed=row.base_reported > 0,
                filed_on=sent,
                filing_due=row.base_due > 0,
                days_late=counting.days_after_filing_day(month, sent),
            )
        )
    return tuple(made)


def _concerns(organization: Organization, month: date) -> tuple[Concern, ...]:
    bases = counting.bases(organization)
    return tuple(
        Concern(
            kind=KINDS[each.rank],
            chapter=each.chapter.name,
            organization=counting.base_of(each.chapter.path, bases) or each.chapter.name,
            what=f"{each.what[:1].lower()}{each.what[1:]}" + (f"; {each.details}" if each.details else ""),
            in_charge=each.in_charge,
            month=each.month,
        )
        for each in attention.concerns(organization, month)
    )
