"""Minutes and the month's report, against bare WeasyPrint on the same HTML."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Final

from weasyprint import HTML

from chapters.models import Organization
from meetings.models import Meeting
from reports.building import minutes, work
from reports.management.benchmarks.figures import Figure, percentile, seconds_of
from reports.models import Report, Tally
from reports.paper import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reports.paper.document import Paper

TIMES: Final = 7


def measure() -> Iterator[Figure]:
    meetings = Meeting.objects.regular().held().filter(roll__isnull=False)
    kept = meetings.filter(minutes__isnull=False)
    meeting = (kept if kept.exists() else meetings).order_by("-month", "pk").first()
    if meeting is not None:
        yield from _against_bare("minutes", lambda: minutes.paper(meeting, inner=True), times=TIMES * 3)
    bloc = Organization.objects.filter(kind=Organization.Kind.BLOC).first()
    last = Tally.objects.filter(organization=bloc, pending=0).order_by("-month").first()
    if bloc is not None and last is not None:
        month = last.month
        yield from _against_bare(
            "month of the Khối",
            lambda: work.set_on_paper(work.snapshot_of(bloc, Report.Kind.MONTH, month)),
            times=TIMES,
        )


def _against_bare(name: str, made: Callable[[], Paper], *, times: int) -> Iterator[Figure]:
    """The whole way from rows to bytes, and the same pages by WeasyPrint alone, turn about and warm."""
    paper = made()
    html = paper.html()
    profile = paper.head.profile
    paper.pdf()
    whole, bare, spent, spent_bare = [], [], [], []
    for _ in range(times):
        started = process_time()
        whole.append(seconds_of(lambda: made().pdf()) * 1000)
        between = process_time()
        bare.append(seconds_of(lambda: _bare(html, profile)) * 1000)
        spent.append(between - started)
        spent_bare.append(process_time() - between)
    how = f"rows to bytes, warm, {times} times"
    yield Figure("pdf", f"{name} p50", round(percentile(whole, 0.5), 1), "ms", how)
    yield Figure("pdf", f"{name} p95", round(percentile(whole, 0.95), 1), "ms", how)
    how = "the same HTML, fonts and sheets kept"
    yield Figure("pdf", f"{name}, bare WeasyPrint p50", round(percentile(bare, 0.5), 1), "ms", how)
    ratio = percentile(spent, 0.5) / percentile(spent_bare, 0.5)
    how = "processor time of the whole way over that of bare WeasyPrint, p50 of each"
    yield Figure("pdf", f"{name} against bare", round(ratio, 2), "times", how)


def _bare(html: str, profile: str) -> None:
    config, sheets = pdf.prepared(profile)
    HTML(string=html).write_pdf(stylesheets=sheets, font_config=config)
