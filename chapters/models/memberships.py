"""Where a member belonged from when to when, and what kept them from being due at meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chapters.models.organizations import Organization
from chapters.querysets import MembershipQuerySet, StatusQuerySet
from common.errors import RuleError

if TYPE_CHECKING:
    from datetime import date


class Membership(models.Model):
    """That a member belongs to a chapter, from a day to a day."""

    class Reason(models.TextChoices):
        ADMITTED = "admitted", "Kết nạp"
        TRANSFERRED = "transferred", "Chuyển sinh hoạt chính thức"
        TEMPORARY = "temporary", "Sinh hoạt tạm thời"
        REORGANIZED = "reorganized", "Sắp xếp tổ chức"
        LISTED = "listed", "Có trong danh sách ban đầu"

    class Ending(models.TextChoices):
        TRANSFERRED = "transferred", "Chuyển sinh hoạt chính thức"
        RETURNED = "returned", "Hết sinh hoạt tạm thời"
        REORGANIZED = "reorganized", "Sắp xếp tổ chức"
        DIED = "died", "Từ trần"
        STRUCK_OFF = "struck_off", "Xóa tên"
        EXPELLED = "expelled", "Khai trừ"
        LEFT = "left", "Xin ra khỏi Đảng"

    member = models.ForeignKey("chapters.Member", on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    is_temporary = models.BooleanField("sinh hoạt tạm thời", default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.LISTED)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    decision = models.CharField(max_length=120, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "starts_on"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on__isnull=True, is_temporary=False),
                name="one_home_chapter",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.organization}"

    def end(self, on: date, ending: str, decision: str = "") -> None:
        """`on` is the first day elsewhere."""
        if self.starts_on >= on:
            raise RuleError(
                f"Đồng chí {self.member} sinh hoạt tại {self.organization} từ {self.starts_on:%d/%m/%Y}: "
                "ngày chuyển phải sau ngày đó."
            )
        self.ends_on, self.ending = on - timedelta(days=1), ending
        self.decision = decision or self.decision
        self.save(update_fields=["ends_on", "ending", "decision"])


class MemberStatus(models.Model):
    """A dated fact that changes whether a member is due at meetings."""

    class Kind(models.TextChoices):
        EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"
        SPECIAL_DUTY = "special_duty", "Làm nhiệm vụ đặc biệt"

    member = models.ForeignKey("chapters.Member", on_delete=models.CASCADE, related_name="statuses")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decision = models.CharField("nghị quyết, quyết định số", max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member", "kind"], condition=Q(ends_on__isnull=True), name="one_open_status_a_kind"
            ),
            models.CheckConstraint(
                name="status_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"

    def end(self, on: date) -> None:
        """`on` is the first day without it."""
        if self.starts_on >= on:
            raise RuleError(
                f"{self.get_kind_display()} ghi từ {self.starts_on:%d/%m/%Y}: chọn ngày sau ngày đó."
            )
        self.ends_on = on - timedelta(days=1)
        self.save(update_fields=["ends_on"])
