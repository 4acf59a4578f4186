"""Score sheets of a month: the record's numbers by the real rules, the chapter's and the superior's by temper."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from meetings.models import Decision, Meeting
from reports.demo import words
from scoring.evidence import load_many, suggest_all, sum_of
from scoring.grading import Scored, grade
from scoring.models import CriteriaSet, Criterion, ScoreLine, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from reports.demo.people import Unit
    from reports.demo.plans import Course
    from reports.demo.rows import Draft, Rows
    from reports.demo.writer import Table
    from scoring.evidence import Record, Suggestion

STARTED = frozenset({*Meeting.HELD, Meeting.Status.OPEN})
SHEETS = {
    Meeting.Kind.REGULAR: ("TK",),
    Meeting.Kind.THEMATIC: ("CD",),
    Meeting.Kind.PARTY_COMMITTEE: ("CU",),
}


class Scorer:
    """Scores every meeting of a month as its chapter and its superior would."""

    def __init__(self, rng: Random, rows: Rows) -> None:
        self.rng = rng
        self.rows = rows
        self.sets = {each.code: each for each in CriteriaSet.objects.issued()}

    def score(self, told: Iterable[tuple[Meeting, Course, Unit | None, Table]]) -> None:
        started = [entry for entry in told if entry[0].status in STARTED]
        ids = [meeting.pk for meeting, _, _, _ in started]
        records = dict(zip(ids, load_many(ids), strict=True))
        votes = {
            vote.meeting_id: vote
            for vote in Decision.objects.filter(meeting__in=ids, kind=Decision.Kind.SELF_SCORE)
        }
        for meeting, path, unit, table in started:
            codes = (*SHEETS[Meeting.Kind(meeting.kind)], *(("CD",) if meeting.is_combined else ()))
            for code in codes:
                sheet = self._sheet(meeting, self.sets[code], records[meeting.pk], unit, table)
                sheet.vote = votes.get(meeting.pk) if code != "CD" or not meeting.is_combined else None
                sheet.adopted_at = path.closed_at
                sheet.frozen_at = path.closed_at
                sheet.settled_at = path.submitted_at

    def _sheet(
        self, meeting: Meeting, criteria: CriteriaSet, record: Record, unit: Unit | None, table: Table
    ) -> ScoreSheet:
        suggestions = suggest_all(criteria.all_criteria, record)
        points, maximum = sum_of(suggestions)
        sheet = self.rows.add(
            ScoreSheet(meeting=meeting, criteria_set=criteria, evidence_points=points, evidence_max=maximum)
        )
        lines = [
            self._line(sheet, criterion, found)
            for criterion, (_, found) in zip(criteria.all_criteria, suggestions, strict=True)
        ]
        if meeting.status == Meeting.Status.OPEN:
            return sheet
        sheet.status = ScoreSheet.Status.ADOPTED
        for line in lines:
            self._adopt(line, table)
        adopted = grade(criteria, [_scored(line, line.adopted_points) for line in lines])
        sheet.adopted_points, sheet.adopted_grade = adopted.points, adopted.grade
        if meeting.status == Meeting.Status.ACCEPTED:
            self._review(sheet, criteria, lines, unit.leniency if unit else 0.5)
            sheet.reviewed_at, sheet.reviewed_by = meeting.accepted_at, table.reviewer
        return sheet

    def _line(self, sheet: ScoreSheet, criterion: Criterion, found: Suggestion) -> Draft:
        return self.rows.draft(
            ScoreLine,
            sheet_id=sheet.pk,
            criterion_id=criterion.pk,
            criterion=criterion,
            evidence_state=found.state,
            evidence_points=found.points,
            evidence_reason=found.reason,
            evidence_to_full=found.to_full,
            evidence_records=[list(link) for link in found.records],
        )

    def _adopt(self, line: Draft, table: Table) -> None:
        rng = self.rng
        criterion = line.criterion
        best = criterion.max_points
        if table.is_formal:
            chosen = best
        elif line.evidence_points is not None:
            flatter = rng.random() < 0.22 * (1.1 - table.quality)
            chosen = best if flatter else line.evidence_points
        else:
            scale = criterion.scale
            good = rng.random() < 0.3 + 0.68 * table.quality
            chosen = best if good or len(scale) == 1 else scale[1].points
        line.adopted_points = chosen
        if _is_above(line):
            line.adopted_reason, line.adopted_proof = rng.choice(words.ABOVE), words.PROOF

    def _review(self, sheet: ScoreSheet, criteria: CriteriaSet, lines: list[Draft], leniency: float) -> None:
        for line in lines:
            line.reviewed_points = line.adopted_points
            if _is_above(line) and self.rng.random() > leniency:
                line.reviewed_points = line.evidence_points
            elif line.evidence_points is None and self.rng.random() > 0.93 + 0.06 * leniency:
                line.reviewed_points = line.criterion.scale[-2].points
            if line.reviewed_points != line.adopted_points:
                line.reviewed_reason = self.rng.choice(words.REVIEWS)
        reviewed = grade(criteria, [_scored(line, line.reviewed_points) for line in lines])
        sheet.status = ScoreSheet.Status.REVIEWED
        sheet.reviewed_points, sheet.reviewed_grade = reviewed.points, reviewed.grade


def _is_above(line: Draft) -> bool:
    return line.evidence_points is not None and line.adopted_points > line.evidence_points


def _scored(line: Draft, points: Decimal | None) -> Scored:
    criterion = line.criterion
    return Scored(
        code=criterion.code,
        points=points or Decimal(0),
        max_points=criterion.max_points,
        is_gate=criterion.is_gate,
    )
