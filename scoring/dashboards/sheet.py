"""The page of a score sheet: three numbers, the gate in a sentence, groups of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from common.templatetags.vi import number
from meetings.models import Meeting
from scoring.models import CriteriaGroup, ScoreLine, ScoreSheet

if TYPE_CHECKING:
    from scoring.grading import Graded

ALL: Final = "all"
ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class Row:
    """One line as the page shows it."""

    line: ScoreLine
    previous: Decimal | None
    may_change: bool
    is_open: bool
    was_touched: bool
    open_url: str

    @property
    def shade(self) -> str:
        """White as the record says, grey below full, violet above the record."""
        line = self.line
        if line.is_above_evidence:
            return "above"
        if line.adopted_points is not None and line.adopted_points < line.criterion.max_points:
            return "below"
        return ""

    @property
    def says_full(self) -> str:
        line = self.line
        return (
            f"từ {line.evidence_to_full}: {number(line.criterion.max_points)} điểm"
            if line.evidence_to_full
            else ""
        )

    @property
    def levels(self) -> list[dict[str, object]]:
        line = self.line
        chosen = [level.points for level in line.criterion.scale].count(line.adopted_points or Decimal(-1))
        return [
            {
                "points": level.points,
                "when": level.when,
                "checked": bool(chosen) and level.points == line.adopted_points,
                "of_record": level.points == line.evidence_points,
            }
            for level in line.criterion.scale
        ]

    @property
    def other_points(self) -> Decimal | None:
        """The chapter's number where it is none of the levels."""
        points = self.line.adopted_points
        return None if any(level.points == points for level in self.line.criterion.scale) else points


@dataclass
class Group:
    group: CriteriaGroup
    rows: list[Row] = field(default_factory=list)
    lines: list[ScoreLine] = field(default_factory=list)
    previous: Decimal | None = None

    @property
    def evidence(self) -> Decimal:
        return sum((line.evidence_points or ZERO for line in self.lines), ZERO)

    @property
    def evidence_max(self) -> Decimal:
        return sum((line.criterion.max_points for line in self.lines if line.has_data), ZERO)

    @property
    def adopted(self) -> Decimal | None:
        return _sum(line.adopted_points for line in self.lines)

    @property
    def reviewed(self) -> Decimal | None:
        return _sum(line.reviewed_points for line in self.lines)


def _sum(values: object) -> Decimal | None:
    found = [value for value in values if value is not None]  # type: ignore[attr-defined]
    return sum(found, ZERO) if found else None


