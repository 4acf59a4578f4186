"""Posts that members hold in the Party."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Q

from accounts.models import Entry
from chapters.models.members import Member
from chapters.models.organizations import Organization
from chapters.models.terms import Term
from chapters.querysets import PostHoldingQuerySet
from chapters.signals import membership_changed
from common.errors import RuleError

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class PostHolding(models.Model):
    """A member in a post of an organization, from a day to a day."""

    class Post(models.TextChoices):
        SECRETARY = "secretary", "Bí thư"
        STANDING_DEPUTY = "standing_deputy", "Phó Bí thư Thường trực"
        DEPUTY = "deputy", "Phó Bí thư"
        STANDING_MEMBER = "standing_member", "Ủy viên Ban Thường vụ"
        COMMITTEE_MEMBER = "committee_member", "Đảng ủy viên"
        CHAPTER_COMMITTEE_MEMBER = "chapter_committee_member", "Chi ủy viên"
        INSPECTION_CHAIR = "inspection_chair", "Chủ nhiệm Ủy ban Kiểm tra"
        INSPECTION_MEMBER = "inspection_member", "Ủy viên Ủy ban Kiểm tra"
        GROUP_LEADER = "group_leader", "Tổ trưởng tổ đảng"

    IN_CHAPTER = (Post.SECRETARY, Post.DEPUTY, Post.CHAPTER_COMMITTEE_MEMBER)
    IN_GROUP = (Post.GROUP_LEADER,)
    IN_PARTY_BODY = (
        Post.SECRETARY,
        Post.STANDING_DEPUTY,
        Post.DEPUTY,
        Post.STANDING_MEMBER,
        Post.COMMITTEE_MEMBER,
        Post.INSPECTION_CHAIR,
        Post.INSPECTION_MEMBER,
    )

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="posts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    post = models.CharField("chức vụ", max_length=26, choices=Post)
    rank = models.PositiveSmallIntegerField(default=0, editable=False)
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.SET_NULL)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    decision = models.CharField("quyết định số", max_length=120, blank=True)

    objects = PostHoldingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["rank", "-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(post="secretary", ends_on__isnull=True),
                name="one_secretary_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["member", "organization", "post"],
                condition=Q(ends_on__isnull=True),
                name="one_open_holding_a_post",
            ),
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.organization}: {self.member}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.rank = self.Post.values.index(self.post)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @property
    def full_title(self) -> str:
        """The post with its body, as it is said elsewhere: Bí thư Đảng ủy Sở Tư liệu."""
        body = self.organization
        is_plain_member = self.post == self.Post.COMMITTEE_MEMBER
        return f"{self.get_post_display()} {body.name if is_plain_member else body.committee_name}"

    @classmethod
    def posts_of(cls, organization: Organization) -> tuple[Post, ...]:
        """The posts there are at this kind of organization (docs/rules.md §4)."""
        if organization.is_chapter:
            return cls.IN_CHAPTER
        return cls.IN_GROUP if organization.kind == Organization.Kind.PARTY_GROUP else cls.IN_PARTY_BODY

    @classmethod
    @transaction.atomic
    def begin(
        cls,
        *,
        by: User | None,
        member: Member,
        organization: Organization,
        post: str,
        on: date,
        term: Term | None = None,
        decision: str = "",
        end_predecessor: bool = False,
    ) -> PostHolding:
        """Take up a post. One secretary at a time: the predecessor's end is asked for, never assumed."""
        held: models.QuerySet[PostHolding] = cls.objects.filter(
            organization=organization, post=post, ends_on__isnull=True
        )
        if standing := held.filter(member=member).first():
            return standing
        if post not in cls.posts_of(organization):
            raise RuleError(f"{organization} không có chức vụ {cls.Post(post).label}.")
        if not member.is_official_on(on):
            raise RuleError(
                f"Đồng chí {member} là đảng viên dự bị vào ngày {on:%d/%m/%Y}, chưa giữ chức vụ được."
            )
        if member.organization is None or not _belongs(member.organization, organization):
            raise RuleError(f"Đồng chí {member} không sinh hoạt tại {organization}.")
        if post == cls.Post.SECRETARY:
            for predecessor in held.select_related("member").select_for_update(of=("self",)):
                if not end_predecessor:
                    raise RuleError(
                        f"Đồng chí {predecessor.member} đang là Bí thư. "
                        "Chọn “Kết thúc chức vụ của người tiền nhiệm” hoặc kết thúc chức vụ đó trước."
                    )
                predecessor.end(by=by, on=on)
        holding = cls.objects.create(
            member=member, organization=organization, post=post, starts_on=on, term=term, decision=decision
        )
        Entry.objects.record("post.begun", holding, by=by, on=f"{on:%d/%m/%Y}")
        membership_changed.send(sender=Member, member=member, organization=organization, since=on, by=by)
        return holding

    @transaction.atomic
    def end(self, *, by: User | None, on: date) -> None:
        """`on` is the first day without the post."""
        self.refresh_from_db(from_queryset=PostHolding.objects.select_for_update())
        if self.ends_on is not None:
            return
        if self.starts_on >= on:
            raise RuleError(
                f"Đồng chí {self.member} giữ chức vụ từ {self.starts_on:%d/%m/%Y}: chọn ngày sau ngày đó."
            )
        self.ends_on = on - timedelta(days=1)
        self.save(update_fields=["ends_on"])
        Entry.objects.record("post.ended", self, by=by, on=f"{on:%d/%m/%Y}")
        membership_changed.send(
            sender=Member, member=self.member, organization=self.organization, since=on, by=by
        )


def _belongs(home: Organization, organization: Organization) -> bool:
    """Of the organization, of a body below it, or (for a tổ đảng) of the chapter it is part of."""
    return home.path.startswith(organization.path) or organization.parent_id == home.pk
