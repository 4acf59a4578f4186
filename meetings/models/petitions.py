"""Difficulties and petitions that members raise (khó khăn, vướng mắc; kiến nghị)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Member, Organization
from common.errors import RuleError
from common.text import clean_lines
from meetings.models.discussion import Contribution
from meetings.querysets import PetitionQuerySet
from meetings.signals import petition_changed

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from meetings.models.meeting import Meeting

ANSWER_WITHIN: Final = timedelta(days=30)


class Petition(models.Model):
    class Status(models.TextChoices):
        NEW = "new", "Mới"
        IN_PROGRESS = "in_progress", "Đang xử lý"
        ANSWERED = "answered", "Đã trả lời"
        ESCALATED = "escalated", "Chuyển cấp trên"
        CLOSED = "closed", "Kết thúc"

    DONE = (Status.ANSWERED, Status.CLOSED)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="petitions")
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, on_delete=models.CASCADE, related_name="petitions"
    )
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="petition"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions"
    )
    text = models.TextField("nội dung")
    assigned_to = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_petitions"
    )
    raised_on = models.DateField("nêu ngày")
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    answer = models.TextField("trả lời", blank=True)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    escalated_on = models.DateField("chuyển cấp trên ngày", null=True, blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="answered_has_day",
                condition=~models.Q(status="answered") | models.Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @property
    def is_answered(self) -> bool:
        return self.status in self.DONE

    @property
    def answerer(self) -> Organization:
        """Whose turn it is."""
        return self.assigned_to or self.organization

    @classmethod
    def raise_from(cls, said: Contribution) -> Petition:
        """From what a member said, on its way to the superior; once for each contribution."""
        meeting = said.meeting
        raised_on = meeting.held_on or timezone.localdate()
        petition, _ = cls.objects.get_or_create(
            contribution=said,
            defaults={
                "organization": meeting.organization,
                "meeting": meeting,
                "member": said.member,
                "text": said.text,
                "assigned_to": meeting.organization.parent,
                "raised_on": raised_on,
                "due_on": raised_on + ANSWER_WITHIN,
            },
        )
        return petition

    @classmethod
    def record(
        cls,
        meeting: Meeting,
        text: str,
        *,
        by: User | None,
        member: Member | None = None,
        assigned_to: Organization | None = None,
        due_on: date | None = None,
        reason: str = "",
    ) -> Petition:
        with meeting.changing(by=by, reason=reason):
            if not clean_lines(text):
                raise RuleError("Cần ghi khó khăn, vướng mắc.")
            raised_on = meeting.held_on or timezone.localdate()
            petition = cls.objects.create(
                organization=meeting.organization,
                meeting=meeting,
                member=member,
                text=clean_lines(text),
                assigned_to=assigned_to,
                raised_on=raised_on,
                due_on=due_on or raised_on + ANSWER_WITHIN,
            )
            Entry.objects.record("petition.raised", petition, by=by, reason=reason)
        return petition

    @transaction.atomic
    def take_up(self, *, by: User | None, due_on: date | None = None) -> None:
        """Somebody is at work on it."""
        self._lock()
        if self.status == self.Status.IN_PROGRESS and due_on in {None, self.due_on}:
            return
        self.status = self.Status.IN_PROGRESS
        self.due_on = due_on or self.due_on
        self.save(update_fields=["status", "due_on"])
        Entry.objects.record("petition.taken_up", self, by=by)
        petition_changed.send(sender=Petition, petition=self, by=by)

    @transaction.atomic
    def answer_with(self, text: str, *, by: User | None, on: date | None = None) -> None:
        self._lock()
        if not clean_lines(text):
            raise RuleError("Cần ghi nội dung trả lời.")
        self.answer, self.answered_on = clean_lines(text), on or timezone.localdate()
        self.status = self.Status.ANSWERED
        self.save(update_fields=["answer", "answered_on", "status"])
        Entry.objects.record("petition.answered", self, by=by)
        petition_changed.send(sender=Petition, petition=self, by=by)

    @transaction.atomic
    def escalate(self, *, by: User | None, on: date | None = None) -> None:
        """One level further up from where it lies now."""
        self._lock()
        above = self.answerer.parent
        if above is None:
            raise RuleError("Đã ở cấp cao nhất, không chuyển tiếp được.")
        self.assigned_to, self.escalated_on = above, on or timezone.localdate()
        self.status = self.Status.ESCALATED
        self.save(update_fields=["assigned_to", "escalated_on", "status"])
        Entry.objects.record("petition.escalated", self, by=by, to=str(above))
        petition_changed.send(sender=Petition, petition=self, by=by)

    @transaction.atomic
    def close(self, *, by: User | None) -> None:
        """The chapter says the matter is settled."""
        petition = Petition.objects.select_for_update().get(pk=self.pk)
        if petition.status == self.Status.CLOSED:
            return
        self.status = self.Status.CLOSED
        self.save(update_fields=["status"])
        Entry.objects.record("petition.closed", self, by=by)
        petition_changed.send(sender=Petition, petition=self, by=by)

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Petition.objects.select_for_update())
        if self.status == self.Status.CLOSED:
            raise RuleError("Chi bộ đã kết thúc việc này.")
