"""What goes before: documents sent, the yearly plan of topics, members' thu hoạch."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chapters.models import Member, Organization
from chapters.querysets import TreeQuerySet
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet


class MeetingDocument(models.Model):
    """A paper for a meeting and when members were given it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    shared_at = models.DateTimeField("gửi đảng viên lúc", null=True, blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.title


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
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="topic"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["quarter", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="four_quarters", condition=models.Q(quarter__gte=1, quarter__lte=4)),
        ]

    def __str__(self) -> str:
        return self.title


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
