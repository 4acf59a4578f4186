"""Building a report: claim the row, freeze its numbers, set its pages, keep its bytes."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from chapters.models import Organization
from common.errors import RuleError
from common.jobs import ATTEMPTS
from reports.building import bloc_month, bloc_year, committee_month
from reports.models import Report
from reports.paper.bloc_month import BlocMonthPaper
from reports.paper.bloc_year import BlocYearPaper
from reports.paper.committee_month import CommitteeMonthPaper
from reports.paper.fonts import PaperFontMissingError
from reports.paper.frozen import freeze, thaw
from reports.paper.snapshots import BlocMonth, BlocYear, CommitteeMonth

if TYPE_CHECKING:
    from datetime import date

    from reports.paper.document import Paper

logger = logging.getLogger(__name__)
Snapshot = BlocMonth | BlocYear | CommitteeMonth
UNRUNG: Final = timedelta(seconds=20)  # a doorbell is given this long before the sweep looks


def build(report_id: int) -> None:
    report = Report.objects.select_related("organization").get(pk=report_id)
    if not report.claim():
        return
    try:
        _build(report)
    except (RuleError, PaperFontMissingError) as error:
        report.fail(str(error))
    except Exception:
        logger.exception("Report %s could not be built", report_id)
        report.fail("Hệ thống gặp lỗi khi dựng báo cáo. Thử lại; nếu còn lỗi, báo quản trị.")


def sweep() -> None:
    """Take up what nobody has taken, and what a lost worker left."""
    now = timezone.now()
    for report in Report.objects.due(now).filter(asked_at__lt=now - UNRUNG):
        if report.attempts >= ATTEMPTS:
            report.fail(f"Đã thử {report.attempts} lần, lần nào tiến trình cũng dừng giữa chừng.")
        else:
            build(report.pk)


def snapshot_of(organization: Organization, kind: str, period: date, *, draft: int = 1) -> Snapshot:
    """The figures of now, for a report that is to be made."""
    Report.require_due(organization, kind, period)
    if kind == Report.Kind.YEAR:
        return bloc_year.snapshot(organization, period, draft=draft)
    if organization.kind == Organization.Kind.BLOC:
        return bloc_month.snapshot(organization, period, draft=draft)
    return committee_month.snapshot(organization, period, draft=draft)


def set_on_paper(snapshot: Snapshot) -> Paper:
    if isinstance(snapshot, BlocYear):
        return BlocYearPaper(snapshot)
    return BlocMonthPaper(snapshot) if isinstance(snapshot, BlocMonth) else CommitteeMonthPaper(snapshot)


def paper_of(report: Report) -> Paper:
    """The document of a report whose numbers are frozen."""
    is_bloc = report.organization.kind == Organization.Kind.BLOC
    kind: type[Snapshot] = CommitteeMonth
    if is_bloc:
        kind = BlocYear if report.kind == Report.Kind.YEAR else BlocMonth
    return set_on_paper(thaw(kind, report.content))


def _build(report: Report) -> None:
    if not report.is_issued and not report.keeps_numbers:
        report.beat(0, step="chốt số liệu")
        found = snapshot_of(report.organization, report.kind, report.period, draft=report.draft + 1)
        if report.replaces and report.replaces.dated_on:
            said = f"thay thế Báo cáo số {report.replaces.document_number}, ngày {report.replaces.dated_on:%d/%m/%Y}"
            found = replace(found, head=replace(found.head, replaces=said))
        report.freeze(freeze(found), symbol=found.head.symbol)
    report.beat(1, step="dựng trang in")
    pdf = paper_of(report).pdf()
    report.beat(2, step="lưu bản in")
    report.deliver(pdf)
