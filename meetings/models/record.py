"""What a meeting holds: its facts and the questions they answer. Its verbs are in `meeting.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from chapters.models import Member, Organization
from meetings.querysets import MeetingQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

USUAL_MINUTES: Final = 90
COMBINED_MINUTES: Final = 120


BODIES: Final = {
    "chapter_committee": "Chi ủy",
    "party_committee": "Đảng ủy",
    "standing_committee": "Ban Thường vụ",
}


class MeetingRecord(models.Model):
    """One meeting of one organization. `month` is the month it counts for, `held_on` the day it was held."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "Sinh hoạt thường kỳ"
        THEMATIC = "thematic", "Sinh hoạt chuyên đề"
        EXTRAORDINARY = "extraordinary", "Sinh hoạt bất thường"
        CHAPTER_COMMITTEE = "chapter_committee", "Họp chi ủy"
        PARTY_COMMITTEE = "party_committee", "Họp đảng ủy"
        STANDING_COMMITTEE = "standing_committee", "Họp ban thường vụ"

    class Status(models.TextChoices):
        PLANNED = "planned", "Dự kiến"
        OPEN = "open", "Đang họp"
        CLOSED = "closed", "Đã kết thúc, chưa gửi"
        SUBMITTED = "submitted", "Đã gửi, chờ thẩm định"
        RETURNED = "returned", "Được trả lại"
        ACCEPTED = "accepted", "Đã thẩm định"
        ABSENCE_ASKED = "absence_asked", "Xin không tổ chức"
        ABSENCE_AGREED = "absence_agreed", "Không tổ chức, cấp trên đồng ý"

    class Source(models.TextChoices):
        RECORDED = "recorded", "Ghi tại cuộc họp"
        IMPORTED = "imported", "Nhập từ bảng tính"

    CHAPTER_MEETINGS = (Kind.REGULAR, Kind.THEMATIC, Kind.EXTRAORDINARY)
    COMMITTEE_MEETINGS = (Kind.CHAPTER_COMMITTEE, Kind.PARTY_COMMITTEE, Kind.STANDING_COMMITTEE)
    MONTHLY = (Kind.REGULAR, Kind.CHAPTER_COMMITTEE, Kind.PARTY_COMMITTEE)
    HELD = (Status.CLOSED, Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED)
    EDITABLE = (Status.PLANNED, Status.OPEN, Status.CLOSED, Status.RETURNED)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField("loại cuộc họp", max_length=18, choices=Kind)
    is_combined = models.BooleanField("kết hợp thường kỳ và chuyên đề", default=False)
    month = models.DateField("kỳ (tháng)", db_index=True)
    status = models.CharField(max_length=14, choices=Status, default=Status.PLANNED, db_index=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.RECORDED)

    # The plan
    registered_on = models.DateField("ngày đã đăng ký với cấp trên", null=True, blank=True)
    reschedule_reported_at = models.DateTimeField("báo cáo đổi ngày lúc", null=True, blank=True)
    held_on = models.DateField("ngày họp", null=True, blank=True)
    starts_at = models.TimeField("bắt đầu", null=True, blank=True)
    ends_at = models.TimeField("kết thúc", null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField("nghỉ giải lao (phút)", default=0)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired",
        verbose_name="chủ trì",
    )
    recorder = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recorded",
        verbose_name="người ghi biên bản",
    )
    prepared_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="prepares",
        verbose_name="họp chi ủy chuẩn bị",
    )
    # How the committee (or secretary and deputy) conferred where no committee meeting was recorded here.
    conferred_on = models.DateField("hội ý ngày", null=True, blank=True)
    conferred_with_minutes = models.BooleanField("hội ý có ghi biên bản", default=False)
    draft_resolution = models.TextField("dự thảo nghị quyết, dự kiến kết luận", blank=True)
    notice_sent_at = models.DateTimeField("gửi thông báo lúc", null=True, blank=True)
    superior_notified = models.BooleanField("đã báo cấp ủy viên cấp trên theo dõi", default=False)
    merged_with_other = models.BooleanField("lồng ghép với họp chuyên môn", default=False)
    dues_note = models.CharField("tình hình đảng phí", max_length=200, blank=True)

    # The steps
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    review_opened_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    absence_reason = models.CharField("lý do không tổ chức", max_length=300, blank=True)
    absence_answer = models.CharField("ý kiến của cấp trên", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = "cuộc họp"
        verbose_name_plural = "cuộc họp"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "month", "kind"]),
            models.Index(fields=["month", "status"]),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organization", "month", "kind"],
                condition=Q(kind__in=["regular", "chapter_committee", "party_committee"]),
                name="one_monthly_meeting_a_month",
            ),
            models.CheckConstraint(name="month_is_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="held_has_day",
                condition=~Q(status__in=["closed", "submitted", "returned", "accepted"])
                | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="accepted_has_time", condition=~Q(status="accepted") | Q(accepted_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} tháng {self.month.month}/{self.month.year}"

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @property
    def is_of_committee(self) -> bool:
        return self.kind in self.COMMITTEE_MEETINGS

    @property
    def family(self) -> Iterable[str]:
        """Kinds of meetings whose unfinished business this one takes up."""
        return self.CHAPTER_MEETINGS if self.kind == self.Kind.REGULAR else (self.Kind(self.kind),)

    @property
    def body_name(self) -> str:
        """What meets: Chi bộ, Chi ủy, Đảng ủy, Ban Thường vụ."""
        return BODIES.get(self.kind, "Chi bộ")

    @property
    def is_held(self) -> bool:
        return self.status in self.HELD

    @property
    def is_locked(self) -> bool:
        """Sent or accepted: nothing in it changes."""
        return self.status not in self.EDITABLE

    @property
    def is_thematic(self) -> bool:
        return self.kind == self.Kind.THEMATIC or self.is_combined

    @property
    def duration_minutes(self) -> int | None:
        """End less start less breaks; None while either is unknown. Past midnight counts on."""
        if self.starts_at is None or self.ends_at is None:
            return None
        start = self.starts_at.hour * 60 + self.starts_at.minute
        end = self.ends_at.hour * 60 + self.ends_at.minute
        return (end - start) % (24 * 60) - self.break_minutes

    @property
    def required_minutes(self) -> int:
        """90; 120 when regular and thematic are combined; or what the committee set (HD 12, HD 42-HD/BTCTW)."""
        if self.organization.required_minutes:
            return self.organization.required_minutes
        return COMBINED_MINUTES if self.is_combined else USUAL_MINUTES
