"""Planning, opening, calling the roll, closing."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Entry
from chapters.models import MemberStatus, PostHolding
from common.errors import RuleError
from meetings import gaps
from meetings.models import AgendaItem, Attendance, Meeting, Step
from meetings.signals import meeting_closed, meeting_opened, meeting_replanned
from tests.factories.chapters import BodyFactory, ChapterFactory, MemberFactory, PostHoldingFactory
from tests.factories.meetings import MeetingFactory, chapter_of, make_ready, yesterday

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


def heard(signal):
    said = []

    def listen(sender, **kwargs):
        said.append(kwargs)

    signal.connect(listen, weak=False)
    return said, lambda: signal.disconnect(listen)


def test_a_plan_has_the_usual_agenda_and_tells_nobody():
    meeting = Meeting.plan(chapter_of(3), Meeting.Kind.REGULAR, NOVEMBER, by=None)
    assert meeting.status == Meeting.Status.PLANNED
    assert meeting.notice_sent_at is None
    assert next(item.step for item in meeting.items.all()) == Step.OPENING
    kinds = [item.kind for item in meeting.items.all()]
    assert kinds.index("self_score") < kinds.index("minutes")
    assert Entry.objects.about(meeting).get().verb == "meeting.planned"


def test_the_month_it_counts_for_is_apart_from_its_day():
    meeting = Meeting.plan(chapter_of(3), "regular", NOVEMBER, held_on=date(2026, 12, 1), by=None)
    assert (meeting.month, meeting.held_on) == (NOVEMBER, date(2026, 12, 1))


def test_one_regular_meeting_a_month():
    meeting = MeetingFactory()
    with pytest.raises(RuleError, match="đã có sinh hoạt thường kỳ"):
        Meeting.plan(meeting.organization, "regular", meeting.month, by=None)
    Meeting.plan(meeting.organization, "thematic", meeting.month, by=None)
    Meeting.plan(meeting.organization, "thematic", meeting.month, by=None)


@pytest.mark.parametrize(
    ("factory", "kind"),
    [(BodyFactory, "regular"), (BodyFactory, "chapter_committee"), (ChapterFactory, "party_committee")],
)
def test_each_body_holds_its_own_kinds(factory, kind):
    with pytest.raises(RuleError):
        Meeting.plan(factory(), kind, NOVEMBER, by=None)


def test_only_a_regular_meeting_is_combined():
    with pytest.raises(RuleError, match="kết hợp"):
        Meeting.plan(chapter_of(3), "thematic", NOVEMBER, is_combined=True, by=None)
    meeting = Meeting.plan(chapter_of(3), "regular", NOVEMBER, is_combined=True, by=None)
    assert meeting.required_minutes == 120
    assert meeting.items.filter(kind="topic").exists()


def test_replanning_is_written_down_and_announced():
    meeting = MeetingFactory()
    said, stop = heard(meeting_replanned)
    meeting.replan(by=None, place="Hội trường")
    assert not said
    meeting.replan(by=None, held_on=meeting.held_on - timedelta(days=1))
    stop()
    assert len(said) == 1
    assert Entry.objects.about(meeting).filter(verb="meeting.replanned").count() == 2


def test_the_notice_registers_the_day_once():
    meeting = MeetingFactory()
    meeting.send_notice(by=None)
    sent = meeting.notice_sent_at
    meeting.send_notice(by=None)
    assert meeting.notice_sent_at == sent
    assert meeting.registered_on == meeting.held_on
    assert meeting.superior_notified


def test_a_notice_needs_day_hour_and_place():
    meeting = MeetingFactory(place="")
    with pytest.raises(RuleError, match="địa điểm"):
        meeting.send_notice(by=None)


def test_opening_makes_the_roll_of_that_day():
    chapter = chapter_of(5, probationary=1)
    gone = MemberFactory(organization=chapter)
    exempt = MemberFactory(organization=chapter)
    MemberStatus.objects.create(member=exempt, kind="exempt", starts_on=date(2020, 1, 1))
    MemberStatus.objects.create(member=gone, kind="away", starts_on=date(2020, 1, 1))
    said, stop = heard(meeting_opened)
    meeting = MeetingFactory(organization=chapter, is_open=True)
    meeting.open(by=None)
    stop()
    assert len(said) == 1
    turnout = meeting.turnout
    assert (turnout.due, turnout.present, turnout.exempt, turnout.away) == (5, 5, 1, 1)
    assert (turnout.voters, turnout.voters_present) == (4, 4)


def test_an_exempt_member_who_comes_votes_but_is_not_counted_as_due():
    chapter = chapter_of(4)
    exempt = MemberFactory(organization=chapter)
    MemberStatus.objects.create(member=exempt, kind="exempt", starts_on=date(2020, 1, 1))
    meeting = MeetingFactory(organization=chapter, is_open=True)
    meeting.roll.get(member=exempt).mark("present", by=None)
    assert (meeting.turnout.due, meeting.turnout.present) == (4, 4)
    assert (meeting.voting_base, meeting.voting_present) == (5, 5)


def test_a_committee_calls_its_post_holders():
    body = BodyFactory()
    chapter = ChapterFactory(parent=body)
    posts = [
        "secretary",
        "deputy",
        "standing_member",
        "committee_member",
        "committee_member",
        "inspection_member",
    ]
    for post in posts:
        PostHoldingFactory(member=MemberFactory(organization=chapter), organization=body, post=post)
    whole = MeetingFactory(organization=body, kind="party_committee", is_open=True)
    standing = MeetingFactory(organization=body, kind="standing_committee", is_open=True)
    assert whole.voting_base == 5
    assert standing.voting_base == 3


def test_a_chi_uy_is_secretary_deputies_and_its_members():
    chapter = chapter_of(10)
    others = chapter.members.exclude(posts__post=PostHolding.Post.SECRETARY)[:2]
    PostHoldingFactory(member=others[0], organization=chapter, post="deputy")
    PostHoldingFactory(member=others[1], organization=chapter, post="chapter_committee_member")
    meeting = MeetingFactory(organization=chapter, kind="chapter_committee", is_open=True)
    assert meeting.voting_base == 3


def test_no_meeting_is_opened_before_its_day():
    meeting = MeetingFactory(held_on=timezone.localdate() + timedelta(days=3))
    with pytest.raises(RuleError, match="chưa đến"):
        meeting.open(by=None)


def test_an_absence_needs_its_reason_and_votes_must_still_fit():
    meeting = MeetingFactory(organization=chapter_of(4), is_open=True)
    place = meeting.roll.first()
    with pytest.raises(RuleError, match="Cần chọn lý do vắng"):
        place.mark("excused", by=None)
    place.mark("excused", why="công tác", by=None)
    assert meeting.turnout.excused == 1
    place.mark("late", at=time(14, 15), by=None)
    assert meeting.turnout.present == 4
    place.mark("present", by=None)
    assert (place.reason, place.at) == ("", None)


def test_exempting_on_the_roll_needs_the_resolution():
    meeting = MeetingFactory(organization=chapter_of(4), is_open=True)
    place = meeting.roll.first()
    with pytest.raises(RuleError, match="nghị quyết miễn"):
        place.mark_exempt(by=None)
    MemberStatus.objects.create(member=place.member, kind="exempt", starts_on=date(2020, 1, 1))
    place.mark_exempt(by=None)
    assert meeting.turnout.due == 3


def test_the_roll_follows_a_member_entered_later():
    meeting = MeetingFactory(organization=chapter_of(4), is_open=True)
    meeting.roll.first().mark("unexcused", by=None)
    MemberFactory(organization=meeting.organization)
    Attendance.call(meeting)
    assert meeting.turnout.due == 5
    assert meeting.turnout.unexcused == 1


def test_closing_says_what_is_missing():
    meeting = MeetingFactory(is_open=True)
    with pytest.raises(RuleError, match="Chưa thể kết thúc: Chưa ghi đồng chí chủ trì"):
        meeting.close(by=None)
    words = [gap.words for gap in gaps.blocking(meeting)]
    assert any(each.startswith("9 mục chưa kết thúc (1, 2, 3, 4, 5, 6, 7, 8, 9)") for each in words)
    assert "Chưa ghi giờ kết thúc" in words


def test_the_last_items_are_named_one_by_one():
    meeting = make_ready(MeetingFactory(is_open=True))
    meeting.items.get(kind="ideology").end("open", by=None)
    words = [gap.words for gap in gaps.blocking(meeting)]
    assert words == ["Mục 2 chưa kết thúc: chọn đã kết luận, chuyển kỳ sau hoặc không bàn"]


def test_closing_fixes_the_record_once():
    meeting = make_ready(MeetingFactory(is_open=True))
    said, stop = heard(meeting_closed)
    meeting.close(by=None)
    meeting.close(by=None)
    stop()
    assert len(said) == 1
    assert meeting.status == Meeting.Status.CLOSED
    assert meeting.minutes.count() == 1
    assert meeting.duration_minutes == 100
    assert Entry.objects.about(meeting).filter(verb="meeting.closed").count() == 1


def test_when_what_follows_fails_nothing_has_happened():
    meeting = make_ready(MeetingFactory(is_open=True))

    def fail(sender, **kwargs):
        raise RuleError("Không lập được căn cứ.")

    meeting_closed.connect(fail)
    with pytest.raises(RuleError):
        meeting.close(by=None)
    meeting_closed.disconnect(fail)
    assert Meeting.objects.get(pk=meeting.pk).status == Meeting.Status.OPEN
    assert not meeting.minutes.exists()


def test_what_was_put_off_comes_back():
    first = make_ready(MeetingFactory(held_on=yesterday() - timedelta(days=35), is_open=True))
    item = first.items.filter(step="body").last()
    item.end(AgendaItem.Outcome.CARRIED, by=None)
    planned = Meeting.plan(first.organization, "regular", yesterday(), held_on=yesterday(), by=None)
    assert not planned.items.filter(carried_from=item).exists()
    first.close(by=None)
    planned.open(by=None)
    taken_up = planned.items.get(carried_from=item)
    assert taken_up.times_put_off == 1
    assert taken_up.step == Step.BODY
    assert [each.position for each in planned.items.all()] == list(range(1, planned.items.count() + 1))


def test_how_many_may_be_absent_is_said_in_people():
    meeting = MeetingFactory(organization=chapter_of(22), is_open=True)
    assert meeting.turnout.allowance() == 2
    assert MeetingFactory(organization=chapter_of(9), is_open=True).turnout.allowance() == 0
