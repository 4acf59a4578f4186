"""The agenda, and the templates it comes from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chapters.models import Member, Organization
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet


class ItemKind(models.TextChoices):
    OPENING = "opening", "Mở đầu, cử thư ký"
    ROLL = "roll", "Điểm danh"
    DUES = "dues", "Đảng phí"
    PROGRAMME = "programme", "Thông qua chương trình"
    IDEOLOGY = "ideology", "Chính trị, tư tưởng"
    PREVIOUS_RESOLUTION = "previous_resolution", "Kết quả nghị quyết kỳ trước"
    POLITICAL_TASK = "political_task", "Nhiệm vụ chính trị"
    PARTY_BUILDING = "party_building", "Xây dựng Đảng"
    TOPIC = "topic", "Chuyên đề"
    MEMBER_MATTER = "member_matter", "Kết nạp, công nhận đảng viên"
    CHAPTER_REPORTS = "chapter_reports", "Tình hình các chi bộ"
    REVIEW_SCORES = "review_scores", "Thẩm định kết quả chấm điểm"
    OTHER = "other", "Nội dung khác"
    DELEGATE = "delegate", "Đại biểu cấp trên phát biểu"
    CONCLUSION = "conclusion", "Kết luận, phân công"
    VOTE = "vote", "Biểu quyết nghị quyết"
    SELF_SCORE = "self_score", "Tự chấm điểm, xếp loại"
    MINUTES = "minutes", "Thông qua biên bản"


class Step(models.TextChoices):
    OPENING = "opening", "Mở đầu"
    BODY = "body", "Nội dung"
    CLOSING = "closing", "Kết thúc"


class AgendaTemplate(models.Model):
    """The usual agenda of a kind of meeting; blank chapter type means any."""

    name = models.CharField("tên mẫu", max_length=120)
    meeting_kind = models.CharField(max_length=18, choices=Meeting.Kind)
    is_combined = models.BooleanField(default=False)
    chapter_type = models.CharField(max_length=24, choices=Organization.ChapterType, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class AgendaTemplateItem(models.Model):
    template = models.ForeignKey(AgendaTemplate, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=8, choices=Step)
    kind = models.CharField(max_length=20, choices=ItemKind)
    title = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=False)
    is_focus = models.BooleanField(default=False)
    planned_minutes = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of a meeting, from plan to conclusion. Confidential items keep no text here."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Chưa kết thúc"
        CONCLUDED = "concluded", "Đã kết luận"
        CARRIED = "carried", "Chuyển kỳ sau"
        NOT_DISCUSSED = "not_discussed", "Không bàn"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=8, choices=Step, default=Step.BODY)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.OTHER)
    title = models.CharField("nội dung", max_length=200)
    hint = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=False)
    is_focus = models.BooleanField("nội dung trọng tâm", default=False)
    is_confidential = models.BooleanField("nội dung mật, ghi sổ giấy", default=False)
    kept_where = models.CharField("ghi tại", max_length=200, blank=True)
    preparer = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="prepared_items"
    )
    focus_questions = models.TextField("câu hỏi gợi ý thảo luận", blank=True)
    planned_minutes = models.PositiveSmallIntegerField(default=5)
    used_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, default=Outcome.OPEN)
    notes = models.TextField("diễn biến", blank=True)
    conclusion = models.TextField("kết luận của chủ trì", blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_to"
    )
    version = models.PositiveIntegerField(default=1)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="confidential_keeps_no_text",
                condition=models.Q(is_confidential=False) | models.Q(notes="", conclusion=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.outcome != self.Outcome.OPEN
