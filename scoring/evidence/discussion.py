"""Evidence of what was said, concluded and voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.templatetags.vi import number
from meetings.models import Contribution, Decision
from meetings.models.agenda import Step
from scoring.evidence.addresses import link
from scoring.evidence.phrases import ratio_words
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links

ADOPTED = (Decision.Kind.RESOLUTION, Decision.Kind.CONCLUSION)


def said_link(record: Record) -> Links:
    return link("Ý kiến", record.meeting.pk, "contributions")


@evidence("contributions.criticism_count", "số ý kiến tự phê bình, phê bình")
def criticism(record: Record) -> Fact:
    kinds = (Contribution.Kind.SELF_CRITICISM, Contribution.Kind.CRITICISM)
    count = sum(row.kind in kinds for row in record.speeches)
    words = f"có {count} ý kiến tự phê bình, phê bình" if count else "không ghi ý kiến tự phê bình, phê bình"
    return Fact(words, count, links=said_link(record) if count else ())


@evidence("contributions.proposal_rate_pct", "số ý kiến có đề xuất, liên hệ trên số ý kiến")
def proposals(record: Record) -> Fact:
    counted = [row for row in record.speeches if row.counts]
    if not counted:
        return (
            nothing("Chưa ghi ý kiến thảo luận")
            if record.is_running
            else Fact("Không có ý kiến thảo luận", 0, 0)
        )
    kinds = (Contribution.Kind.PROPOSAL, Contribution.Kind.RELATION)
    useful = sum(row.kind in kinds for row in counted)
    words = f"{ratio_words(useful, len(counted))} ý kiến có đề xuất, liên hệ"
    return Fact(words, useful, len(counted), said_link(record))


@worded("contributions.proposal_rate_pct")
def related_to_oneself(record: Record, facts: Sequence[Fact]) -> Verdict:
    rate = facts[0]
    if not rate.is_known:
        return Verdict(None)
    if not rate.whole:
        return Verdict(3)
    useful = int(rate.value or 0)
    if 2 * useful > rate.whole:
        return Verdict(0)
    return Verdict(1 if useful else 2)


@evidence("conclusions.count", "số kết luận của chủ trì")
def conclusions(record: Record) -> Fact:
    """`value` concluded with words, of `whole` body items concluded."""
    body = [item for item in record.items if item.step == Step.BODY and item.is_concluded]
    written = [item for item in record.items if item.has_conclusion]
    if not written:
        if record.is_running:
            return nothing("Chưa ghi kết luận")
        return Fact("Không ghi kết luận", 0, len(body))
    links = link("Kết luận", record.meeting.pk, f"item-{written[-1].pk}")
    of_body = sum(item.has_conclusion or item.is_confidential for item in body)
    words = f"Kết luận {of_body}/{len(body)} mục đã bàn" if body else f"{len(written)} kết luận"
    return Fact(words, max(of_body, 1), max(len(body), 1), links)


@evidence("petitions.recorded_count", "số kiến nghị, khó khăn nêu tại kỳ sinh hoạt đã ghi nhận")
def petitions_recorded(record: Record) -> Fact:
    """`value` recorded of `whole` raised in words."""
    raised = [row for row in record.speeches if row.kind == Contribution.Kind.DIFFICULTY]
    filed = sum(row.meeting_id == record.meeting.pk for row in record.petitions)
    linked = sum(row.has_petition for row in raised)
    whole = max(len(raised), filed)
    if not whole:
        return Fact("không có kiến nghị", 0, 0)
    noted = max(linked, min(filed, whole))
    links = link("Kiến nghị", record.meeting.pk, "petitions")
    return Fact(f"ghi nhận {number(noted)}/{number(whole)} kiến nghị", noted, whole, links)


@worded("conclusions.count", "petitions.recorded_count")
def concluded_clearly(record: Record, facts: Sequence[Fact]) -> Verdict:
    concluded, noted = facts
    if not concluded.is_known:
        return Verdict(None)
    if not concluded.value:
        return Verdict(2, words=concluded.words)
    every = concluded.value == concluded.whole and noted.value == noted.whole
    return Verdict(0 if every else 1)


@evidence("votes.valid", "biểu quyết đúng thể thức, đúng tỷ lệ")
def votes_valid(record: Record) -> Fact:
    """`value` votes in due form of `whole`: right base, everybody present accounted for."""
    if not record.votes:
        return nothing("Chưa có biểu quyết")
    base = record.vote_base
    proper = sum(
        row.yes + row.no + row.other == row.present and (not record.roll or row.base == base)
        for row in record.votes
    )
    words = f"{proper}/{len(record.votes)} lần biểu quyết đủ số phiếu, đúng số người có quyền ({base})"
    return Fact(words, proper, len(record.votes), link("Biểu quyết", record.meeting.pk, "decisions"))


@worded("votes.valid")
def voted_properly(record: Record, facts: Sequence[Fact]) -> Verdict:
    votes = facts[0]
    if not votes.is_known:
        return Verdict(None)
    state = State.EXPECTED if record.is_running else State.KNOWN
    return Verdict(0 if votes.value == votes.whole else 1, state)


@evidence("member_remarks.count", "số lượt biểu dương, nhắc nhở, phê bình đảng viên")
def remarks(record: Record) -> Fact:
    count = record.meeting.remark_count
    words = f"{count} lượt biểu dương, nhắc nhở" if count else "chưa có biểu dương, nhắc nhở"
    return Fact(words, count, links=link("Nhận xét", record.meeting.pk, "remarks") if count else ())


@evidence("self_score.voted_in_meeting", "điểm tự chấm được biểu quyết thông qua tại kỳ sinh hoạt")
def self_score_voted(record: Record) -> Fact:
    votes = [row for row in record.votes if row.kind == Decision.Kind.SELF_SCORE]
    links = link("Biểu quyết", record.meeting.pk, "decisions")
    carried = next((row for row in votes if row.is_carried), None)
    if carried:
        return Fact(f"{ratio_words(carried.yes, carried.base)} tán thành", 1, links=links)
    if record.is_running:
        return Fact("Tạm tính: biểu quyết ngay tại cuộc họp", 1, links=links, state=State.EXPECTED)
    return Fact("Chưa được quá nửa tán thành" if votes else "Không biểu quyết tại cuộc họp", 0, links=links)


@worded("self_score.voted_in_meeting")
def scored_in_meeting(record: Record, facts: Sequence[Fact]) -> Verdict:
    return Verdict(0 if facts[0].value else 1, facts[0].state)


@evidence("resolution.exists", "nghị quyết hoặc kết luận đã được biểu quyết thông qua")
def resolution_exists(record: Record) -> Fact:
    adopted = [row for row in record.votes if row.kind in ADOPTED]
    carried = next((row for row in adopted if row.is_carried), None)
    links = link("Biểu quyết", record.meeting.pk, "decisions")
    if carried:
        words = f"Đã thông qua nghị quyết, kết luận: {ratio_words(carried.yes, carried.base)}"
        return Fact(words, 1, links=links)
    if record.is_running and not adopted:
        return nothing("Chưa biểu quyết nghị quyết, kết luận", links)
    return Fact("Không có nghị quyết, kết luận được thông qua", 0, links=links)


@evidence("resolution.assignments_complete_rate_pct", "số nhiệm vụ có người phụ trách và thời hạn")
def assignments_complete(record: Record) -> Fact:
    """Nothing adopted is 0 of 1: no resolution, no assignments."""
    adopted = resolution_exists(record)
    if adopted.is_known and not adopted.value:
        return Fact(adopted.words, 0, 1, adopted.links)
    if not record.tasks:
        return nothing("Chưa giao nhiệm vụ nào")
    complete = sum(row.assignee_id is not None and row.due_on is not None for row in record.tasks)
    words = f"{complete}/{len(record.tasks)} nhiệm vụ rõ người, rõ thời hạn"
    return Fact(words, complete, len(record.tasks), link("Nhiệm vụ", record.meeting.pk, "tasks"))


@worded("resolution.exists", "resolution.assignments_complete_rate_pct")
def resolved_and_assigned(record: Record, facts: Sequence[Fact]) -> Verdict:
    adopted, tasks = facts
    if not adopted.is_known:
        return Verdict(None)
    if not adopted.value:
        return Verdict(2, words=adopted.words)
    return Verdict(0 if tasks.is_known and tasks.value == tasks.whole else 1)


@worded("conclusions.count", "resolution.assignments_complete_rate_pct")
def concluded_and_assigned(record: Record, facts: Sequence[Fact]) -> Verdict:
    concluded = facts[0]
    if not concluded.is_known:
        return Verdict(None)
    if not concluded.value:
        return Verdict(2, words=concluded.words)
    complete = bool(record.tasks) and all(row.assignee_id and row.due_on for row in record.tasks)
    return Verdict(0 if complete else 1)
