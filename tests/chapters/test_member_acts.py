"""Admission, transfer, temporary transfer, exemption, suspension, recognition, leaving."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Member, Membership, MemberStatus, RoleHolding
from chapters.roles import Role
from chapters.signals import membership_changed
from common.errors import RuleError
from tests.factories.chapters import MemberFactory, PostHoldingFactory

DAY = date(2026, 7, 1)
BEFORE = date(2026, 6, 30)


@pytest.fixture
def announced():
    heard = []

    def hear(sender, member, organization, since, **kwargs):
        heard.append((organization, since))

    membership_changed.connect(hear)
    yield heard
    membership_changed.disconnect(hear)


def test_admission_enters_the_roll(chapter, announced, secretary):
    announced.clear()
    admitted = Member.admit(by=secretary, organization=chapter, on=DAY, full_name="Bùi  Thị Lan")
    assert admitted.full_name == "Bùi Thị Lan"
    assert admitted.admitted_on == DAY
    assert admitted.is_probationary
    assert list(Member.objects.on_roll_of(chapter, DAY).search("bui lan")) == [admitted]
    assert not Member.objects.on_roll_of(chapter, BEFORE).filter(pk=admitted.pk).exists()
    assert announced == [(chapter, DAY)]


def test_nobody_is_admitted_before_eighteen(chapter):
    with pytest.raises(RuleError, match="chưa đủ 18 tuổi"):
        Member.admit(by=None, organization=chapter, on=DAY, full_name="Bùi Lan", birth_date=date(2008, 7, 2))


def test_members_belong_to_chapters(tree):
    with pytest.raises(RuleError, match="không phải chi bộ"):
        Member.admit(by=None, organization=tree.body, on=DAY, full_name="Bùi Lan")


def test_transfer_dates_both_chapters(tree, announced):
    member = MemberFactory(organization=tree.chapter)
    post = PostHoldingFactory(member=member)
    announced.clear()
    member.transfer_to(tree.other_chapter, by=None, on=DAY, decision="05-GT/ĐU")
    member.transfer_to(tree.other_chapter, by=None, on=DAY)
    post.refresh_from_db()
    assert member.organization == tree.other_chapter
    assert post.ends_on == BEFORE
    assert list(Member.objects.on_roll_of(tree.chapter, BEFORE)) == [member]
    assert list(Member.objects.on_roll_of(tree.chapter, DAY)) == []
    assert list(Member.objects.on_roll_of(tree.other_chapter, DAY)) == [member]
    assert announced == [(tree.chapter, DAY), (tree.other_chapter, DAY)]
    assert Entry.objects.filter(verb="member.moved_in").count() == 1


def test_transfer_is_after_the_beginning_and_not_in_the_future(tree):
    member = MemberFactory(organization=tree.chapter, on=DAY)
    with pytest.raises(RuleError, match="ngày chuyển phải sau ngày đó"):
        member.transfer_to(tree.other_chapter, by=None, on=DAY)
    with pytest.raises(RuleError, match="sau ngày hôm nay"):
        member.transfer_to(tree.other_chapter, by=None, on=timezone.localdate() + timedelta(days=1))
    assert Membership.objects.filter(member=member).count() == 1


def test_a_members_account_follows_the_member(tree, member):
    held = member.role_holdings.get()
    RoleHolding.objects.filter(pk=held.pk).update(starts_on=date(2026, 1, 1))
    member.member.transfer_to(tree.other_chapter, by=None, on=DAY)
    roles = member.role_holdings.current().values_list("organization", "role")
    assert list(roles) == [(tree.other_chapter.pk, Role.MEMBER)]


def test_temporary_transfer_keeps_home_and_seats_a_guest(tree):
    member = MemberFactory(organization=tree.chapter)
    member.send_temporarily(by=None, on=DAY, to=tree.other_chapter)
    member.send_temporarily(by=None, on=DAY, to=tree.other_chapter)
    assert list(Member.objects.on_roll_of(tree.chapter, DAY)) == [member]
    assert list(Member.objects.hosted_by(tree.other_chapter, DAY)) == [member]
    assert member.statuses.on(DAY).get().kind == MemberStatus.Kind.AWAY
    back = date(2026, 9, 1)
    member.return_home(by=None, on=back)
    member.return_home(by=None, on=back)
    assert not Member.objects.hosted_by(tree.other_chapter, back).exists()
    assert not member.statuses.on(back).exists()
    assert member.statuses.on(date(2026, 8, 31)).exists()


def test_a_guest_elsewhere_is_not_a_guest_at_home(tree):
    member = MemberFactory(organization=tree.chapter)
    with pytest.raises(RuleError, match="phải khác"):
        member.send_temporarily(by=None, on=DAY, to=tree.chapter)


def test_exemption_holds_from_a_day_to_a_day(chapter):
    member = MemberFactory(organization=chapter)
    member.exempt(by=None, on=DAY, decision="03-NQ/CB")
    member.exempt(by=None, on=date(2026, 8, 1))
    assert [status.kind for status in member.statuses.on(DAY)] == ["exempt"]
    assert not member.statuses.on(BEFORE).exists()
    member.end_exemption(by=None, on=date(2026, 9, 1))
    member.end_exemption(by=None, on=date(2026, 9, 1))
    assert member.statuses.get().ends_on == date(2026, 8, 31)
    assert Entry.objects.filter(verb__startswith="member.exempt").count() == 2


def test_an_exemption_ends_after_it_began(chapter):
    member = MemberFactory(organization=chapter)
    member.exempt(by=None, on=DAY)
    with pytest.raises(RuleError, match="chọn ngày sau ngày đó"):
        member.end_exemption(by=None, on=DAY)
    with pytest.raises(RuleError, match="Đã ghi Miễn"):
        member.exempt(by=None, on=date(2026, 1, 1))


def test_suspension_is_lifted(chapter):
    member = MemberFactory(organization=chapter)
    member.suspend(by=None, on=DAY, decision="07-QĐ/UBKT")
    member.lift_suspension(by=None, on=date(2026, 9, 1))
    assert member.statuses.get().ends_on == date(2026, 8, 31)


def test_recognition_is_dated_at_the_end_of_twelve_months(chapter):
    member = MemberFactory(organization=chapter, official_on=None, admitted_on=date(2025, 6, 1))
    with pytest.raises(RuleError, match="đến 01/06/2026 mới đủ"):
        member.become_official(by=None, on=date(2026, 5, 31))
    member.become_official(by=None)
    member.become_official(by=None)
    assert member.official_on == date(2026, 6, 1)
    with pytest.raises(RuleError, match="đã là đảng viên chính thức"):
        member.become_official(by=None, on=DAY)


def test_recognition_needs_the_day_of_admission(chapter):
    member = MemberFactory(organization=chapter, official_on=None, admitted_on=None)
    with pytest.raises(RuleError, match="Chưa ghi ngày vào Đảng"):
        member.become_official(by=None, on=DAY)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 4, 1), ""),
        (date(2026, 4, 2), "bắt đầu chuẩn bị hồ sơ"),
        (date(2026, 5, 2), "còn 30 ngày"),
        (date(2026, 5, 31), "còn 1 ngày"),
        (date(2026, 6, 1), "Đủ 12 tháng dự bị từ 01/06/2026"),
    ],
)
def test_probation_is_reminded_of_in_time(chapter, today, words):
    member = MemberFactory(organization=chapter, official_on=None, admitted_on=date(2025, 6, 1))
    notice = member.probation_notice(today)
    assert words in notice
    assert bool(notice) == bool(words)


def test_party_age_counts_whole_years_from_the_admission_decision():
    member = MemberFactory.build(
        organization=None, admitted_on=date(2000, 7, 2), official_on=date(2001, 7, 2)
    )
    assert member.party_age_on(DAY) == 25
    assert member.party_age_on(date(2026, 7, 2)) == 26
    assert MemberFactory.build(organization=None, admitted_on=DAY, official_on=None).party_age_on(DAY) is None


def test_leaving_closes_everything(chapter):
    member = MemberFactory(organization=chapter)
    post = PostHoldingFactory(member=member)
    member.exempt(by=None, on=date(2026, 1, 1))
    member.leave(Membership.Ending.DIED, by=None, on=DAY)
    member.leave(Membership.Ending.DIED, by=None, on=DAY)
    post.refresh_from_db()
    assert member.organization is None
    assert post.ends_on == BEFORE
    assert member.memberships.get().ending == "died"
    assert member.statuses.get().ends_on == BEFORE
    with pytest.raises(RuleError, match="không còn sinh hoạt"):
        member.exempt(by=None, on=DAY)


def test_putting_right_tells_what_depends_on_it(chapter, announced):
    member = MemberFactory(organization=chapter)
    announced.clear()
    member.amend(by=None, full_name="Trần Văn Đức", official_on=date(2012, 2, 3))
    member.amend(by=None, full_name="Trần Văn Đức")
    assert announced == [(chapter, date(2011, 2, 3))]
    with pytest.raises(RuleError, match="trước ngày vào Đảng"):
        member.amend(by=None, official_on=date(2009, 1, 1))
