"""Rename, move, merge, split, dissolve: dated acts that leave the past as it was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Membership, Organization, PostHolding
from chapters.signals import organization_changed
from common.errors import RuleError
from tests.factories.chapters import (
    BaseChapterFactory,
    BodyFactory,
    ChapterFactory,
    MemberFactory,
    PostHoldingFactory,
    SubBodyFactory,
)

DAY = date(2026, 7, 1)
BEFORE = date(2026, 6, 30)


@pytest.fixture
def announced():
    heard = []

    def hear(sender, organization, since, **kwargs):
        heard.append((organization, since))

    organization_changed.connect(hear)
    yield heard
    organization_changed.disconnect(hear)


def test_a_new_name_leaves_the_old_one_with_its_dates(chapter, announced, board):
    chapter.rename(by=board, name="Chi bộ Văn  phòng Sở", on=DAY, decision="12-QĐ/ĐU")
    assert chapter.name == "Chi bộ Văn phòng Sở"
    assert chapter.name_on(BEFORE) == "Chi bộ Văn phòng"
    assert chapter.name_on(DAY) == "Chi bộ Văn phòng Sở"
    assert chapter.changes.get().note == "Chi bộ Văn phòng"
    assert announced == [(chapter, DAY)]
    assert Entry.objects.filter(verb="organization.renamed", by=board).count() == 1


def test_renamed_twice_to_the_same_is_renamed_once(chapter):
    chapter.rename(by=None, name="Chi bộ Mới", on=DAY)
    chapter.rename(by=None, name="Chi bộ Mới", on=DAY)
    assert chapter.changes.count() == 1


def test_names_do_not_overlap(chapter):
    chapter.rename(by=None, name="Chi bộ Mới", on=DAY)
    with pytest.raises(RuleError, match="01/07/2026"):
        chapter.rename(by=None, name="Chi bộ Mới hơn", on=DAY)


def test_a_change_is_not_entered_before_it_happens(chapter):
    with pytest.raises(RuleError, match="sau ngày hôm nay"):
        chapter.rename(by=None, name="Chi bộ Mới", on=timezone.localdate() + timedelta(days=1))


def test_an_organization_of_unknown_age_had_its_name_always(tree):
    old = ChapterFactory(parent=tree.body, name="Chi bộ Cũ", founded_on=None)
    old.rename(by=None, name="Chi bộ Mới", on=DAY)
    assert old.name_on(date(1990, 1, 1)) == "Chi bộ Cũ"


def test_moving_takes_everything_below_along(tree, announced):
    below = SubBodyFactory(parent=tree.body)
    deep = ChapterFactory(parent=below)
    other = BodyFactory(parent=tree.bloc)
    announced.clear()
    below.move_to(other, by=None, on=DAY)
    deep.refresh_from_db()
    assert below.path == f"{other.path}{below.pk}/"
    assert deep.path == f"{other.path}{below.pk}/{deep.pk}/"
    assert below.parent_on(BEFORE) == tree.body
    assert below.parent_on(DAY) == other
    assert list(Organization.objects.under(other.path).order_by("path")) == [other, below, deep]
    assert announced == [(below, DAY)]


def test_moving_keeps_to_the_kinds_of_the_tree(tree):
    with pytest.raises(RuleError, match="Chi bộ trực thuộc không thể trực thuộc Đảng bộ Khối"):
        tree.chapter.move_to(tree.bloc, by=None, on=DAY)
    tree.chapter.move_to(tree.bloc, by=None, on=DAY, kind="base_chapter")
    assert tree.chapter.kind == "base_chapter"


def test_nothing_moves_below_itself(tree):
    with pytest.raises(RuleError, match="chính nó"):
        tree.body.move_to(tree.chapter, by=None, on=DAY)


def test_merging_moves_every_member_and_ends_the_chapter(tree, announced):
    into = ChapterFactory(parent=tree.body)
    members = MemberFactory.create_batch(3, organization=tree.chapter)
    post = PostHoldingFactory(member=members[0])
    announced.clear()
    tree.chapter.merge_into(into, by=None, on=DAY)
    post.refresh_from_db()
    assert into.members.count() == 3
    assert post.ends_on == BEFORE
    assert tree.chapter.dissolved_on == DAY
    assert not Organization.objects.active_on(DAY).filter(pk=tree.chapter.pk).exists()
    assert Organization.objects.active_on(BEFORE).filter(pk=tree.chapter.pk).exists()
    moved = members[1].memberships.get(organization=tree.chapter)
    assert (moved.ends_on, moved.ending) == (BEFORE, Membership.Ending.REORGANIZED)
    assert announced == [(tree.chapter, DAY)]
    tree.chapter.merge_into(into, by=None, on=DAY)
    assert tree.chapter.changes.count() == 1


def test_a_party_body_is_not_merged_with_a_chapter(tree):
    with pytest.raises(RuleError, match="chi bộ với chi bộ"):
        tree.body.merge_into(tree.chapter, by=None, on=DAY)


def test_splitting_founds_a_sister_of_some_of_the_members(tree):
    stay, go = MemberFactory.create_batch(2, organization=tree.chapter)
    new = tree.chapter.split_off(by=None, name="Chi bộ Hành chính", members=[go], on=DAY)
    assert new.parent == tree.body
    assert new.founded_on == DAY
    assert list(new.members.all()) == [go]
    assert list(tree.chapter.members.all()) == [stay]
    assert tree.chapter.changes.get().other == new


def test_a_split_leaves_members_behind_and_takes_only_its_own(tree):
    only = MemberFactory(organization=tree.chapter)
    stranger = MemberFactory(organization=tree.other_chapter)
    with pytest.raises(RuleError, match="còn đảng viên"):
        tree.chapter.split_off(by=None, name="Chi bộ Mới", members=[only], on=DAY)
    with pytest.raises(RuleError, match="đảng viên của chi bộ này"):
        tree.chapter.split_off(by=None, name="Chi bộ Mới", members=[stranger], on=DAY)


def test_members_and_bodies_below_are_moved_before_dissolving(tree):
    member = MemberFactory(organization=tree.chapter)
    with pytest.raises(RuleError, match="còn 1 đảng viên"):
        tree.chapter.dissolve(by=None, on=DAY)
    with pytest.raises(RuleError, match="còn 1 tổ chức trực thuộc"):
        tree.body.dissolve(by=None, on=DAY)
    member.transfer_to(tree.other_chapter, by=None, on=DAY)
    tree.chapter.dissolve(by=None, on=DAY)
    tree.body.dissolve(by=None, on=DAY)
    tree.body.dissolve(by=None, on=DAY)
    assert tree.body.dissolved_on == DAY
    assert tree.body.changes.count() == 1


def test_putting_right_a_name_makes_no_history(chapter):
    chapter.amend(by=None, name="Chi bộ Văn Phòng", fixed_day=3)
    assert chapter.name_on(BEFORE) == "Chi bộ Văn Phòng"
    assert chapter.changes.count() == 0
    assert Entry.objects.get(verb="organization.amended").details == {"fields": ["fixed_day", "name"]}


def test_what_the_charter_asks_is_said(tree):
    chapter = BaseChapterFactory(parent=tree.bloc)
    assert chapter.warnings() == []
    first = MemberFactory(organization=chapter)
    MemberFactory(organization=chapter, probationary=True)
    assert "1 đảng viên chính thức, dưới 3" in chapter.warnings()[0]
    assert "Chưa ghi bí thư." in chapter.warnings()
    PostHoldingFactory(member=first)
    others = MemberFactory.create_batch(8, organization=chapter)
    assert ["có chi ủy" in warning for warning in chapter.warnings()] == [True]
    PostHoldingFactory(member=others[0], post=PostHolding.Post.CHAPTER_COMMITTEE_MEMBER)
    assert chapter.warnings() == []
