"""What is still missing before a meeting can be closed, and what leaving it so would cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from meetings.models import AgendaItem, Meeting


class Grade(StrEnum):
    BLOCK = "block"
    POINTS = "points"
    NICE = "nice"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A sentence and the place where it is mended. Gaps of one `key` are one: it keeps the points of the other."""

    grade: Grade
    words: str
    url: str
    points: Decimal | None = None
    note: str = ""
    key: str = ""


NAMED_ONE_BY_ONE: Final = 3
_sources: Final[list[Callable[[Meeting], Iterable[Gap]]]] = []


def register(source: Callable[[Meeting], Iterable[Gap]]) -> Callable[[Meeting], Iterable[Gap]]:
    """Another source of gaps: scoring adds what would cost points."""
    if source not in _sources:
        _sources.append(source)
    return source


def of(meeting: Meeting) -> list[Gap]:
    """Blocking ones first, then those that cost points, then what would be nice."""
    found: dict[str, Gap] = {}
    for source in _sources:
        for gap in source(meeting):
            key = gap.key or f"{gap.url} {gap.words}"
            found[key] = _merged(found[key], gap) if key in found else gap
    order = list(Grade)
    return sorted(found.values(), key=lambda gap: order.index(gap.grade))


def _merged(first: Gap, second: Gap) -> Gap:
    return replace(first, points=first.points or second.points, note=first.note or second.note)


def blocking(meeting: Meeting) -> list[Gap]:
    return [gap for gap in of(meeting) if gap.grade is Grade.BLOCK]


@register
def who_leads_and_writes(meeting: Meeting) -> Iterator[Gap]:
    address = reverse("meetings:facts", args=[meeting.pk])
    if meeting.chair_id is None:
        yield Gap(grade=Grade.BLOCK, words="Chưa ghi đồng chí chủ trì", url=f"{address}#id_chair")
    if meeting.recorder_id is None:
        yield Gap(grade=Grade.BLOCK, words="Chưa cử người ghi biên bản", url=f"{address}#id_recorder")


@register
def when(meeting: Meeting) -> Iterator[Gap]:
    address = reverse("meetings:facts", args=[meeting.pk])
    if meeting.starts_at is None:
        yield Gap(grade=Grade.BLOCK, words="Chưa ghi giờ bắt đầu", url=f"{address}#id_starts_at")
    if meeting.ends_at is None and meeting.held_on and meeting.held_on < timezone.localdate():
        yield Gap(grade=Grade.BLOCK, words="Chưa ghi giờ kết thúc", url=f"{address}#id_ends_at")
    if not meeting.place:
        yield Gap(grade=Grade.NICE, words="Chưa ghi địa điểm", url=f"{address}#id_place")


@register
def who_came(meeting: Meeting) -> Iterator[Gap]:
    if not meeting.roll.exists():
        yield Gap(
            grade=Grade.BLOCK,
            words="Danh sách điểm danh còn trống: ghi đảng viên của chi bộ rồi lập lại danh sách",
            url=_workspace(meeting, "#roll"),
        )


@register
def items_not_ended(meeting: Meeting) -> Iterator[Gap]:
    """Each by its number; while most are still to come, one line for all of them."""
    numbered = enumerate(meeting.items.all(), start=1)
    waiting = [
        (number, item) for number, item in numbered if not item.is_ended and not _ends_with_the_meeting(item)
    ]
    ways = "chọn đã kết luận, chuyển kỳ sau hoặc không bàn"
    if len(waiting) > NAMED_ONE_BY_ONE:
        numbers = ", ".join(str(number) for number, _ in waiting)
        address = _workspace(meeting, f"?item={waiting[0][1].pk}#end")
        yield Gap(
            grade=Grade.BLOCK, words=f"{len(waiting)} mục chưa kết thúc ({numbers}): {ways}", url=address
        )
        return
    for number, item in waiting:
        address = _workspace(meeting, f"?item={item.pk}#end")
        yield Gap(grade=Grade.BLOCK, words=f"Mục {number} chưa kết thúc: {ways}", url=address)


def _ends_with_the_meeting(item: AgendaItem) -> bool:
    """Reading the minutes back is what closing does."""
    return item.kind == "minutes"


@register
def steps_left_out(meeting: Meeting) -> Iterator[Gap]:
    for number, item in enumerate(meeting.items.all(), start=1):
        if item.is_required and item.outcome in {"carried", "not_discussed"}:
            yield Gap(
                grade=Grade.POINTS,
                words=f"Mục {number} thuộc trình tự bắt buộc nhưng không thực hiện: {item.title}",
                url=_workspace(meeting, f"?item={item.pk}#end"),
                key=f"step {item.pk}",
            )


@register
def what_was_decided(meeting: Meeting) -> Iterator[Gap]:
    adopted = [each for each in meeting.decisions.all() if each.kind in {"resolution", "conclusion"}]
    if not adopted:
        yield Gap(
            grade=Grade.POINTS,
            words="Chưa biểu quyết nghị quyết hoặc kết luận",
            note="Kỳ sau không ghi lại được.",
            url=_workspace(meeting, "?part=decisions#decisions"),
            key="resolution.exists",
        )
    if not any(item.conclusion for item in meeting.items.all()) and not adopted:
        yield Gap(
            grade=Grade.POINTS,
            words="Chưa ghi kết luận của chủ trì ở mục nào",
            url=_workspace(meeting, ""),
            key="conclusions.count",
        )


@register
def tasks_half_given(meeting: Meeting) -> Iterator[Gap]:
    for task in meeting.tasks.all():
        missing = [
            words
            for words, value in (("người chủ trì", task.assignee_id), ("thời hạn", task.due_on))
            if value is None
        ]
        if missing:
            yield Gap(
                grade=Grade.POINTS,
                words=f"Nhiệm vụ “{task.text[:60]}” còn thiếu {' và '.join(missing)}",
                url=reverse("meetings:part_edit", args=[meeting.pk, "tasks", task.pk]),
                key=f"task {task.pk}",
            )
    if not meeting.tasks.exists():
        yield Gap(
            grade=Grade.NICE,
            words="Chưa phân công nhiệm vụ nào",
            url=_workspace(meeting, "?part=tasks#tasks"),
        )


@register
def earlier_tasks_not_judged(meeting: Meeting) -> Iterator[Gap]:
    judged = {each.task_id for each in meeting.judgements.all()}
    for task in meeting.earlier_tasks():
        if task.pk not in judged:
            who = f"của đồng chí {task.assignee}" if task.assignee else f"“{task.text[:60]}”"
            yield Gap(
                grade=Grade.POINTS,
                words=f"Nhiệm vụ {who} chưa đánh giá",
                note="Kỳ sau không ghi lại được.",
                url=_workspace(meeting, f"?part=previous#task-{task.pk}"),
                key=f"judge {task.pk}",
            )


@register
def earlier_limitations_not_judged(meeting: Meeting) -> Iterator[Gap]:
    for limitation in meeting.earlier_limitations():
        if not limitation.result:
            yield Gap(
                grade=Grade.POINTS,
                words=f"Hạn chế kỳ trước chưa đánh giá khắc phục: {limitation.text[:60]}",
                url=_workspace(meeting, f"?part=previous#limitation-{limitation.pk}"),
                key=f"limitation {limitation.pk}",
            )


def _workspace(meeting: Meeting, rest: str) -> str:
    return reverse("meetings:detail", args=[meeting.pk]) + rest
