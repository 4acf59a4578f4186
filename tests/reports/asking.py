"""Asking for a report, and letting the worker build it at once."""

from __future__ import annotations

from reports.models import Report


def ask(organization, kind, period, *, by, capture) -> Report:
    with capture(execute=True):
        report = Report.objects.request(organization, kind, period, by=by)
    report.refresh_from_db()
    return report
