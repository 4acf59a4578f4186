"""The agenda, and the templates it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models

from accounts.models import Entry
from chapters.models import Member, Organization
from common.errors import RuleError
from common.text import clean, clean_lines
from meetings.models.record import MeetingRecord
from meetings.querysets import AgendaTemplateQuerySet, ItemQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from meetings.models.meeting import Meeting


NEWEST: Final = 999  # the position of an item until the agenda is numbered again


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
    meeting_kind = models.CharField(max_length=18, choices=MeetingRecord.Kind)
    is_combined = models.BooleanField(default=False)
    chapter_type = models.CharField(max_length=24, choices=Organization.ChapterType, blank=True)
    is_active = models.BooleanField(default=True)

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu chương trình"
        ordering: ClassVar[list[str]] = ["meeting_kind", "is_combined", "chapter_type", "pk"]

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

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="items")
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

    objects = ItemQuerySet.as_manager()

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
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @property
    def is_ended(self) -> bool:
        return self.outcome != self.Outcome.OPEN

    @classmethod
    def lay(cls, meeting: Meeting) -> None:
        """Lay the agenda of a new plan: the template's lines, then what earlier meetings put off."""
        template = AgendaTemplate.objects.usual_for(meeting)
        copied = ("position", "step", "kind", "title", "hint", "is_required", "is_focus", "planned_minutes")
        cls.objects.bulk_create(
            cls(meeting=meeting, **{name: getattr(line, name) for name in copied})
            for line in (template.items.all() if template else ())
        )
        cls.carry_over(meeting)

    @classmethod
    def carry_over(cls, meeting: Meeting) -> None:
        """Take up items that earlier meetings put off and no other meeting has taken up."""
        for earlier in cls.objects.put_off_before(meeting):
            item = cls(meeting=meeting, step=Step.BODY, position=NEWEST, carried_from=earlier)
            for name in ("kind", "title", "is_focus", "is_confidential", "preparer", "planned_minutes"):
                setattr(item, name, getattr(earlier, name))
            item.hint = f"từ kỳ {earlier.meeting.month.month}/{earlier.meeting.month.year}"
            item.save()
        cls.renumber(meeting)

    @classmethod
    def renumber(cls, meeting: Meeting) -> None:
        """Opening, body, closing; inside a step in the order of position, the delegate speaking last."""
        steps = list(Step)
        items = sorted(
            cls.objects.filter(meeting=meeting),
            key=lambda item: (
                steps.index(Step(item.step)), item.kind == ItemKind.DELEGATE, item.position, item.pk
            ),
        )  # fmt: skip
        for position, item in enumerate(items, start=1):
            item.position = position
        cls.objects.bulk_update(items, ["position"])

    @classmethod
    def conclude_reading(cls, meeting: Meeting) -> None:
        """Closing is the reading back and adopting of the minutes."""
        reading = meeting.items.filter(kind=ItemKind.MINUTES, outcome=cls.Outcome.OPEN)
        reading.update(outcome=cls.Outcome.CONCLUDED)

    @classmethod
    def add(
        cls,
        meeting: Meeting,
        title: str,
        *,
        by: User | None,
        reason: str = "",
        step: str = Step.BODY,
        **fields: object,
    ) -> AgendaItem:
        with meeting.changing(by=by, reason=reason):
            if not clean(title):
                raise RuleError("Cần ghi nội dung của mục.")
            item = cls.objects.create(
                meeting=meeting, title=clean(title), step=step, position=NEWEST, **fields
            )
            cls.renumber(meeting)
            item.refresh_from_db(fields=["position"])
            Entry.objects.record("item.added", item, by=by, reason=reason)
        return item

    def edit(self, *, by: User | None, reason: str = "", **changes: object) -> None:
        """Title, preparer, focus, minutes, confidentiality: the plan of the item."""
        with self.meeting.changing(by=by, reason=reason):
            for name, value in changes.items():
                setattr(self, name, value)
            if self.is_confidential:
                self.notes = self.conclusion = ""
            self.version += 1
            self.save()
            AgendaItem.renumber(self.meeting)
            Entry.objects.record("item.edited", self, by=by, reason=reason, fields=sorted(changes))

    def remove(self, *, by: User | None) -> None:
        """Take the item off the plan; once the meeting is open it is ended with an outcome instead."""
        with self.meeting.changing(by=by):
            if self.meeting.status != self.meeting.Status.PLANNED:
                raise RuleError("Cuộc họp đã mở: chọn “Không bàn” hoặc “Chuyển kỳ sau” thay cho bỏ mục.")
            Entry.objects.record("item.removed", self, by=by)
            meeting = self.meeting
            self.delete()
            AgendaItem.renumber(meeting)

    def move(self, step: int, *, by: User | None) -> None:
        """One place up (-1) or down (+1) within its step."""
        with self.meeting.changing(by=by):
            others = list(self.meeting.items.filter(step=self.step).order_by("position", "pk"))
            here = next(place for place, item in enumerate(others) if item.pk == self.pk)
            there = here + step
            if not 0 <= there < len(others):
                return
            mine, other = others[here], others[there]
            mine.position, other.position = other.position, mine.position
            AgendaItem.objects.bulk_update([mine, other], ["position"])
            self.position = mine.position

    def note(
        self,
        *,
        by: User | None,
        version: int | None = None,
        was: dict[str, str] | None = None,
        reason: str = "",
        **typed: str,
    ) -> None:
        """Write `notes` and `conclusion`. `was` is what the writer saw: over somebody else's newer text both are shown.

        A text that only goes on from the newer one is no conflict: so a slow save of one's own is none.
        """
        with self.meeting.changing(by=by, reason=reason):
            now = AgendaItem.objects.select_for_update().get(pk=self.pk)
            texts = {name: clean_lines(text) for name, text in typed.items()}
            seen = {name: clean_lines((was or {}).get(name, getattr(now, name))) for name in texts}
            mine = {
                name: text
                for name, text in texts.items()
                if text != getattr(now, name) and (was is None or text != seen[name])
            }
            newer = {name for name in mine if getattr(now, name) != seen[name]}
            if version is not None and was is None and version != now.version:
                newer = set(mine)
            if any(not mine[name].startswith(getattr(now, name)) for name in newer):
                raise ConflictError(now, mine)
            if mine and now.is_confidential:
                raise RuleError("Nội dung mật ghi ở sổ giấy, phần mềm không giữ lời văn.")
            for name, text in mine.items():
                setattr(now, name, text)
            if mine:
                now.version += 1
                now.save(update_fields=[*mine, "version"])
                Entry.objects.record("item.noted", now, by=by, reason=reason, fields=sorted(mine))
        self.notes, self.conclusion, self.version = now.notes, now.conclusion, now.version

    def end(
        self, outcome: str, *, by: User | None, reason: str = "", used_minutes: int | None = None
    ) -> None:
        """End the item, or open it again; what is put off comes back at the next meeting."""
        with self.meeting.changing(by=by, reason=reason):
            if self.meeting.status == self.meeting.Status.PLANNED:
                raise RuleError("Cuộc họp chưa mở, chưa kết thúc mục nào được.")
            if self.meeting.is_held and outcome == self.Outcome.OPEN:
                raise RuleError("Cuộc họp đã kết thúc, mục này phải có kết quả.")
            self.refresh_from_db()
            if self.outcome == outcome and used_minutes is None:
                return
            if used_minutes is not None:
                self.used_minutes = used_minutes
            self.outcome = outcome
            self.save(update_fields=["outcome", "used_minutes"])
            Entry.objects.record("item.ended", self, by=by, reason=reason, outcome=outcome)

    @property
    def times_put_off(self) -> int:
        """How often it came from an earlier meeting."""
        times, earlier = 0, self.carried_from
        while earlier is not None:
            times, earlier = times + 1, earlier.carried_from
        return times


class ConflictError(RuleError):
    """Somebody else changed the item since this text was read; both texts are kept for the person to choose."""

    def __init__(self, item: AgendaItem, typed: dict[str, str]) -> None:
        last = Entry.objects.about(item).filter(verb="item.noted").first()
        self.item = item
        self.typed = typed
        self.other = last.by_name if last else "người khác"
        super().__init__(f"Đồng chí {self.other} vừa sửa mục này.")
