"""What the minutes say of the self-score: plain values under the paper's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from common.templatetags.vi import number
from scoring.grading import Grade
from scoring.models import ScoreSheet

if TYPE_CHECKING:
    from meetings.models import Meeting


def score_section(meeting: Meeting) -> dict[str, Any] | None:
    """The self-score as voted; the sheet of a combined meeting's regular part leads."""
    sheet = (
        ScoreSheet.objects.filter(meeting=meeting, adopted_at__isnull=False)
        .exclude(status=ScoreSheet.Status.DRAFT)
        .select_related("criteria_set", "meeting")
        .order_by("-criteria_set__code")
        .first()
    )
    if sheet is None or sheet.adopted_points is None:
        return None
    graded = sheet.graded("adopted")
    return {
        "points": str(sheet.adopted_points),
        "maximum": sum(int(line.criterion.max_points) for line in sheet.all_lines) or 100,
        "grade": Grade(sheet.adopted_grade).label if sheet.adopted_grade else "",
        "before_gates": graded.base.label if graded.is_capped else "",
        "gates": [gate.reason for gate in graded.gates],
        "reasons": points_lost(sheet),
    }


def points_lost(sheet: ScoreSheet) -> list[str]:
    """Why points were lost, a line each: "4.6 còn 5/6: 9/20 dự họp phát biểu (45,0%)"."""
    return [
        f"{line.criterion.number} còn {number(line.adopted_points)}/{number(line.criterion.max_points)}"
        + (f": {line.evidence_reason}" if line.evidence_reason and line.has_data else "")
        for line in sheet.all_lines
        if line.adopted_points is not None and line.adopted_points < line.criterion.max_points
    ]
