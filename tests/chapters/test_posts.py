"""Posts in the Party, terms of office, and roles in this system."""

from datetime import date

import pytest

from accounts.models import Entry
from chapters.models import PostHolding, RoleHolding, Term
from chapters.roles import Role
from common.errors import RuleError
from tests.factories.accounts import UserFactory
from tests.factories.chapters import MemberFactory, PostHoldingFactory

DAY = date(2026, 7, 1)
Post = PostHolding.Post


def test_one_secretary_at_a_time(chapter):
    first, second = MemberFactory.create_batch(2, organization=chapter)
    post = PostHoldingFactory(member=first)
    with pytest.raises(RuleError, match=f"{first} đang là Bí thư"):
        PostHolding.begin(by=None, member=second, organization=chapter, post=Post.SECRETARY, on=DAY)
    PostHolding.begin(
        by=None, member=second, organization=chapter, post=Post.SECRETARY, on=DAY, end_predecessor=True
    )
    post.refresh_from_db()
    assert post.ends_on == date(2026, 6, 30)
    assert PostHolding.objects.on(DAY).get().member == second
    assert PostHolding.objects.on(date(2026, 6, 30)).get().member == first


def test_a_probationary_member_holds_no_post(chapter):
    member = MemberFactory(organization=chapter, probationary=True)
    with pytest.raises(RuleError, match="dự bị"):
        PostHolding.begin(by=None, member=member, organization=chapter, post=Post.DEPUTY, on=DAY)


def test_posts_fit_the_organization_and_its_people(tree):
    member = MemberFactory(organization=tree.chapter)
    with pytest.raises(RuleError, match="không có chức vụ Đảng ủy viên"):
        PostHolding.begin(
            by=None, member=member, organization=tree.chapter, post=Post.COMMITTEE_MEMBER, on=DAY
        )
    with pytest.raises(RuleError, match="không sinh hoạt tại"):
        PostHolding.begin(
            by=None, member=member, organization=tree.other_body, post=Post.COMMITTEE_MEMBER, on=DAY
        )
    held = PostHolding.begin(
        by=None, member=member, organization=tree.body, post=Post.COMMITTEE_MEMBER, on=DAY
    )
    again = PostHolding.begin(
        by=None, member=member, organization=tree.body, post=Post.COMMITTEE_MEMBER, on=DAY
    )
    assert held == again


def test_a_post_ends_once_and_after_it_began(chapter):
    post = PostHoldingFactory(member__organization=chapter, on=DAY)
    with pytest.raises(RuleError, match="chọn ngày sau"):
        post.end(by=None, on=DAY)
    post.end(by=None, on=date(2026, 8, 1))
    post.end(by=None, on=date(2026, 9, 1))
    assert post.ends_on == date(2026, 7, 31)
    assert Entry.objects.filter(verb="post.ended").count() == 1


def test_a_new_term_ends_the_one_before(chapter):
    old = Term.begin(by=None, organization=chapter, label="2022 - 2025", starts_on=DAY, ends_on=None)
    Term.begin(
        by=None,
        organization=chapter,
        label="2025 - 2027",
        starts_on=date(2026, 9, 1),
        ends_on=date(2029, 3, 1),
    )
    old.refresh_from_db()
    assert old.ends_on == date(2026, 8, 31)
    with pytest.raises(RuleError, match="Đã có nhiệm kỳ"):
        Term.begin(by=None, organization=chapter, label="2025 - 2030", starts_on=DAY, ends_on=None)
    with pytest.raises(RuleError, match="phải sau ngày bắt đầu"):
        Term.begin(by=None, organization=chapter, label="x", starts_on=DAY, ends_on=DAY)


def test_a_role_is_given_once_and_taken_back_at_once(chapter):
    user = UserFactory()
    held = RoleHolding.give(by=None, user=user, organization=chapter, role=Role.DEPUTY)
    assert RoleHolding.give(by=None, user=user, organization=chapter, role=Role.DEPUTY) == held
    held.take_back(by=None)
    assert not user.role_holdings.current().exists()
    earlier = RoleHolding.give(by=None, user=user, organization=chapter, role=Role.DEPUTY)
    RoleHolding.objects.filter(pk=earlier.pk).update(starts_on=DAY)
    earlier.refresh_from_db()
    earlier.take_back(by=None)
    earlier.take_back(by=None)
    assert not user.role_holdings.current().exists()
    assert user.role_holdings.get().starts_on == DAY
    assert Entry.objects.filter(verb="role.taken_back").count() == 2
