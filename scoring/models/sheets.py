"""The score sheet of a meeting: from the record, adopted by the chapter, reviewed above."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Entry
from common.errors import RuleError
from common.templatetags.vi import number
from common.text import clean, clean_lines
from meetings.models import AgendaItem, Decision, Meeting
from meetings.models.agenda import ItemKind
from scoring import signals
from scoring.evidence import load, suggest_all
from scoring.models.criteria import CriteriaSet
from scoring.models.lines import ScoreLine
from scoring.models.sheet_facts import SheetFacts

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from accounts.models import User
    from scoring.evidence import Record
    from scoring.grading import Graded

ZERO: Final = Decimal(0)
VOTED: Final = "Thông qua điểm tự chấm {points} điểm, xếp loại {grade} ({sheet})"


class ScoreSheet(SheetFacts):
    """draft → adopted by the chapter's vote → reviewed above."""

    class Meta(SheetFacts.Meta):
        abstract: ClassVar[bool] = False

    # --- With the meeting

    @classmethod
    def codes_for(cls, meeting: Meeting) -> tuple[str, ...]:
        """The sheets of a meeting: combined meetings have both, extraordinary ones none."""
        code = CriteriaSet.Code
        if meeting.kind == Meeting.Kind.REGULAR:
            return (code.TK, code.CD) if meeting.is_combined else (code.TK,)
        if meeting.kind == Meeting.Kind.THEMATIC:
            return (code.CD,)
        return (code.CU,) if meeting.kind in Meeting.COMMITTEE_MEETINGS else ()

    @classmethod
    @transaction.atomic
    def open_for(cls, meeting: Meeting, *, by: User | None) -> list[ScoreSheet]:
        """The draft sheets of a meeting under the sets in force; made once, and fitted to what kind it became."""
        codes = cls.codes_for(meeting)
        drafts = cls.objects.filter(meeting=meeting, status=cls.Status.DRAFT)
        drafts.exclude(criteria_set__code__in=codes).delete()
        sheets = []
        for code in codes:
            criteria_set = CriteriaSet.objects.in_force(meeting.month).filter(code=code).first()
            if criteria_set is None or cls.objects.filter(meeting=meeting, criteria_set__code=code).exists():
                continue
            sheet = cls.objects.create(meeting=meeting, criteria_set=criteria_set)
            ScoreLine.objects.bulk_create(
                ScoreLine(sheet=sheet, criterion=criterion) for criterion in criteria_set.all_criteria
            )
            Entry.objects.record("sheet.opened", sheet, by=by)
            sheets.append(sheet)
        return sheets

    @classmethod
    def keep_imported(cls, meeting: Meeting, *, points: Decimal | None, grade: str) -> None:
        """The self-score an office's table gives: a sheet without lines, never recomputed nor written over a review."""
        code = next(iter(cls.codes_for(meeting)), None)
        criteria_set = CriteriaSet.objects.in_force(meeting.month).filter(code=code).first()
        if criteria_set is None or (points is None and not grade):
            return
        grade = grade.upper()
        if points is not None:
            grade = grade or criteria_set.grade_of(points)
        sheet = cls.objects.filter(meeting=meeting, criteria_set=criteria_set).first()
        if sheet is None:
            sheet = cls(meeting=meeting, criteria_set=criteria_set)
        elif sheet.is_reviewed:
            return
        sheet.status = cls.Status.DRAFT if points is None else cls.Status.ADOPTED
        sheet.adopted_points, sheet.adopted_grade = points, grade
        sheet.adopted_at = None if points is None else timezone.now()
        sheet.save()

    # --- From the record

    def read_evidence(self, record: Record | None = None) -> None:
        """See what the record says now, without writing it down: for the page of a draft."""
        if self.is_draft and self.frozen_at is None:
            self._read_record(record, timezone.now())

    def refresh_evidence(self, record: Record | None = None) -> None:
        """Read the record again and keep it, while the sheet is a draft of a running meeting."""
        if self.is_draft and self.frozen_at is None:
            self._keep(self._read_record(record, timezone.now()))

    @transaction.atomic
    def freeze_evidence(self, record: Record | None = None) -> None:
        """At closing: what the record says is fixed; rows that moved since the vote are marked, the vote stands."""
        now = timezone.now()
        self._keep(self._read_record(record, now))
        self.frozen_at = now
        self.save(update_fields=["frozen_at"])

    @transaction.atomic
    def settle(self, record: Record | None = None, *, at: datetime | None = None) -> None:
        """At submission: what could only be known afterwards is fixed as well."""
        if self.is_draft and self.adopted_at is not None and self.all_lines:
            raise RuleError("Điểm tự chấm đã sửa sau khi biểu quyết: biểu quyết lại trước khi gửi cấp trên.")
        now = at or timezone.now()
        self._keep(self._read_record(record, now))
        self.settled_at = now
        self.save(update_fields=["settled_at"])

    def _read_record(self, record: Record | None, now: datetime) -> list[ScoreLine]:
        """The lines whose evidence differs from what they had."""
        criteria_set, lines = self.criteria_set, self.all_lines
        if criteria_set is None or not lines:
            return []
        as_of: date = timezone.localdate(now)
        found = record or load(self.meeting, as_of=as_of, exclude_excused=criteria_set.exclude_excused)
        by_criterion = {line.criterion_id: line for line in lines}
        voted = not self.is_draft
        changed = []
        for criterion, suggestion in suggest_all([line.criterion for line in lines], found):
            line = by_criterion[criterion.pk]
            if line.take(suggestion, voted=voted):
                changed.append(line)
        self.evidence_points = sum((line.evidence_points or ZERO for line in lines), ZERO)
        self.evidence_max = sum((line.criterion.max_points for line in lines if line.has_data), ZERO)
        self.refreshed_at = now
        return changed

    def _keep(self, changed: list[ScoreLine]) -> None:
        ScoreLine.objects.bulk_update(changed, ScoreLine.EVIDENCE_FIELDS)
        self.save(update_fields=["evidence_points", "evidence_max", "refreshed_at"])

    # --- The chapter's

    @transaction.atomic
    def set_adopted(
        self, line: ScoreLine, points: Decimal | None, *, by: User | None, reason: str = "", proof: str = ""
    ) -> None:
        """What the chapter agrees on for one line; above the record it needs a reason and a proof before the vote."""
        self.lock()
        self.refresh_evidence()
        line.refresh_from_db(from_queryset=self.lines.select_for_update(of=("self",)))
        self._require_open(line)
        self._check_points(line, points)
        if self.status == self.Status.ADOPTED and points != line.adopted_points:
            self.status = self.Status.DRAFT  # what was voted is no longer what it says
            self.save(update_fields=["status"])
        line.adopted_points = points
        line.adopted_reason = clean(reason)[:500]
        line.adopted_proof = clean(proof)[:300]
        line.version += 1
        line.save(update_fields=["adopted_points", "adopted_reason", "adopted_proof", "version"])
        Entry.objects.record("sheet.line_adopted", self, by=by, code=line.criterion.code, points=str(points))
        self.forget_lines()

    @transaction.atomic
    def take_from_record(self, *, by: User | None) -> int:
        """Copy the record's numbers into lines still empty; human lines stay for people."""
        self.lock()
        if not self.is_draft or self.meeting.is_locked:
            raise RuleError(self.why_locked)
        self.refresh_evidence()
        empty = [line for line in self.all_lines if line.adopted_points is None and line.has_data]
        for line in empty:
            line.adopted_points = line.evidence_points
        ScoreLine.objects.bulk_update(empty, ["adopted_points"])
        Entry.objects.record("sheet.taken_from_record", self, by=by, lines=len(empty))
        return len(empty)

    @transaction.atomic
    def adopt(
        self,
        *,
        by: User | None,
        yes: int,
        no: int = 0,
        other: int = 0,
        shortcomings: str = "",
        reason: str = "",
        at: datetime | None = None,
    ) -> None:
        """The chapter's vote, in the meeting: carried by more than half of all entitled, it locks the column."""
        self.lock()
        if not self.is_draft:
            return
        self.refresh_evidence()
        self._check_complete()
        graded = self.graded("adopted")
        self.vote = self._count_vote(graded, by=by, yes=yes, no=no, other=other, reason=reason)
        if not self.vote.is_carried:
            raise RuleError(
                f"Chưa thông qua: {yes}/{self.vote.base} tán thành, cần ít nhất {self.vote.votes_needed}."
            )
        self.status = self.Status.ADOPTED
        self.adopted_at = at or timezone.now()
        self.adopted_points, self.adopted_grade = graded.points, graded.grade
        self.shortcomings = clean_lines(shortcomings)
        self.version += 1
        self.save()
        Entry.objects.record(
            "sheet.adopted",
            self,
            by=by,
            points=str(graded.points),
            grade=graded.grade,
            yes=yes,
            base=self.vote.base,
        )
        signals.sheet_adopted.send(sender=ScoreSheet, sheet=self, by=by)

    def _check_complete(self) -> None:
        if not self.all_lines:
            raise RuleError("Phiếu chưa có tiêu chí nào để biểu quyết.")
        if missing := self.lines_lacking:
            codes = ", ".join(line.criterion.number for line in missing[:6])
            raise RuleError(f"Còn {len(missing)} mục trước khi biểu quyết: {codes}.")

    def _count_vote(
        self, graded: Graded, *, by: User | None, yes: int, no: int, other: int, reason: str
    ) -> Decision:
        text = VOTED.format(points=number(graded.points), grade=graded.grade.label, sheet=self.form_name)
        if self.vote is not None:
            self.vote.edit(
                by=by, text=text, kind=Decision.Kind.SELF_SCORE, yes=yes, no=no, other=other, reason=reason
            )
            return self.vote
        item = AgendaItem.objects.filter(meeting=self.meeting, kind=ItemKind.SELF_SCORE).first()
        return Decision.put(
            self.meeting,
            text,
            by=by,
            kind=Decision.Kind.SELF_SCORE,
            yes=yes,
            no=no,
            other=other,
            item=item,
            reason=reason,
        )

    @transaction.atomic
    def reopen(self, *, by: User | None) -> None:
        """Back to a draft while the meeting still runs: the vote is taken again."""
        self.lock()
        if self.is_draft:
            return
        if self.meeting.status != Meeting.Status.OPEN:
            raise RuleError("Cuộc họp đã kết thúc, điểm đã biểu quyết giữ nguyên.")
        self.status = self.Status.DRAFT
        self.save(update_fields=["status"])
        Entry.objects.record("sheet.reopened", self, by=by)

    # --- The superior's

    @transaction.atomic
    def set_reviewed(
        self, line: ScoreLine, points: Decimal | None, *, by: User | None, reason: str = ""
    ) -> None:
        """What the superior gives for one line; None leaves the chapter's. Another number needs a reason."""
        self.lock()
        line.refresh_from_db(from_queryset=self.lines.select_for_update(of=("self",)))
        self._require_submitted()
        self._check_points(line, points)
        line.reviewed_points = points
        line.reviewed_reason = clean(reason)[:500]
        line.version += 1
        line.save(update_fields=["reviewed_points", "reviewed_reason", "version"])
        Entry.objects.record("sheet.line_reviewed", self, by=by, code=line.criterion.code, points=str(points))
        self.forget_lines()

    @transaction.atomic
    def mark_lines(self, chosen: Collection[int], *, by: User | None) -> None:
        """The lines the chapter is to look at again, and no others; said together with the return."""
        self.lock()
        self._require_submitted()
        marked = [line.pk for line in self.all_lines if line.pk in chosen]
        self.lines.update(is_marked=False)
        self.lines.filter(pk__in=marked).update(is_marked=True)
        self.forget_lines()
        Entry.objects.record("sheet.lines_marked", self, by=by, lines=len(marked))

    @transaction.atomic
    def note_return(self) -> None:
        """The superior returned it: remember what the chapter had, so that what it changes can be seen."""
        self.lines.update(returned_points=models.F("adopted_points"))
        self.forget_lines()

    @transaction.atomic
    def conclude(self, *, by: User | None, at: datetime | None = None) -> None:
        """The superior's numbers become official; where none was given the chapter's stand."""
        self.lock()
        if self.status == self.Status.REVIEWED:
            return
        lines = self.all_lines
        if lacking := [line.criterion.number for line in lines if line.lacking_above]:
            raise RuleError(f"Dòng {', '.join(lacking)} khác chi bộ: cần ghi vì sao.")
        self.reviewed_at = at or timezone.now()
        self.reviewed_by = by
        if lines:
            graded = self.graded("official")
            for line in lines:
                line.reviewed_points = line.official_points
            ScoreLine.objects.bulk_update(lines, ["reviewed_points"])
            self.reviewed_points, self.reviewed_grade = graded.points, graded.grade
        elif self.adopted_points is not None:
            self.reviewed_points, self.reviewed_grade = self.adopted_points, self.adopted_grade
        else:
            return
        self.status = self.Status.REVIEWED
        self.save()
        Entry.objects.record(
            "sheet.reviewed", self, by=by, points=str(self.reviewed_points), grade=self.reviewed_grade
        )
        signals.sheet_reviewed.send(sender=ScoreSheet, sheet=self, by=by)

    # --- What verbs check

    def lock(self) -> None:
        self.refresh_from_db(from_queryset=ScoreSheet.objects.select_for_update().select_related(None))
        self.meeting.refresh_from_db(fields=["status"])
        self.forget_lines()

    def _require_open(self, line: ScoreLine) -> None:
        if not self.may_change(line):
            raise RuleError(self.why_locked)

    def _require_submitted(self) -> None:
        if self.meeting.status != Meeting.Status.SUBMITTED or self.is_reviewed:
            raise RuleError("Chỉ thẩm định phiếu của cuộc họp đang chờ thẩm định.")

    def _check_points(self, line: ScoreLine, points: Decimal | None) -> None:
        if points is None or self.criteria_set is None:
            return
        most, step = line.criterion.max_points, self.criteria_set.score_step
        if not 0 <= points <= most:
            raise RuleError(f"Tiêu chí {line.criterion.number} chấm từ 0 đến {number(most)} điểm.")
        if points % step:
            raise RuleError(f"Điểm chấm theo bước {number(step)}.")
