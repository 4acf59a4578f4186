"""Who signs in, and the trail of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from accounts.request import current_address

if TYPE_CHECKING:
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
        return self.create(
            verb=verb,
            thing_type=thing._meta.label_lower,  # noqa: SLF001
            thing_id=thing.pk,
            thing_label=str(thing)[:200],
            organization_path=organization_path or getattr(thing, "audit_path", ""),
            by=by,
            by_name=str(by) if by else "Hệ thống",
            address=current_address(),
            details=details,
        )

    def about(self, thing: models.Model) -> Self:
        return self.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk)  # noqa: SLF001

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
