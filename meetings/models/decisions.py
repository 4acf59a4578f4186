"""Decisions and their votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Entry
from common.errors import RuleError
from common.text import clean
from meetings.models.agenda import AgendaItem
from meetings.querysets import MeetingPartQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models.meeting import Meeting


class Decision(models.Model):
    """A matter put to the vote. `base` is all official members entitled, the absent included."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "Thông qua nghị quyết"
        CONCLUSION = "conclusion", "Thông qua kết luận"
        SELF_SCORE = "self_score", "Thông qua điểm tự chấm, xếp loại"
        ADMISSION = "admission", "Đề nghị kết nạp đảng viên"
        CONFIRMATION = "confirmation", "Đề nghị công nhận đảng viên chính thức"
        EXPULSION = "expulsion", "Khai trừ, xóa tên"
        CLASSIFICATION = "classification", "Xếp loại chất lượng"
        OTHER = "other", "Nội dung khác"

    TWO_THIRDS = (Kind.ADMISSION, Kind.CONFIRMATION, Kind.EXPULSION)

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField("loại", max_length=14, choices=Kind, default=Kind.RESOLUTION)
    text = models.CharField("nội dung biểu quyết", max_length=400)
    yes = models.PositiveIntegerField("tán thành", default=0)
    no = models.PositiveIntegerField("không tán thành", default=0)
    other = models.PositiveIntegerField("ý kiến khác", default=0)
    base = models.PositiveIntegerField("đảng viên có quyền biểu quyết")
    present = models.PositiveIntegerField("trong đó có mặt")

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="votes_within_present", condition=Q(present__gte=F("yes") + F("no") + F("other"))
            ),
            models.CheckConstraint(name="present_within_base", condition=Q(base__gte=F("present"))),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def needs_two_thirds(self) -> bool:
        return self.kind in self.TWO_THIRDS

    @property
    def is_carried(self) -> bool:
        """More than half, or at least two thirds, of all entitled: exact integers (docs/rules.md §1.8)."""
        if self.needs_two_thirds:
            return 3 * self.yes >= 2 * self.base > 0
        return 2 * self.yes > self.base

    @property
    def votes_needed(self) -> int:
        return -(-2 * self.base // 3) if self.needs_two_thirds else self.base // 2 + 1

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def put(
        cls,
        meeting: Meeting,
        text: str,
        *,
        by: User | None,
        kind: str = Kind.RESOLUTION,
        yes: int,
        no: int = 0,
        other: int = 0,
        item: AgendaItem | None = None,
        reason: str = "",
    ) -> Decision:
        """Put a matter to the vote and write down its count."""
        with meeting.changing(by=by, reason=reason):
            decision = cls(meeting=meeting, item=item, kind=kind, text=clean(text))
            decision._count(yes, no, other)
            decision.save()
            Entry.objects.record("decision.put", decision, by=by, reason=reason, yes=yes, no=no, other=other)
        return decision

    def edit(
        self,
        *,
        by: User | None,
        text: str,
        kind: str,
        yes: int,
        no: int = 0,
        other: int = 0,
        reason: str = "",
    ) -> None:
        with self.meeting.changing(by=by, reason=reason):
            self.text, self.kind = clean(text), kind
            self._count(yes, no, other)
            self.save()
            Entry.objects.record("decision.edited", self, by=by, reason=reason, yes=yes, no=no, other=other)

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            Entry.objects.record("decision.removed", self, by=by, reason=reason)
            self.delete()

    def recount(self) -> None:
        """The roll changed: the base follows, and the votes must still fit."""
        before = (self.base, self.present)
        self._count(self.yes, self.no, self.other)
        if (self.base, self.present) != before:
            self.save(update_fields=["base", "present"])

    def _count(self, yes: int, no: int, other: int) -> None:
        turnout = self.meeting.turnout
        who = "đảng ủy viên" if self.meeting.is_of_committee else "đảng viên chính thức"
        if self.meeting.kind == self.meeting.Kind.CHAPTER_COMMITTEE:
            who = "chi ủy viên"
        if self.meeting.status == self.meeting.Status.PLANNED:
            raise RuleError("Cuộc họp chưa mở, chưa biểu quyết được.")
        if not self.text:
            raise RuleError("Cần ghi nội dung biểu quyết.")
        for words, votes in (("tán thành", yes), ("không tán thành", no), ("ý kiến khác", other)):
            if votes > turnout.voters_present:
                raise RuleError(f"{votes} {words} nhiều hơn {turnout.voters_present} {who} có mặt.")
        if (total := yes + no + other) > turnout.voters_present:
            raise RuleError(f"Tổng {total} phiếu nhiều hơn {turnout.voters_present} {who} có mặt.")
        self.yes, self.no, self.other = yes, no, other
        self.base, self.present = turnout.voters, turnout.voters_present
