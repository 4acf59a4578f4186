"""Rebuilding a month and a year, against one hand-written SQL statement in the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection

from reports.management.benchmarks.figures import Figure, seconds_of, spread
from reports.models import StaleTally, Tally
from reports.tallies import refresh, verification

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chapters.models import Organization

TIMES: Final = 5
# What the tallies of a span say of each chapter, read in one statement that writes nothing.
BY_HAND: Final = """
WITH span AS (
  SELECT id, organization_id, month, held_on, registered_on FROM meetings_meeting
  WHERE kind = 'regular' AND status IN ('closed', 'submitted', 'returned', 'accepted') AND month BETWEEN %s AND %s
), roll AS (
  SELECT a.meeting_id, COUNT(*) AS expected,
    SUM(CASE WHEN a.presence IN ('present', 'late', 'left_early') THEN 1 ELSE 0 END) AS present,
    SUM(CASE WHEN a.presence = 'excused' THEN 1 ELSE 0 END) AS excused
  FROM meetings_attendance a JOIN span ON span.id = a.meeting_id WHERE a.exemption = '' GROUP BY a.meeting_id
), said AS (
  SELECT c.meeting_id, COUNT(*) AS contributions, COUNT(DISTINCT c.member_id) AS speakers
  FROM meetings_contribution c JOIN span ON span.id = c.meeting_id
  WHERE c.member_id IS NOT NULL AND c.kind NOT IN ('paper', 'chairing') GROUP BY c.meeting_id
), judged AS (
  SELECT j.meeting_id, COUNT(*) AS tasks FROM meetings_taskjudgement j JOIN span ON span.id = j.meeting_id
  GROUP BY j.meeting_id
), scored AS (
  SELECT s.meeting_id, MAX(s.adopted_points) AS adopted, MAX(s.reviewed_points) AS reviewed
  FROM scoring_scoresheet s JOIN span ON span.id = s.meeting_id GROUP BY s.meeting_id
)
SELECT span.organization_id, span.month, COUNT(*), SUM(roll.present), SUM(roll.expected), SUM(roll.excused),
  SUM(said.contributions), SUM(said.speakers), SUM(judged.tasks), SUM(scored.adopted), SUM(scored.reviewed)
FROM span LEFT JOIN roll ON roll.meeting_id = span.id LEFT JOIN said ON said.meeting_id = span.id
LEFT JOIN judged ON judged.meeting_id = span.id LEFT JOIN scored ON scored.meeting_id = span.id
GROUP BY span.organization_id, span.month
"""


def measure() -> Iterator[Figure]:
    known = refresh.all_months()
    month = known[-2] if len(known) > 1 else known[-1]
    year = [each for each in known if each.year == month.year]
    leaves = Tally.objects.filter(month=month).of_chapters().count()
    how = f"tháng {month:%m/%Y}, {leaves} chi bộ"
    yield from spread("rollup", "một tháng", lambda: refresh.rebuild_month(month), times=TIMES, how=how)
    yield from spread(
        "rollup", "một tháng, SQL viết tay", lambda: _by_hand(month, month), times=TIMES, how=how
    )
    how = f"{len(year)} tháng của năm {month.year}"
    yield from spread("rollup", "một năm", lambda: refresh.rebuild(year), times=2, how=how)
    yield from spread(
        "rollup", "một năm, SQL viết tay", lambda: _by_hand(year[0], year[-1]), times=TIMES, how=how
    )
    chapter = Tally.objects.filter(month=month).of_chapters().select_related("organization").first()
    if chapter is not None:
        act = lambda: _one(chapter.organization, month)  # noqa: E731 (a name for what is timed)
        yield from spread(
            "rollup", "một chi bộ đổi một cuộc họp", act, times=10, how="đánh dấu, cộng đến Khối"
        )
    seconds = seconds_of(lambda: verification.verify(known[0], known[-1]))
    how = f"{len(known)} tháng, tính lại từ hồ sơ"
    yield Figure("rollup", "đối chiếu toàn bộ", round(seconds * 1000, 1), "ms", how)


def _by_hand(first: date, last: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [first, last])
        cursor.fetchall()


def _one(chapter: Organization, month: date) -> None:
    StaleTally.objects.mark(chapter, month)
    refresh.refresh_stale()
