"""What would cost points if the meeting closed now: told while it can still be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from meetings.gaps import Gap, Grade
from meetings.models import Decision
from meetings.models.agenda import ItemKind
from scoring.models import ScoreLine, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from meetings.models import Meeting

ADOPTED: Final = (Decision.Kind.RESOLUTION, Decision.Kind.CONCLUSION)
VOTED: Final = "self_score.voted_in_meeting"


def gaps_that_cost(meeting: Meeting) -> Iterator[Gap]:
    """Asked only of a running meeting; the rows asked here are those the meeting's own gaps ask."""
    if meeting.status != meeting.Status.OPEN:
        return
    lines = list(
        ScoreLine.objects.filter(sheet__meeting=meeting)
        .select_related("criterion", "sheet")
        .prefetch_related("criterion__levels")
    )
    by_key = {key: line for line in lines for key in line.criterion.evidence}
    yield from _no_resolution(meeting, by_key)
    yield from _no_ideology(meeting, by_key)
    yield from _no_remarks(meeting, by_key)
    yield from _steps(meeting, by_key)
    yield from _not_voted(meeting, lines, by_key)


def _address(meeting: Meeting, rest: str) -> str:
    return reverse("meetings:detail", args=[meeting.pk]) + rest


def _cost(line: ScoreLine, level: int) -> Decimal:
    scale = line.criterion.scale
    return line.criterion.max_points - scale[min(level, len(scale) - 1)].points


def _no_resolution(meeting: Meeting, by_key: dict[str, ScoreLine]) -> Iterator[Gap]:
    line = by_key.get("resolution.exists")
    if line and not any(each.kind in ADOPTED and each.is_carried for each in meeting.decisions.all()):
        yield Gap(
            grade=Grade.POINTS,
            words="Chưa biểu quyết nghị quyết hoặc kết luận",
            url=_address(meeting, "?part=decisions#decisions"),
            points=line.criterion.max_points,
            key="resolution.exists",
        )


def _no_ideology(meeting: Meeting, by_key: dict[str, ScoreLine]) -> Iterator[Gap]:
    line = by_key.get("minutes.ideology_section_filled")
    if line is None:
        return
    for item in meeting.items.all():
        if item.kind == ItemKind.IDEOLOGY and not (item.notes or item.conclusion or item.is_confidential):
            yield Gap(
                grade=Grade.POINTS,
                words="Phần chính trị, tư tưởng chưa ghi nội dung",
                url=_address(meeting, f"?item={item.pk}"),
                points=_cost(line, 1),
                key="minutes.ideology_section_filled",
            )


def _no_remarks(meeting: Meeting, by_key: dict[str, ScoreLine]) -> Iterator[Gap]:
    line = by_key.get("member_remarks.count")
    if line and not meeting.remarks.exists():
        yield Gap(
            grade=Grade.POINTS,
            words="Chưa có biểu dương hoặc nhắc nhở đảng viên",
            url=_address(meeting, "?part=remarks#remarks"),
            points=_cost(line, 1),
            key="member_remarks.count",
        )


def _steps(meeting: Meeting, by_key: dict[str, ScoreLine]) -> Iterator[Gap]:
    """The meeting's own gap names the step; here is what the first one costs."""
    line = by_key.get("agenda.required_steps_done")
    if line is None:
        return
    left_out = [
        item
        for item in meeting.items.all()
        if item.is_required and item.outcome in {"carried", "not_discussed"}
    ]
    for count, item in enumerate(left_out, start=1):
        yield Gap(
            grade=Grade.POINTS,
            words=f"Bước bắt buộc không thực hiện: {item.title}",
            url=_address(meeting, f"?item={item.pk}#end"),
            points=_cost(line, count) - _cost(line, count - 1),
            key=f"step {item.pk}",
        )


def _not_voted(meeting: Meeting, lines: list[ScoreLine], by_key: dict[str, ScoreLine]) -> Iterator[Gap]:
    line = by_key.get(VOTED)
    if any(each.sheet.status == ScoreSheet.Status.DRAFT for each in lines):
        yield Gap(
            grade=Grade.POINTS,
            words="Chưa biểu quyết điểm tự chấm, xếp loại",
            note="Biểu quyết ngay tại cuộc họp, trước khi thông qua biên bản.",
            url=reverse("scoring:sheet", args=[meeting.pk]),
            points=line.criterion.max_points if line else None,
            key=VOTED,
        )
