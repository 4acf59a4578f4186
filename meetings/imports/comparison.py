"""Months of a yearly table beside the meetings that are recorded: new, changed, same, or not clear."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from chapters.imports.member_comparison import day_words
from chapters.imports.names import Meanings
from chapters.models import ImportRow, Organization
from meetings.imports.understanding import GRADES
from meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chapters.models import ImportBatch

Result = ImportRow.Result
Decision = ImportRow.Decision
Kind = Meeting.Kind
FOUND_HERE: Final = frozenset({"already_recorded", "not_active", "rule"})
Slot = tuple[int, date, str]


def compare_meetings(batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
    """Set result, differences and doubts of the rows; nothing is saved."""
    comparison = MeetingComparison(batch)
    for row in rows:
        comparison.compare(row)


class MeetingComparison:
    def __init__(self, batch: ImportBatch) -> None:
        self.meanings = Meanings(batch)
        self.meetings: dict[Slot, Meeting] = {}
        as_of = batch.understanding.get("as_of")
        if batch.organization and as_of:
            held = Meeting.objects.under(batch.organization.path).in_year(int(as_of[:4]))
            for meeting in held.select_related("head_count").order_by("-pk"):
                self.meetings[meeting.organization_id, meeting.month, meeting.kind] = meeting

    def compare(self, row: ImportRow) -> None:
        if row.result == Result.REMARK:
            return
        values = row.values
        row.waits_for = self.meanings.waits_for(values["chapter"])
        row.reasons = [reason for reason in row.reasons if reason["code"] not in FOUND_HERE]
        if row.is_written:
            return
        here = self.meanings.of(values["chapter"])
        known = {at: self.known(row, at, here) for at in range(len(values["meetings"]) or 1)}
        row.differences = {}
        is_new = False
        for at, meeting in known.items():
            if meeting is None:
                is_new = is_new or values["state"] == "held" or bool(values["reason"])
            elif meeting.source == Meeting.Source.IMPORTED:
                row.differences |= differences(row, at, meeting)
            elif not row.reasons:
                self._recorded(row, meeting)
        if here and not here.is_active_on(_last_day(values["month"])) and is_new:
            _add(row, "not_active", f"{here} không hoạt động trong tháng này.")
        self._settle(row, is_new=is_new)

    def _settle(self, row: ImportRow, *, is_new: bool) -> None:
        asks = any(reason["code"] in FOUND_HERE for reason in row.reasons)
        settled = row.decision in {Decision.ACCEPT, Decision.EDIT} and not asks
        has_nothing = not is_new and not row.differences
        if row.decision == Decision.KEEP or (has_nothing and not row.reasons) or (has_nothing and settled):
            row.result = Result.SAME
        elif row.reasons and not settled:
            row.result = Result.UNCLEAR
        else:
            row.result = Result.NEW if is_new else Result.CHANGED

    def known(self, row: ImportRow, at: int, here: Organization | None) -> Meeting | None:
        if here is None:
            return None
        return self.meetings.get(
            (here.pk, date.fromisoformat(row.values["month"]), kind_of_meeting(row, at, here))
        )

    def _recorded(self, row: ImportRow, meeting: Meeting) -> None:
        """A meeting recorded here is never overwritten by an office's table."""
        said = row.values["meetings"][0]["date"] if row.values["meetings"] else ""
        if meeting.is_held and meeting.held_on and meeting.held_on.isoformat() == said:
            return
        _add(
            row,
            "already_recorded",
            f"{meeting} đã ghi trong hệ thống ({meeting.get_status_display().lower()}).",
        )


def kind_of_meeting(row: ImportRow, at: int, here: Organization) -> str:
    if row.values["committee"]:
        return Kind.CHAPTER_COMMITTEE if here.is_chapter else Kind.PARTY_COMMITTEE
    if at and row.values["meetings"][at]["kind"] == "thematic":
        return Kind.THEMATIC
    return Kind.EXTRAORDINARY if at else Kind.REGULAR


def differences(row: ImportRow, at: int, meeting: Meeting) -> dict[str, list[str]]:
    """Field → old and new in words, of a meeting that came from a table before."""
    if not row.values["meetings"]:
        was_held = meeting.is_held
        return {"state": ["họp", "không họp"]} if was_held and row.values["state"] == "not_held" else {}
    read = row.values["meetings"][at]
    found: dict[str, list[str]] = {}
    was = meeting.held_on.isoformat() if meeting.held_on else ""
    if read["date"] and read["date"] != was:
        found["date"] = [day_words(was) or "(không họp)", day_words(read["date"])]
    count = getattr(meeting, "head_count", None)
    old_ratio = f"{count.present}/{count.expected}" if count else ""
    if read["present"] is not None and (new := f"{read['present']}/{read['expected']}") != old_ratio:
        found["ratio"] = [old_ratio or "(trống)", new]
    return found


def show_meeting(row: ImportRow) -> dict[str, str]:
    values: dict[str, Any] = row.values
    month = date.fromisoformat(values["month"])
    meetings = values["meetings"]
    return {
        "chapter": values["chapter"],
        "month": f"{month:%m/%Y}",
        "date": "; ".join(day_words(one["date"]) for one in meetings) if meetings else _not_held(values),
        "ratio": "; ".join(
            f"{one['present']}/{one['expected']}" for one in meetings if one["present"] is not None
        ),
        "score": "; ".join(_points(one["score"]) for one in meetings if one["score"]),
        "grade": "; ".join(GRADES[one["grade"]] for one in meetings if one["grade"]),
    }


def _points(score: str) -> str:
    return f"{Decimal(score):f}".replace(".", ",")


def _not_held(values: dict[str, Any]) -> str:
    if values["state"] != "not_held":
        return ""
    return f"không họp ({values['reason']})" if values["reason"] else "không họp"


def _last_day(month: str) -> date:
    return date.fromisoformat(month[:8] + "28")


def _add(row: ImportRow, code: str, sentence: str) -> None:
    row.reasons.append({"code": code, "sentence": sentence, "field": "", "suggestion": ""})
