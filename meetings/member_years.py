"""A member's year of regular meetings: came, spoke, has tasks, and what someone should ask after."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from django.db.models import Count

from chapters.columns import MemberYear
from meetings.models import Attendance, Contribution, Meeting, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEAVE_IN_A_ROW: Final = 2
UNEXCUSED_IN_A_YEAR: Final = 2  # at three the chapter considers striking off: docs/rules.md §1.4
SILENT_FOR: Final = 3


def of(member_ids: Sequence[int], year: int) -> dict[int, MemberYear]:
    """Four queries for however many members. The exempt were due at nothing: theirs stay blank."""
    held = {"status__in": Meeting.HELD, "kind": Meeting.Kind.REGULAR, "month__year": year}
    of_meeting = {f"meeting__{name}": value for name, value in held.items()}
    places: dict[int, list[tuple[int, str]]] = defaultdict(list)  # newest first
    roll = Attendance.objects.filter(member__in=member_ids, exemption="", **of_meeting)
    for member, meeting, presence in roll.order_by("-meeting__month").values_list(
        "member_id", "meeting_id", "presence"
    ):
        places[member].append((meeting, presence))
    spoke: dict[int, set[int]] = defaultdict(set)
    said = Contribution.objects.counted().filter(member__in=member_ids, **of_meeting).order_by()
    for member, meeting in said.values_list("member_id", "meeting_id").distinct():
        spoke[member].add(meeting)
    chaired = Meeting.objects.filter(chair__in=member_ids, **held)
    chairs = set(chaired.values_list("chair_id", flat=True))
    unfinished = Task.objects.unfinished().filter(assignee__in=member_ids).order_by()
    tasks = dict(unfinished.values_list("assignee").annotate(count=Count("pk")))
    return {
        pk: _year(places[pk], spoke[pk], is_chair=pk in chairs, open_tasks=tasks.get(pk, 0))
        for pk in member_ids
    }


def _year(places: list[tuple[int, str]], spoke: set[int], *, is_chair: bool, open_tasks: int) -> MemberYear:
    if not places:
        return MemberYear(open_tasks=open_tasks)
    return MemberYear(
        present=sum(presence in Attendance.HERE for _, presence in places),
        due=len(places),
        spoken=None if is_chair and not spoke else len(spoke),
        open_tasks=open_tasks,
        notices=_notices(places, spoke, is_chair=is_chair),
    )


def _notices(places: list[tuple[int, str]], spoke: set[int], *, is_chair: bool) -> list[str]:
    found = []
    leave = _run(places, lambda _meeting, presence: presence == Attendance.Presence.EXCUSED)
    if leave >= LEAVE_IN_A_ROW:
        found.append(f"Vắng có lý do {leave} kỳ liền")
    unexcused = sum(presence == Attendance.Presence.UNEXCUSED for _, presence in places)
    if unexcused >= UNEXCUSED_IN_A_YEAR:
        found.append(f"Vắng không lý do {unexcused} kỳ trong năm")
    silent = _run(places, lambda meeting, presence: presence in Attendance.HERE and meeting not in spoke)
    if silent >= SILENT_FOR and not is_chair:
        found.append(f"{silent} kỳ chưa phát biểu")
    return found


def _run(places: list[tuple[int, str]], holds: Callable[[int, str], bool]) -> int:
    """How many of the latest meetings in a row."""
    return sum(1 for _ in takewhile(lambda place: holds(*place), places))
