"""What the minutes say, as plain values: written from the record at closing, and kept.

The names are those of the paper's snapshot (Minutes and its parts); `inner` marks what only the chapter and its
direct superior read. Higher apps add what they know (`register_section`): scoring adds `score`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, time

    from chapters.models import Member, Organization
    from meetings.models import AgendaItem, Attendance, Contribution, Meeting

Plain = dict[str, Any]

PROFILE: Final = "HD05-2026"
SYMBOLS: Final = {"bloc": "ĐUK", "base_party_body": "ĐU", "sub_party_body": "ĐUBP"}
SUBJECTS: Final = {
    "regular": "sinh hoạt chi bộ thường kỳ tháng {month} năm {year}",
    "thematic": "sinh hoạt chi bộ chuyên đề tháng {month} năm {year}",
    "extraordinary": "sinh hoạt chi bộ bất thường tháng {month} năm {year}",
    "chapter_committee": "họp chi ủy tháng {month} năm {year}",
    "party_committee": "họp đảng ủy tháng {month} năm {year}",
    "standing_committee": "họp ban thường vụ đảng ủy tháng {month} năm {year}",
}
COMBINED: Final = "sinh hoạt chi bộ thường kỳ kết hợp chuyên đề tháng {month} năm {year}"
MEMBERS: Final = {
    "chapter_committee": "chi ủy viên",
    "party_committee": "đảng ủy viên",
    "standing_committee": "ủy viên Ban Thường vụ",
}
OUTCOMES: Final = {"carried": "chuyển kỳ sau", "not_discussed": "không bàn"}
INNER_KINDS: Final = frozenset({"criticism", "self_criticism"})

_sections: Final[dict[str, Callable[[Meeting], Any]]] = {}


def register_section(name: str, source: Callable[[Meeting], Any]) -> None:
    """A part of the minutes that a higher app writes, under the name the paper knows it by."""
    _sections[name] = source


def symbol(meeting: Meeting) -> str:
    return SYMBOLS.get(meeting.organization.kind, "CB")


def has_resolution(meeting: Meeting) -> bool:
    return any(each.kind == "resolution" and each.is_carried for each in meeting.decisions.all())


def snapshot(meeting: Meeting, *, number: int | None = None, resolution_number: int | None = None) -> Plain:
    posts = _posts(meeting)
    items = list(
        meeting.items.select_related("preparer").prefetch_related(
            "contributions__member", "contributions__delegate"
        )
    )
    content: Plain = {
        "head": _head(meeting, number),
        "subject": subject(meeting),
        "body": meeting.body_name,
        "members": MEMBERS.get(meeting.kind, "đảng viên"),
        "started_at": _moment(meeting.held_on, meeting.starts_at),
        "ended_at": _ending(meeting),
        "place": meeting.place or "…",
        "chair": _person(meeting.chair, posts),
        "recorder": _person(meeting.recorder, posts),
        "roll": _roll(meeting),
        "delegates": [
            {"name": each.name, "post": each.title} for each in meeting.delegates.all() if each.is_present
        ],
        **_previous(meeting),
        "items": [_item(meeting, item) for item in items if item.step != "closing"] + _besides(meeting),
        "conclusions": _conclusions(meeting, items, resolution_number),
        "assignments": [
            {
                "task": task.text,
                "name": task.assignee.full_name if task.assignee else "",
                "due_on": task.due_on.isoformat() if task.due_on else None,
                "partners": task.partners,
                "expected_result": task.expected_result,
            }
            for task in meeting.tasks.select_related("assignee").order_by("pk")
        ],
        "ballots": [
            {
                "matter": each.text,
                "yes": each.yes,
                "no": each.no,
                "other": each.other,
                "base": each.base,
                "present": each.present,
                "two_thirds": each.needs_two_thirds,
            }
            for each in meeting.decisions.all()
        ],
        "score": None,
        "read_back": True,
    }
    return content | {name: source(meeting) for name, source in _sections.items()}


def for_reader(content: Plain, *, inner: bool) -> Plain:
    """Without what is read only inside the chapter and by its direct superior, unless the reader is one of them."""
    if inner:
        return content
    items = [
        item | {"speeches": [speech for speech in item["speeches"] if not speech.get("inner")]}
        for item in content["items"]
        if not item.get("inner")
    ]
    return content | {"items": items}


def subject(meeting: Meeting) -> str:
    words = COMBINED if meeting.is_combined else SUBJECTS[meeting.kind]
    return words.format(month=meeting.month.month, year=meeting.month.year)


def _head(meeting: Meeting, number: int | None) -> Plain:
    organization = meeting.organization
    day = meeting.held_on or meeting.month
    superior = organization.superior_name
    if not superior:
        parent = organization.parent_on(day)
        superior = parent.name_on(day) if parent else ""
    return {
        "superior": superior,
        "issuer": organization.committee_name if meeting.is_of_committee else organization.name_on(day),
        "kind": "BB",
        "symbol": symbol(meeting),
        "place": _place_name(organization),
        "month": meeting.month.isoformat(),
        "dated_on": day.isoformat(),
        "number": number,
        "draft": None,
        "profile": PROFILE,
    }


def _place_name(organization: Organization) -> str:
    above: Organization | None = organization
    while above is not None:
        if above.place_name:
            return above.place_name
        above = above.parent
    return "…"


def _moment(day: date | None, at: time | None) -> str | None:
    return datetime.combine(day, at).isoformat() if day and at else None


def _ending(meeting: Meeting) -> str | None:
    if meeting.held_on is None or meeting.ends_at is None:
        return None
    past_midnight = meeting.starts_at is not None and meeting.ends_at < meeting.starts_at
    return _moment(meeting.held_on + timedelta(days=int(past_midnight)), meeting.ends_at)


def _posts(meeting: Meeting) -> dict[int, str]:
    """Posts of the day by member, the highest only."""
    found: dict[int, str] = {}
    day = meeting.held_on or meeting.month
    for holding in meeting.organization.posts.on(day).by_rank():
        whole = "Chi bộ" if meeting.organization.is_chapter else "Đảng ủy"
        of_body = holding.post in {"secretary", "standing_deputy", "deputy"}
        words = f"{holding.get_post_display()} {whole}" if of_body else holding.get_post_display()
        found.setdefault(holding.member_id, words)
    return found


def _person(member: Member | None, posts: dict[int, str]) -> Plain:
    if member is None:
        return {"name": "…", "post": ""}
    return {"name": member.full_name, "post": posts.get(member.pk, "")}


def _roll(meeting: Meeting) -> Plain:
    places = list(meeting.roll.by_given_name())
    turnout = meeting.turnout
    due = [place for place in places if place.is_due]
    return {
        "official": turnout.official,
        "probationary": turnout.probationary,
        "exempt": turnout.exempt,
        "away": turnout.away,
        "expected": turnout.due,
        "present": turnout.present,
        "official_present": turnout.official_present,
        "voters": turnout.voters,
        "excused": [_absence(place) for place in due if place.presence == "excused"],
        "unexcused": [place.member.full_name for place in due if place.presence == "unexcused"],
        "late": [_lateness(place) for place in due if place.presence in {"late", "left_early"}],
        "exempt_names": [place.member.full_name for place in places if place.exemption == "exempt"],
    }


def _absence(place: Attendance) -> Plain:
    return {"name": place.member.full_name, "reason": place.reason}


def _lateness(place: Attendance) -> Plain:
    words = place.get_presence_display().lower()
    at = f" {place.at:%H giờ %M}" if place.at else ""
    return {
        "name": place.member.full_name,
        "reason": f"{words}{at}" + (f", {place.reason}" if place.reason else ""),
    }


def _previous(meeting: Meeting) -> Plain:
    judgements = list(
        meeting.judgements.select_related("task__assignee", "task__meeting").order_by("task_id")
    )
    if not judgements:
        return {"previous_done": None, "previous_total": None, "previous_month": None, "previous_late": []}
    late = [each for each in judgements if each.result != "done"]
    return {
        "previous_done": len(judgements) - len(late),
        "previous_total": len(judgements),
        "previous_month": max(each.task.meeting.month for each in judgements).isoformat(),
        "previous_late": [_lateness_of_task(each) for each in late],
    }


def _lateness_of_task(judgement: Any) -> str:
    more = judgement.note
    if judgement.new_due_on:
        more = f"{more}; " if more else ""
        more += f"gia hạn đến {judgement.new_due_on:%d/%m/%Y}"
    return f"{judgement.task.text}" + (f" ({more})" if more else "")


def _item(meeting: Meeting, item: AgendaItem) -> Plain:
    said = [line for line in item.notes.split("\n") if line]
    if item.is_confidential:
        said = [f"nội dung mật, ghi tại {item.kept_where or 'sổ giấy của chi bộ'}"]
    if item.kind == "dues" and not said and meeting.dues_note:
        said = [meeting.dues_note]
    return {
        "title": item.title,
        "step": item.step,
        "words": said,
        "speeches": [_speech(each) for each in item.contributions.all()],
        "discussed": item.step == "body" and item.is_focus and not item.is_confidential,
        "conclusion": item.conclusion,
        "outcome": OUTCOMES.get(item.outcome, ""),
        "reviews_previous": item.kind == "previous_resolution",
        "inner": False,
    }


def _speech(said: Contribution) -> Plain:
    return {
        "name": str(said.speaker),
        "words": said.text,
        "delegate": said.delegate_id is not None,
        "kind": said.kind,
        "inner": said.kind in INNER_KINDS,
    }


def _besides(meeting: Meeting) -> list[Plain]:
    """What belongs to no item of the agenda: words spoken outside it, and remarks on members."""
    loose = meeting.contributions.filter(item=None).select_related("member", "delegate")
    remarks = [
        f"{each.get_kind_display().lower()} đồng chí {each.member}: {each.text}"
        for each in meeting.remarks.select_related("member")
    ]
    found = []
    if speeches := [_speech(each) for each in loose]:
        found.append(_extra("Ý kiến khác", speeches=speeches))
    if remarks:
        found.append(_extra("Biểu dương, nhắc nhở, phê bình", words=remarks, inner=True))
    return found


def _extra(title: str, **more: Any) -> Plain:
    empty: Plain = {"title": title, "step": "body", "words": [], "speeches": [], "discussed": False}
    return empty | {"conclusion": "", "outcome": "", "reviews_previous": False, "inner": False} | more


def _conclusions(meeting: Meeting, items: Iterable[AgendaItem], resolution_number: int | None) -> list[str]:
    said = [line for item in items if item.step == "closing" for line in item.conclusion.split("\n") if line]
    said += [
        f"Hạn chế: {each.text}" + (f"; cách khắc phục: {each.remedy}" if each.remedy else "")
        for each in meeting.limitations.all()
    ]
    if resolution_number:
        said.append(f"Thông qua Nghị quyết số {resolution_number:02}-NQ/{symbol(meeting)}")
    return said
