"""Roles that accounts hold in this system."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Entry
from chapters.models.organizations import Organization
from chapters.querysets import RoleHoldingQuerySet
from chapters.roles import Role
from common.errors import RuleError

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class RoleHolding(models.Model):
    """What an account may do where, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_holdings")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="role_holdings")
    role = models.CharField("vai", max_length=14, choices=Role)
    starts_on = models.DateField("từ ngày", default=timezone.localdate)
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_role_holding",
            ),
            models.CheckConstraint(
                name="role_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organization}"

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @classmethod
    @transaction.atomic
    def give(
        cls,
        *,
        by: User | None,
        user: User,
        organization: Organization,
        role: str,
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> RoleHolding:
        """Let an account act in a role at an organization, from today on unless other days are said."""
        starts_on = starts_on or timezone.localdate()
        if ends_on and ends_on < starts_on:
            raise RuleError("Ngày kết thúc vai phải từ ngày bắt đầu trở đi.")
        holding, is_new = cls.objects.get_or_create(
            user=user,
            organization=organization,
            role=Role(role),
            ends_on=ends_on,
            defaults={"starts_on": starts_on},
        )
        if is_new:
            Entry.objects.record("role.given", holding, by=by)
        vars(user).pop("_held_roles", None)
        return holding

    @transaction.atomic
    def take_back(self, *, by: User | None) -> None:
        """End the role at once."""
        if self.end():
            Entry.objects.record("role.taken_back", self, by=by)

    def end(self) -> bool:
        """Yesterday was the last day; a role given only today leaves no row. False when ended before."""
        today = timezone.localdate()
        if self.ends_on is not None and self.ends_on < today:
            return False
        vars(self.user).pop("_held_roles", None)
        if self.starts_on < today:
            self.ends_on = today - timedelta(days=1)
            self.save(update_fields=["ends_on"])
        else:
            RoleHolding.objects.filter(pk=self.pk).delete()
        return True