@dataclass
class SheetPage:
    sheet: ScoreSheet
    may_score: bool
    chosen: str = ALL
    opened: int = 0
    touched: int = 0
    several: bool = False

    FILTERS = {
        "differs": "Khác hồ sơ",
        "human": "Cần người chấm",
        "above": "Cấp trên khác",
        "moved": "Đổi sau biểu quyết",
        "marked": "Được trả lại",
        "short": "Chưa đạt tối đa",
    }

    @cached_property
    def lines(self) -> list[ScoreLine]:
        return self.sheet.all_lines

    def address(self, **query: object) -> str:
        """The page again, with this filter and that line open."""
        kept = {"form": self.sheet.criteria_set.code if self.several and self.sheet.criteria_set else ""}
        kept |= {"filter": "" if self.chosen == ALL else self.chosen}
        pairs = "&".join(f"{name}={value}" for name, value in (kept | query).items() if value)
        base = reverse("scoring:sheet", args=[self.sheet.meeting_id])
        return f"{base}?{pairs}" if pairs else base

    def _passes(self, line: ScoreLine, name: str) -> bool:
        points = line.official_points if self.sheet.is_reviewed else line.adopted_points
        tests = {
            "differs": line.has_data and line.adopted_points not in {None, line.evidence_points},
            "human": not line.has_data,
            "above": line.differs_above,
            "moved": line.changed_since_vote,
            "marked": line.is_marked,
            "short": points is not None and points < line.criterion.max_points,
        }
        return tests.get(name, True)

    @property
    def segments(self) -> list[dict[str, object]]:
        """Filters that have something to show, with counts."""
        found = [self._segment("", "Tất cả", len(self.lines))]
        always = {"differs", "short"} | ({"above"} if self.sheet.is_reviewed else {"human"})
        for name, words in self.FILTERS.items():
            count = sum(self._passes(line, name) for line in self.lines)
            if name in always or (count and name in {"moved", "marked"}):
                found.append(self._segment(name, words, count))
        return found

    def _segment(self, name: str, words: str, count: int) -> dict[str, object]:
        current = (name or ALL) == self.chosen
        return {"url": self.address(filter=name, line=0), "words": words, "count": count, "current": current}

    @cached_property
    def previous_points(self) -> dict[str, Decimal]:
        """By criterion code: the official numbers of the meeting before."""
        code = self.sheet.criteria_set.code if self.sheet.criteria_set else ""
        meeting = self.sheet.meeting
        before = (
            ScoreSheet.objects.filter(
                criteria_set__code=code,
                meeting__organization=meeting.organization_id,
                meeting__kind=meeting.kind,
                meeting__month__lt=meeting.month,
                meeting__status__in=Meeting.HELD,
            )
            .order_by("-meeting__month", "-pk")
            .values("pk")[:1]
        )
        rows = ScoreLine.objects.filter(sheet=Subquery(before)).values_list(
            "criterion__code", "reviewed_points", "adopted_points"
        )
        found = {code: adopted if given is None else given for code, given, adopted in rows}
        return {code: points for code, points in found.items() if points is not None}

    @cached_property
    def groups(self) -> list[Group]:
        found: dict[int, Group] = {}
        for line in self.lines:
            group = found.setdefault(line.criterion.group_id, Group(line.criterion.group))
            group.lines.append(line)
            before = self.previous_points.get(line.criterion.code)
            if before is not None:
                group.previous = (group.previous or ZERO) + before
            if self._passes(line, self.chosen):
                group.rows.append(self._row(line, before))
        return [group for group in found.values() if group.rows]

    def _row(self, line: ScoreLine, before: Decimal | None) -> Row:
        is_open = line.pk == self.opened
        return Row(
            line=line,
            previous=before,
            may_change=self.may_score and self.sheet.may_change(line),
            is_open=is_open,
            was_touched=line.pk == self.touched,
            open_url=self.address(line=0 if is_open else line.pk, touched=line.pk if is_open else 0)
            + f"#line-{line.pk}",
        )

    # --- The three numbers, the gate, the foot

    @property
    def without_data(self) -> int:
        return sum(not line.has_data for line in self.lines)

    @property
    def provisional(self) -> int:
        return sum(line.is_provisional for line in self.lines)

    @cached_property
    def adopted_sum(self) -> Decimal | None:
        return self.sheet.sum_of("adopted") if self.lines else self.sheet.adopted_points

    @cached_property
    def chosen_lines(self) -> int:
        return sum(line.adopted_points is not None for line in self.lines)

    @property
    def total_lines(self) -> int:
        return len(self.lines)

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and self.chosen_lines == len(self.lines)

    @cached_property
    def graded(self) -> Graded | None:
        """The chapter's grade; None until every line has a number."""
        return self.sheet.graded("adopted") if self.is_complete else None

    @property
    def moved(self) -> int:
        """Lines whose record number changed after the vote, told until the superior has answered."""
        return 0 if self.sheet.is_reviewed else sum(line.changed_since_vote for line in self.lines)

    @property
    def moved_url(self) -> str:
        return self.address(filter="moved", line=0)

    @property
    def differing(self) -> list[ScoreLine]:
        return [line for line in self.lines if line.differs_above]

    @property
    def difference(self) -> Decimal:
        return (self.sheet.reviewed_points or ZERO) - (self.sheet.adopted_points or ZERO)

    @cached_property
    def lacking(self) -> list[dict[str, str]]:
        """What stands between the sheet and the vote, each with the way to it."""
        return [
            {
                "words": f"{line.criterion.number} {line.lacking}",
                "url": self.address(filter="", line=line.pk) + f"#line-{line.pk}",
            }
            for line in self.lines
            if line.lacking
        ]

    @property
    def may_vote(self) -> bool:
        return (
            self.may_score and self.sheet.is_draft and bool(self.lines) and not self.sheet.meeting.is_locked
        )

    @property
    def may_take(self) -> bool:
        return self.may_vote and any(line.has_data and line.adopted_points is None for line in self.lines)
