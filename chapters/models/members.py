"""Members, where they belong, and the dated facts of their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chapters.models.organizations import Organization
from chapters.querysets import MemberQuerySet, MembershipQuerySet, StatusQuerySet
from common.text import clean, fold, name_sort_key

if TYPE_CHECKING:
    from datetime import date


class Member(models.Model):
    """A Party member. `organization` is today's home chapter; `memberships` tell the history."""

    class Sex(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="member"
    )
    full_name = models.CharField("họ và tên khai sinh", max_length=120)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    search = models.CharField(max_length=120, editable=False, db_index=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    card_number = models.CharField("số thẻ đảng viên", max_length=8, blank=True)
    admitted_on = models.DateField("ngày vào Đảng (kết nạp)", null=True, blank=True)
    official_on = models.DateField("ngày chính thức", null=True, blank=True)
    job_title = models.CharField("chức vụ, đơn vị công tác", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "đảng viên"
        verbose_name_plural = "đảng viên"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["card_number"], condition=~Q(card_number=""), name="one_member_a_card"
            ),
            models.CheckConstraint(
                name="official_after_admitted",
                condition=Q(official_on__isnull=True)
                | Q(admitted_on__isnull=True)
                | Q(official_on__gte=models.F("admitted_on")),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.full_name = clean(self.full_name)
        self.sort_key = name_sort_key(self.full_name)
        self.search = fold(self.full_name)
        if self.birth_date:
            self.birth_year = self.birth_date.year
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_path(self) -> str:
        return self.organization.path if self.organization else ""

    @property
    def given_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]

    def is_official_on(self, day: date) -> bool:
        """Official from the date in the recognition decision; until then probationary, without a vote."""
        return self.official_on is not None and self.official_on <= day


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

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
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


class MemberStatus(models.Model):
    """A dated fact that changes whether a member is due at meetings."""

    class Kind(models.TextChoices):
        EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"
        SPECIAL_DUTY = "special_duty", "Làm nhiệm vụ đặc biệt"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="statuses")
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
