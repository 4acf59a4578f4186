"""Evidence of what went before the meeting: the committee's meeting, notice, documents, draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from meetings.models import Meeting
from scoring.evidence.addresses import link
from scoring.evidence.phrases import dm, hm
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, does_not_arise, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links

ONE_DAY: Final = timedelta(days=1)


def starts(record: Record) -> datetime | None:
    """The moment the meeting began; the end of its day where the hour is not written."""
    meeting = record.meeting
    if meeting.held_on is None:
        return None
    return timezone.make_aware(datetime.combine(meeting.held_on, meeting.starts_at or time(23, 59)))


@evidence("committee_meeting_before.exists", "có họp chi ủy, hội ý trước kỳ sinh hoạt")
def committee_met(record: Record) -> Fact:
    meeting = record.meeting
    day = meeting.held_on or record.as_of
    if meeting.prepared_by_id and meeting.prepared_on and meeting.prepared_status in Meeting.HELD:
        links = link("Họp chi ủy", meeting.prepared_by_id)
        if meeting.prepared_on <= day:
            return Fact(f"Họp chi ủy {dm(meeting.prepared_on)}", 1, links=links)
    if meeting.conferred_on and meeting.conferred_on <= day:
        return Fact(f"Hội ý {dm(meeting.conferred_on)}", 1, links=link("Chuẩn bị", meeting.pk, "plan"))
    if meeting.leader_count == 1:
        return does_not_arise("chi bộ chỉ có bí thư")
    return Fact("Chưa ghi họp chi ủy hoặc hội ý", 0, links=link("Chuẩn bị", meeting.pk, "plan"))


@evidence("committee_meeting_before.minutes_attached", "cuộc họp chi ủy, hội ý có biên bản")
def committee_minutes(record: Record) -> Fact:
    met = committee_met(record)
    if met.state == State.NOT_APPLICABLE or not met.value:
        return Fact("", 0)
    meeting = record.meeting
    written = meeting.conferred_with_minutes or (meeting.prepared_by_id and meeting.prepared_has_minutes)
    return Fact("có biên bản" if written else "chưa có biên bản", int(bool(written)))


@worded("committee_meeting_before.exists", "committee_meeting_before.minutes_attached")
def prepared_by_committee(record: Record, facts: Sequence[Fact]) -> Verdict:
    met, minutes = facts
    if met.state == State.NOT_APPLICABLE:
        return Verdict(None, State.NOT_APPLICABLE, met.words)
    if not met.value:
        return Verdict(2)
    return Verdict(0 if minutes.value else 1, words=f"{met.words}, {minutes.words}")


@evidence("notice.sent_at", "gửi thông báo, giấy mời trước cuộc họp")
def notice_sent(record: Record) -> Fact:
    sent, start = record.meeting.notice_sent_at, starts(record)
    links = link("Thông báo", record.meeting.pk, "notice")
    if sent is None or (start is not None and sent >= start):
        return Fact("Chưa gửi thông báo trước", 0, links=links)
    return Fact(f"Gửi {dm(sent)} lúc {hm(sent)}", 1, links=links)


@evidence("notice.superior_notified", "thông báo đến cấp ủy viên cấp trên được phân công theo dõi")
def superior_notified(record: Record) -> Fact:
    if record.meeting.superior_notified:
        return Fact("đến đảng viên và cấp ủy viên cấp trên", 1)
    return Fact("chưa báo cấp ủy viên cấp trên", 0)


@worded("notice.sent_at", "notice.superior_notified")
def notice_to_both(record: Record, facts: Sequence[Fact]) -> Verdict:
    sent, superior = facts
    if not sent.value:
        return Verdict(2, words=sent.words)
    return Verdict(0 if superior.value else 1, words=f"{sent.words} {superior.words}")


@worded("notice.sent_at")
def invitation_in_time(record: Record, facts: Sequence[Fact]) -> Verdict:
    sent, start = record.meeting.notice_sent_at, starts(record)
    if not facts[0].value or sent is None or start is None:
        return Verdict(2)
    in_time = sent <= start - ONE_DAY
    return Verdict(0 if in_time else 1, words=facts[0].words + ("" if in_time else ", chưa đủ 01 ngày"))


@evidence("documents.shared_days_before", "gửi tài liệu trước cuộc họp ít nhất 01 ngày")
def documents_shared(record: Record) -> Fact:
    """2 when all were out a day before, 1 when some were late or not sent, 0 when none was sent."""
    meeting, start = record.meeting, starts(record)
    links: Links = link("Tài liệu", meeting.pk, "documents")
    if not meeting.document_count:
        return Fact("Chưa ghi tài liệu gửi đảng viên", 0, links=links)
    sent = f"{meeting.shared_count}/{meeting.document_count} tài liệu"
    last = meeting.last_shared_at
    if last is None or start is None:
        return Fact(f"Đã gửi {sent}", 0, links=links)
    words = f"Gửi {sent}, muộn nhất {dm(last)} lúc {hm(last)}"
    if last > start - ONE_DAY:
        return Fact(f"{words}, chưa đủ 01 ngày", 1, links=links)
    return Fact(words, 2 if meeting.shared_count == meeting.document_count else 1, links=links)


@worded("documents.shared_days_before")
def documents_in_time(record: Record, facts: Sequence[Fact]) -> Verdict:
    return Verdict(2 - int(facts[0].value or 0))


@evidence("resolution.draft_attached", "có dự thảo nghị quyết hoặc dự kiến kết luận")
def draft_attached(record: Record) -> Fact:
    drafted = record.meeting.has_draft
    return Fact("có dự thảo" if drafted else "chưa có dự thảo nghị quyết, kết luận", int(drafted))


@worded("documents.shared_days_before", "resolution.draft_attached")
def papers_before(record: Record, facts: Sequence[Fact]) -> Verdict:
    sent, draft = facts
    if not sent.value and not draft.value:
        return Verdict(2)
    return Verdict(0 if sent.value == 2 and draft.value else 1)  # noqa: PLR2004 (all sent a day before)


@evidence("agenda.items_count", "số mục của chương trình")
def items_count(record: Record) -> Fact:
    if not record.items:
        return nothing("Chưa có chương trình")
    return Fact(
        f"{len(record.items)} mục", len(record.items), links=link("Chương trình", record.meeting.pk, "agenda")
    )


@evidence("agenda.focus_items_count", "số mục được đánh dấu nội dung trọng tâm")
def focus_items_count(record: Record) -> Fact:
    count = sum(item.is_focus for item in record.items)
    return Fact(f"{count} trọng tâm" if count else "chưa đánh dấu nội dung trọng tâm", count)


@worded("agenda.items_count", "agenda.focus_items_count", "resolution.draft_attached")
def well_prepared(record: Record, facts: Sequence[Fact]) -> Verdict:
    items, focus, draft = facts
    words = ", ".join(fact.words for fact in facts)
    if not items.value:
        return Verdict(2, words="Chưa có chương trình")
    return Verdict(0 if focus.value and draft.value else 1, words=words)


@evidence("agenda.owner_assigned_rate_pct", "số mục có người chuẩn bị")
def owners_assigned(record: Record) -> Fact:
    body = [item for item in record.items if item.step == "body"] or list(record.items)
    if not body:
        return nothing("Chưa có chương trình")
    assigned = sum(item.preparer_id is not None for item in body)
    links = link("Chương trình", record.meeting.pk, "agenda")
    return Fact(f"{assigned}/{len(body)} mục có người chuẩn bị", assigned, len(body), links)


@worded("agenda.owner_assigned_rate_pct")
def owners_named(record: Record, facts: Sequence[Fact]) -> Verdict:
    if not facts[0].is_known:
        return Verdict(None)
    return Verdict(0 if facts[0].value else 1)


@evidence("discussion.focus_questions_count", "số câu hỏi gợi ý thảo luận đã chuẩn bị")
def focus_questions(record: Record) -> Fact:
    count = sum(item.has_questions for item in record.items)
    return Fact(f"{count} mục có câu hỏi gợi ý" if count else "", count)


@evidence("delegate_feedback.chairing_note", "nhận xét của đại biểu cấp trên về điều hành")
def chairing_note(record: Record) -> Fact:
    count = record.meeting.chairing_notes
    links = link("Đại biểu", record.meeting.pk, "delegates") if count else ()
    return Fact("có nhận xét của đại biểu cấp trên về điều hành" if count else "", count, links=links)
