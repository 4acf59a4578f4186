"""What the superior reads: the lines that deserve it first, the rest folded; the line in hand beside its record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.functional import cached_property

from meetings.models import AgendaItem, Meeting
from scoring.models import ScoreLine, ScoreSheet

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.grading import Graded

ITEM_ADDRESS: Final = re.compile(r"[?&]item=(\d+)")
LAST_MEETINGS: Final = 3
COUNT_WORDS: Final = ("Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


@dataclass(frozen=True)
class ReviewRow:
    line: ScoreLine
    url: str
    is_current: bool

    @property
    def level_buttons(self) -> list[dict[str, object]]:
        """From 0 up, so that the hand goes right for more; the chapter's number too where it is no level."""
        line = self.line
        points = {level.points for level in line.criterion.scale}
        if line.adopted_points is not None:
            points.add(line.adopted_points)
        chosen = line.reviewed_points if line.reviewed_points is not None else line.adopted_points
        words = {level.points: level.when for level in line.criterion.scale}
        return [
            {"points": each, "chosen": each == chosen, "when": words.get(each, "như chi bộ")}
            for each in sorted(points)
        ]

    @property
    def asks_reason(self) -> bool:
        return self.line.differs_above


@dataclass
class ReviewPage:
    sheet: ScoreSheet
    opened: int = 0
    several: bool = False

    @cached_property
    def lines(self) -> list[ScoreLine]:
        return self.sheet.all_lines

    @cached_property
    def to_read(self) -> list[ScoreLine]:
        return [line for line in self.lines if deserves_reading(line)]

    @cached_property
    def equal(self) -> list[ScoreLine]:
        return [line for line in self.lines if not deserves_reading(line)]

    @cached_property
    def current(self) -> ScoreLine | None:
        by_pk = {line.pk: line for line in self.lines}
        if self.opened in by_pk:
            return by_pk[self.opened]
        return (self.to_read or self.lines or [None])[0]  # type: ignore[list-item]

    @property
    def heading(self) -> str:
        count = len(self.to_read)
        words = COUNT_WORDS[count] if count < len(COUNT_WORDS) else str(count)
        return f"{words} dòng cần xem"

    @property
    def why(self) -> str:
        lines = self.to_read
        counts = (
            (sum(line.is_above_evidence for line in lines), "cao hơn hồ sơ"),
            (sum(not line.has_data for line in lines), "không có dữ liệu"),
            (sum(line.differs_above for line in lines), "đồng chí đã đổi"),
            (sum(line.changed_since_vote for line in lines), "hồ sơ đổi sau biểu quyết"),
            (sum(line.changed_since_return for line in lines), "chi bộ sửa sau khi trả lại"),
        )
        return " · ".join(f"{count} {words}" for count, words in counts if count)

    def row(self, line: ScoreLine) -> ReviewRow:
        current = self.current
        return ReviewRow(line, self.address(line.pk), current is not None and current.pk == line.pk)

    @property
    def rows(self) -> list[ReviewRow]:
        return [self.row(line) for line in self.to_read]

    @property
    def equal_rows(self) -> list[ReviewRow]:
        return [self.row(line) for line in self.equal]

    def address(self, line: int = 0) -> str:
        query = [f"form={self.sheet.criteria_set.code}"] if self.several and self.sheet.criteria_set else []
        query += [f"line={line}"] if line else []
        base = reverse("scoring:review", args=[self.sheet.meeting_id])
        return (f"{base}?{'&'.join(query)}" if query else base) + (f"#line-{line}" if line else "")

    @cached_property
    def adopted(self) -> Graded:
        return self.sheet.graded("adopted")

    @cached_property
    def official(self) -> Graded:
        """What accepting now would make official."""
        return self.sheet.graded("official")

    @property
    def changed(self) -> int:
        return sum(line.differs_above for line in self.lines)

    @property
    def difference(self) -> Decimal:
        return self.official.points - self.adopted.points

    @property
    def lacking(self) -> list[ScoreLine]:
        return [line for line in self.lines if line.lacking_above]

    # --- The record of the line in hand

    @cached_property
    def excerpts(self) -> list[AgendaItem]:
        """The items of the minutes that the line's number rests on."""
        if self.current is None:
            return []
        found = [ITEM_ADDRESS.search(address) for _, address in self.current.evidence_records]
        pks = [int(each[1]) for each in found if each]
        if not pks:
            return []
        return list(AgendaItem.objects.filter(meeting=self.sheet.meeting_id, pk__in=pks))

    @cached_property
    def before(self) -> list[ScoreLine]:
        """The same line in the last three meetings of the chapter."""
        if self.current is None:
            return []
        meeting = self.sheet.meeting
        rows = ScoreLine.objects.filter(
            criterion__code=self.current.criterion.code,
            sheet__meeting__organization=meeting.organization_id,
            sheet__meeting__kind=meeting.kind,
            sheet__meeting__month__lt=meeting.month,
            sheet__meeting__status__in=Meeting.HELD,
        )
        return list(rows.select_related("sheet__meeting").order_by("-sheet__meeting__month")[:LAST_MEETINGS])


def deserves_reading(line: ScoreLine) -> bool:
    """Above the record, without data, without a number, moved since the vote, changed since a return, or by above."""
    return (
        not line.has_data
        or line.adopted_points is None
        or line.is_above_evidence
        or line.changed_since_vote
        or line.changed_since_return
        or line.differs_above
    )
