"""Who signs in, and the trail of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from axes.utils import reset as forget_failures
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone

from accounts.request import current_address
from common.errors import RuleError
from common.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class User(AbstractUser):
    """A person who signs in. What they may do hangs on the roles they hold at organizations."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120)
    single_keys = models.BooleanField("phím tắt một phím", default=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def __str__(self) -> str:
        return self.full_name or self.username

    @classmethod
    @transaction.atomic
    def open_account(cls, *, by: User | None, username: str, full_name: str, password: str) -> User:
        """Make an account for a person; what it may do comes with roles."""
        user: User = cls.objects.create_user(
            username=username.lower(), password=password, full_name=clean(full_name)
        )
        Entry.objects.record("account.opened", user, by=by)
        return user

    @transaction.atomic
    def lock(self, *, by: User) -> None:
        """Shut the account out at once; its roles and its trail stay."""
        if self == by:
            raise RuleError("Không tự khóa tài khoản của mình được.")
        if self.is_active:
            self.is_active = False
            self.save(update_fields=["is_active"])
            Entry.objects.record("account.locked", self, by=by)

    @transaction.atomic
    def unlock(self, *, by: User) -> None:
        """Let the account in again, also after too many wrong passwords."""
        forget_failures(username=self.username)
        self.is_active = True
        self.save(update_fields=["is_active"])
        Entry.objects.record("account.unlocked", self, by=by)

    @transaction.atomic
    def give_password(self, password: str, *, by: User) -> None:
        """A new password from an administrator, for one who forgot the old one."""
        self.set_password(password)
        self.save(update_fields=["password"])
        Entry.objects.record("account.password_given", self, by=by)


class EntryQuerySet(models.QuerySet["Entry"]):
    def record(
        self,
        verb: str,
        thing: models.Model,
        *,
        by: User | None,
        organization_path: str = "",
        **details: Any,
    ) -> Entry:
        """Write down one act. `by` is None when the system acted; details must be plain JSON."""
        entry = self._entry(verb, thing, by, organization_path, details)
        entry.save(using=self.db)
        return entry

    def record_all(
        self, verb: str, things: Iterable[models.Model], *, by: User | None, **details: Any
    ) -> None:
        """Write down the same act on each of many things, in one go."""
        self.bulk_create([self._entry(verb, thing, by, "", details) for thing in things], batch_size=500)

    def _entry(
        self, verb: str, thing: models.Model, by: User | None, organization_path: str, details: dict[str, Any]
    ) -> Entry:
        return self.model(
            verb=verb,
            thing_type=thing._meta.label_lower,
            thing_id=thing.pk,
            thing_label=str(thing)[:200],
            organization_path=organization_path or getattr(thing, "audit_path", ""),
            by=by,
            by_name=str(by) if by else "Hệ thống",
            address=current_address(),
            details=details,
        )

    def about(self, thing: models.Model) -> Self:
        return self.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk)

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)


class Entry(models.Model):
    """One line of the audit trail. Lines are added, never changed; the database refuses it too."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=60, db_index=True)
    thing_type = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)
    thing_label = models.CharField(max_length=200)
    organization_path = models.CharField(max_length=200, blank=True, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="entries")
    by_name = models.CharField(max_length=120)
    address = models.GenericIPAddressField(null=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thing_type", "thing_id"])]

    def __str__(self) -> str:
        return f"{self.verb}: {self.thing_label}"
