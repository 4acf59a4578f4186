"""What was said: contributions, remarks on members, limitations named by the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Entry
from chapters.models import Member
from common.errors import RuleError
from common.text import clean, clean_lines
from meetings.models.agenda import AgendaItem
from meetings.models.roll import Delegate
from meetings.querysets import ContributionQuerySet, LimitationQuerySet, RemarkQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models.meeting import Meeting


class Contribution(models.Model):
    """One who spoke, of what kind, and the gist."""

    class Kind(models.TextChoices):
        ADDITION = "addition", "bổ sung"
        PROPOSAL = "proposal", "đề xuất"
        QUESTION = "question", "hỏi"
        DIFFERENT = "different", "ý kiến khác"
        RELATION = "relation", "liên hệ bản thân"
        DIFFICULTY = "difficulty", "khó khăn"
        SELF_CRITICISM = "self_criticism", "tự phê bình"
        CRITICISM = "criticism", "phê bình"
        PAPER = "paper", "trình bày"
        CHAIRING = "chairing", "điều hành"

    # The chair's conducting and the presenter's own paper do not make a speaker.
    NOT_COUNTED = (Kind.PAPER, Kind.CHAIRING)

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="contributions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ADDITION)
    text = models.TextField("ý kiến")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_member_or_a_delegate_spoke",
                condition=Q(member__isnull=False, delegate__isnull=True)
                | Q(member__isnull=True, delegate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.delegate}: {self.text[:40]}"

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @property
    def speaker(self) -> Member | Delegate | None:
        return self.member or self.delegate

    @classmethod
    def record(
        cls,
        meeting: Meeting,
        text: str,
        *,
        by: User | None,
        member: Member | None = None,
        delegate: Delegate | None = None,
        kind: str = Kind.ADDITION,
        item: AgendaItem | None = None,
        reason: str = "",
    ) -> Contribution:
        """Write down who said what. A difficulty becomes a petition by itself, on its way up."""
        with meeting.changing(by=by, reason=reason):
            said = cls(meeting=meeting, item=item, member=member, delegate=delegate, kind=kind)
            said.text = clean_lines(text)
            said.position = meeting.contributions.count() + 1
            said._check()
            said.save()
            if kind == cls.Kind.DIFFICULTY:
                meeting.petitions.model.raise_from(said)
            Entry.objects.record("contribution.recorded", said, by=by, reason=reason)
        return said

    def edit(
        self,
        *,
        by: User | None,
        text: str,
        kind: str,
        member: Member | None = None,
        delegate: Delegate | None = None,
        reason: str = "",
    ) -> None:
        with self.meeting.changing(by=by, reason=reason):
            self.text, self.kind, self.member, self.delegate = clean_lines(text), kind, member, delegate
            self._check()
            self.version += 1
            self.save()
            if kind == self.Kind.DIFFICULTY:
                self.meeting.petitions.model.raise_from(self)
            Entry.objects.record("contribution.edited", self, by=by, reason=reason)

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            Entry.objects.record("contribution.removed", self, by=by, reason=reason, text=self.text)
            self.delete()

    def raise_petition(self, *, by: User | None, reason: str = "") -> None:
        """Turn what was said into a petition, without typing it again."""
        with self.meeting.changing(by=by, reason=reason):
            petition = self.meeting.petitions.model.raise_from(self)
            Entry.objects.record("petition.raised", petition, by=by, reason=reason)

    def _check(self) -> None:
        if self.meeting.status == self.meeting.Status.PLANNED:
            raise RuleError("Cuộc họp chưa mở, chưa ghi ý kiến được.")
        if not self.text:
            raise RuleError("Cần ghi nội dung ý kiến.")
        if (self.member is None) == (self.delegate is None):
            raise RuleError("Cần chọn người phát biểu.")
        if self.item is not None and self.item.is_confidential:
            raise RuleError("Nội dung mật ghi ở sổ giấy, phần mềm không giữ lời văn.")
        if self.member is not None:
            place = self.meeting.roll.filter(member=self.member).first()
            if place is None:
                raise RuleError(f"Đồng chí {self.member} không có trong danh sách điểm danh.")
            if not place.is_here:
                raise RuleError(f"Đồng chí {self.member} vắng mặt, không ghi ý kiến được.")


class MemberRemark(models.Model):
    """Praise, reminder or criticism of a member; read in the chapter and by its direct superior alone."""

    class Kind(models.TextChoices):
        PRAISE = "praise", "Biểu dương"
        REMINDER = "reminder", "Nhắc nhở"
        CRITICISM = "criticism", "Phê bình"

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="remarks")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.CharField("nội dung", max_length=400)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.member}"

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def record(
        cls, meeting: Meeting, member: Member, kind: str, text: str, *, by: User | None, reason: str = ""
    ) -> MemberRemark:
        with meeting.changing(by=by, reason=reason):
            if not clean(text):
                raise RuleError("Cần ghi nội dung biểu dương, nhắc nhở hoặc phê bình.")
            remark = cls.objects.create(meeting=meeting, member=member, kind=kind, text=clean(text))
            # The trail is read further up: it tells that, not whom or what.
            Entry.objects.record("remark.recorded", meeting, by=by, reason=reason, kind=kind)
        return remark

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            Entry.objects.record("remark.removed", self.meeting, by=by, reason=reason, kind=self.kind)
            self.delete()


class Limitation(models.Model):
    """A shortcoming the chair named, with its remedy; judged at the next meeting."""

    class Result(models.TextChoices):
        FIXED = "fixed", "Khắc phục xong"
        ON_SCHEDULE = "on_schedule", "Đúng tiến độ"
        NOT_FIXED = "not_fixed", "Chưa khắc phục"

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="limitations")
    text = models.CharField("hạn chế", max_length=400)
    remedy = models.CharField("cách khắc phục", max_length=400, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    judged_at_meeting = models.ForeignKey(
        "meetings.Meeting",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="judged_limitations",
    )

    objects = LimitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def name(
        cls, meeting: Meeting, text: str, *, by: User | None, remedy: str = "", reason: str = ""
    ) -> Limitation:
        with meeting.changing(by=by, reason=reason):
            if not clean(text):
                raise RuleError("Cần ghi hạn chế.")
            limitation = cls.objects.create(meeting=meeting, text=clean(text), remedy=clean(remedy))
            Entry.objects.record("limitation.named", limitation, by=by, reason=reason)
        return limitation

    def judge(self, meeting: Meeting, result: str, *, by: User | None, reason: str = "") -> None:
        """What a later meeting says of it."""
        with meeting.changing(by=by, reason=reason):
            if self.meeting_id == meeting.pk:
                raise RuleError("Hạn chế nêu ở kỳ này để kỳ sau đánh giá.")
            self.result, self.judged_at_meeting = result, meeting
            self.save(update_fields=["result", "judged_at_meeting"])
            Entry.objects.record("limitation.judged", self, by=by, reason=reason, result=result)

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            Entry.objects.record("limitation.removed", self, by=by, reason=reason)
            self.delete()
