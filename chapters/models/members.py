"""Members, and what can happen to one: admission, transfer, exemption, recognition, leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Entry
from chapters.models.memberships import Membership, MemberStatus
from chapters.models.organizations import Organization
from chapters.querysets import MemberQuerySet
from chapters.roles import Role
from chapters.signals import membership_changed
from common.dates import refuse_future, same_day_in
from common.errors import RuleError
from common.text import clean, fold, given_name, name_sort_key

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

ADMISSION_AGE = 18
PROBATION_NOTICES = (60, 30)  # days before the twelve months are over


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

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def derive(self) -> None:
        """What follows from the name and the birth date; rows entered in bulk call it themselves."""
        self.full_name = clean(self.full_name)
        self.sort_key = name_sort_key(self.full_name)
        self.search = fold(self.full_name)
        if self.birth_date:
            self.birth_year = self.birth_date.year

    @property
    def audit_path(self) -> str:
        return self.organization.path if self.organization else ""

    @property
    def given_name(self) -> str:
        return given_name(self.full_name)

    def is_official_on(self, day: date) -> bool:
        """Official from the date in the recognition decision; until then probationary, without a vote."""
        return self.official_on is not None and self.official_on <= day

    @property
    def is_probationary(self) -> bool:
        return not self.is_official_on(timezone.localdate())

    @property
    def probation_ends_on(self) -> date | None:
        """Twelve months from admission; recognition is dated then, even when it is decided later."""
        return same_day_in(self.admitted_on, self.admitted_on.year + 1) if self.admitted_on else None

    def probation_notice(self, today: date) -> str:
        """What to remind of at 60 and at 30 days before the twelve months are over, and from then on."""
        ends = self.probation_ends_on
        if ends is None or self.official_on is not None or self.organization_id is None:
            return ""
        left = (ends - today).days
        if left > PROBATION_NOTICES[0]:
            return ""
        if left > PROBATION_NOTICES[1]:
            return f"Hết 12 tháng dự bị ngày {ends:%d/%m/%Y}: bắt đầu chuẩn bị hồ sơ"
        if left > 0:
            return f"Hết 12 tháng dự bị ngày {ends:%d/%m/%Y}, còn {left} ngày"
        return f"Đủ 12 tháng dự bị từ {ends:%d/%m/%Y}: chi bộ xét công nhận chính thức trong 30 ngày làm việc"

    def party_age_on(self, day: date) -> int | None:
        """Whole years from the admission decision, once recognised official."""
        if self.admitted_on is None or not self.is_official_on(day):
            return None
        years = day.year - self.admitted_on.year
        return years if same_day_in(self.admitted_on, day.year) <= day else years - 1

    @transaction.atomic
    def bind_account(self, user: User, *, by: User | None) -> None:
        """Say that this account is this member's own; each has at most one other."""
        if self.user_id == user.pk:
            return
        if self.user_id is not None:
            raise RuleError(f"Đồng chí {self.full_name} đã gắn với một tài khoản khác.")
        Member.objects.filter(user=user).update(user=None)
        self.user = user
        self.save(update_fields=["user"])
        Entry.objects.record("member.account_bound", self, by=by, username=user.username)

    @classmethod
    @transaction.atomic
    def admit(
        cls,
        *,
        by: User | None,
        organization: Organization,
        on: date,
        reason: str = Membership.Reason.ADMITTED,
        decision: str = "",
        **fields: object,
    ) -> Member:
        """Enter a member on a chapter's roll: newly admitted, come from elsewhere, or listed already."""
        _check_chapter(organization, on)
        member = cls(organization=organization, **fields)
        if reason == Membership.Reason.ADMITTED:
            member.admitted_on = member.admitted_on or on
            member._check_age()
        member.check_dates()
        member.save()
        member.memberships.create(organization=organization, starts_on=on, reason=reason, decision=decision)
        member._announce("member.admitted", organization, since=on, by=by, reason=reason)
        return member

    def check_dates(self) -> None:
        """Raise RuleError where birth, admission and recognition contradict each other."""
        if self.admitted_on and self.official_on and self.official_on < self.admitted_on:
            raise RuleError("Ngày chính thức trước ngày vào Đảng.")
        if self.birth_date and self.admitted_on and self.admitted_on <= self.birth_date:
            raise RuleError("Ngày vào Đảng trước ngày sinh.")

    @transaction.atomic
    def amend(self, *, by: User | None, **changes: object) -> None:
        """Put right what was entered wrongly."""
        self._lock()
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if not changed:
            return
        former = self.official_on
        for name, value in changed.items():
            setattr(self, name, value)
        self.check_dates()
        self.save()
        Entry.objects.record("member.amended", self, by=by, fields=sorted(changed))
        since = min((day for day in (former, self.official_on) if day), default=None)
        if "official_on" in changed and since and self.organization:
            membership_changed.send(
                sender=Member, member=self, organization=self.organization, since=since, by=by
            )

    @transaction.atomic
    def transfer_to(
        self, organization: Organization, *, by: User | None, on: date, decision: str = ""
    ) -> None:
        """Belong to another chapter from a day on (chuyển sinh hoạt chính thức)."""
        self._move(organization, on=on, decision=decision, why=Membership.Reason.TRANSFERRED, by=by)

    @transaction.atomic
    def reassign_to(
        self, organization: Organization, *, by: User | None, on: date, decision: str = ""
    ) -> None:
        """The same, because the chapters themselves were merged or split."""
        self._move(organization, on=on, decision=decision, why=Membership.Reason.REORGANIZED, by=by)

    @transaction.atomic
    def send_temporarily(
        self, *, by: User | None, on: date, to: Organization | None = None, note: str = "", decision: str = ""
    ) -> None:
        """Meet elsewhere for a time; `to` is None for a chapter outside this system."""
        self._lock()
        home = self._home()
        if to is not None:
            _check_chapter(to, on)
            if to == home:
                raise RuleError("Nơi sinh hoạt tạm thời phải khác chi bộ đang sinh hoạt.")
        if (
            self._begin_status(MemberStatus.Kind.AWAY, on, decision=decision, note=note or str(to or ""))
            is None
        ):
            return
        if to is not None:
            self.memberships.create(
                organization=to,
                is_temporary=True,
                starts_on=on,
                reason=Membership.Reason.TEMPORARY,
                decision=decision,
            )
            self._announce("member.received_temporarily", to, since=on, by=by)
        self._announce("member.sent_temporarily", home, since=on, by=by, to=str(to or note))

    @transaction.atomic
    def return_home(self, *, by: User | None, on: date) -> None:
        """Meet at home again from a day on."""
        self._lock()
        if not self._end_status(MemberStatus.Kind.AWAY, on):
            return
        for guest in self.memberships.filter(is_temporary=True, ends_on__isnull=True):
            guest.end(on, Membership.Ending.RETURNED)
            self._announce("member.left_temporarily", guest.organization, since=on, by=by)
        self._announce("member.returned", self._home(), since=on, by=by)

    @transaction.atomic
    def exempt(self, *, by: User | None, on: date, decision: str = "", note: str = "") -> None:
        """Free from Party work and meetings, by the chapter's resolution."""
        self._begin("member.exempted", MemberStatus.Kind.EXEMPT, on, by=by, decision=decision, note=note)

    @transaction.atomic
    def end_exemption(self, *, by: User | None, on: date) -> None:
        self._end("member.exemption_ended", MemberStatus.Kind.EXEMPT, on, by=by)

    @transaction.atomic
    def suspend(self, *, by: User | None, on: date, decision: str = "") -> None:
        """Barred from meetings by decision of the competent level; the record keeps dates and number only."""
        self._begin("member.suspended", MemberStatus.Kind.SUSPENDED, on, by=by, decision=decision)

    @transaction.atomic
    def lift_suspension(self, *, by: User | None, on: date) -> None:
        self._end("member.suspension_lifted", MemberStatus.Kind.SUSPENDED, on, by=by)

    @transaction.atomic
    def become_official(self, *, by: User | None, on: date | None = None, decision: str = "") -> None:
        """Recognised official. Without a day, the day the twelve months of probation were over."""
        self._lock()
        earliest = self.probation_ends_on
        on = on or earliest
        if self.official_on is not None and self.official_on == on:
            return
        if self.official_on is not None:
            raise RuleError(f"Đồng chí {self} đã là đảng viên chính thức từ {self.official_on:%d/%m/%Y}.")
        if earliest is None or on is None:
            raise RuleError("Chưa ghi ngày vào Đảng: ghi ngày kết nạp trước khi công nhận chính thức.")
        if on < earliest:
            raise RuleError(f"Chưa đủ 12 tháng dự bị: đến {earliest:%d/%m/%Y} mới đủ.")
        refuse_future(on, today=timezone.localdate())
        self.official_on = on
        self.save(update_fields=["official_on"])
        self._announce("member.became_official", self._home(), since=on, by=by, decision=decision)

    @transaction.atomic
    def leave(self, ending: str, *, by: User | None, on: date, decision: str = "") -> None:
        """Leave the rolls of this system: gone elsewhere, died, struck off, expelled, left the Party."""
        self._lock()
        if self.organization is None:
            return
        home = self.organization
        refuse_future(on, today=timezone.localdate())
        for membership in self.memberships.filter(ends_on__isnull=True):
            membership.end(on, ending, decision)
        day_before = on - timedelta(days=1)
        self.statuses.filter(ends_on__isnull=True, starts_on__lt=on).update(ends_on=day_before)
        self.posts.filter(ends_on__isnull=True, starts_on__lt=on).update(ends_on=day_before)
        self._end_member_role(home)
        self.organization = None
        self.save(update_fields=["organization"])
        self._announce("member.left", home, since=on, by=by, ending=ending)

    def _move(
        self, organization: Organization, *, on: date, decision: str, why: Membership.Reason, by: User | None
    ) -> None:
        self._lock()
        if self.organization_id == organization.pk:
            return
        home = self._home()
        _check_chapter(organization, on)
        for membership in self.memberships.filter(ends_on__isnull=True):
            if not membership.is_temporary:
                membership.end(on, why, decision)
            elif membership.organization_id == organization.pk:
                membership.end(on, Membership.Ending.RETURNED)
        self.memberships.create(organization=organization, starts_on=on, reason=why, decision=decision)
        day_before = on - timedelta(days=1)
        self.posts.under(home.path).filter(ends_on__isnull=True, starts_on__lt=on).update(ends_on=day_before)
        self.statuses.filter(kind=MemberStatus.Kind.AWAY, ends_on__isnull=True, starts_on__lt=on).update(
            ends_on=day_before
        )
        if self._end_member_role(home) and self.user:
            self.user.role_holdings.create(organization=organization, role=Role.MEMBER)
        self.organization = organization
        self.save(update_fields=["organization"])
        self._announce("member.moved_out", home, since=on, by=by, to=str(organization))
        self._announce("member.moved_in", organization, since=on, by=by, came_from=str(home))

    def _end_member_role(self, home: Organization) -> bool:
        """A member's account sees its own chapter; it follows the member."""
        if self.user is None:
            return False
        held = self.user.role_holdings.current().filter(organization=home, role=Role.MEMBER).first()
        return held is not None and held.end()

    def _begin(self, verb: str, kind: str, on: date, *, by: User | None, **fields: str) -> None:
        self._lock()
        home = self._home()
        if self._begin_status(kind, on, **fields) is not None:
            self._announce(verb, home, since=on, by=by)

    def _end(self, verb: str, kind: str, on: date, *, by: User | None) -> None:
        self._lock()
        if self._end_status(kind, on):
            self._announce(verb, self._home(), since=on, by=by)

    def _begin_status(self, kind: str, on: date, **fields: str) -> MemberStatus | None:
        """A new dated status; None when it holds already."""
        if self.statuses.on(on).filter(kind=kind).exists():
            return None
        if later := self.statuses.filter(kind=kind, starts_on__gt=on).order_by("starts_on").first():
            raise RuleError(f"Đã ghi {later.get_kind_display()} từ ngày {later.starts_on:%d/%m/%Y}.")
        return self.statuses.create(kind=kind, starts_on=on, **fields)

    def _end_status(self, kind: str, on: date) -> bool:
        """`on` is the first day without it."""
        status = self.statuses.filter(kind=kind, ends_on__isnull=True).first()
        if status is None:
            return False
        status.end(on)
        return True

    def _home(self) -> Organization:
        if self.organization is None:
            raise RuleError(f"Đồng chí {self} không còn sinh hoạt tại chi bộ nào trong hệ thống.")
        return self.organization

    def _check_age(self) -> None:
        if self.birth_date and self.admitted_on:
            birthday = same_day_in(self.birth_date, self.birth_date.year + ADMISSION_AGE)
            if self.admitted_on < birthday:
                raise RuleError(f"Vào Đảng khi chưa đủ {ADMISSION_AGE} tuổi.")

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=Member.objects.select_for_update())

    def _announce(
        self, verb: str, organization: Organization, *, since: date, by: User | None, **details: object
    ) -> None:
        Entry.objects.record(
            verb, self, by=by, organization_path=organization.path, on=f"{since:%d/%m/%Y}", **details
        )
        membership_changed.send(sender=Member, member=self, organization=organization, since=since, by=by)


def _check_chapter(organization: Organization, on: date) -> None:
    refuse_future(on, today=timezone.localdate())
    if not organization.is_chapter:
        raise RuleError(f"Đảng viên sinh hoạt ở chi bộ; {organization} không phải chi bộ.")
    if not organization.is_active_on(on):
        raise RuleError(f"{organization} không hoạt động vào ngày {on:%d/%m/%Y}.")
