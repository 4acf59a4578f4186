"""Posts that members hold in the Party, and roles that accounts hold in this system."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from chapters.models.members import Member
from chapters.models.organizations import Organization, Term
from chapters.querysets import PostHoldingQuerySet, RoleHoldingQuerySet
from chapters.roles import Role


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
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.rank = self.Post.values.index(self.post)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.organization}: {self.member}"


class RoleHolding(models.Model):
    """What an account may do where, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_holdings")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField("vai", max_length=14, choices=Role)
    starts_on = models.DateField("từ ngày", default=timezone.localdate)
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_role_holding",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organization}"
