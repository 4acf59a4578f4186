"""Who was there: the roll, delegates from above, bare head counts of imported meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Entry
from chapters.models import Member, MemberStatus, PostHolding
from common.errors import RuleError
from common.text import clean
from meetings.querysets import AttendanceQuerySet, MeetingPartQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from accounts.models import User
    from meetings.models.meeting import Meeting

POSTS_OF: dict[str, tuple[str, ...]] = {
    "chapter_committee": ("secretary", "standing_deputy", "deputy", "chapter_committee_member"),
    "standing_committee": ("secretary", "standing_deputy", "deputy", "standing_member"),
    "party_committee": ("secretary", "standing_deputy", "deputy", "standing_member", "committee_member"),
}


class Attendance(models.Model):
    """One member at one meeting, with the standing of that day (RULES.md §1.4 in docs/rules.md)."""

    class Presence(models.TextChoices):
        PRESENT = "present", "Có mặt"
        LATE = "late", "Đến muộn"
        LEFT_EARLY = "left_early", "Về sớm"
        EXCUSED = "excused", "Vắng có lý do"
        UNEXCUSED = "unexcused", "Vắng không lý do"

    class Exemption(models.TextChoices):
        NONE = "", "Phải dự"
        EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"
        SPECIAL_DUTY = "special_duty", "Làm nhiệm vụ đặc biệt"

    HERE = (Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY)

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    is_official = models.BooleanField(default=True)
    is_guest = models.BooleanField("sinh hoạt tạm thời tại chi bộ", default=False)
    exemption = models.CharField(max_length=12, choices=Exemption, blank=True, default="")
    # An exempt member's presence is "excused" until they are seen in the room.
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.PRESENT)
    reason = models.CharField("lý do", max_length=200, blank=True)
    at = models.TimeField("đến lúc / về lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_place_on_the_roll"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_presence_display()}"

    @property
    def is_here(self) -> bool:
        return self.presence in self.HERE

    @property
    def is_due(self) -> bool:
        """Counted among those who must attend."""
        return self.exemption == self.Exemption.NONE

    @property
    def has_vote(self) -> bool:
        """In the base of votes: official, less exempt-and-absent, away and suspended (docs/rules.md §1.8)."""
        if not self.is_official:
            return False
        if self.exemption == self.Exemption.EXEMPT:
            return self.is_here
        return self.exemption in {self.Exemption.NONE, self.Exemption.SPECIAL_DUTY}

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def call(cls, meeting: Meeting) -> None:
        """Make the roll of the day, or bring it up to date: those marked already keep their mark."""
        if meeting.held_on is None:
            raise RuleError("Cần có ngày họp trước khi lập danh sách điểm danh.")
        day = meeting.held_on
        members = {member.pk: member for member in cls._home(meeting, day)}
        guests = {} if meeting.is_of_committee else {
            member.pk: member for member in Member.objects.hosted_by(meeting.organization, day)
        }  # fmt: skip
        there = set(meeting.roll.values_list("member_id", flat=True))
        standing = cls._standing(meeting, [*members, *guests], day)
        places = []
        for member in [*members.values(), *guests.values()]:
            if member.pk in there:
                continue
            there.add(member.pk)
            exemption = standing.get(member.pk, cls.Exemption.NONE)
            places.append(
                cls(
                    meeting=meeting,
                    member=member,
                    is_official=meeting.is_of_committee or member.is_official_on(day),
                    is_guest=member.pk not in members,
                    exemption=exemption,
                    presence=cls.Presence.EXCUSED if exemption else cls.Presence.PRESENT,
                )
            )
        cls.objects.bulk_create(places)

    @classmethod
    def _home(cls, meeting: Meeting, day: date) -> Iterable[Member]:
        """Chapters: members on the roll that day. Committees: whoever holds a post in them that day."""
        if not meeting.is_of_committee:
            return Member.objects.on_roll_of(meeting.organization, day)
        posts = PostHolding.objects.on(day).filter(
            organization=meeting.organization, post__in=POSTS_OF[meeting.kind]
        )
        return Member.objects.filter(pk__in=posts.values("member_id"))

    @classmethod
    def _standing(cls, meeting: Meeting, members: list[int], day: date) -> dict[int, str]:
        """Who is exempt, away, suspended or on duty. Away from the chapter is not away from its committee."""
        kinds = MemberStatus.objects.on(day).filter(member_id__in=members).values_list("member_id", "kind")
        standing: dict[int, str] = {}
        order = cls.Exemption.values
        for member, kind in kinds:
            if meeting.is_of_committee and kind == cls.Exemption.AWAY:
                continue
            if member not in standing or order.index(kind) > order.index(standing[member]):
                standing[member] = kind
        return standing

    def mark(
        self, presence: str, *, by: User | None, why: str = "", at: time | None = None, reason: str = ""
    ) -> None:
        """Say who is absent and why, who came late. Votes already counted must still fit."""
        with self.meeting.changing(by=by, reason=reason):
            if self.meeting.status == self.meeting.Status.PLANNED:
                raise RuleError("Cuộc họp chưa mở, chưa điểm danh được.")
            self.refresh_from_db()
            if presence == self.Presence.EXCUSED and self.is_due and not clean(why):
                raise RuleError("Cần chọn lý do vắng.")
            self.presence = presence
            self.reason = clean(why) if presence != self.Presence.PRESENT else ""
            self.at = at if presence in {self.Presence.LATE, self.Presence.LEFT_EARLY} else None
            self.version += 1
            self.save()
            for decision in self.meeting.decisions.all():
                decision.recount()
            Entry.objects.record(
                "roll.marked", self, by=by, reason=reason, presence=presence, why=self.reason
            )

    def mark_exempt(self, *, by: User | None, reason: str = "") -> None:
        """Only a member whom the chapter exempted by resolution is outside the count."""
        with self.meeting.changing(by=by, reason=reason):
            day = self.meeting.held_on
            exempted = day and MemberStatus.objects.on(day).filter(
                member=self.member, kind=self.Exemption.EXEMPT
            )
            if not exempted or not exempted.exists():
                raise RuleError(
                    f"Chưa có nghị quyết miễn công tác và sinh hoạt đảng của đồng chí {self.member}: "
                    "ghi ở trang đảng viên trước."
                )
            self.exemption = self.Exemption.EXEMPT
            self.presence = self.Presence.EXCUSED
            self.reason = ""
            self.version += 1
            self.save()
            for decision in self.meeting.decisions.all():
                decision.recount()
            Entry.objects.record("roll.exempted", self, by=by, reason=reason)


class Delegate(models.Model):
    """Someone from above who attended: speaks, does not vote."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="delegates")
    name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits"
    )
    is_present = models.BooleanField("có dự", default=True)
    chairing_note = models.TextField("nhận xét về điều hành", blank=True)
    topic_note = models.TextField("nhận xét về chuyên đề", blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_path(self) -> str:
        return self.meeting.audit_path

    @classmethod
    def invite(
        cls,
        meeting: Meeting,
        name: str,
        *,
        by: User | None,
        title: str = "",
        user: User | None = None,
        reason: str = "",
    ) -> Delegate:
        with meeting.changing(by=by, reason=reason):
            if not clean(name):
                raise RuleError("Cần ghi họ và tên đại biểu.")
            there = meeting.delegates.filter(name=clean(name)).first()
            if there is not None:
                return there
            delegate = cls.objects.create(meeting=meeting, name=clean(name), title=clean(title), user=user)
            Entry.objects.record("delegate.invited", delegate, by=by, reason=reason)
        return delegate

    def edit(self, *, by: User | None, reason: str = "", **changes: object) -> None:
        with self.meeting.changing(by=by, reason=reason):
            for name, value in changes.items():
                setattr(self, name, value)
            self.save()
            Entry.objects.record("delegate.edited", self, by=by, reason=reason, fields=sorted(changes))

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            if self.contributions.exists():
                raise RuleError("Đại biểu đã có ý kiến trong biên bản, không bỏ được.")
            Entry.objects.record("delegate.removed", self, by=by, reason=reason)
            self.delete()


class HeadCount(models.Model):
    """Present and due, of a meeting known only from an office's table."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="head_count")
    present = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="present_within_expected", condition=Q(present__lte=models.F("expected"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.present}/{self.expected}"
