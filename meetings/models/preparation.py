"""What goes before: documents sent, the yearly plan of topics, members' thu hoạch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Member, Organization
from chapters.querysets import TreeQuerySet
from common.dates import quarter_of
from common.errors import RuleError
from common.text import clean
from meetings.querysets import MeetingPartQuerySet, TopicQuerySet

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from meetings.models.meeting import Meeting


class MeetingDocument(models.Model):
    """A paper for a meeting and when members were given it."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    shared_at = models.DateTimeField("gửi đảng viên lúc", null=True, blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def add(
        cls,
        meeting: Meeting,
        title: str,
        *,
        by: User | None,
        number: str = "",
        shared_at: datetime | None = None,
        reason: str = "",
    ) -> MeetingDocument:
        with meeting.changing(by=by, reason=reason):
            if not clean(title):
                raise RuleError("Cần ghi tên tài liệu.")
            document = cls.objects.create(
                meeting=meeting, title=clean(title), number=clean(number), shared_at=shared_at
            )
            Entry.objects.record("document.added", document, by=by, reason=reason)
        return document

    def share(self, *, by: User | None, at: datetime | None = None, reason: str = "") -> None:
        """Members were given it, at this moment."""
        with self.meeting.changing(by=by, reason=reason):
            if self.shared_at is not None:
                return
            self.shared_at = at or timezone.now()
            self.save(update_fields=["shared_at"])
            Entry.objects.record("document.shared", self, by=by, reason=reason)

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            Entry.objects.record("document.removed", self, by=by, reason=reason)
            self.delete()


class TopicPlan(models.Model):
    """A chapter's plan of thematic meetings for a year."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="topic_plans")
    year = models.PositiveSmallIntegerField()
    reported_on = models.DateField("báo cáo cấp trên ngày", null=True, blank=True)

    objects = TreeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organization", "year"], name="one_topic_plan_a_year"),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch chuyên đề năm {self.year}"

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @classmethod
    @transaction.atomic
    def begin(cls, organization: Organization, year: int, *, by: User | None) -> TopicPlan:
        plan, is_new = cls.objects.get_or_create(organization=organization, year=year)
        if is_new:
            Entry.objects.record("topic_plan.begun", plan, by=by)
        return plan

    @transaction.atomic
    def report(self, *, by: User | None, on: date | None = None) -> None:
        """The plan was reported to the direct superior."""
        if self.reported_on is not None and on in {None, self.reported_on}:
            return
        if not self.topics.exists():
            raise RuleError("Kế hoạch chưa có chủ đề nào để báo cáo.")
        self.reported_on = on or timezone.localdate()
        self.save(update_fields=["reported_on"])
        Entry.objects.record("topic_plan.reported", self, by=by)


class Topic(models.Model):
    """One thematic meeting of the plan: quarter, presenter, draft, approval, final paper."""

    class Category(models.TextChoices):
        HCM = "hcm", "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
        INTEGRITY = "integrity", "Cần, kiệm, liêm, chính; phòng, chống tham nhũng, lãng phí, tiêu cực"
        PARTY_BUILDING = "party_building", "Xây dựng Đảng, hệ thống chính trị"
        TRADITION = "tradition", "Truyền thống"
        PROFESSION = "profession", "Nhiệm vụ chuyên môn của đơn vị"

    plan = models.ForeignKey(TopicPlan, on_delete=models.CASCADE, related_name="topics")
    quarter = models.PositiveSmallIntegerField("quý")
    title = models.CharField("chủ đề", max_length=300)
    category = models.CharField(max_length=14, choices=Category, blank=True)
    selected_by_committee = models.BooleanField("chi ủy, chi bộ bàn chọn", default=False)
    presenter = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="topics"
    )
    drafted_on = models.DateField("có dự thảo ngày", null=True, blank=True)
    draft_approved_on = models.DateField("thông qua dự thảo ngày", null=True, blank=True)
    final_on = models.DateField("hoàn thiện ngày", null=True, blank=True)
    needs_reflection = models.BooleanField("đảng viên viết thu hoạch", default=False)
    meeting = models.OneToOneField(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="topic"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["quarter", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="four_quarters", condition=models.Q(quarter__gte=1, quarter__lte=4)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_path(self) -> str:
        return self.plan.organization.path

    @classmethod
    @transaction.atomic
    def choose(cls, plan: TopicPlan, title: str, quarter: int, *, by: User | None, **fields: Any) -> Topic:
        if not clean(title):
            raise RuleError("Cần ghi chủ đề.")
        topic = cls.objects.create(plan=plan, title=clean(title), quarter=quarter, **fields)
        Entry.objects.record("topic.chosen", topic, by=by)
        return topic

    @transaction.atomic
    def edit(self, *, by: User | None, **changes: Any) -> None:
        """Title, presenter, draft and its approval; a held topic only gets its final day and reflections."""
        if (
            self.meeting is not None
            and self.meeting.is_locked
            and changes.keys() - {"final_on", "needs_reflection"}
        ):
            raise RuleError("Buổi sinh hoạt chuyên đề đã gửi cấp trên, chỉ ghi thêm được ngày hoàn thiện.")
        for name, value in changes.items():
            setattr(self, name, value)
        if self.drafted_on and self.draft_approved_on and self.draft_approved_on < self.drafted_on:
            raise RuleError("Ngày thông qua dự thảo phải từ ngày có dự thảo trở đi.")
        self.save()
        Entry.objects.record("topic.edited", self, by=by, fields=sorted(changes))

    @transaction.atomic
    def hold_at(self, meeting: Meeting, *, by: User | None, reason: str = "") -> None:
        """This meeting is the one that deals with the topic."""
        with meeting.changing(by=by, reason=reason):
            if not meeting.is_thematic:
                raise RuleError("Chỉ sinh hoạt chuyên đề, hoặc thường kỳ kết hợp chuyên đề, mới gắn chủ đề.")
            if meeting.organization_id != self.plan.organization_id:
                raise RuleError("Chủ đề này thuộc kế hoạch của chi bộ khác.")
            Topic.objects.filter(meeting=meeting).exclude(pk=self.pk).update(meeting=None)
            self.meeting = meeting
            self.save(update_fields=["meeting"])
            Entry.objects.record("topic.held", self, by=by, reason=reason)

    @transaction.atomic
    def drop(self, *, by: User | None) -> None:
        if self.meeting_id is not None:
            raise RuleError("Chủ đề đã gắn với một buổi sinh hoạt, không bỏ được.")
        Entry.objects.record("topic.dropped", self, by=by)
        self.delete()

    @property
    def is_in_its_quarter(self) -> bool | None:
        """None while no meeting deals with it."""
        if self.meeting is None:
            return None
        return self.meeting.month.year == self.plan.year and quarter_of(self.meeting.month) == self.quarter


class Reflection(models.Model):
    """That a member owes, or gave, a bản thu hoạch: dates, never its text."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="reflections")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reflections")
    due_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["topic", "member"], name="one_reflection_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.topic}"
